namespace BranchBot.Features.Deputies;

/// <summary>代 刘强 周二至周四, 代 陈晓 销售主管 明天, 代 结束: reads who acts for which post and when, and leads to the command that settles it.</summary>
/// <param name="Said">What stands behind the word.</param>
public sealed record SayDeputy(string Said = "") : Command
{
    private const int MostButtons = 6;

    private static readonly string[] Ends = ["结束", "取消", "end", "ends"];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        if (Said.Length == 0)
        {
            return Decision.Instead(new ShowDeputies(turn.Branch.Id));
        }

        if (Ends.Contains(Said))
        {
            return End(turn, roster);
        }

        var (post, rest) = PostIn(turn, Said);
        var named = NamePhrases.Read(rest, roster);
        if (named.People.Count == 0)
        {
            return Decision.Refuse(NamePhrases.Nobody(rest.Split(' ')[0]) + new Text("可以写:代 刘强 周二至周四。", " You can write: deputy 刘强 tue to thu."));
        }

        if (named.Rest.Length == 0 && named.People is [var only])
        {
            return Decision.Instead(new ShowDeputies(turn.Branch.Id, post, only.Id));
        }

        return DatePhrases.Read(named.Rest, turn.Today) switch
        {
            { Span: { } span } when named.People is [var person] => Decision.Instead(new Appoint(turn.Branch.Id, post, person.Id, span.From, span.To)),
            { Span: { } span } => Decision.Show(new Shown(new(new("您说的是哪一位?", "Whom do you mean?"), [])
            {
                Buttons = [.. named.People.Take(MostButtons).Select(p => new Button(Text.Same(p.Name + " · ") + p.Position.Name(), new Appoint(turn.Branch.Id, post, p.Id, span.From, span.To)))],
            })),
            var reading => Decision.Refuse(reading.Wrong!.Value),
        };
    }

    // The post that is named, else one's own.
    private static (Position Post, string Beside) PostIn(Turn turn, string said)
    {
        var words = DeputyRules.Posts.SelectMany(p => new[] { (p.Name().Zh, p), (p.Name().En, p) });
        return NamePhrases.Take(said, words) is { } found ? (found.Value, found.Beside) : (turn.Member.Position, said);
    }

    private static Decision End(Turn turn, Roster roster)
    {
        var mine = DeputyRules.Standing(turn).Where(d => DeputyRules.May(turn.Member, d.Post!.Value)).ToList();
        return mine switch
        {
            [] => Decision.Refuse(new("现在没有人代班,没有可以结束的。", "Nobody acts for anybody: there is nothing to end.")),
            [var only] => Decision.Instead(new EndDeputy(turn.Branch.Id, only.Id)),
            _ => Decision.Show(new Shown(new(new("结束哪一个?", "Which one ends?"), [])
            {
                Buttons = [.. mine.Take(MostButtons).Select(d => new Button(DeputyRules.Says(roster, d) + Text.Same(" ") + d.Span.Written(turn.Today), new EndDeputy(turn.Branch.Id, d.Id)))],
            })),
        };
    }
}
