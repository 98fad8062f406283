namespace BranchBot.Features.Setup;

/// <summary>设立: what somebody sets up, how far it is; for a region's leaders and the administrator what waits for them.</summary>
/// <param name="Team">The card's team; null: whatever there is.</param>
public sealed record ShowSetup(string? Team = null) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Team is null ? [Founding.All(turn.Actor.Id), .. Proposals.Needs(turn)] : [Founding.Of(turn, Team)];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => Team is null ? Proposals.NeedsMore(turn, rows) : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var own = rows.All<Founding>().ToList();
        var open = own.Where(f => f.State != FoundingState.Done).ToList();
        return turn.Actor is RegionLeader or Administrator && Team is null && open.Count == 0 ? Decision.Show(new Shown(ProposalCard.List(turn, Proposals.Open(rows))))
            : (open.Count > 0 ? open : own) switch
            {
                [] => Decision.Refuse(Founding.None),
                [var only] => Of(turn, only),
                var several => Decision.Show(new Shown(new(new("设立哪一个网点?", "Which branch?"), [])
                {
                    Buttons = [.. several.Take(6).Select(f => new Button(Text.Same(f.Name), new ShowSetup(f.Team)))],
                })),
            };
    }

    private static Decision Of(Turn turn, Founding founding) => founding.State is FoundingState.Approved
        ? Decision.Instead(new ShowPositions(founding.Team))
        : Decision.Show(new Shown(FoundingCard.Of(turn, founding)));
}

/// <summary>The card of who sets up a branch: the form, and later how far it is.</summary>
internal static class FoundingCard
{
    /// <summary>The zones to choose from; the bank's people work in China, some abroad.</summary>
    internal static readonly IReadOnlyList<(string Id, Text Name)> Zones =
    [
        ("Asia/Shanghai", new("北京时间", "Beijing")), ("Asia/Urumqi", new("乌鲁木齐", "Urumqi")), ("Asia/Hong_Kong", new("香港", "Hong Kong")), ("Asia/Singapore", new("新加坡", "Singapore")),
        ("Asia/Tokyo", new("东京", "Tokyo")), ("Europe/London", new("伦敦", "London")), ("Europe/Berlin", new("法兰克福", "Frankfurt")), ("America/New_York", new("纽约", "New York")), ("Australia/Sydney", new("悉尼", "Sydney")),
    ];

    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>The card, with something that was wrong with what was filled in.</summary>
    public static Card Of(Turn turn, Founding founding, Text? wrong = null) => founding.State switch
    {
        FoundingState.Offered => Form(turn, founding, wrong),
        FoundingState.Filed => Waits(founding),
        _ => Ends(founding),
    };

    private static Card Form(Turn turn, Founding founding, Text? wrong)
    {
        var (form, body) = (founding.Form, new List<Part>());
        if ((wrong ?? founding.Said) is { } said)
        {
            body.Add(new Notice(said, Tone.Attention));
        }

        var own = turn.Actor is Member { Position: Position.BranchManager } manager ? new Button(new($"这是{manager.Branch.Name}的团队", $"This is the team of {manager.Branch.Name}"), new LinkTeam(founding.Team)) : null;
        if (founding.Regions.Count == 0)
        {
            body.Add(new Paragraph(new("还没有二级分行:请管理员先导入 regions.csv,再写「设立」。", "There is no region yet: the administrator imports regions.csv first; then write \"set up\"."), Tone.Attention));
            return new(new("设立网点", "Set up a branch"), body) { Subtitle = Text.Same(founding.TeamName), Buttons = own is null ? [] : [own] };
        }

        body.AddRange(
        [
            new Paragraph(new("谢谢添加!填好这张表,二级分行或管理员批准后,您从团队里给大家挑岗位,网点就能用了。", "Thank you for adding me! Fill in this form; once the region or the administrator approves, you pick everybody's position from the team, and the branch can begin.")),
            new TextField("name", new("网点名称", "Name of the branch"), FileBranch.LongestName, form?.Name ?? founding.TeamName, Required: true),
            new TextField("id", new("简称(字母、数字、-)", "Short name (letters, digits, hyphens)"), FileBranch.LongestId, form?.Id.Value ?? "b-" + founding.Team[..6], Required: true),
            new ChoiceField("region", new("二级分行", "Region"), [.. founding.Regions.Select(r => (r.Id.Value, Text.Same(r.Name)))], form?.Region.Value ?? (founding.Regions is [var only] ? only.Id.Value : null), Required: true),
            new ChoiceField("zone", new("时区", "Time zone"), [.. Zones.Select(z => (z.Id, z.Name))], form?.Zone ?? Zones[0].Id, Required: true),
            new TimeField("opens", new("开门时间", "Opens at"), form?.Hours.Opens ?? new(8, 30), Required: true),
            new TimeField("closes", new("关门时间", "Closes at"), form?.Hours.Closes ?? new(17, 0), Required: true),
            new ChoiceField("days", new("周几营业", "Open on"), [.. Week.Select(d => (d.ToString(), Dates.Weekday(d)))], string.Join(',', form?.Days ?? Week[..5]), Required: true, Many: true),
        ]);
        return new(new("设立网点", "Set up a branch"), body)
        {
            Subtitle = Text.Same(founding.TeamName),
            Buttons = [new(new("提交申请", "File it"), new FileBranch(founding.Team)) { Primary = true, Submits = true }, .. own is null ? Array.Empty<Button>() : [own]],
            Summary = new($"设立网点 · {founding.TeamName}", $"Set up a branch · {founding.TeamName}"),
        };
    }

    private static Card Waits(Founding founding) => new(new("申请已提交", "Filed"), [.. Facts(founding.Form!, founding.Regions), new Paragraph(new("等二级分行或管理员批准,批准后马上告诉您。", "It waits for the region or the administrator; you are told at once."), Tone.Quiet)])
    {
        Subtitle = Text.Same(founding.Name),
        Buttons = [new(new("看看进展", "How far it is"), new ShowSetup(founding.Team))],
        Summary = new($"{founding.Name}:申请已提交", $"{founding.Name}: filed"),
    };

    private static Card Ends(Founding founding)
    {
        var done = founding.State == FoundingState.Done;
        var body = new List<Part> { new Notice(done ? new("员工名单已生效,各人都通知了,现在写「开门」就能用。", "The list of people stands and everybody is told; \"opening\" works now.") : new("名单已确认,正在生效,好了告诉您。", "The list is confirmed and on its way; you are told when all of it stands."), Tone.Good) };
        if (founding.Said is { } said)
        {
            body.Add(new Paragraph(said, Tone.Attention));
        }

        return new(done ? new("网点可以用了", "The branch can begin") : new("名单正在生效", "On its way"), body) { Subtitle = Text.Same(founding.Name), Buttons = [] };
    }

    /// <summary>What a form says, line by line.</summary>
    internal static IEnumerable<Part> Facts(BranchForm form, IReadOnlyList<RegionName> regions) =>
    [
        new Line(new("网点", "Branch"), null, Text.Same($"{form.Name}({form.Id})"), Tone.Plain),
        new Line(new("二级分行", "Region"), null, Text.Same(regions.FirstOrDefault(r => r.Id == form.Region)?.Name ?? form.Region.Value), Tone.Plain),
        new Line(new("时区", "Time zone"), null, Zones.Where(z => z.Id == form.Zone).Select(z => z.Name).FirstOrDefault(Text.Same(form.Zone)), Tone.Plain),
        new Line(new("营业时间", "Hours"), null, Text.Same(Dates.Written(form.Hours)), Tone.Plain),
        new Line(new("营业日", "Open on"), null, Days(form.Days), Tone.Plain),
    ];

    private static Text Days(IReadOnlyList<DayOfWeek> days)
    {
        var open = Week.Where(days.Contains).ToList();
        return open.SequenceEqual(Week[..5]) ? new("周一至周五", "Mon to Fri") : open.Count == 7 ? new("每天", "every day")
            : new(string.Join("、", open.Select(d => Dates.Weekday(d).Zh)), string.Join(", ", open.Select(d => Dates.Weekday(d).En)));
    }
}
