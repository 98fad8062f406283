using System.Globalization;
using BranchBot.Features.HighlightCards;
using BranchBot.Host.Documents;

namespace BranchBot.Host.People;

/// <summary>
/// <c>cards….csv</c> on the command line: the last number that a branch has given to a highlight card on paper in a year, so that the bot goes on behind it
/// (H-5). Where the bot has given numbers of that year itself, nothing changes.
/// </summary>
internal sealed class CardNumbers(IStorage storage, TimeProvider clock)
{
    private const int MostTries = 10;
    private static readonly string[] Columns = ["branch", "year", "last"];

    /// <summary>Reads; what is wrong is added to <paramref name="errors"/>.</summary>
    public static IReadOnlyList<(BranchId Branch, int Year, int Last)> Read((string Name, ReadOnlyMemory<byte> Content)? file, List<FileError> errors)
    {
        var check = new CellChecks(errors);
        var read = new List<(BranchId, int, int)>();
        foreach (var line in file is { } given ? CsvTable.Read(given.Name, given.Content, Columns, [], errors) : [])
        {
            int? Number(string column, int least, int most)
            {
                if (int.TryParse(line[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                {
                    return number;
                }

                check.Add(line, column, new($"要填 {least} 到 {most} 的整数。", $"takes a whole number from {least} to {most}."));
                return null;
            }

            if (!CellChecks.IsId(line["branch"]))
            {
                check.Add(line, "branch", new("网点的代码由字母、数字和连字符组成。", "is no id of a branch: letters, digits and hyphens."));
            }
            else if ((Number("year", 2000, 2200), Number("last", 1, 999_999)) is ({ } year, { } last))
            {
                read.Add((new(line["branch"]), year, last));
            }
        }

        return read;
    }

    /// <summary>Writes them; answers with how many branches go on behind theirs, and which branches there are not.</summary>
    public async Task<(int Begun, IReadOnlyList<BranchId> Unknown)> Write(IReadOnlyList<(BranchId Branch, int Year, int Last)> numbers, CancellationToken cancel)
    {
        var (begun, unknown) = (0, new List<BranchId>());
        foreach (var (branch, year, last) in numbers)
        {
            if ((await storage.Load([Core.Read.One<BranchFacts>(BranchFacts.At(branch))], cancel)).Find<BranchFacts>(BranchFacts.At(branch)) is null)
            {
                unknown.Add(branch);
            }
            else if (await Begin(branch, year, last, cancel))
            {
                begun++;
            }
        }

        return (begun, unknown);
    }

    private async Task<bool> Begin(BranchId branch, int year, int last, CancellationToken cancel)
    {
        var address = HighlightBook.At(branch);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var rows = await storage.Load([Core.Read.One<HighlightBook>(address)], cancel);
            if (HighlightBook.In(rows, branch).Behind(year, last, clock.GetUtcNow(), new(default, "import", $"import|{branch}|{year}")) is not var (book, began))
            {
                return false;
            }

            if (await storage.Commit(new(address.Partition, [(book, rows.VersionOf(address)), (began, null)], [], []), cancel) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new TimeoutException($"The book of {branch} changed {MostTries} times while its numbers were taken. Please import them again.");
    }
}
