using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// 看板: today, all staff, one look (T-7). For the manager, whoever acts for him, and the leaders of the region; a supervisor sees his own team (T-6).
/// The roster and one query, whatever the history, and what features add to it.
/// </summary>
/// <param name="Phase">Opening or closing; null: as the time of day is.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The card's day; null: today.</param>
/// <param name="Page">Which page of people to choose from; null: the first.</param>
/// <param name="Name">A branch as a region leader names it; null: <paramref name="Branch"/> is known.</param>
public sealed record ShowBoard(Phase? Phase = null, BranchId? Branch = null, DateOnly? Day = null, int? Page = null, string? Name = null) : Command
{
    /// <summary>Reads what stands behind 看板 or before it: 开门 or 关门, and the name of a branch.</summary>
    public static ShowBoard? Parse(string rest)
    {
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var phase = words.Select(PhaseOf).FirstOrDefault(p => p is not null);
        var name = string.Join(' ', words.Where(w => PhaseOf(w) is null));
        return name.Length > NamedBranch.Longest ? null : new(phase, Name: name.Length == 0 ? null : name);
    }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Elsewhere(turn) ? NamedBranch.Needs(turn) :
    [
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
        TaskDay.All(turn.Branch.Id, DayIn(turn)),
        .. SectionsFor(turn).SelectMany(s => s.Needs(turn.Facts, DayIn(turn))),
    ];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Elsewhere(turn))
        {
            return Name is null ? Decision.Instead(new ShowBranches()) : NamedBranch.Find(turn, rows, Name, Words.Board, branch => this with { Branch = branch, Name = null });
        }

        var board = Board.Of(turn, rows, DayIn(turn), Phase ?? TaskItem.PhaseAt(turn.Facts, turn.Now));
        return Decision.Show(new Shown(BoardCard.Of(board, [.. SectionsFor(turn).SelectMany(s => s.Parts(turn, DayIn(turn), rows))], Page ?? 1)));
    }

    private static Phase? PhaseOf(string word) => word switch
    {
        "开门" or "opening" => Handbook.Phase.Opening,
        "关门" or "closing" => Handbook.Phase.Closing,
        _ => null,
    };

    // What others add is about the whole branch.
    private static IEnumerable<ISection> SectionsFor(Turn turn) =>
        Superiors.SeesAll(turn.Actor) ? turn.Sections.Where(s => s.Document == Document.Board) : [];

    private bool Elsewhere(Turn turn) => Name is not null || turn.BranchFacts is null;

    private DateOnly DayIn(Turn turn) => Day ?? turn.Today;
}
