using BranchBot.Features;

namespace BranchBot.Tests.Support;

/// <summary>
/// Plays the decisions of the features one after the other, without any I/O: what a decision writes, the next one reads. It stands in for nothing:
/// storage, Teams and races are tested with the real parts.
/// </summary>
public sealed class Rehearsal
{
    private readonly Dictionary<RowAddress, Row> rows = new() { [DemoBranch.Roster.Address] = DemoBranch.Roster };
    private int operations;

    public static Catalogue Catalogue { get; } = new(AllFeatures.List);

    /// <summary>The clock on the branch's wall.</summary>
    public DateTimeOffset Now { get; set; } = DemoBranch.At("08:10");

    /// <summary>How many rows the last decision wrote.</summary>
    public int Written { get; private set; }

    /// <summary>What the last decision was.</summary>
    public Decision? Last { get; private set; }

    public T? Row<T>(RowAddress address)
        where T : Row => rows.GetValueOrDefault(address) as T;

    /// <summary>Somebody writes a line; <paramref name="operation"/> repeats a message that was sent before.</summary>
    public string Says(Actor who, string line, string? at = null, string? operation = null) => Gives(who, Catalogue.Hear(line), at, operation);

    /// <summary>Somebody gives a command, as a button does.</summary>
    public string Gives(Actor who, Command command, string? at = null, string? operation = null)
    {
        Now = at is null ? Now : DemoBranch.At(at);
        var turn = new Turn(who, Now, operation ?? $"op-{++operations}", Catalogue.PhrasesOf(who.Is));
        var read = command.Needs(turn).SelectMany(Find).Select(r => new Stored(r, "etag")).ToList();
        Last = command.Decide(turn, new Rows(read));
        var accepted = Last as Accepted;
        Written = accepted?.Rows.Count ?? 0;
        foreach (var row in accepted?.Rows ?? [])
        {
            rows[row.Address] = row;
        }

        return TextRenderer.Render(Last.Answer, who.Language);
    }

    /// <summary>A button of the card that was shown last.</summary>
    public Command Button(string title, int nth = 1) =>
        Buttons().Where(b => b.Title.Zh == title || b.Title.En == title).ElementAt(nth - 1).Command;

    public IReadOnlyList<Button> Buttons() => Last?.Answer is Shown { Card: var card }
        ? [.. card.Body.OfType<Step>().Select(s => s.Button).OfType<Button>(), .. card.Buttons]
        : [];

    private IEnumerable<Row> Find(Read read) => read.ByPrefix
        ? rows.Where(r => r.Key.Partition == read.Address.Partition && r.Key.Key.StartsWith(read.Address.Key, StringComparison.Ordinal)).Select(r => r.Value)
        : rows.TryGetValue(read.Address, out var row) ? [row] : [];
}
