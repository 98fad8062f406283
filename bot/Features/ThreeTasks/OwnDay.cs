using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A person's day at the three things: what is on his lists, and what he has done.</summary>
/// <param name="Turn">Who speaks.</param>
/// <param name="Person">Whose day it is: on duty or not, on lobby duty, acting for whom.</param>
/// <param name="Day">What was done.</param>
internal sealed record OwnDay(Turn Turn, PersonDay Person, TaskDay Day)
{
    /// <summary>What was read of the issues with which items stand done (T-2).</summary>
    public Rows Rows { get; init; } = Rows.None;

    /// <summary>The colleagues on whom closing items may wait (T-5); none where that was not asked.</summary>
    public IReadOnlyList<PhaseState> Colleagues { get; init; } = [];

    /// <summary>The items that a view shows.</summary>
    public IReadOnlyList<TaskItem> Items(TaskView view) => view switch
    {
        TaskView.Opening => TaskItem.Of(Turn.Facts, Person, Phase.Opening, Day.Day),
        TaskView.Closing => TaskItem.Of(Turn.Facts, Person, Phase.Closing, Day.Day),
        _ => [.. Items(TaskView.Opening), .. Items(TaskView.Closing)],
    };

    /// <summary>The first item of a view that is not done; null where all are.</summary>
    public TaskItem? Next(TaskView view) => Items(view).FirstOrDefault(i => Day.DoneBy(i.Id) is null);

    /// <summary>The item's number on this person's card, from 1: the lobby's three follow the position's three.</summary>
    public int PlaceOf(TaskItem item) => 1 + TaskItem.Of(Turn.Facts, Person, item.Phase, Day.Day).TakeWhile(i => i.Id != item.Id).Count();

    /// <summary>An item as people say it: 第 2 件.</summary>
    public Text Ordinal(TaskItem item) => new($"第 {PlaceOf(item)} 件", $"No. {PlaceOf(item)}");
}
