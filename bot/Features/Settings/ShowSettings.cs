using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Settings;

/// <summary>设置: all that the branch may set, on one card.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
public sealed record ShowSettings(BranchId? Branch = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(Draw(turn)));

    /// <summary>The card, with something that was said about it.</summary>
    internal static Card Draw(Turn turn, Notice? notice = null) => new(
        new("设置", "Settings"),
        [.. notice is null ? Array.Empty<Part>() : [notice], .. Setting.All.Select(s => s.Ask(turn.Facts))])
    {
        Subtitle = Text.Same(turn.Branch.Name),
        Buttons = [new(new("保存", "Save"), new ChangeSettings(turn.Branch.Id)) { Primary = true, Submits = true }, new(new("变更记录", "History"), new ShowChanges(turn.Branch.Id)), .. Lists(turn)],
        Summary = new Text("设置 · ", "Settings · ") + Text.Same(turn.Branch.Name),
    };

    // What is set on a card of its own is reached from here. A leader reaches his region's by the word, which would not be this branch's.
    private static IEnumerable<Button> Lists(Turn turn) => turn.Actor is not Member ? []
        : turn.Phrases.Where(p => p.Words.Contains("清单")).Select(p => p.Parse("")).OfType<Command>().Select(lists => new Button(new("三件事清单", "Task lists"), lists));
}

/// <summary>设置 催办 15, 设置 历史, 示范支行 设置.</summary>
/// <param name="Said">What stands beside the word.</param>
public sealed record SaySettings(string Said = "") : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => NamedBranch.Needs(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null)
        {
            return NamedBranch.Find(turn, rows, Said.Length == 0 ? null : Said, new("设置", "settings"), branch => new ShowSettings(branch));
        }

        if (Said is "" or "历史" or "变更" or "history")
        {
            return Decision.Instead(Said.Length == 0 ? new ShowSettings(turn.Branch.Id) : new ShowChanges(turn.Branch.Id));
        }

        var at = Said.LastIndexOf(' ');
        var (name, value) = at < 0 ? (Said, "") : (Said[..at], Said[(at + 1)..]);
        bool Called(Text label) => Heard.Normalise(label.Zh).Contains(name, StringComparison.Ordinal) || Heard.Normalise(label.En).Contains(name, StringComparison.Ordinal);
        var meant = Setting.All.Where(s => Called(s.Label)).ToList();
        return meant is [var only] && value.Length > 0
            ? Decision.Instead(new ChangeSettings(turn.Branch.Id) { Values = new() { [only.Id] = JsonSerializer.SerializeToElement(value) } })
            : Decision.Refuse(meant.Count > 1
                ? new($"哪一项?{string.Join("、", meant.Select(s => s.Label.Zh))}。", $"Which one? {string.Join(", ", meant.Select(s => s.Label.En))}.")
                : new($"可以写「设置 催办 15」。能设的:{string.Join("、", Setting.All.Select(s => s.Label.Zh))}。", $"Write \"settings nudge 15\". What can be set: {string.Join(", ", Setting.All.Select(s => s.Label.En))}."));
    }
}

/// <summary>Changes what the card's fields say; what is the same stays, and each change stands in the history. All of it or, where something is wrong, none.</summary>
/// <param name="Branch">The branch.</param>
public sealed record ChangeSettings(BranchId Branch) : Command
{
    /// <summary>The values, by the settings' ids; what is no setting is not looked at.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Values { get; init; }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var facts = turn.Facts;
        var changed = new List<Setting>();
        foreach (var setting in Setting.All)
        {
            if (Values?.GetValueOrDefault(setting.Id) is not { ValueKind: JsonValueKind.String or JsonValueKind.Number } value)
            {
                continue;
            }

            var (next, wrong) = setting.Set(facts, value.ToString().Trim());
            if (wrong is { } why)
            {
                return new Refused(new Shown(ShowSettings.Draw(turn, new(why + new Text("什么都没改。", " Nothing was changed."), Tone.Attention))));
            }

            if (setting.Shows(next!) != setting.Shows(facts))
            {
                changed.Add(setting);
            }

            facts = next!;
        }

        if (changed.Count == 0)
        {
            return Decision.Show(new Shown(ShowSettings.Draw(turn, new(new("没有改动。", "Nothing has changed."), Tone.Plain))));
        }

        Text Joined(BranchFacts of) => changed.Select(s => (changed.Count == 1 ? Text.Same("") : s.Label + Text.Same(" ")) + s.Shows(of)).Aggregate((all, next) => all + Text.Same("; ") + next);
        var what = changed.Count == 1 ? changed[0].Label : new($"设置({changed.Count} 项)", $"Settings ({changed.Count})");
        var managers = (rows.Find<Roster>(Roster.At(turn.Branch.Id))?.Staff ?? []).Where(s => s.Position == Position.BranchManager && s.Id != turn.Actor.Id);
        return Decision
            .Write(
                new Shown(ShowSettings.Draw(turn with { BranchFacts = facts }, new(new Text("已保存:", "Saved: ") + what + Text.Same(" ") + Joined(turn.Facts) + Text.Same(" → ") + Joined(facts), Tone.Good))),
                facts,
                Change.Of(turn, what, Joined(turn.Facts), Joined(facts)))
            .Telling([.. managers.Select(m => new Effect($"settings|{RowKeys.Of(turn.Operation)}|{m.Id}", m.Id, Delivery.Certain, new ShowChanges(turn.Branch.Id)))]);
    }
}

/// <summary>变更: the last changes of the branch's calendar, duty and settings: who, when, before, after.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Name">The branch as a region's leader names it.</param>
public sealed record ShowChanges(BranchId? Branch = null, string? Name = null) : Command
{
    private const int Days = 100;
    private const int Most = 20;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) =>
        turn.BranchFacts is null ? NamedBranch.Needs(turn) : [Change.Since(turn.Branch.Id, turn.Now.AddDays(-Days))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null || Name is not null)
        {
            return NamedBranch.Find(turn, rows, Name, new("变更", "changes"), branch => new ShowChanges(branch));
        }

        var all = rows.All<Change>().OrderByDescending(c => c.At).ToList();
        var nothing = new Text("无", "none");
        List<Part> lines =
        [
            .. all.Take(Most).Select(c => new Line(
                c.What,
                (c.Before ?? nothing) + Text.Same(" → ") + (c.After ?? nothing) + Text.Same($" · {c.Name}"),
                Dates.Brief(turn.Branch.Time.DayOf(c.At), turn.Today) + Text.Same($" {turn.Branch.Time.Clock(c.At)}"),
                Tone.Quiet)),
        ];
        lines.Add(new Paragraph(all.Count == 0 ? new($"最近 {Days} 天没有变更。", $"No changes in the last {Days} days.") : new($"最近 {Days} 天共 {all.Count} 次。", $"{all.Count} in the last {Days} days."), Tone.Quiet));
        return Decision.Show(new Shown(new(new("变更记录", "Changes"), lines) { Subtitle = Text.Same(turn.Branch.Name), Buttons = [new(new("设置", "Settings"), new ShowSettings(turn.Branch.Id))] }));
    }
}
