using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace BranchBot.LocalTeams;

/// <summary>A picture or file that a person sent.</summary>
/// <param name="Id">What tells it apart.</param>
/// <param name="Name">Its name on the person's device.</param>
/// <param name="Picture">Sent as a picture, as the camera or the clipboard does; else as a file of the person's OneDrive.</param>
public sealed record Upload(string Id, string Name, bool Picture);

/// <summary>
/// Where what people send lies: pictures on the connector, which wants the bot's token for them, and files in OneDrive, behind a link that carries its own
/// permission, is good for an hour and refuses whoever shows a token beside it.
/// </summary>
public sealed class Uploads
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, byte[]> contents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Upload, DateTimeOffset Until)> links = new(StringComparer.Ordinal);
    private readonly ManagedIdentity identity;
    private readonly LocalTeamsOptions options;
    private readonly string? folder;

    internal Uploads(ManagedIdentity identity, LocalTeamsOptions options)
    {
        this.identity = identity;
        this.options = options;
        folder = options.DataFolder is { } data ? Directory.CreateDirectory(Path.Combine(data, "uploads")).FullName : null;
    }

    /// <summary>A test's own answer to whoever fetches a picture or file, in place of its bytes.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>What was fetched, oldest first: the path, whether a token was shown, and the status.</summary>
    public ConcurrentQueue<(string Path, bool Token, int Status)> Fetched { get; } = new();

    /// <summary>Keeps bytes.</summary>
    public Upload Keep(byte[] content, string name, bool picture) => Keep(RandomNumberGenerator.GetHexString(32, lowercase: true), content, name, picture);

    /// <summary>Keeps bytes under an id that is known already.</summary>
    internal Upload Keep(string id, byte[] content, string name, bool picture)
    {
        var upload = new Upload(id, name, picture);
        contents[upload.Id] = content;
        if (folder is not null)
        {
            File.WriteAllBytes(Path.Combine(folder, upload.Id), content);
        }

        return upload;
    }

    /// <summary>The bytes, null where there are none.</summary>
    internal byte[]? Find(string id)
    {
        if (contents.TryGetValue(id, out var content))
        {
            return content;
        }

        return folder is not null && id.All(char.IsAsciiHexDigit) && File.Exists(Path.Combine(folder, id)) ? File.ReadAllBytes(Path.Combine(folder, id)) : null;
    }

    /// <summary>Where the connector has a picture.</summary>
    internal static string ContentUrl(string serviceUrl, Upload picture) => $"{serviceUrl}v3/attachments/{picture.Id}/views/original";

    /// <summary>A new link to a file, which carries its own permission.</summary>
    internal string DownloadUrl(string url, Upload file)
    {
        var permission = RandomNumberGenerator.GetHexString(48, lowercase: true);
        links[permission] = (file.Id, TimeProvider.System.GetUtcNow() + LinkLifetime);
        return $"{url}/personal/people/_layouts/15/download.aspx?UniqueId={Guid.NewGuid():D}&Translate=false&tempauth={permission}&ApiVersion=2.0";
    }

    internal void Map(IEndpointRouteBuilder app)
    {
        app.MapGet($"/amer/{options.Tenant}/v3/attachments/{{id}}/views/{{view}}", async (HttpContext http, string id) =>
            await identity.AllowsAsync(http.Request) ? await GiveAsync(http, id) : Say(http, Refusal.Unauthorized.ToResult(http), 401));
        app.MapGet("/personal/people/_layouts/15/download.aspx", async (HttpContext http, string? tempauth) =>
            http.Request.Headers.Authorization.Count > 0 ? Say(http, Results.Text("401 UNAUTHORIZED", statusCode: 401), 401)
            : links.TryGetValue(tempauth ?? "", out var link) && link.Until > TimeProvider.System.GetUtcNow() ? await GiveAsync(http, link.Upload)
            : Say(http, Results.Text("403 FORBIDDEN", statusCode: 403), 403));
    }

    private async Task<IResult> GiveAsync(HttpContext http, string id)
    {
        if (Instead is { } instead)
        {
            Fetched.Enqueue((http.Request.Path, http.Request.Headers.Authorization.Count > 0, 200));
            await instead(http);
            return Results.Empty;
        }

        return Find(id) is { } content
            ? Say(http, Results.Bytes(content, "application/octet-stream"), 200)
            : Say(http, Results.StatusCode(404), 404);
    }

    private IResult Say(HttpContext http, IResult result, int status)
    {
        Fetched.Enqueue((http.Request.Path, http.Request.Headers.Authorization.Count > 0, status));
        return result;
    }
}
