using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BranchBot.Tests.Support;

/// <summary>
/// Stands between bots and Azurite and lets requests to tables, queues and blobs fail as its plan says: before the storage has done anything, or after it has
/// done all of it and only the answer is lost. The shared key signs the account's path and some headers, never the host or the port, so that what is
/// passed on as it came keeps its signature (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key).
/// </summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private const string Version = "2026-02-06";

    // What belongs to one connection and not to the message (RFC 9110, 7.6.1).
    private static readonly string[] OfTheConnection = ["Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Proxy-Connection"];
    private static readonly (StorageService Service, string Name)[] Services = [(StorageService.Table, "TableEndpoint"), (StorageService.Queue, "QueueEndpoint"), (StorageService.Blob, "BlobEndpoint")];

    private readonly HttpMessageInvoker upstream = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    // Azurite 3.37 keeps what it has to undo in one list for all batches (LokiTableMetadataStore): where two overlap, one that fails undoes the other's rows, which
    // Azure's never does. So writes to tables reach it one after the other.
    private readonly SemaphoreSlim oneWrite = new(1);
    private readonly Dictionary<int, (StorageService Service, string Address)> ports = [];
    private readonly WebApplication app;

    private StorageProxy(string behind, StorageWeather weather)
    {
        Weather = weather;
        var parts = behind.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        foreach (var (service, name) in Services)
        {
            var endpoint = new Uri(parts[name]);
            var port = BotProcess.FreePort();
            ports[port] = (service, endpoint.GetLeftPart(UriPartial.Authority));
            parts[name] = $"http://127.0.0.1:{port}{endpoint.AbsolutePath}";
        }

        ConnectionString = string.Concat(parts.Select(p => $"{p.Key}={p.Value};"));
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (var port in ports.Keys)
            {
                kestrel.ListenLocalhost(port);
            }
        });
        app = builder.Build();
        app.Run(Take);
    }

    /// <summary>What a bot is given in the place of Azurite's own.</summary>
    public string ConnectionString { get; }

    /// <summary>What fails.</summary>
    public StorageWeather Weather { get; }

    /// <summary>Starts one in front of a storage.</summary>
    /// <param name="behind">The connection string of the storage.</param>
    /// <param name="weather">What fails.</param>
    public static async Task<StorageProxy> Start(string behind, StorageWeather? weather = null)
    {
        var proxy = new StorageProxy(behind, weather ?? new());
        await proxy.app.StartAsync();
        return proxy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        upstream.Dispose();
        oneWrite.Dispose();
    }

    private async Task Take(HttpContext context)
    {
        var (service, address) = ports[context.Connection.LocalPort];
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var call = new StorageCall(service, context.Request.Method, context.Request.Path, context.Request.Headers["x-ms-client-request-id"].ToString()) { Body = service == StorageService.Table ? Encoding.UTF8.GetString(body.ToArray()) : "" };
            var fault = Weather.Ask(call);
            var writes = service == StorageService.Table && !HttpMethods.IsGet(call.Method);
            await Meet(context, call, fault, () => writes ? OneAfterTheOther(context, address, body.ToArray()) : Forward(context, address, body.ToArray()));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // Whoever asked has gone: he was killed, or waits no longer.
            context.Abort();
        }
    }

    private async Task Meet(HttpContext context, StorageCall call, StorageFault fault, Func<Task<HttpResponseMessage>> forward)
    {
        switch (fault)
        {
            case StorageFault.Hangs:
                await Weather.Silence(context.RequestAborted);
                context.Abort();
                break;
            case StorageFault.Busy or StorageFault.Error:
                await Refuse(context, call, fault);
                break;
            case StorageFault.ResetBefore:
                context.Abort();
                break;
            default:
                await Weather.Slowness(fault, context.RequestAborted);
                using (var answer = await forward())
                {
                    await Return(context, call, fault, answer);
                }

                break;
        }
    }

    private async Task Return(HttpContext context, StorageCall call, StorageFault fault, HttpResponseMessage answer)
    {
        switch (fault)
        {
            case StorageFault.ResetAfter:
                context.Abort();
                break;
            case StorageFault.HangsAfter:
                await Weather.Silence(context.RequestAborted);
                context.Abort();
                break;
            case StorageFault.ErrorAfter:
                await Refuse(context, call, fault);
                break;
            default:
                await Copy(answer, context.Response);
                break;
        }
    }

    private async Task<HttpResponseMessage> OneAfterTheOther(HttpContext context, string address, byte[] body)
    {
        await oneWrite.WaitAsync(CancellationToken.None);
        try
        {
            return await Forward(context, address, body);
        }
        finally
        {
            oneWrite.Release();
        }
    }

    private async Task<HttpResponseMessage> Forward(HttpContext context, string address, byte[] body)
    {
        var from = context.Request;
        using var request = new HttpRequestMessage(HttpMethod.Parse(from.Method), new Uri(address + context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget));
        if (body.Length > 0 || from.ContentLength == 0)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var (name, values) in from.Headers.Where(h => !OfTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        // What was begun is done, though whoever asked may be dead.
        return await upstream.SendAsync(request, CancellationToken.None);
    }

    private static async Task Copy(HttpResponseMessage answer, HttpResponse to)
    {
        to.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OfTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
        {
            to.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(to.Body);
    }

    // The bodies and headers of the services: https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes, and for tables
    // https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes.
    private static async Task Refuse(HttpContext context, StorageCall call, StorageFault fault)
    {
        var (status, code, message) = fault switch
        {
            StorageFault.Busy => (503, "ServerBusy", "The server is currently unable to receive requests. Please retry your request."),
            StorageFault.ErrorAfter => (500, "OperationTimedOut", "Operation could not be completed within the permitted time."),
            _ => (500, "InternalError", "Server encountered an internal error. Please try again after some time."),
        };
        var (id, time) = (Guid.NewGuid(), TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        var said = $"{message}\nRequestId:{id}\nTime:{time}";
        var answer = context.Response;
        answer.StatusCode = status;
        answer.Headers["x-ms-request-id"] = id.ToString();
        answer.Headers["x-ms-version"] = Version;
        answer.Headers["x-ms-error-code"] = code;
        string body;
        if (call.Service == StorageService.Table)
        {
            answer.Headers.ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
            answer.Headers.Server = "Windows-Azure-Table/1.0 Microsoft-HTTPAPI/2.0";
            body = "{\"odata.error\":{\"code\":\"" + code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"" + said.Replace("\n", "\\n", StringComparison.Ordinal) + "\"}}}";
        }
        else
        {
            answer.Headers.ContentType = "application/xml";
            answer.Headers.Server = $"Windows-Azure-{call.Service}/1.0 Microsoft-HTTPAPI/2.0";
            body = $"\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{said}</Message></Error>";
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        answer.ContentLength = bytes.Length;
        if (context.Request.Method != HttpMethods.Head)
        {
            await answer.Body.WriteAsync(bytes);
        }
    }
}
