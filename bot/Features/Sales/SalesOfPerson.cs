namespace BranchBot.Features.Sales;

/// <summary>What somebody sold and did against his targets (Q-5, S-5): the catalogue, a query each for days and targets of each quarter that is touched.</summary>
internal sealed class SalesOfPerson : IPersonSection
{
    private const int Most = 12;

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, PersonId person, DaySpan days) =>
    [
        Read.One<SalesCatalogue>(SalesCatalogue.At(facts.Branch.Region)), Read.One<Roster>(Roster.At(facts.Branch.Id)), .. SalesDay.In(facts.Branch.Id, days), .. PeriodTargets.In(facts.Branch.Id, days),
    ];

    /// <inheritdoc/>
    public PersonFacts? Of(Turn turn, RosterEntry person, DaySpan days, Rows rows)
    {
        var (items, roster) = (SalesCatalogue.In(turn, rows), SalesTable.RosterIn(turn, rows));
        var sold = rows.All<SalesDay>().Where(d => days.Contains(d.Day)).ToList();
        var gone = PaceBook.LastGone(turn, sold);
        var last = gone < days.To ? gone : days.To;
        var goals = new Goals(turn.Facts, roster, rows.All<PeriodTargets>());
        var total = Figures.Sum(sold.SelectMany(d => d.Reports).Where(r => r.Person == person.Id).SelectMany(r => r.Figures));
        var paces = items.Select(i => (Item: i, Pace: Pace.Of(goals, sold, i, person.Id, days, last))).Where(i => i.Pace is not null || total.Of(i.Item.Id).Count > 0).ToList();
        var judged = paces.Select(p => p.Pace).OfType<Pace>().ToList();
        var slow = judged.Count(p => p.IsSlow);
        return paces.Count == 0 ? null : new(
            new("业绩", "Sales"),
            [
                .. items.Where(i => total.Of(i.Id).Count > 0).Select(i => new PersonCount($"sales.{i.Id}", i.Name, total.Of(i.Id).Count, new(i.Unit.Name().Zh, i.Unit.NameOf(total.Of(i.Id).Count)))),
                .. judged.Count == 0 ? Array.Empty<PersonCount>() : [new PersonCount("sales.reached", new("目标完成", "of targets reached"), Math.Floor(100 * judged.Average(p => Math.Min(p.Reached, 2))), Text.Same("%"))],
            ],
            [
                .. judged.Count == 0 ? Array.Empty<Part>() : [new Paragraph(slow == 0 ? new("没有进度缓慢的。", "Nothing is slow.") : new($"进度缓慢 {slow} 项", $"{slow} slow"), slow == 0 ? Tone.Good : Tone.Attention)],
                .. paces.Take(Most).Select(p => new Line(
                    p.Item.Name,
                    p.Pace is { } pace ? new Text("目标 ", "target ") + TargetText.Shown(pace) + (pace.IsSlow ? new(" · 进度缓慢", " · slow") : Text.Same("")) : null,
                    SalesTable.Cell(p.Item, total.Of(p.Item.Id)),
                    p.Pace is null ? Tone.Plain : p.Pace.IsSlow ? Tone.Attention : p.Pace.Reached >= 1 ? Tone.Good : Tone.Plain)),
                .. paces.Count > Most ? [new Paragraph(new($"还有 {paces.Count - Most} 项", $"and {paces.Count - Most} more"), Tone.Quiet)] : Array.Empty<Part>(),
            ]);
    }
}
