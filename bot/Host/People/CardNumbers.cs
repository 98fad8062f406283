using System.Globalization;
using BranchBot.Features.HighlightCards;
using BranchBot.Host.Documents;

namespace BranchBot.Host.People;

/// <summary>A year in which a branch numbered its highlight cards on paper.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Year">The year.</param>
/// <param name="Last">The last serial on paper.</param>
/// <param name="IsNew">Whether the bot has given no number of that year itself, so that it can go on behind it.</param>
internal sealed record CardNumber(BranchId Branch, int Year, int Last, bool IsNew);

/// <summary>
/// <c>cards….csv</c> on the command line: the last number that a branch has given to a highlight card on paper in a year, so that the bot goes on behind it
/// (H-5). Where the bot has given numbers of that year itself, nothing changes.
/// </summary>
internal sealed class CardNumbers(IStorage storage, TimeProvider clock)
{
    private const int MostTries = 10;
    private static readonly string[] Columns = ["branch", "year", "last"];

    /// <summary>Reads and compares; what is wrong is added to <paramref name="errors"/>.</summary>
    /// <param name="file">Name and bytes; null: there is none.</param>
    /// <param name="brought">The branches that are brought beside it.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<CardNumber>> Read((string Name, ReadOnlyMemory<byte> Content)? file, IReadOnlyList<BranchId> brought, List<FileError> errors, CancellationToken cancel)
    {
        var check = new CellChecks(errors);
        var read = new List<CardNumber>();
        foreach (var line in file is { } given ? CsvTable.Read(given.Name, given.Content, Columns, [], errors) : [])
        {
            var branch = new BranchId(line["branch"]);
            var known = brought.Contains(branch) || (CellChecks.IsId(branch.Value) && await IsKnown(branch, cancel));
            if (!known)
            {
                check.Add(line, "branch", new($"「{branch}」不在 branches.csv 里,现在也没有。", $"'{branch}' is not in branches.csv, nor known already."));
            }

            if ((Number(check, line, "year", 2000, 2200), Number(check, line, "last", 1, 999_999)) is not ({ } year, { } last) || !known)
            {
                continue;
            }

            if (read.Any(n => n.Branch == branch && n.Year == year))
            {
                check.Add(line, "year", new($"「{branch}」的 {year} 年已经有一行了。", $"stands twice: {branch} has a line of {year} already."));
                continue;
            }

            var book = await storage.Load([Core.Read.One<HighlightBook>(HighlightBook.At(branch))], cancel);
            read.Add(new(branch, year, last, !HighlightBook.In(book, branch).Numbers.ContainsKey(year)));
        }

        return read;
    }

    /// <summary>Goes on behind a number; false: the bot has given numbers of that year meanwhile.</summary>
    /// <exception cref="TimeoutException">The book changed again and again.</exception>
    public async Task<bool> Write(CardNumber number, CancellationToken cancel)
    {
        var address = HighlightBook.At(number.Branch);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var rows = await storage.Load([Core.Read.One<HighlightBook>(address)], cancel);
            if (HighlightBook.In(rows, number.Branch).Behind(number.Year, number.Last, clock.GetUtcNow(), new(default, "import", $"import|{number.Branch}|{number.Year}")) is not var (book, began))
            {
                return false;
            }

            if (await storage.Commit(new(address.Partition, [(book, rows.VersionOf(address)), (began, null)], [], []), cancel) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new TimeoutException($"The book of {number.Branch} changed {MostTries} times while its numbers were taken. Please import them again.");
    }

    private async Task<bool> IsKnown(BranchId branch, CancellationToken cancel) =>
        (await storage.Load([Core.Read.One<BranchFacts>(BranchFacts.At(branch))], cancel)).Find<BranchFacts>(BranchFacts.At(branch)) is not null;

    private static int? Number(CellChecks check, CsvLine line, string column, int least, int most)
    {
        if (int.TryParse(line[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        check.Add(line, column, new($"要填 {least} 到 {most} 的整数。", $"takes a whole number from {least} to {most}."));
        return null;
    }
}
