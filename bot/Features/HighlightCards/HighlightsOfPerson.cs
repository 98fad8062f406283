namespace BranchBot.Features.HighlightCards;

/// <summary>The highlight cards that somebody received and gave (Q-5, W-1), signed ones; those that were revoked do not count. Two queries.</summary>
internal sealed class HighlightsOfPerson : IPersonSection
{
    private const int Most = 5;
    private const int Longest = 60;

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, PersonId person, DaySpan days) => [HighlightEntry.To(facts.Branch.Id, person, days), HighlightEntry.From(facts.Branch.Id, person, days)];

    /// <inheritdoc/>
    public PersonFacts? Of(Turn turn, RosterEntry person, DaySpan days, Rows rows)
    {
        var signed = rows.All<HighlightEntry>().Where(e => e.State == HighlightState.Signed && days.Contains(turn.Facts.Today(e.At))).OrderByDescending(e => e.At).ToList();
        var received = signed.Where(e => e.Content.Receiver == person.Id && e.Place.StartsWith("received|", StringComparison.Ordinal)).ToList();
        var given = signed.Count(e => e.Content.Giver == person.Id && e.Place.StartsWith("given|", StringComparison.Ordinal));
        return new(
            new("亮点时刻卡", "Highlight cards"),
            [new("highlights.received", new("收到亮点时刻卡", "highlight cards received"), received.Count, Cards(received.Count)), new("highlights.given", new("发出亮点时刻卡", "highlight cards given"), given, Cards(given))],
            [
                new Paragraph(new($"收到 {received.Count} 张 · 发出 {given} 张", $"{received.Count} received · {given} given"), received.Count > 0 ? Tone.Good : Tone.Quiet),
                .. received.Take(Most).Select(e => new Line(e.Content.Occasion.Name() + Text.Same($" · {e.Content.GiverName}"), Text.Same(Short(e.Content.What)), HighlightView.When(turn, e.At), Tone.Plain)),
                .. received.Count > Most ? [new Paragraph(new($"还有 {received.Count - Most} 张", $"and {received.Count - Most} more"), Tone.Quiet)] : Array.Empty<Part>(),
            ]);
    }

    private static Text Cards(int count) => new("张", count == 1 ? "card" : "cards");

    private static string Short(string what) => what.ReplaceLineEndings(" ") is var line && line.Length > Longest ? line[..(Longest - 1)] + "…" : line;
}
