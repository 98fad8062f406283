using System.Globalization;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Host.Pages;
using Microsoft.AspNetCore.Mvc;

namespace BranchBot.Host.Api;

/// <summary>The quarterly talks for the pane beside their invitation in Outlook.</summary>
internal static class TalkEndpoints
{
    private const int Largest = 64 * 1024;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        var talks = api.MapGroup("/branches/{branch}/talks").WithTags("talks");
        talks.MapGet("", Talk).WithName("talk").WithSummary("The talk that an appointment is, as much as the reader may see: by when it begins, or by the employee too.").Produces<TalkSheet>().ProducesProblem(StatusCodes.Status404NotFound);
        talks.MapPut("/{quarter}/{person}/minutes", Write).WithName("putMinutes").WithSummary("Keeps minutes and agreements, or releases them to the employee; over the revision that they were written over.").Produces<RecordSheet>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).WithMetadata(new RequestSizeLimitAttribute(Largest));
        talks.MapPost("/{quarter}/{person}/minutes/acknowledge", Acknowledge).WithName("acknowledge").WithSummary("The employee has read a release of the minutes.").Produces<RecordSheet>().ProducesProblem(StatusCodes.Status412PreconditionFailed);
        talks.MapPost("/{quarter}/{person}/agreements/done", Finish).WithName("finishAgreement").WithSummary("An agreement is done.").Produces<RecordSheet>().WithMetadata(new RequestSizeLimitAttribute(Largest));
        talks.MapPost("/{quarter}/{person}/held", Hold).WithName("holdTalk").WithSummary("The talk was held.").Produces<TalkSheet>();
        talks.MapGet("/{quarter}/{person}/paper", Paper).WithName("paper").WithSummary("A link to the talk as a page to print, good for two hours.").Produces<PaperLink>();
        talks.MapGet("/notes/{person}", Notes).WithName("notes").WithSummary("The reader's private notes on somebody.").Produces<NotesSheet>();
        talks.MapPut("/notes/{person}", Note).WithName("putNotes").WithSummary("Keeps private notes, over the revision that they were written over.").Produces<NotesSheet>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).WithMetadata(new RequestSizeLimitAttribute(Largest));
    }

    private static Task<IResult> Talk(HttpContext http, ApiDoor door, string branch, string at, string? person = null, string? language = null)
    {
        var request = Request.Of(branch, language);
        return request.Wrong is { } wrong ? Task.FromResult(wrong)
            : !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) || instant.Year is < 2000 or > 2200 ? Task.FromResult<IResult>(ApiDoor.Wrong(nameof(at), "is an instant, such as 2027-01-04T02:00:00Z."))
            : person is not null && !Guid.TryParse(person, out _) ? Task.FromResult<IResult>(ApiDoor.Wrong(nameof(person), "is an Entra object id."))
            : door.Give<TalkSheet>(http, new ReadTalk(request.Branch, instant, person is null ? null : new PersonId(Guid.Parse(person)), request.Language));
    }

    private static Task<IResult> Write(HttpContext http, ApiDoor door, string branch, string quarter, Guid person, SentMinutes sent, string? language = null) =>
        On(branch, quarter, person, language, of => door.Give<RecordSheet>(http, new SendMinutes(of.Branch, of.Quarter, of.Person, sent, of.Language)));

    private static Task<IResult> Acknowledge(HttpContext http, ApiDoor door, string branch, string quarter, Guid person, int version, string? language = null) =>
        On(branch, quarter, person, language, of => door.Give<RecordSheet>(http, new AcknowledgeMinutes(of.Branch, of.Quarter, of.Person, version), new SendMinutes(of.Branch, of.Quarter, of.Person, null, of.Language)));

    private static Task<IResult> Finish(HttpContext http, ApiDoor door, string branch, string quarter, Guid person, FinishedAgreement done, string? language = null) =>
        On(branch, quarter, person, language, of => door.Give<RecordSheet>(http, new FinishAgreement(of.Branch, of.Quarter, of.Person, done.What), new SendMinutes(of.Branch, of.Quarter, of.Person, null, of.Language)));

    private static Task<IResult> Hold(HttpContext http, ApiDoor door, string branch, string quarter, Guid person, DateTimeOffset at, string? language = null) =>
        On(branch, quarter, person, language, of => door.Give<TalkSheet>(http, new HoldTalk(of.Branch, of.Quarter, of.Person), new ReadTalk(of.Branch, at, of.Person, of.Language)));

    private static Task<IResult> Paper(HttpContext http, ApiDoor door, string branch, string quarter, Guid person, string? language = null) => On(branch, quarter, person, language, async of =>
    {
        var read = ReadTalk.Of(of.Branch, of.Quarter, of.Person, of.Language);
        return await door.Handle(http, read) is var reply && reply.Refused is { } kind ? ApiDoor.Refused(reply, kind)
            : http.RequestServices.GetRequiredService<IPageLinks>().LinkTo(read, reply.Actor) is { } link ? TypedResults.Ok(new PaperLink(link))
            : TypedResults.Problem("Web:Address is not set.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "There are no pages");
    });

    private static Task<IResult> Notes(HttpContext http, ApiDoor door, string branch, Guid person) => door.Give<NotesSheet>(http, new SendNotes(new(branch), new(person)));

    private static Task<IResult> Note(HttpContext http, ApiDoor door, string branch, Guid person, NotesSheet sent) =>
        door.Give<NotesSheet>(http, new SendNotes(new(branch), new(person), sent));

    private static Task<IResult> On(string branch, string quarter, Guid person, string? language, Func<(BranchId Branch, DateOnly Quarter, PersonId Person, Language? Language), Task<IResult>> then)
    {
        var request = Request.Of(branch, language);
        return request.Wrong is { } wrong ? Task.FromResult(wrong)
            : !DateOnly.TryParseExact(quarter, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first != Periods.FirstOfQuarter(first)
                ? Task.FromResult<IResult>(ApiDoor.Wrong(nameof(quarter), "is the first day of a quarter, such as 2027-01-01."))
                : then((request.Branch, first, new(person), request.Language));
    }
}

/// <summary>A page to print.</summary>
/// <param name="Link">Where it is.</param>
internal sealed record PaperLink(Uri Link);

/// <summary>An agreement that is done.</summary>
/// <param name="What">Its words.</param>
internal sealed record FinishedAgreement(string What);
