namespace BranchBot.Features.Deputies;

/// <summary>Who may appoint whom (P-2), and how a deputyship is written.</summary>
internal static class DeputyRules
{
    /// <summary>The posts that can be deputised.</summary>
    public static readonly IReadOnlyList<Position> Posts = [Position.BranchManager, Position.SalesSupervisor, Position.OperationsSupervisor];

    /// <summary>Who may appoint: in his own right only, so never who acts for one of them.</summary>
    public const Who Appoints = Who.BranchManager | Who.SalesSupervisor | Who.OperationsSupervisor;

    /// <summary>The manager appoints for every post, a supervisor for his own.</summary>
    public static bool May(Member actor, Position post) => actor.Position == Position.BranchManager || actor.Position == post;

    /// <summary>Somebody else's post.</summary>
    public static readonly Text NotYourPost = new("您只能为自己的岗位请人代班;别的岗位由支行长来定。", "You can name a deputy for your own post only; for others the branch manager does.");

    /// <summary>All deputyships that stand from today on.</summary>
    public static IEnumerable<DutyEntry> Standing(Turn turn) => turn.Facts.Duty
        .Where(d => d is { Kind: DutyKind.Deputy, Post: not null } && d.Lasts(turn.Today, turn.Branch.Time))
        .OrderBy(d => d.From);

    /// <summary>Another deputyship of the same post that overlaps; null: none.</summary>
    public static DutyEntry? Overlap(Turn turn, Position post, DaySpan span, string? except = null) =>
        Standing(turn).FirstOrDefault(d => d.Post == post && d.Span.Overlaps(span) && d.Id != except);

    /// <summary>刘强 代支行长.</summary>
    public static Text Says(Roster roster, DutyEntry entry)
    {
        var (name, post) = (roster.Find(entry.Person)?.Name ?? "…", entry.Post!.Value.Name());
        return new($"{name} 代{post.Zh}", $"{name} acting {post.En.ToLowerInvariant()}");
    }

    /// <summary>Refused: somebody else acts for the post then.</summary>
    public static Text Taken(Turn turn, Roster roster, DutyEntry other) =>
        new Text("这几天已经有人代班:", "Somebody acts for that post then: ") + Says(roster, other) + Text.Same(" ") + other.Span.Written(turn.Today) + new Text("。先结束那一条,或换个日期。", ". End that one first, or take other days.");

    /// <summary>The deputy, the manager and who holds the post are told what others decide.</summary>
    public static IReadOnlyList<Effect> Tells(Turn turn, Roster roster, DutyEntry entry) =>
    [
        .. roster.Staff.Where(s => s.Position == Position.BranchManager || s.Position == entry.Post).Select(s => s.Id).Append(entry.Person)
            .Where(p => p != turn.Actor.Id).Distinct()
            .Select(p => new Effect($"deputy|{RowKeys.Of(turn.Operation)}|{p}", p, Delivery.Certain, new ShowDeputy(turn.Branch.Id, entry.Id))),
    ];
}
