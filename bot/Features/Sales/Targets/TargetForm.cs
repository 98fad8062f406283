using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>The form in which who leads sets targets of a period (S-5).</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Of">Its first day.</param>
/// <param name="Period">Which period; null: a single day.</param>
/// <param name="Person">Whose; null: the branch's.</param>
public sealed record ShowTargetForm(BranchId Branch, DateOnly Of, Period? Period = null, PersonId? Person = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => SubmitTargets.Reads(turn, Period, Of);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (TargetEdits.WrongPeriod(turn, Period, Of) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        if (Person is { } person && SalesTable.RosterIn(turn, rows).Find(person) is null)
        {
            return Decision.Refuse(new("这位同事不在本网点的名单上。", "That colleague is not on the branch's staff list."));
        }

        var stands = rows.Find<PeriodTargets>(PeriodTargets.AddressOf(Branch, Period, Of))?.Holders.FirstOrDefault(h => h.Person == Person)?.Targets ?? [];
        return Decision.Show(Draw(turn, rows, new SubmitTargets(Branch, Of, stands, Period, Person)));
    }

    /// <summary>The form.</summary>
    internal static Answer Draw(Turn turn, Rows rows, SubmitTargets submit, Notice? notice = null)
    {
        var (span, items) = (PeriodTargets.SpanOf(submit.Period, submit.Of), SalesCatalogue.In(turn, rows));
        var whose = submit.Person is { } person ? Text.Same(SalesTable.RosterIn(turn, rows).Find(person)?.Name ?? "") : new("网点", "the branch");
        return new Shown(new(new Text("定目标 · ", "Set targets · ") + whose,
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Paragraph(new("写成「20」「300万」或「20笔300万」,不定就空着。", "Write \"20\", \"300万\" or \"20 3000000元\"; leave empty for no target."), Tone.Quiet),
            .. submit.Asked(items, span).Select(i => new TextField(
                SubmitTargets.FieldOf(i),
                i.Name + Text.Same(" (") + i.Unit.Name() + (i.HasAmount ? new(" 金额", ", amount") : Text.Same("")) + Text.Same(")"),
                40,
                submit.Values?.GetValueOrDefault(SubmitTargets.FieldOf(i)) is { ValueKind: JsonValueKind.String } typed ? typed.GetString() : TargetText.Typed(i, submit.Shown.FirstOrDefault(t => t.Item == i.Id)))),
        ])
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + span.Written(turn.Today),
            Buttons =
            [
                new(new("定下", "Set them"), submit with { Values = null }) { Primary = true, Submits = true },
                new(new("返回", "Back"), new ShowTargets(submit.Period, submit.Of, submit.Branch, submit.Period is null ? true : null)),
            ],
        });
    }
}

/// <summary>A form of targets that was filled in: refused where what it showed has moved meanwhile; all of it or, where something is wrong, none.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Of">Its first day.</param>
/// <param name="Shown">What the form showed.</param>
/// <param name="Period">Which period; null: a single day.</param>
/// <param name="Person">Whose; null: the branch's.</param>
public sealed record SubmitTargets(BranchId Branch, DateOnly Of, IReadOnlyList<Target> Shown, Period? Period = null, PersonId? Person = null) : Command
{
    private const string Fields = "goal_";

    /// <summary>What was filled in, by field; what is none of them is not looked at.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Values { get; init; }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Reads(turn, Period, Of);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (items, span) = (SalesCatalogue.In(turn, rows), PeriodTargets.SpanOf(Period, Of));
        var address = PeriodTargets.AddressOf(Branch, Period, Of);
        var stands = rows.Find<PeriodTargets>(address);
        var now = stands?.Holders.FirstOrDefault(h => h.Person == Person)?.Targets ?? [];
        if (TargetEdits.WrongPeriod(turn, Period, Of) is { } late)
        {
            return Decision.Refuse(late);
        }

        if (Person is { } person && SalesTable.RosterIn(turn, rows).Find(person) is null)
        {
            return Decision.Refuse(new("这位同事不在本网点的名单上。", "That colleague is not on the branch's staff list."));
        }

        var (edits, wrong) = Read(items, span);
        if (wrong is { } why)
        {
            return new Refused(ShowTargetForm.Draw(turn, rows, this, new(why + new Text(" 什么都没改。", " Nothing was changed."), Tone.Attention)));
        }

        var changes = TargetEdits.Changes(stands, edits);
        if (changes.Count == 0)
        {
            return Decision.Show(Table(turn, rows, new(new("没有改动。", "Nothing has changed."), Tone.Plain)));
        }

        if (!(now.Count == Shown.Count && now.All(Shown.Contains)))
        {
            return new Refused(ShowTargetForm.Draw(turn, rows, this with { Shown = now, Values = null }, new(
                new("您填表的时候目标变了,下面是最新的,请再填一次。", "The targets moved while you filled in the form; here are the newest, please fill it in again."), Tone.Attention)));
        }

        if (TargetEdits.TooMany(stands, changes) is { } tooMany)
        {
            return Decision.Refuse(tooMany);
        }

        var written = TargetEdits.Write(turn, stands, Period, Of, changes);
        return Decision.Write(Table(turn, rows, new(new($"定下了,改了 {changes.Count} 项。", $"Set; {changes.Count} changed."), Tone.Good), (PeriodTargets)written[0]), written);
    }

    /// <summary>Which items the form asks: those that can be sold in the period, and those that have a target.</summary>
    internal IEnumerable<TallyItem> Asked(IReadOnlyList<TallyItem> items, DaySpan span) =>
        items.Where(i => Shown.Any(t => t.Item == i.Id) || i.IsInForce(span));

    /// <summary>The field of an item.</summary>
    internal static string FieldOf(TallyItem item) => Fields + item.Id;

    /// <summary>The catalogue, the roster, and the targets around the period.</summary>
    internal static IReadOnlyList<Read> Reads(Turn turn, Period? period, DateOnly of) => turn.BranchFacts is null ? [] :
        [SalesCatalogue.Of(turn), Core.Read.One<Roster>(Roster.At(turn.Branch.Id)), .. PeriodTargets.In(turn.Branch.Id, PeriodTargets.SpanOf(period, of))];

    private Answer Table(Turn turn, Rows rows, Notice notice, PeriodTargets? changed = null) => new ShowTargets(Period, Of, Branch, Period is null ? true : null).Draw(
        turn, rows, [.. rows.All<PeriodTargets>().Where(t => t.Address != changed?.Address), .. changed is null ? Array.Empty<PeriodTargets>() : [changed]], notice);

    private (IReadOnlyList<TargetEdit> Edits, Text? Wrong) Read(IReadOnlyList<TallyItem> items, DaySpan span)
    {
        var edits = new List<TargetEdit>();
        foreach (var item in Asked(items, span))
        {
            var (count, amount, wrong) = TargetText.Read(item, Values?.GetValueOrDefault(FieldOf(item)) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : null);
            if (wrong is not null)
            {
                return ([], wrong);
            }

            edits.Add(new(Person, item.Id, Measure.Count, count));
            edits.AddRange(item.HasAmount ? [new(Person, item.Id, Measure.Amount, amount)] : []);
        }

        return (edits, null);
    }
}
