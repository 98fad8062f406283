using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;

namespace BranchBot.LocalTeams;

/// <summary>
/// The upload sessions of people's OneDrive, as far as bots see them: an address that carries its own permission, is good for an hour, refuses whoever shows a
/// token beside it, and takes the bytes in order.
/// </summary>
internal sealed class OneDrive(Uploads uploads, Func<string> url)
{
    private const string Site = "https://contoso-my.sharepoint.com/personal";
    private const int Piece = 320 * 1024;
    private const long LargestRequest = 60 * 1024 * 1024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);

    /// <summary>A place for a file, as <c>uploadInfo</c>. Whose id the file has is known before its bytes.</summary>
    public JsonObject Begin(TeamsUser person, string name)
    {
        var owner = person.UserPrincipalName.Replace('@', '_').Replace('.', '_');
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var permission = RandomNumberGenerator.GetHexString(48, lowercase: true);
        sessions[permission] = new(id, name, TimeProvider.System.GetUtcNow() + Lifetime);
        var unique = Guid.ParseExact(id, "N").ToString("D").ToUpperInvariant();
        return new JsonObject
        {
            ["contentUrl"] = $"{Site}/{owner}/Documents/Applications/{Envelope.BotName}/{Uri.EscapeDataString(name)}",
            ["name"] = name,
            ["uploadUrl"] = $"{url()}/personal/{owner}/_api/v2.0/drive/items/{unique}/uploadSession?guid='{Guid.NewGuid():D}'&overwrite=True&rename=False&tempauth={permission}",
            ["uniqueId"] = unique,
            ["fileType"] = Path.GetExtension(name).TrimStart('.'),
        };
    }

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPut("/personal/{owner}/_api/v2.0/drive/items/{item}/uploadSession", PutAsync).WithMetadata(new RequestSizeLimitAttribute(LargestRequest));

    private async Task<IResult> PutAsync(HttpContext http, string? tempauth)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            return Refuse(401, "unauthenticated", "The address carries its own permission.");
        }

        if (!sessions.TryGetValue(tempauth ?? "", out var session) || session.Until < TimeProvider.System.GetUtcNow())
        {
            return Refuse(404, "itemNotFound", "The upload session was not found.");
        }

        if (!ContentRangeHeaderValue.TryParse(http.Request.Headers.ContentRange, out var range) || range.Unit != "bytes" || range is not { From: { } from, To: { } to, Length: { } total })
        {
            return Refuse(400, "invalidRequest", "Content-Range must be bytes from-to/total.");
        }

        using var piece = new MemoryStream();
        await http.Request.Body.CopyToAsync(piece);
        lock (session)
        {
            if (session.Done)
            {
                return Refuse(404, "itemNotFound", "The upload session was not found.");
            }

            if (from != session.Content.Length || to - from + 1 != piece.Length || (session.Total is { } said && said != total))
            {
                return Refuse(416, "invalidRange", $"Expected the range that starts at {session.Content.Length}.");
            }

            if (to + 1 < total && piece.Length % Piece != 0)
            {
                return Refuse(400, "invalidRequest", "Every range but the last must be a multiple of 320 KiB.");
            }

            session.Total = total;
            piece.WriteTo(session.Content);
            if (to + 1 < total)
            {
                return Results.Json(new { expirationDateTime = session.Until.ToString("O", CultureInfo.InvariantCulture), nextExpectedRanges = new[] { $"{to + 1}-" } }, statusCode: 202);
            }

            session.Done = true;
            uploads.Keep(session.Id, session.Content.ToArray(), session.Name, picture: false);
            return Results.Json(new { id = session.Id, name = session.Name, size = total }, statusCode: 201);
        }
    }

    private static IResult Refuse(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);

    private sealed class Session(string id, string name, DateTimeOffset until)
    {
        public string Id => id;

        public string Name => name;

        public DateTimeOffset Until => until;

        public MemoryStream Content { get; } = new();

        public long? Total { get; set; }

        public bool Done { get; set; }
    }
}
