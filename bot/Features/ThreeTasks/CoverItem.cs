using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A colleague of the same position does an item for somebody; the history holds who did it. Looks at the state, as every button does.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Day">The card's day.</param>
/// <param name="Person">For whom.</param>
/// <param name="Item">The item's id, on the list of that person's position.</param>
public sealed record CoverItem(BranchId Branch, DateOnly Day, PersonId Person, string Item) : PersonCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override PersonId? Whom => Person;

    private protected override string? Called => null;

    /// <summary>Why somebody may not do it for a colleague.</summary>
    internal static Text Why(ColleagueDay their) => !their.Person.OnDuty
        ? PersonCard.Off(their)
        : new($"{their.Person.Entry.Name}的任务,同岗位的在岗同事才能代做。", $"Only a colleague of the same position who is on duty can do {their.Person.Entry.Name}'s items.");

    /// <summary>Whether an item stands on the list of the person's own position: what comes with a role or a deputy's post is not covered.</summary>
    internal static bool IsOwn(ColleagueDay their, TaskItem item) => item.List == HandbookPages.Of(their.Person.Entry.Position);

    private protected override Command About(BranchId branch, DateOnly day, PersonId person) => this with { Person = person };

    private protected override Decision DecideOn(ColleagueDay their)
    {
        var (turn, day) = (their.Turn, their.Day);
        if (!their.MayCover)
        {
            return Decision.Refuse(Why(their));
        }

        var item = their.Items(Phase.Opening).Concat(their.Items(Phase.Closing)).FirstOrDefault(i => i.Id == Item);
        if (item is null || !IsOwn(their, item))
        {
            return Decision.Refuse(new($"这一件不在{their.Person.Entry.Name}今天可以代做的清单里。", $"This one is not among what can be done for {their.Person.Entry.Name} today."));
        }

        if (day.DoneBy(Item) is { } tick)
        {
            return Decision.Show(PersonCard.Of(their, item.Phase, new(
                their.Ordinal(item) + new Text($"已于 {turn.Branch.Time.Clock(tick.At)} 完成", $" was done at {turn.Branch.Time.Clock(tick.At)} already"), Tone.Plain)));
        }

        if (!their.IsToday || day.History.Count >= TaskDay.MostEntries)
        {
            return new Refused(PersonCard.Of(their, item.Phase, their.IsToday
                ? new Notice(new($"今天已经改了 {TaskDay.MostEntries} 次,不能再改了。", $"Today was changed {TaskDay.MostEntries} times already; it stays as it is."), Tone.Attention)
                : TaskCard.Over(day.Day)));
        }

        var changed = their with { Day = day.WithOf(turn, Item, TickKind.Done) };
        return Decision.Write(
            PersonCard.Of(changed, item.Phase, new(their.Ordinal(item) + new Text($"完成,由您代 {their.Person.Entry.Name} 做", $" is done, by you for {their.Person.Entry.Name}"), Tone.Good)),
            changed.Day);
    }
}

/// <summary>Takes back exactly the tick that somebody made for a colleague.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Day">The card's day.</param>
/// <param name="Person">For whom it was.</param>
/// <param name="Tick">The tick's number in the colleague's history.</param>
public sealed record UncoverItem(BranchId Branch, DateOnly Day, PersonId Person, int Tick) : PersonCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override PersonId? Whom => Person;

    private protected override string? Called => null;

    private protected override Command About(BranchId branch, DateOnly day, PersonId person) => this with { Person = person };

    private protected override Decision DecideOn(ColleagueDay their)
    {
        var tick = their.Day.History.FirstOrDefault(t => t.Number == Tick && t.By == their.Turn.Actor.Id);
        if (tick is null || their.Turn.Actor.Id == their.Person.Entry.Id)
        {
            return Decision.Refuse(new("只能撤销您自己代做的那一件。", "You can take back only what you did for a colleague."));
        }

        var item = TaskItem.ById(their.Turn.Facts, tick.Item);
        if (their.Day.DoneBy(tick.Item) != tick)
        {
            return Decision.Show(PersonCard.Of(their, item.Phase, new(new("这一件已经撤销过了", "This one was taken back already"), Tone.Plain)));
        }

        if (!their.IsToday || their.Day.History.Count >= TaskDay.MostEntries)
        {
            return new Refused(PersonCard.Of(their, item.Phase, TaskCard.Over(their.Day.Day)));
        }

        var changed = their with { Day = their.Day.WithOf(their.Turn, tick.Item, TickKind.TakenBack) };
        return Decision.Write(PersonCard.Of(changed, item.Phase, new(new Text("已撤销", "Taken back: ") + their.Ordinal(item), Tone.Plain)), changed.Day);
    }
}
