namespace BranchBot.Features.ThreeTasks;

/// <summary>One colleague's items: for a superior with what he may bring back (T-6), for a colleague of the same position with what he may do for him.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The card's day; null: today.</param>
/// <param name="Phase">Opening or closing; null: as the time of day is.</param>
/// <param name="Person">Who; null: by name, or nobody was chosen.</param>
/// <param name="Name">His name, as somebody wrote it.</param>
public sealed record ShowPerson(BranchId? Branch = null, DateOnly? Day = null, Phase? Phase = null, PersonId? Person = null, string? Name = null) : PersonCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override PersonId? Whom => Person;

    private protected override string? Called => Name;

    /// <summary>Reads the name behind 查看 or 帮.</summary>
    public static ShowPerson? Parse(string rest) => rest.Length == 0 ? null : new(Name: rest);

    private protected override Command About(BranchId branch, DateOnly day, PersonId person) => new ShowPerson(branch, day, Phase, person);

    private protected override Decision DecideOn(ColleagueDay their)
    {
        var (turn, entry) = (their.Turn, their.Person.Entry);
        var phase = Phase ?? TaskItem.PhaseAt(turn.Facts, turn.Now);
        if (entry.Id == turn.Actor.Id)
        {
            return Decision.Instead(new ShowTasks(phase == ThreeTasks.Phase.Opening ? TaskView.Opening : TaskView.Closing, turn.Branch.Id, their.Day.Day));
        }

        return Superiors.Sees(turn.Actor, entry) || their.MayCover ? Decision.Show(PersonCard.Of(their, phase)) : Decision.Refuse(CoverItem.Why(their));
    }
}
