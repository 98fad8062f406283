using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>The form with a day's figures, to be corrected (S-3); with what a line said, to be corrected before it counts.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
/// <param name="Person">Whose; null: one's own.</param>
/// <param name="Pending">What a line said; null: what stands.</param>
/// <param name="Entry">What tells apart what a line said.</param>
public sealed record ShowTallyForm(BranchId? Branch = null, DateOnly? Day = null, PersonId? Person = null, IReadOnlyList<Figure>? Pending = null, string? Entry = null) : Command
{
    /// <summary>The same as <see cref="Entry"/>, as older cards call it.</summary>
    public string? Key { get; init; }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => EnterTallies.Reads(turn, Day ?? turn.Today, Person);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var date = Day ?? turn.Today;
        if (SalesRules.WrongDay(turn, date) is { } early)
        {
            return Decision.Refuse(early);
        }

        if (EnterTallies.Whose(turn, rows, Person) is not { } whose)
        {
            return Decision.Refuse(EnterTallies.NotFor);
        }

        var stands = SalesDay.Of(turn, rows, date).ReportOf(whose.Id)?.Figures ?? [];
        var submit = new SubmitTallies(turn.Branch.Id, date, Pending ?? stands, Pending is not null, Entry ?? Key ?? RowKeys.Of(turn.Operation), Person);
        return Decision.Show(Draw(turn, SalesCatalogue.In(turn, rows), SalesDay.Of(turn, rows, date), whose, submit));
    }

    /// <summary>The form.</summary>
    /// <param name="turn">Who fills it in.</param>
    /// <param name="items">All that is tallied.</param>
    /// <param name="day">The day.</param>
    /// <param name="whose">Whose figures.</param>
    /// <param name="submit">What it submits.</param>
    /// <param name="notice">What was wrong with it.</param>
    internal static Answer Draw(Turn turn, IReadOnlyList<TallyItem> items, SalesDay day, RosterEntry whose, SubmitTallies submit, Notice? notice = null) => new Shown(new(
        new("业绩表", "Sales form"),
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Paragraph(submit.Adds ? new("改好以后记入。", "Correct it, then enter it.") : new("写成「2笔30万」「3」;空着或 0 表示没有。", "Write \"2 300000元\" or \"3\"; empty or 0 for none."), Tone.Quiet),
            .. submit.Asked(items).Select(i => new TextField(
                SubmitTallies.FieldOf(i),
                i.Name + Text.Same(" (") + i.Unit.Name() + (i.HasAmount ? new(" 金额", ", amount") : Text.Same("")) + Text.Same(")"),
                40,
                submit.Values?.GetValueOrDefault(SubmitTallies.FieldOf(i)) is { ValueKind: JsonValueKind.String } typed ? typed.GetString() : submit.Shown.FirstOrDefault(f => f.Item == i.Id)?.Typed(i))),
            .. day.Closed is null ? Array.Empty<Part>() : [EnterTallies.AsksWhy],
        ])
    {
        Subtitle = Text.Same($"{whose.Name} · ") + Dates.Brief(day.Day, turn.Today),
        Buttons = [new(new("记入", "Enter"), submit with { Values = null }) { Primary = true, Submits = true }, new(new("返回", "Back"), new LeaveTallies(turn.Branch.Id, day.Day))],
    });
}

/// <summary>
/// A form that was filled in. It records the difference from the figures that it showed, and is refused where they have moved meanwhile (S-3). All of it or,
/// where something is wrong, none.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The day.</param>
/// <param name="Shown">The figures that the form showed.</param>
/// <param name="Adds">Whether they are what a line said and are added; else they are what stood.</param>
/// <param name="Entry">What tells it apart.</param>
/// <param name="Person">Whose; null: one's own.</param>
public sealed record SubmitTallies(BranchId Branch, DateOnly Day, IReadOnlyList<Figure> Shown, bool Adds, string? Entry = null, PersonId? Person = null) : Command
{
    private const string Fields = "tally_";

    /// <summary>The same as <see cref="Entry"/>, as older cards call it.</summary>
    public string? Key { get; init; }

    /// <summary>Why, of a change after the close (S-4).</summary>
    public string? Why { get; init; }

    /// <summary>What was filled in, by field; what is none of them is not looked at.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Values { get; init; }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => EnterTallies.Reads(turn, Day, Person);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (items, day) = (SalesCatalogue.In(turn, rows), SalesDay.Of(turn, rows, Day));
        if (EnterTallies.Whose(turn, rows, Person) is not { } whose)
        {
            return Decision.Refuse(EnterTallies.NotFor);
        }

        var stands = day.ReportOf(whose.Id);
        var (figures, wrong) = Read(items);
        if (wrong is { } why)
        {
            return new Refused(ShowTallyForm.Draw(turn, items, day, whose, this, new(why + new Text(" 什么都没记。", " Nothing was entered."), Tone.Attention)));
        }

        var entered = stands?.Operations.Contains(Entry ?? Key ?? "") == true;
        if (!Adds && !entered && !Same(stands?.Figures ?? [], Shown))
        {
            return new Refused(ShowTallyForm.Draw(turn, items, day, whose, this with { Shown = stands?.Figures ?? [], Values = null }, new(
                new("您填表的时候数字变了,下面是最新的,请再填一次。", "The figures moved while you filled in the form; here are the newest, please fill it in again."), Tone.Attention)));
        }

        // What the form left as it was is no entry.
        var changed = Adds ? [.. figures.Where(f => f.Count > 0)] : figures.Where(f => f != Shown.Of(f.Item)).ToList();
        return changed.Count == 0 && !entered
            ? Decision.Show(SalesCards.Own(turn, items, day, whose, new(new("没有改动。", "Nothing has changed."), Tone.Plain)))
            : Decision.Instead(new EnterTallies(Branch, Day, Adds ? EntryKind.Added : EntryKind.Form, changed, Entry ?? Key, Person) { Why = Why });
    }

    /// <summary>Which items the form asks.</summary>
    internal IEnumerable<TallyItem> Asked(IReadOnlyList<TallyItem> items) =>
        items.Where(i => Shown.Any(f => f.Item == i.Id) || (!Adds && i.IsInForce(Day)));

    /// <summary>The field of an item.</summary>
    internal static string FieldOf(TallyItem item) => Fields + item.Id;

    private (IReadOnlyList<Figure> Figures, Text? Wrong) Read(IReadOnlyList<TallyItem> items)
    {
        var figures = new List<Figure>();
        foreach (var item in Asked(items))
        {
            var typed = Values?.GetValueOrDefault(FieldOf(item)) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString().Trim() : "";
            var reading = typed.Length == 0 ? new([new(item.Id, 0)], null, true) : TallyLine.Read(item.Zh + " " + typed, [item], sets: true);
            if (reading.Wrong is { } wrong)
            {
                return ([], wrong);
            }

            figures.AddRange(reading.Figures);
        }

        return (figures, null);
    }

    private static bool Same(IReadOnlyList<Figure> left, IReadOnlyList<Figure> right) => left.Count == right.Count && left.All(right.Contains);
}
