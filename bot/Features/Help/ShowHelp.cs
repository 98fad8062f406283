namespace BranchBot.Features.Help;

/// <summary>帮助: what this person can say, and the most used of it to tap.</summary>
public sealed record ShowHelp : Command
{
    private const int MostButtons = 4;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(CardFor(turn)));

    /// <summary>What the actor can say, a line each.</summary>
    internal static Bullets Sayings(Turn turn) =>
        new([.. turn.Phrases.Where(p => p.Listed).Select(p => new Text($"{p.Shown.Zh}:{p.What.Zh}", $"{p.Shown.En}: {p.What.En}"))]);

    /// <summary>The first of it as buttons.</summary>
    internal static IReadOnlyList<Button> Taps(Turn turn) =>
    [
        .. turn.Phrases.Where(p => p.Listed)
            .Select(p => (p.Shown, Command: p.Parse("")))
            .Where(p => p.Command is not (null or IRelative or ShowHelp))
            .Take(MostButtons)
            .Select((p, place) => new Button(p.Shown, p.Command!) { Primary = place == 0 }),
    ];

    private static Card CardFor(Turn turn) => new(new("我能帮您做什么", "What I can do for you"), [new Paragraph(Place(turn.Actor), Tone.Quiet), Sayings(turn)])
    {
        Buttons = Taps(turn),
        Summary = new("帮助", "Help"),
    };

    private static Text Place(Actor actor) => actor switch
    {
        Member m => Text.Same($"{m.Name} · {m.Branch.Name} · ") + m.Position.Name(),
        RegionLeader l => Text.Same($"{l.Name} · {l.Region.Name}"),
        _ => new("管理员:把名单文件发给我,就能导入网点和员工。", "Administrator: send me the csv files to import branches and staff."),
    };
}

/// <summary>谢谢.</summary>
public sealed record Thank : Command
{
    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(new("不客气!", "You are welcome!")));
}
