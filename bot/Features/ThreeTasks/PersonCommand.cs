using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A command on a colleague's day: the roster and one row, whatever the size of the branch. By words the colleague is named, and looked up first.</summary>
public abstract record PersonCommand : Command
{
    private const int LongestName = 40;

    private protected static readonly Text WhoElse = new("写「看板」看今天有谁。", "Write \"board\" to see who is there today.");

    // The card that it was pressed on; words mean one's own branch, today.
    private protected abstract BranchId? CardBranch { get; }

    private protected abstract DateOnly? CardDay { get; }

    private protected abstract PersonId? Whom { get; }

    private protected abstract string? Called { get; }

    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => CardBranch;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? [] :
    [
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
        .. Whom is { } whom ? [Read.One<TaskDay>(TaskDay.At(turn.Branch.Id, DayIn(turn), whom))] : Array.Empty<Read>(),
    ];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null)
        {
            return Decision.Refuse(new("请先打开一个网点的看板:写「网点」。", "Please open a branch's board first: write \"branches\"."));
        }

        var roster = Board.RosterIn(turn, rows);
        if (Whom is not { } whom)
        {
            return Called is { Length: > 0 and <= LongestName } name ? Named(turn, roster, name) : Decision.Refuse(new("请先选一个人。", "Please choose somebody first."));
        }

        if (roster.Find(whom) is not { } entry)
        {
            return Decision.Refuse(new Text("这个人已经不在员工名单上。", "This person is no longer on the staff list. ") + WhoElse);
        }

        var day = rows.Find<TaskDay>(TaskDay.At(turn.Branch.Id, DayIn(turn), whom)) ?? new(turn.Branch.Id, DayIn(turn), whom, []);
        return DecideOn(new(turn, Duty.On(turn.Facts, entry, day.Day, roster), Duty.On(turn.Facts, roster, day.Day), day));
    }

    /// <summary>The same about somebody who was looked up.</summary>
    private protected abstract Command About(BranchId branch, DateOnly day, PersonId person);

    /// <summary>Decides on the colleague's day.</summary>
    private protected abstract Decision DecideOn(ColleagueDay their);

    private Decision Named(Turn turn, Roster roster, string name) => Naming.Find(name, roster.Staff, s => s.Name) switch
    {
        ({ } entry, _) => Decision.Instead(About(turn.Branch.Id, DayIn(turn), entry.Id)),
        (_, var nearest) => Decision.Refuse(Naming.Unknown(name, [.. nearest.Select(s => s.Name)], new("同事", "colleague"), WhoElse)),
    };

    private DateOnly DayIn(Turn turn) => CardDay ?? turn.Today;
}

/// <summary>A colleague's day as a superior or another colleague looks at it.</summary>
/// <param name="Turn">Who looks.</param>
/// <param name="Person">Whose day it is.</param>
/// <param name="Everybody">The day of the whole branch.</param>
/// <param name="Day">What was done.</param>
internal sealed record ColleagueDay(Turn Turn, PersonDay Person, IReadOnlyList<PersonDay> Everybody, TaskDay Day)
{
    /// <summary>The capacity in which the actor may bring an item back; null: he may not.</summary>
    public Position? Judges => Superiors.Judges(Turn.Actor, Person.Entry);

    /// <summary>Whether the day can still be changed (T-3).</summary>
    public bool IsToday => Day.Day == Turn.Today;

    /// <summary>Whether the actor may do an item of the colleague's own position for him: of the same position, both on duty that day, and not himself.</summary>
    public bool MayCover => Turn.Actor is Member member && member.Id != Person.Entry.Id && member.Position == Person.Entry.Position
        && Person.OnDuty && Everybody.Any(p => p.Entry.Id == member.Id && p.OnDuty);

    /// <summary>The items of a phase in the order of the colleague's card.</summary>
    public IReadOnlyList<TaskItem> Items(Phase phase) => TaskItem.Of(Turn.Facts, Person, phase, Day.Day);

    /// <summary>An item's number on the colleague's card, as people say it.</summary>
    public Text Ordinal(TaskItem item)
    {
        var place = 1 + Items(item.Phase).TakeWhile(i => i.Id != item.Id).Count();
        return new($"第 {place} 件", $"No. {place}");
    }
}
