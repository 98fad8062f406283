namespace BranchBot.Features.HighlightCards;

/// <summary>待签: the cards that wait for the actor's signature, and his own that came back.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Asked">Whether it is shown because they wait too long: then it makes no sense once none waits.</param>
public sealed record ShowUnsigned(BranchId? Branch = null, bool? Asked = null) : Command
{
    private const int Most = 10;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? [] : [HighlightEntry.AllOpen(turn.Branch.Id), Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null)
        {
            return Decision.Refuse(new("请从提醒里打开,或者写网点的名字,如「示范支行 亮点墙」。", "Please open it from what you were sent, or name a branch, as in \"示范支行 highlight wall\"."));
        }

        var mine = Waiting(turn, rows).Where(e => Asked != true || SigningRule.Workdays(turn.Facts, turn.Facts.Today(e.At), turn.Today) > 0).ToList();
        if (mine.Count == 0)
        {
            return Decision.Show(new Shown(new(new("待签的亮点时刻卡", "Cards to sign"), [new Paragraph(new("没有等您签字的卡。", "No card waits for your signature."))])) { Moot = Asked == true });
        }

        List<Part> parts = [.. mine.Take(Most).Select((e, place) => HighlightLine.Of(turn, e, place + 1))];
        if (mine.Count > Most)
        {
            parts.Add(new Paragraph(new($"还有 {mine.Count - Most} 张更新的。", $"{mine.Count - Most} newer ones are not shown."), Tone.Quiet));
        }

        return Decision.Show(new Shown(new(new("待签的亮点时刻卡", "Cards to sign"), parts)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + new Text($"{mine.Count} 张", $"{mine.Count}"),
            Refresh = new ShowUnsigned(turn.Branch.Id),
            Summary = new($"{mine.Count} 张亮点时刻卡等您签字", $"{Counted.English(mine.Count, "highlight card")} {(mine.Count == 1 ? "waits" : "wait")} for your signature"),
        }));
    }

    /// <summary>Those that the actor may sign now, oldest first.</summary>
    internal static IEnumerable<HighlightEntry> Waiting(Turn turn, Rows rows) => rows.All<HighlightEntry>()
        .Where(e => e.State == HighlightState.Waiting && SigningRule.Of(turn.Facts, HighlightRights.RosterIn(turn, rows), e.Content.Receiver, e.At, turn.Today).Allow(turn.Actor))
        .OrderBy(e => e.At);
}

/// <summary>我的亮点: what one has received and given this year, what waits, what is begun.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
public sealed record ShowMyHighlights(BranchId? Branch = null) : Command
{
    private const int Most = 12;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) =>
    [
        HighlightEntry.To(turn.Branch.Id, turn.Actor.Id, Year(turn)), HighlightEntry.From(turn.Branch.Id, turn.Actor.Id, Year(turn)), HighlightEntry.AllOpen(turn.Branch.Id), HighlightDraft.All(turn.Branch.Id, turn.Actor.Id),
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
    ];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var all = rows.All<HighlightEntry>().ToList();
        var received = all.Where(e => e.Place.StartsWith("received|", StringComparison.Ordinal) && e.State == HighlightState.Signed).OrderByDescending(e => e.At).ToList();
        var given = all.Where(e => e.Place.StartsWith("given|", StringComparison.Ordinal) && e.State == HighlightState.Signed).OrderByDescending(e => e.At).ToList();
        var open = all.Where(e => e.Place.StartsWith("open|", StringComparison.Ordinal) && e.Content.Giver == turn.Actor.Id).OrderBy(e => e.At).ToList();
        var drafts = rows.All<HighlightDraft>().OrderByDescending(d => d.At).ToList();
        var number = 0;
        List<Part> body =
        [
            new Heading(new("收到的", "Received"), new Text($"今年 {received.Count} 张", $"{received.Count} this year")),
            .. received.Take(Most).Select(e => HighlightLine.Of(turn, e, ++number)),
            .. Section(new("发出的", "Given"), new Text($"今年 {given.Count} 张", $"{given.Count} this year"), given.Take(Most / 2).Select(e => HighlightLine.Of(turn, e, ++number))),
            .. Section(new("还没签字的", "Not signed yet"), Text.Same($"{open.Count}"), open.Take(Most / 2).Select(e => HighlightLine.Of(turn, e, ++number))),
            .. Section(new("草稿", "Drafts"), Text.Same($"{drafts.Count}"), drafts.Select(d => Draft(turn, rows, d, ++number))),
        ];
        return Decision.Show(new Shown(new(new("我的亮点", "My highlights"), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · {turn.Actor.Name}"),
            Buttons = [new(new("发亮点时刻卡", "Give a card"), new DescribeHighlight(Branch: turn.Branch.Id)) { Primary = true }, new(new("网点的卡", "The branch's cards"), new ShowHighlightMonth(turn.Branch.Id))],
            Summary = new($"我的亮点:收到 {received.Count} 张", $"My highlights: {received.Count} received"),
        }));
    }

    private static DaySpan Year(Turn turn) => new(new(turn.Today.Year, 1, 1), turn.Today);

    private static IEnumerable<Part> Section(Text title, Text right, IEnumerable<Part> lines) => lines.ToList() is { Count: > 0 } some ? [new Heading(title, right), .. some] : [];

    private static Step Draft(Turn turn, Rows rows, HighlightDraft draft, int number)
    {
        var to = draft.To is { } person ? HighlightRights.RosterIn(turn, rows).Find(person)?.Name : null;
        return new(number, to is null ? new("还没写给谁", "nobody named yet") : new($"给 {to}", $"For {to}"), false, HighlightView.When(turn, draft.At), new(new("接着写", "Go on"), new DescribeHighlight(Draft: draft.Id, Branch: draft.Branch))) { Stands = true };
    }
}

/// <summary>亮点墙: the cards that were signed in a month, and how many each colleague has received.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Month">The first day of the month; null: this one.</param>
/// <param name="Name">A branch as a region leader names it, or a month as anybody writes it.</param>
public sealed record ShowHighlightMonth(BranchId? Branch = null, DateOnly? Month = null, string? Name = null) : Command
{
    private const int Most = 15;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? NamedBranch.Needs(turn) : [HighlightEntry.In(turn.Branch.Id, Of(turn))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null || (Name is not null && Spoken(turn) is null))
        {
            return NamedBranch.Find(turn, rows, Name, new("亮点墙", "highlight wall"), branch => new ShowHighlightMonth(branch));
        }

        var (month, all) = (Of(turn), rows.All<HighlightEntry>().OrderByDescending(e => e.At).ToList());
        var valid = all.Where(e => e.State == HighlightState.Signed).ToList();
        var title = new Text($"{month.Year}年{month.Month}月 · ", $"{month.ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)} · ") + new Text($"{valid.Count} 张", $"{valid.Count} {(valid.Count == 1 ? "card" : "cards")}");
        List<Part> body =
        [
            .. valid.Count == 0 ? [new Paragraph(new("这个月还没有签字的亮点时刻卡。写「亮点 李静」发一张。", "No card was signed in this month yet. Write \"highlight 李静\" to give one."))] : Array.Empty<Part>(),
            .. valid.Take(Most).Select((e, place) => HighlightLine.Of(turn, e, place + 1)),
            .. valid.Count > 0 ? [new Heading(new("谁收到几张", "Who has received how many")), new Paragraph(Text.Same(string.Join(" · ", HighlightCounts.Of(valid).Select(c => $"{c.Name} {c.Count}"))))] : Array.Empty<Part>(),
            new PageLink(new("下载 Excel", "Download as Excel"), new OpenHighlightBook(turn.Branch.Id, month)),
            .. turn.Actor is RegionLeader or Member { Position: Position.BranchManager } ? [new PageLink(new("下载审计记录", "Download the audit trail"), new OpenHighlightTrail(turn.Branch.Id))] : Array.Empty<Part>(),
        ];
        return Decision.Show(new Shown(new(new("亮点墙", "Highlight wall"), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + title,
            Buttons = [new(new("上个月", "Month before"), new ShowHighlightMonth(turn.Branch.Id, month.AddMonths(-1))), .. month.AddMonths(1) <= turn.Today ? [new Button(new("下个月", "Month after"), new ShowHighlightMonth(turn.Branch.Id, month.AddMonths(1)))] : Array.Empty<Button>()],
            Refresh = new ShowHighlightMonth(turn.Branch.Id, month),
            Summary = new Text("亮点墙 · ", "Highlight wall · ") + title,
        }));
    }

    private DateOnly Of(Turn turn) => Month is { } month ? new(month.Year, month.Month, 1) : Spoken(turn) ?? new(turn.Today.Year, turn.Today.Month, 1);

    private DateOnly? Spoken(Turn turn) => Name is null ? null
        : Name is "上月" or "上个月" or "last month" ? new DateOnly(turn.Today.Year, turn.Today.Month, 1).AddMonths(-1)
        : DatePhrases.Read($"{Name}1日", turn.Today, past: true).Span is { Days: 1 } span ? span.From
        : null;
}

/// <summary>A card as a line of a list.</summary>
internal static class HighlightLine
{
    private const int Longest = 60;

    public static Step Of(Turn turn, HighlightEntry entry, int number)
    {
        var what = entry.Content.What.ReplaceLineEndings(" ");
        return new(
            number,
            new Text($"给 {entry.Content.ReceiverName} · ", $"For {entry.Content.ReceiverName} · ") + entry.Content.Occasion.Name(),
            false,
            Text.Same($"{entry.Content.GiverName} · ") + HighlightView.When(turn, entry.At) + (entry.Number is { } no ? Text.Same($" · No. {no}") : Text.Same(" · ") + HighlightView.State(entry.State)) + Text.Same("\n" + (what.Length > Longest ? what[..(Longest - 1)] + "…" : what)),
            new(new("打开", "Open"), new ShowHighlight(entry.Branch, entry.Card)))
        { Stands = true };
    }
}

/// <summary>How many cards each colleague received.</summary>
public static class HighlightCounts
{
    /// <summary>Whoever received some, most first; those that were revoked do not count.</summary>
    public static IReadOnlyList<(PersonId Person, string Name, int Count)> Of(IEnumerable<HighlightEntry> signed) =>
    [
        .. signed.Where(e => e.State == HighlightState.Signed).GroupBy(e => e.Content.Receiver)
            .Select(g => (g.Key, g.First().Content.ReceiverName, g.Count())).OrderByDescending(c => c.Item3).ThenBy(c => c.ReceiverName, StringComparer.Ordinal),
    ];
}
