using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>How far somebody is with the opening or the closing items of a day, on all his lists: his position's, the lobby's, those of posts he acts for.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Items">What is on his lists.</param>
/// <param name="Day">What was done.</param>
/// <param name="Limit">Until when they count as on time (T-4), UTC; null where the branch is closed.</param>
/// <param name="Closing">When his day ends, UTC; null where the branch is closed.</param>
internal sealed record PhaseState(PersonDay Person, Phase Phase, IReadOnlyList<TaskItem> Items, TaskDay Day, DateTimeOffset? Limit, DateTimeOffset? Closing)
{
    /// <summary>A person's phase.</summary>
    public static PhaseState Of(BranchFacts facts, PersonDay person, TaskDay? done, DateOnly day, Phase phase) => new(
        person,
        phase,
        TaskItem.Of(facts, person, phase, day),
        done ?? new(facts.Branch.Id, day, person.Entry.Id, []),
        Limits.Of(facts, person, day, phase),
        Limits.Closing(facts, person, day));

    /// <summary>Everybody's phase.</summary>
    public static IReadOnlyList<PhaseState> All(BranchFacts facts, Roster roster, IEnumerable<TaskDay> days, DateOnly day, Phase phase)
    {
        var done = days.Where(d => d.Day == day).ToDictionary(d => d.Person);
        return [.. Duty.On(facts, roster, day).Select(person => Of(facts, person, done.GetValueOrDefault(person.Entry.Id), day, phase))];
    }

    /// <summary>Whether anything is expected of him: on duty, and with a list (P-4, P-6).</summary>
    public bool IsExpected => Person.OnDuty && Items.Count > 0;

    /// <summary>How many items are done.</summary>
    public int Done => Items.Count(i => Day.DoneBy(i.Id) is not null);

    /// <summary>Whether all are done.</summary>
    public bool IsFinished => Items.Count > 0 && Done == Items.Count;

    /// <summary>Whether an item was done with an issue (异常, T-2).</summary>
    public bool HasIssue => Items.Any(i => Day.DoneBy(i.Id) is { Kind: TickKind.Issue });

    /// <summary>When the last one was done; null while one is open.</summary>
    public DateTimeOffset? FinishedAt => IsFinished ? Items.Max(i => Day.DoneBy(i.Id)!.At) : null;

    /// <summary>Between the first and the last tick, once all are done; null for a single item, and where a colleague did one.</summary>
    public TimeSpan? Pace => IsFinished && Items.Count > 1 && Items.All(i => Day.DoneBy(i.Id)!.By == Person.Entry.Id)
        ? FinishedAt - Items.Min(i => Day.DoneBy(i.Id)!.At)
        : null;

    /// <summary>Whether all of it was ticked within seconds.</summary>
    public bool IsHurried(BranchSettings settings) => settings.HurriedSeconds > 0 && Pace is { } pace && pace <= TimeSpan.FromSeconds(settings.HurriedSeconds);

    /// <summary>Whether he finished after the limit, or has not finished and the limit is over.</summary>
    public bool IsLate(DateTimeOffset now) => Limit is { } limit && (FinishedAt ?? now) > limit;

    /// <summary>The same, of the items of one list only.</summary>
    public PhaseState Only(HandbookPage list) => this with { Items = [.. Items.Where(i => i.List == list)] };

    /// <summary>His lists in their order, with how many of each are done.</summary>
    public IEnumerable<(HandbookPage List, int Done, int Of)> Lists() =>
        Items.GroupBy(i => i.List).Select(l => (l.Key, l.Count(i => Day.DoneBy(i.Id) is not null), l.Count()));
}
