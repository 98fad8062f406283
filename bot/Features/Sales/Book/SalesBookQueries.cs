using System.Security.Cryptography;
using System.Text;

namespace BranchBot.Features.Sales;

/// <summary>The branch's sales as a workbook, without its rows (S-7).</summary>
/// <param name="Branch">The branch.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; at most 366 days.</param>
/// <param name="Language">In which language titles and names are written; null: the reader's own.</param>
public sealed record ReadSalesBook(BranchId Branch, DateOnly From, DateOnly To, Language? Language = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null || BookReads.Wrong(turn, From, To) is not null ? [] : BookReads.Whole(turn, new(From, To));

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (BookReads.Wrong(turn, From, To) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        var book = SalesBook.Of(turn, rows, new(From, To), Language);
        return Decision.Show(new Given(book.Outline(BookReads.Version(turn, rows, book))));
    }
}

/// <summary>Some rows of a sheet of that workbook: those of as many days as make a page.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Sheet">The sheet's key.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="After">What the page before named as its next; null: the first page.</param>
/// <param name="Language">In which language names are written; null: the reader's own.</param>
public sealed record ReadSalesSheet(BranchId Branch, string Sheet, DateOnly From, DateOnly To, string? After = null, Language? Language = null) : Command
{
    // A page is read by one query, and its rows stay far below what a request of Excel takes.
    private const int RowsOfPage = 2_000;

    // A member of the largest branch does not make pages of less than two days.
    private const int MostPeople = 1_000;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null || BookReads.Wrong(turn, From, To) is not null ? [] :
        [SalesCatalogue.Of(turn), Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => turn.BranchFacts is null || BookReads.Wrong(turn, From, To) is not null || PageOf(turn, rows) is not { } page ? [] : Sheet switch
    {
        SalesBook.Chart => BookReads.Whole(turn, new(From, To)),
        SalesBook.Entries when SalesRules.Leads(turn.Actor) => [.. SalesEntry.In(turn.Branch.Id, page)],
        SalesBook.Products or SalesBook.Behaviours or SalesBook.OfBranch => [.. SalesDay.In(turn.Branch.Id, page)],
        _ => [],
    };

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (BookReads.Wrong(turn, From, To) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        if (PageOf(turn, rows) is not { } page)
        {
            return Decision.Refuse(new("没有这一页。", "There is no such page."));
        }

        var book = SalesBook.Of(turn, rows, new(From, To), Language);
        var days = rows.All<SalesDay>().OrderBy(d => d.Day).ToList();
        var cells = Sheet switch
        {
            SalesBook.Products => SalesSheets.OfPeople(book, days, behaviours: false),
            SalesBook.Behaviours => SalesSheets.OfPeople(book, days, behaviours: true),
            SalesBook.OfBranch => SalesSheets.OfBranch(book, page, days),
            SalesBook.Chart => SalesSheets.OfChart(book, BookReads.Paces(turn, rows, book)),
            SalesBook.Entries when SalesRules.Leads(turn.Actor) => SalesSheets.OfEntries(book, SalesCatalogue.In(turn, rows), rows.All<SalesEntry>()),
            _ => null,
        };
        return cells is null
            ? new Refused(new Said(new($"没有「{Sheet}」这张表。", $"There is no sheet '{Sheet}'."))) { Kind = RefusalKind.Absent }
            : Decision.Show(new Given(new WorksheetPage([.. cells], Sheet == SalesBook.Chart || page.To >= To ? null : RowKeys.Of(page.To.AddDays(1)), BookReads.Version(turn, rows, book))));
    }

    private DaySpan? PageOf(Turn turn, Rows rows)
    {
        var first = From;
        if (After is not null && (!DateOnly.TryParseExact(After, "yyyy-MM-dd", out first) || !new DaySpan(From, To).Contains(first)))
        {
            return null;
        }

        var people = SalesRules.SeesAll(turn) ? Math.Clamp(SalesTable.RosterIn(turn, rows).Staff.Count, 1, MostPeople) : 1;
        var last = first.AddDays(Math.Max(2, RowsOfPage / people) - 1);
        return new(first, last < To ? last : To);
    }
}

/// <summary>What the workbook reads, and how its version is made.</summary>
internal static class BookReads
{
    private const int MostDays = 366;
    private const int FirstYear = 2000;

    /// <summary>What is wrong with the days; null: nothing.</summary>
    public static Text? Wrong(Turn turn, DateOnly from, DateOnly to) =>
        to < from ? new("结束的日子在开始之前。", "The last day is before the first.")
        : to.DayNumber - from.DayNumber >= MostDays ? new($"一次最多 {MostDays} 天。", $"At most {MostDays} days at once.")
        : from.Year < FirstYear || to > turn.Today.AddDays(MostDays) ? new("日子不对。", "The days are out of range.")
        : null;

    /// <summary>
    /// All that the workbook is made of but its entries, which come with the days: point reads of catalogue and roster, two queries a quarter, and one for the
    /// causes of its last quarter.
    /// </summary>
    public static IReadOnlyList<Read> Whole(Turn turn, DaySpan span) =>
    [
        SalesCatalogue.Of(turn),
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
        .. SalesDay.In(turn.Branch.Id, span),
        .. PeriodTargets.In(turn.Branch.Id, span),
        SlowNote.All(turn.Branch.Id, span.To < turn.Today || span.From > turn.Today ? span.To : turn.Today),
    ];

    /// <summary>The pace over the workbook's days.</summary>
    public static PaceBook Paces(Turn turn, Rows rows, SalesBook book)
    {
        IReadOnlyList<SalesDay> days = [.. rows.All<SalesDay>()];
        return new(Period.Quarter, book.Span, PaceBook.LastGone(turn, days), new(turn.Facts, book.Roster, rows.All<PeriodTargets>()), days, book.Items, book.Roster, [.. rows.All<SlowNote>()]);
    }

    /// <summary>
    /// Differs as soon as anything that was read does, the last workday that is gone, the reader's view or his language: made of the rows' ETags, so that it
    /// costs no more than reading them.
    /// </summary>
    public static string Version(Turn turn, Rows rows, SalesBook book)
    {
        var read = rows.All<Row>().Select(r => $"{r.Address.Partition.Key}/{r.Address.Key}={rows.VersionOf(r.Address)}").Order(StringComparer.Ordinal);
        var view = $"{book.Span}|{book.Language}|{PaceBook.LastGone(turn, rows.All<SalesDay>())}|{SalesRules.Leads(turn.Actor)}|{(SalesRules.SeesAll(turn) ? "all" : turn.Actor.Id)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', read.Prepend(view)))))[..32];
    }
}
