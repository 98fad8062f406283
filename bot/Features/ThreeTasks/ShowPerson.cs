using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>One colleague's items: for a superior with what he may bring back (T-6), for a colleague of the same position with what he may do for him.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Day">The card's day.</param>
/// <param name="Phase">Opening or closing; null: as the time of day is.</param>
/// <param name="Person">Who; null: nobody was chosen.</param>
public sealed record ShowPerson(BranchId Branch, DateOnly Day, Phase? Phase = null, PersonId? Person = null) : PersonCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override PersonId? Whom => Person;

    private protected override string? Called => null;

    private protected override Command About(BranchId branch, DateOnly day, PersonId person) => this with { Person = person };

    private protected override Decision DecideOn(ColleagueDay their)
    {
        var (turn, entry) = (their.Turn, their.Person.Entry);
        var phase = Phase ?? TaskItem.PhaseAt(turn.Facts, turn.Now);
        if (entry.Id == turn.Actor.Id)
        {
            return Decision.Instead(new ShowTasks(phase == Handbook.Phase.Opening ? TaskView.Opening : TaskView.Closing, turn.Branch.Id, their.Day.Day));
        }

        return Superiors.Sees(turn.Actor, entry) || their.MayCover ? Decision.Show(PersonCard.Of(their, phase)) : Decision.Refuse(CoverItem.Why(their));
    }
}

/// <summary>查看 赵敏, 帮 赵敏: a colleague by name, today.</summary>
/// <param name="Name">The name, as somebody wrote it.</param>
public sealed record FindPerson(string Name) : PersonCommand
{
    private protected override BranchId? CardBranch => null;

    private protected override DateOnly? CardDay => null;

    private protected override PersonId? Whom => null;

    private protected override string? Called => Name;

    /// <summary>Reads the name.</summary>
    public static FindPerson? Parse(string rest) => rest.Length == 0 ? null : new(rest);

    private protected override Command About(BranchId branch, DateOnly day, PersonId person) => new ShowPerson(branch, day, null, person);

    private protected override Decision DecideOn(ColleagueDay their) => throw new InvalidOperationException("A name leads to a person, and there to another command.");
}
