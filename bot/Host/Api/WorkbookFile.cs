using System.Runtime.CompilerServices;
using BranchBot.Features.Sales;
using BranchBot.Host.Documents;
using Microsoft.Net.Http.Headers;

namespace BranchBot.Host.Api;

/// <summary>The workbook as a file: its pages are read one after the other and written as they come, so that no year of a large branch stands in memory.</summary>
internal static class WorkbookFile
{
    /// <summary>The media type of .xlsx.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int MostTries = 3;

    /// <summary>Sends it. Where a figure moves while it is read, it is read again, so that its sheets agree with one another.</summary>
    public static async Task<IResult> Send(HttpContext http, ApiDoor door, string branch, string from, string to, string? sheets = null, string? language = null)
    {
        var request = Request.Of(branch, language, from, to);
        if (request.Wrong is { } wrong)
        {
            return wrong;
        }

        var outline = new ReadSalesBook(request.Branch, request.From, request.To, request.Language);
        for (var tried = 0; tried < MostTries; tried++)
        {
            var reply = await door.Handle(http, outline);
            if (reply.Refused is { } refused)
            {
                return ApiDoor.Refused(reply, refused);
            }

            var book = (Workbook)((Given)reply.Answer).Document;
            var wanted = sheets?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (wanted?.Except(book.Sheets.Select(s => s.Key)).FirstOrDefault() is { } unknown)
            {
                return TypedResults.Problem($"There is no sheet '{unknown}'; there are: {string.Join(", ", book.Sheets.Select(s => s.Key))}.", statusCode: StatusCodes.Status404NotFound, title: "No such sheet");
            }

            var file = Temporary();
            try
            {
                await XlsxBook.Write(book with { Sheets = [.. book.Sheets.Where(s => wanted?.Contains(s.Key) ?? true)] }, sheet => Rows(http, door, request, sheet, http.RequestAborted), file, http.RequestAborted);
                if (((Workbook)((Given)(await door.Handle(http, outline)).Answer).Document).Version == book.Version)
                {
                    file.Position = 0;
                    return TypedResults.Stream(file, ContentType, $"{book.Title} {book.Subtitle}.xlsx", entityTag: new EntityTagHeaderValue($"\"{book.Version}\""));
                }
            }
            catch
            {
                await file.DisposeAsync();
                throw;
            }

            await file.DisposeAsync();
        }

        http.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem("The figures moved while they were read; please try again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The figures move");
    }

    // Beside the temporary folder's other files it has no name that anybody could guess, and it goes with its stream.
    private static FileStream Temporary() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });

    private static async IAsyncEnumerable<IReadOnlyList<Cell>> Rows(HttpContext http, ApiDoor door, Request request, WorksheetHead sheet, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            cancel.ThrowIfCancellationRequested();
            var reply = await door.Handle(http, new ReadSalesSheet(request.Branch, sheet.Key, request.From, request.To, after, request.Language));
            var page = (reply.Answer as Given)?.Document as WorksheetPage ?? throw new InvalidOperationException($"The sheet {sheet.Key} was refused while it was read.");
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
