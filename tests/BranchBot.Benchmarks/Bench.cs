using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BranchBot.Benchmarks;

/// <summary>What stands around a measured process: the authority that signs tokens, and a connector that only takes what is sent.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly LocalTeamsServer authority;
    private readonly WebApplication connector;
    private readonly ConcurrentDictionary<string, byte[]> lastSent = new();

    private Bench(LocalTeamsServer authority)
    {
        this.authority = authority;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        connector = builder.Build();
        connector.Urls.Add($"http://127.0.0.1:{BotProcess.FreePort()}");
        connector.MapPost("/v3/conversations/{id}/activities", async (string id, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            lastSent[id] = body.ToArray();
            return Results.Json(new { id = "1" }, statusCode: 201);
        });
    }

    public string ServiceUrl => connector.Urls.Single() + "/";

    public string Token { get; private set; } = "";

    /// <summary>The last message to a conversation.</summary>
    public byte[]? LastTo(string conversation) => lastSent.GetValueOrDefault(conversation);

    public static async Task<Bench> Start()
    {
        var bench = new Bench(await LocalTeamsServer.StartAsync(new LocalTeamsOptions { AppId = Stage.AppId, Tenant = Stage.Tenant }));
        await bench.connector.StartAsync();
        bench.Token = bench.authority.Authority.Mint(t => t with { ServiceUrl = bench.ServiceUrl });
        return bench;
    }

    public Dictionary<string, string> Settings(string storage) => new()
    {
        ["Storage:ConnectionString"] = storage,
        ["Bot:AppId"] = Stage.AppId,
        ["Bot:AppType"] = "UserAssignedMSI",
        ["Bot:Tenants"] = Stage.Tenant,
        ["Bot:Rate"] = "1000",
        ["Bot:Cloud:MetadataAddress"] = authority.MetadataAddress,
        ["Bot:Cloud:ServiceUrls"] = ServiceUrl,
        ["IDENTITY_ENDPOINT"] = authority.IdentityEndpoint,
        ["IDENTITY_HEADER"] = authority.Identity.Header,
        // Before the first card of the day: what is measured is people at work, not what is pushed to them.
        ["Clock:Offset"] = (DemoBranch.At("07:20") - TimeProvider.System.GetUtcNow()).ToString("c", System.Globalization.CultureInfo.InvariantCulture),
    };

    public async ValueTask DisposeAsync()
    {
        await connector.DisposeAsync();
        await authority.DisposeAsync();
    }
}

/// <summary>A measured process.</summary>
internal sealed class Measured : IAsyncDisposable
{
    private readonly Process process;

    private Measured(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<Measured> Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings, HttpClient http)
    {
        var address = new Uri($"http://127.0.0.1:{BotProcess.FreePort()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Measured).Assembly.Location, .. arguments]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in BotProcess.AsInImage)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var measured = new Measured(Process.Start(start)!, address);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(100))
        {
            try
            {
                using var ready = await http.GetAsync(new Uri(address, "/health/ready"));
                if (ready.IsSuccessStatusCode)
                {
                    return measured;
                }
            }
            catch (HttpRequestException) when (!measured.process.HasExited)
            {
                // It is settling the town, or not listening yet.
            }
        }

        throw new InvalidOperationException($"{string.Join(' ', arguments)} did not become ready.");
    }

    public async Task<Usage> Usage(HttpClient http) => (await http.GetFromJsonAsync<Usage>(new Uri(Address, "/usage")))!;

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Sends one activity as Teams does and answers with what came back and how long it took.</summary>
    public async Task<(string Body, double Milliseconds)> Send(HttpClient http, string token, string activity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/api/messages")) { Content = new StringContent(activity, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return answer.IsSuccessStatusCode ? (body, took) : throw new InvalidOperationException($"{(int)answer.StatusCode}: {body}");
    }
}
