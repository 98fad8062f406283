using System.Security.Cryptography;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Host.Documents;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BranchBot.Host.Pages;

/// <summary>
/// The door of the browser: a link names who gives which command; the same handler decides as all doors do, and the answer is a page. A link is a secret of
/// who has it, so nothing of it is logged, no other site learns of it, and no page is kept by the browser.
/// </summary>
internal sealed class PageDoor(PageLinks links, CommandHandler handler, IBlobs blobs, IPictureLinks pictures, TimeProvider clock, ILogger<PageDoor> log)
{
    /// <summary>The most bytes of a request: a picture, and what stands around it.</summary>
    public const long LargestRequest = AttachmentReader.LargestPicture + (64 * 1024);

    /// <summary>Shows a page.</summary>
    public async Task<IResult> Show(HttpContext http, string token)
    {
        Headers(http);
        return await Ask(http, token) switch
        {
            (_, { } problem) => problem,
            ({ Answer: Given { Document: UploadPage form }, Actor: var actor }, _) => Page<PhotoForm>(new() { ["Form"] = form, ["Language"] = actor.Language }),
            ({ Answer: Given { Document: HighlightSheet sheet }, Actor: var actor }, _) => Page<CardSheet>(new() { ["Sheet"] = sheet, ["Photo"] = sheet.Photo is { } photo ? pictures.LinkTo(photo) : null, ["Language"] = actor.Language }),
            ({ Answer: Given { Document: TalkSheet sheet }, Actor: var actor }, _) => Page<TalkPaper>(new() { ["Sheet"] = sheet, ["Language"] = actor.Language }),
            ({ Answer: Given { Document: FilePage file } }, _) => TypedResults.File(file.Content.ToArray(), file.ContentType, file.Name),
            ({ Answer: Given { Document: CalendarPage appointment }, Actor: var actor }, _) => TypedResults.File(CalendarFile.Of(appointment, actor.Language, clock.GetUtcNow()), CalendarFile.ContentType(appointment), CalendarFile.FileName(appointment)),
            ({ Answer: Given { Document: WorkbookPage book } }, _) => await Workbook(book, http.RequestAborted),
            (var reply, _) => throw new InvalidOperationException($"{reply!.Answer.GetType().Name} is no page."),
        };
    }

    /// <summary>Takes the picture of a form.</summary>
    public async Task<IResult> Take(HttpContext http, string token)
    {
        Headers(http);
        if (await Ask(http, token) is not ({ Answer: Given { Document: UploadPage form }, Actor: var actor }, null))
        {
            return Sentence(PageSentences.Over, StatusCodes.Status410Gone);
        }

        IResult Again(Text why) => Page<PhotoForm>(new() { ["Form"] = form, ["Language"] = actor.Language, ["Problem"] = why }, StatusCodes.Status422UnprocessableEntity);
        if (!http.Request.HasFormContentType || (await http.Request.ReadFormAsync(http.RequestAborted)).Files is not [{ Length: > 0 } file])
        {
            return Again(PageSentences.NoFile);
        }

        if (file.Length > AttachmentReader.LargestPicture)
        {
            return Again(AttachmentSentences.TooLarge);
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, http.RequestAborted);
        return Signature.Of(content.ToArray()) switch
        {
            Signature.Heic => Again(AttachmentSentences.Heic),
            "jpg" or "png" or "webp" when await Photos.KeptInTurn(content.ToArray(), http.RequestAborted) is { } kept => await Keep(http, form, actor, kept),
            _ => Again(AttachmentSentences.NoPicture),
        };
    }

    private async Task<IResult> Keep(HttpContext http, UploadPage form, Actor actor, byte[] kept)
    {
        var name = await blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", kept, http.RequestAborted);
        var received = new Received(name, "jpg", "", Convert.ToHexStringLower(SHA256.HashData(kept)), "", kept);
        var reply = await handler.Handle(Asked(http, actor.Id), form.Take(received), http.RequestAborted);
        log.PictureTaken(kept.Length, reply.Refused is null);
        if (reply.Refused is null)
        {
            return Page<PhotoDone>(new() { ["Title"] = form.Title, ["Done"] = form.Done, ["Photo"] = pictures.LinkTo(name), ["Language"] = actor.Language });
        }

        await blobs.Remove(BlobKind.Pictures, name, http.RequestAborted);
        return Sentence(reply.Answer is Said said ? said.Text : PageSentences.Over, StatusCodes.Status410Gone, actor.Language);
    }

    private async Task<(Reply? Reply, IResult? Problem)> Ask(HttpContext http, string token)
    {
        if (links.Read(token) is not var (person, command))
        {
            return (null, Sentence(PageSentences.Over, StatusCodes.Status410Gone));
        }

        var reply = await handler.Handle(Asked(http, person), command, http.RequestAborted);
        return reply.Refused is null ? (reply, null) : (null, Sentence(((Said)reply.Answer).Text, StatusCodes.Status403Forbidden, reply.Actor.Language));
    }

    private static Asked Asked(HttpContext http, PersonId person) => new(person, Language.Chinese, $"page|{http.TraceIdentifier}|{Guid.NewGuid():N}", null);

    private static async Task<IResult> Workbook(WorkbookPage page, CancellationToken cancel)
    {
        var file = new MemoryStream();
        await XlsxBook.Write(page.Book, head => page.Rows[head.Key].ToAsyncEnumerable(), file, cancel);
        file.Position = 0;
        return TypedResults.Stream(file, Api.WorkbookFile.ContentType, $"{page.Book.Title} {page.Book.Subtitle}.xlsx");
    }

    private static RazorComponentResult<PageSentence> Sentence(Text said, int status, Language? language = null) =>
        Page<PageSentence>(new() { ["Said"] = language is { } known ? Text.Same(said.In(known)) : Text.Same($"{said.Zh}\n{said.En}"), ["Language"] = language ?? Language.Chinese }, status);

    private static RazorComponentResult<T> Page<T>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where T : Microsoft.AspNetCore.Components.IComponent => new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    private void Headers(HttpContext http)
    {
        var headers = http.Response.Headers;
        var images = pictures.LinkTo("0.jpg")?.GetLeftPart(UriPartial.Authority);
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' {images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}

/// <summary>What the pages say by themselves.</summary>
internal static class PageSentences
{
    /// <summary>The link is forged, used, or over.</summary>
    public static readonly Text Over = new("这个链接已经用过或者过期了。请回到 Teams,重新打开那张卡片。", "This link was used already, or is over. Please go back to Teams and open the card again.");

    /// <summary>Nothing was chosen.</summary>
    public static readonly Text NoFile = new("请先选一张照片。", "Please choose a photo first.");
}

/// <summary>What the pages tell the operator.</summary>
internal static partial class PageLog
{
    [LoggerMessage(4101, LogLevel.Information, "A picture of {Bytes} bytes came by a page; kept: {Kept}.")]
    public static partial void PictureTaken(this ILogger log, int bytes, bool kept);
}
