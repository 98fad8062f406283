using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>The closing chain as lines of a card: who is done, who holds whom up, since when (T-6).</summary>
internal static class ChainCard
{
    private static readonly Text Heading = new("关门链", "Closing chain");

    /// <summary>The lines that a reader may see: the manager all, a supervisor his own link.</summary>
    public static IReadOnlyList<Part> Parts(Board board)
    {
        var links = Chain.Of(board.Everybody).Where(l => Superiors.SeesAll(board.Turn.Actor) || (board.Turn.Actor is Member member && member.Holds(l.Post))).ToList();
        return links.Count == 0 ? [] : [new Heading(Heading), .. links.SelectMany(link => Lines(board, link))];
    }

    /// <summary>The chain as a card of its own.</summary>
    public static Card Of(Board board)
    {
        var (turn, day) = (board.Turn, board.Day);
        var parts = Parts(board);
        var held = Chain.Of(board.Everybody).Count(l => l.Since(turn.Now) is not null);
        return new(Heading, day.Hours is null ? [new Notice(new("这一天不营业", "The branch is closed on this day"), Tone.Quiet)] : [.. parts.Skip(1)])
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.WithWeekday(day.Date) + Text.Same($" · {turn.Branch.Time.Clock(turn.Now)}"),
            Buttons =
            [
                new(new("刷新", "Refresh"), new ShowChain(turn.Branch.Id, day.Date)) { Primary = true },
                new(Words.Board, new ShowBoard(Phase.Closing, turn.Branch.Id, day.Date)),
            ],
            Refresh = new ShowChain(turn.Branch.Id, day.Date),
            Summary = Heading + (held == 0 ? new(" · 没有人在等", " · nobody is held up") : new Text($" · {held} 处在等", $" · held up at {held}")),
        };
    }

    private static IEnumerable<Part> Lines(Board board, Link link)
    {
        if (link.Holders.Count == 0)
        {
            yield return new Line(link.Post.Name(), new(
                link.Post == Position.BranchManager ? "今天没有人在岗" : "今天没有人在岗,团队直接向支行长汇报",
                link.Post == Position.BranchManager ? "nobody is there today" : "nobody is there today; the team reports to the branch manager"), Text.Same("–"), Tone.Quiet);
        }

        foreach (var holder in link.Holders)
        {
            yield return LineOf(board, link, holder);
        }
    }

    private static Line LineOf(Board board, Link link, PhaseState holder)
    {
        var (time, now) = (board.Turn.Branch.Time, board.Turn.Now);
        var entry = holder.Person.Entry;
        var post = entry.Position == link.Post ? link.Post.Name() : new Text($"代{link.Post.Name().Zh}", $"acting {link.Post.Name().En.ToLowerInvariant()}");
        var detail = link switch
        {
            { Team.Count: 0 } => post,
            { Missing.Count: 0 } => post + new Text($" · 团队 {link.Team.Count} 人都完成了", $" · all {link.Team.Count} of the team are done"),
            _ => post + new Text(" · 等 ", " · waits for ") + Waiting.NamesOf([.. link.Missing.Select(m => $"{m.Person.Entry.Name} {m.Done}/{m.Items.Count}")])
                + (link.Since(now) is { } since ? new($" · 自 {time.Clock(since)}", $" · since {time.Clock(since)}") : Text.Same("")),
        };
        return new(
            Text.Same(entry.Name),
            detail,
            holder.FinishedAt is { } at ? Text.Same($"✓ {time.Clock(at)}") : Text.Same($"{holder.Done}/{holder.Items.Count}"),
            holder.IsFinished ? Tone.Good : link.Since(now) is not null ? Tone.Attention : Tone.Plain);
    }
}

/// <summary>关门链: who is done, who is holding whom up (T-6).</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The card's day; null: today.</param>
/// <param name="Name">A branch as a region leader names it.</param>
public sealed record ShowChain(BranchId? Branch = null, DateOnly? Day = null, string? Name = null) : Command
{
    /// <summary>Reads the name of a branch behind 关门链 or before it.</summary>
    public static ShowChain? Parse(string rest) => rest.Length > NamedBranch.Longest ? null : new(Name: rest.Length == 0 ? null : rest);

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Name is not null || turn.BranchFacts is null
        ? NamedBranch.Needs(turn)
        : [Read.One<Roster>(Roster.At(turn.Branch.Id)), TaskDay.All(turn.Branch.Id, Day ?? turn.Today)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Name is not null || turn.BranchFacts is null
        ? Name is null ? Decision.Instead(new ShowBranches()) : NamedBranch.Find(turn, rows, Name, new("关门链", "chain"), branch => this with { Branch = branch, Name = null })
        : Decision.Show(new Shown(ChainCard.Of(Board.Of(turn, rows, Day ?? turn.Today, Phase.Closing))));
}
