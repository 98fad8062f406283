using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BranchBot.Adapters.Tests.LocalTeams;

/// <summary>A bot that records what reaches it and answers what a test tells it to.</summary>
internal sealed class ScriptedBot : IAsyncDisposable
{
    private readonly WebApplication app;

    private ScriptedBot(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;

    public ConcurrentQueue<(JsonObject Body, IHeaderDictionary Headers)> Heard { get; } = new();

    public IEnumerable<JsonObject> Activities => Heard.Select(h => h.Body);

    public ConcurrentQueue<string> ClockOffsets { get; } = new();

    public int ClockStatus { get; set; } = 204;

    public Func<JsonObject, Task<IResult>> Answer { get; set; } = _ => Task.FromResult(Results.Ok());

    public static async Task<ScriptedBot> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var bot = new ScriptedBot(app);
        app.MapPost("/api/messages", async (HttpRequest request) =>
        {
            var body = (JsonObject)(await JsonNode.ParseAsync(request.Body))!;
            bot.Heard.Enqueue((body, new HeaderDictionary(request.Headers.ToDictionary())));
            return await bot.Answer(body);
        });
        app.MapPut("/local/clock", async (HttpRequest request) =>
        {
            var body = await JsonNode.ParseAsync(request.Body);
            bot.ClockOffsets.Enqueue((string)body!["offset"]!);
            return Results.StatusCode(bot.ClockStatus);
        });
        await app.StartAsync();
        bot.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return bot;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
