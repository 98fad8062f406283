using BranchBot.Features.HighlightCards;

namespace BranchBot.Host.People;

/// <summary><c>verify FILE [--head HASH]</c>: checks an audit trail of highlight cards as it was downloaded. Needs no storage and no network.</summary>
internal static class TrailCheck
{
    public const string Usage = "usage: verify highlights.jsonl [--head HASH]";

    private const int MostShown = 50;

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errorOutput)
    {
        if (arguments is not ([_] or [_, "--head", _]) || arguments[0].StartsWith("--", StringComparison.Ordinal))
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        var file = arguments[0];
        if (!File.Exists(file))
        {
            await errorOutput.WriteLineAsync($"There is no file {file}.");
            return 1;
        }

        var found = HighlightTrail.Check(await File.ReadAllLinesAsync(file));
        List<string> all = [.. found.Wrong];
        if (arguments.Count == 3 && !found.Heads.Contains(arguments[2]))
        {
            all.Add($"The head {arguments[2]}, that somebody kept, is not in this trail: it was written anew.");
        }

        foreach (var problem in all.Take(MostShown))
        {
            await errorOutput.WriteLineAsync(problem);
        }

        if (all.Count > 0)
        {
            await errorOutput.WriteLineAsync($"Not whole: {all.Count} problems.");
            return 1;
        }

        var book = found.Book!;
        await output.WriteLineAsync($"Whole: {book.Branch}, {book.Events} events, {found.Signatures} signatures, {string.Join(", ", book.Numbers.OrderBy(n => n.Key).Select(n => $"{n.Key} up to {n.Value}"))}. Head {book.Head}.");
        await output.WriteLineAsync("This shows that nothing was changed since that head was written; whoever keeps the head elsewhere can tell if all of it was written anew (--head).");
        return 0;
    }
}
