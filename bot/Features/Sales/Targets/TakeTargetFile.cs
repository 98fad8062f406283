using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>A file of targets that somebody has sent, kept until he takes it; his next one takes its place.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The first day of the quarter in which its periods begin.</param>
/// <param name="By">Who sent it.</param>
/// <param name="Sha256">The hash of its bytes.</param>
/// <param name="Periods">What it says, period by period.</param>
public sealed record TargetDraft(BranchId Branch, DateOnly Quarter, PersonId By, string Sha256, IReadOnlyList<PeriodTargets> Periods) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Quarter, By);

    /// <summary>Where somebody's draft stands.</summary>
    public static RowAddress At(BranchId branch, DateOnly quarter, PersonId by) => new(SalesDay.In(branch, quarter), $"target-draft|{by}");
}

/// <summary>Who leads has sent a file of targets: it is checked and compared, and nothing changes yet.</summary>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record ReadTargetFile(string Sha256) : Command, IInternal
{
    private const int MostShown = 30;

    // Each period that changes is two rows at least of one batch, which has a hundred.
    private const int MostPeriods = 40;

    /// <summary>The files of the message.</summary>
    [JsonIgnore]
    public IReadOnlyList<Received> Files { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [SalesCatalogue.Of(turn), Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => Quarter(Of(turn, rows).Targets) is { } quarter
        ? [Read.All<PeriodTargets>(SalesDay.In(turn.Branch.Id, quarter), PeriodTargets.AllKeys), Read.One<TargetDraft>(TargetDraft.At(turn.Branch.Id, quarter, turn.Actor.Id))]
        : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Files.Any(f => f.Table?.Has(ProductFile.IdColumn) == true))
        {
            return Decision.Refuse(new("产品目录由各二级分行的负责人发。网点可以发业绩目标:时间、项目、数量、金额、员工。", "A list of products is sent by the region's leader. A branch sends its targets: period, item, count, amount, person."));
        }

        var (targets, errors) = Of(turn, rows);
        if (errors.Count > 0)
        {
            return new Refused(new Shown(new(new("目标文件", "Targets file"), [new Notice(new("文件里有不对的地方,什么都没改:", "Something is wrong in the file; nothing was changed:"), Tone.Attention), new Bullets(errors)])));
        }

        if (targets.Count == 0 || Quarter(targets) is not { } quarter)
        {
            return Decision.Refuse(targets.Count == 0 ? new("文件里没有目标。", "The file has no targets.") : new("一个文件里的目标要在同一个季度开始,请按季度分开发。", "The periods of one file must begin in the same quarter; please send a file a quarter."));
        }

        if (targets.Select(t => TargetEdits.WrongPeriod(turn, t.Period, t.Of)).FirstOrDefault(w => w is not null) is { } late)
        {
            return Decision.Refuse(late);
        }

        var draft = new TargetDraft(turn.Branch.Id, quarter, turn.Actor.Id, Sha256,
        [
            .. targets.GroupBy(t => (t.Period, t.Of)).Select(g => new PeriodTargets(turn.Branch.Id, g.Key.Of,
            [
                .. g.GroupBy(t => t.Edit.Person).Select(h => new HolderTargets(
                    [.. h.GroupBy(t => t.Edit.Item).Select(i => new Target(i.Key, i.FirstOrDefault(t => t.Edit.Measure == Measure.Count)?.Edit.Value ?? (i.Any(t => t.Edit.Measure == Measure.Count) ? 0 : null), i.FirstOrDefault(t => t.Edit.Measure == Measure.Amount)?.Edit.Value ?? (i.Any(t => t.Edit.Measure == Measure.Amount) ? 0 : null)))], h.Key)),
            ], g.Key.Period)),
        ]);
        if (draft.Periods.Count > MostPeriods)
        {
            return Decision.Refuse(new($"一个文件最多 {MostPeriods} 个时间段,请分开发。", $"At most {MostPeriods} periods a file; please send several."));
        }

        if (Changes(rows, draft).Select(p => TargetEdits.TooMany(rows.Find<PeriodTargets>(p.Period.Address), p.Changes)).FirstOrDefault(t => t is not null) is { } tooMany)
        {
            return Decision.Refuse(tooMany);
        }

        var card = Draw(turn, rows, draft);
        return Changes(rows, draft).Count == 0 || rows.Find<TargetDraft>(draft.Address)?.Sha256 == Sha256 ? Decision.Show(card) : Decision.Write(card, draft);
    }

    /// <summary>What a draft would change of what stands.</summary>
    internal static IReadOnlyList<(PeriodTargets Period, IReadOnlyList<TargetChanged> Changes)> Changes(Rows rows, TargetDraft draft) =>
    [
        .. draft.Periods.Select(p => (p, Changes: TargetEdits.Changes(rows.Find<PeriodTargets>(p.Address), p.Holders.SelectMany(h => h.Targets.SelectMany(t => Edits(h.Person, t))))))
            .Where(p => p.Changes.Count > 0),
    ];

    /// <summary>What a draft would change, as a card.</summary>
    internal static Answer Draw(Turn turn, Rows rows, TargetDraft draft)
    {
        var (items, roster) = (SalesCatalogue.In(turn, rows), SalesTable.RosterIn(turn, rows));
        var changes = Changes(rows, draft);
        var lines = changes.SelectMany(p => p.Changes.Select(c => (p.Period, Change: c))).ToList();
        var sum = lines.Count == 0 ? new Text("和现在一样,没有要改的。", "All is as it stands; nothing would change.") : new Text($"会改 {lines.Count} 个目标,确认后才改。", $"{lines.Count} targets would change; nothing does before you say so.");
        return new Shown(new(new("目标文件", "Targets file"),
        [
            new Paragraph(sum),
            .. lines.Take(MostShown).Select(l => (l.Period, l.Change, Item: items.First(i => i.Id == l.Change.Item), Measure: l.Change.Amount ? Measure.Amount : Measure.Count)).Select(l => new Line(
                Text.Same((l.Change.Person is { } who ? roster.Find(who)?.Name : turn.Branch.Name) + " · ") + l.Item.Name,
                l.Period.Span.Written(turn.Today),
                Value(l.Item, l.Measure, l.Change.Before) + Text.Same(" → ") + Value(l.Item, l.Measure, l.Change.After),
                Tone.Plain)),
            .. lines.Count > MostShown ? [new Paragraph(new($"…… 还有 {lines.Count - MostShown} 个。", $"… and {lines.Count - MostShown} more."), Tone.Quiet)] : Array.Empty<Part>(),
        ])
        {
            Subtitle = Text.Same(turn.Branch.Name),
            Buttons = lines.Count == 0 ? [] : [new(new("采用", "Take it"), new TakeTargetFile(draft.Branch, draft.Quarter, draft.Sha256)) { Primary = true }, new(new("目标", "Targets"), new ShowTargets(Branch: draft.Branch))],
            Summary = new Text("目标文件 · ", "Targets file · ") + sum,
        });
    }

    private static IEnumerable<TargetEdit> Edits(PersonId? person, Target target) =>
    [
        .. target.Count is null ? Array.Empty<TargetEdit>() : [new(person, target.Item, Measure.Count, target.Count)],
        .. target.Amount is null ? Array.Empty<TargetEdit>() : [new(person, target.Item, Measure.Amount, target.Amount)],
    ];

    private static Text Value(TallyItem item, Measure measure, decimal? value) => value is { } number ? TargetText.Shown(item, measure, number) : new("无", "none");

    private (IReadOnlyList<FileTarget> Targets, IReadOnlyList<Text> Errors) Of(Turn turn, Rows rows) => Files is not [{ Table: { } table }]
        ? ([], [new("一次请只发一个目标文件(.csv)。", "Please send one file of targets (.csv) at a time.")])
        : TargetFile.Read(table, SalesCatalogue.In(turn, rows), SalesTable.RosterIn(turn, rows));

    private static DateOnly? Quarter(IReadOnlyList<FileTarget> targets) => targets.Select(t => Periods.FirstOfQuarter(t.Of)).Distinct().ToList() is [var only] ? only : null;
}

/// <summary>Takes the file of targets that was shown, over what stands at that moment.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The first day of the quarter in which its periods begin.</param>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record TakeTargetFile(BranchId Branch, DateOnly Quarter, string Sha256) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) =>
    [
        SalesCatalogue.Of(turn),
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
        Read.All<PeriodTargets>(SalesDay.In(Branch, Quarter), PeriodTargets.AllKeys),
        Read.One<TargetDraft>(TargetDraft.At(Branch, Quarter, turn.Actor.Id)),
    ];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (rows.Find<TargetDraft>(TargetDraft.At(Branch, Quarter, turn.Actor.Id)) is not { } draft || draft.Sha256 != Sha256)
        {
            return Decision.Refuse(new("这份文件已经采用过,或者您又发了别的。写「目标」看现在的目标。", "This file was taken already, or you sent another since. Write \"targets\" to see what stands."));
        }

        var written = ReadTargetFile.Changes(rows, draft)
            .SelectMany(p => TargetEdits.Write(turn, rows.Find<PeriodTargets>(p.Period.Address), p.Period.Period, p.Period.Of, p.Changes))
            .ToList();
        var targets = rows.All<PeriodTargets>().Where(t => written.All(w => w.Address != t.Address)).Concat(written.OfType<PeriodTargets>()).ToList();
        var shown = new ShowTargets(draft.Periods[0].Period, draft.Periods[0].Of, Branch, draft.Periods[0].Period is null ? true : null)
            .Draw(turn, rows, targets, new(new("已采用。", "Taken."), Tone.Good));
        return Decision.Write(shown, written) with { Removes = [draft.Address] };
    }
}
