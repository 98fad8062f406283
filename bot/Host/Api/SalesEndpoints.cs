using System.Globalization;
using BranchBot.Features.People;
using BranchBot.Features.Sales;
using Microsoft.AspNetCore.Mvc;

namespace BranchBot.Host.Api;

/// <summary>The sales of a branch for the pane in Excel: the workbook in pages, as a file, and the targets as a table that comes back.</summary>
internal static class SalesEndpoints
{
    private const int LargestTargets = 1024 * 1024;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", (HttpContext http, ApiDoor door) => door.Give<Me>(http, new ReadMe()))
            .WithTags("me").WithName("me").WithSummary("Who asks, and which branches he may see.").Produces<Me>();

        var sales = api.MapGroup("/branches/{branch}/sales").WithTags("sales");
        sales.MapGet("/book", Book).WithName("book").WithSummary("The sales of some days as a workbook, without its rows.").Produces<Workbook>().Produces(StatusCodes.Status304NotModified);
        sales.MapGet("/book/sheets/{sheet}", Sheet).WithName("sheet").WithSummary("Some rows of a sheet; ask again with next as after.").Produces<WorksheetPage>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);
        sales.MapGet("/book.xlsx", WorkbookFile.Send).WithName("file").WithSummary("The workbook as a file.").Produces(StatusCodes.Status200OK, contentType: WorkbookFile.ContentType);
        sales.MapGet("/targets", Targets).WithName("targets").WithSummary("The targets of a period as a table to be filled in.").Produces<TargetTable>().Produces(StatusCodes.Status304NotModified);
        sales.MapPost("/targets/check", Check).WithName("checkTargets").WithSummary("What a table of targets would change, and what is wrong with it.").Produces<TargetDiff>().WithMetadata(new RequestSizeLimitAttribute(LargestTargets));
        sales.MapPut("/targets", Put).WithName("putTargets").WithSummary("Takes a table of targets over the version that it was filled in over (If-Match).").Produces<TargetDiff>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired).WithMetadata(new RequestSizeLimitAttribute(LargestTargets));
    }

    private static Task<IResult> Book(HttpContext http, ApiDoor door, string branch, string from, string to, string? language = null)
    {
        var of = Request.Of(branch, language, from, to);
        return of.Wrong is { } wrong ? Task.FromResult(wrong) : door.Give<Workbook>(http, new ReadSalesBook(of.Branch, of.From, of.To, of.Language), b => b.Version);
    }

    private static Task<IResult> Sheet(HttpContext http, ApiDoor door, string branch, string sheet, string from, string to, string? after = null, string? language = null)
    {
        var of = Request.Of(branch, language, from, to);
        return of.Wrong is { } wrong ? Task.FromResult(wrong) : door.Give<WorksheetPage>(http, new ReadSalesSheet(of.Branch, sheet, of.From, of.To, after, of.Language), p => p.Version);
    }

    private static Task<IResult> Targets(HttpContext http, ApiDoor door, string branch, string of, Period? period = null, string? language = null)
    {
        var request = Request.Of(branch, language, of, of);
        return request.Wrong is { } wrong ? Task.FromResult(wrong) : door.Give<TargetTable>(http, new ReadTargets(request.Branch, request.From, period, request.Language), t => t.Version);
    }

    private static Task<IResult> Check(HttpContext http, ApiDoor door, string branch, SentTargets sent, string? language = null)
    {
        var request = Request.Of(branch, language);
        return request.Wrong is { } wrong ? Task.FromResult(wrong) : door.Give<TargetDiff>(http, new SendTargets(request.Branch, sent, Apply: false, request.Language));
    }

    private static Task<IResult> Put(HttpContext http, ApiDoor door, string branch, SentTargets sent, [FromHeader(Name = "If-Match")] string? ifMatch = null, string? language = null)
    {
        var request = Request.Of(branch, language);
        return request.Wrong is { } wrong ? Task.FromResult(wrong)
            : ifMatch is null ? Task.FromResult<IResult>(TypedResults.Problem("If-Match: the version of the table that was filled in.", statusCode: StatusCodes.Status428PreconditionRequired, title: "If-Match is missing"))
            : ifMatch != $"\"{sent.Version}\"" ? Task.FromResult<IResult>(ApiDoor.Wrong("If-Match", "is not the version of the table in the body."))
            : door.Give<TargetDiff>(http, new SendTargets(request.Branch, sent, Apply: true, request.Language));
    }
}

/// <summary>The parameters that all share, checked.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Language">The language; null: the reader's own.</param>
internal sealed record Request(BranchId Branch, DateOnly From, DateOnly To, Language? Language)
{
    /// <summary>What is wrong; null: nothing.</summary>
    public IResult? Wrong { get; private init; }

    /// <summary>Reads them.</summary>
    public static Request Of(string branch, string? language, string? from = null, string? to = null)
    {
        var (first, last) = (Day(from), Day(to));
        var known = language is null ? null : LanguageTag.Parse(language);
        return new(new(branch), first ?? default, last ?? default, known)
        {
            Wrong = !CellChecks.IsId(branch) ? ApiDoor.Wrong("branch", "is no id of a branch: letters, digits and hyphens.")
                : from is not null && first is null ? ApiDoor.Wrong("from", "is no day; write it like 2026-11-24.")
                : to is not null && last is null ? ApiDoor.Wrong("to", "is no day; write it like 2026-11-24.")
                : language is not null && known is null ? ApiDoor.Wrong("language", "is zh-CN or en-US.")
                : null,
        };
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
