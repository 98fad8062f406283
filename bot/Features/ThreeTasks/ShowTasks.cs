namespace BranchBot.Features.ThreeTasks;

/// <summary>开门, 关门, 我的任务; and what a card asks for when it is opened again.</summary>
public sealed record ShowTasks(TaskView View, BranchId? Branch = null, DateOnly? Day = null) : TaskCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(Turn turn, TaskDay day) => Decision.Show(TaskCard.Of(turn, day, View));
}

/// <summary>下一件: which one comes next, without ticking it.</summary>
public sealed record ShowNext() : TaskCommand
{
    private protected override Decision DecideOn(Turn turn, TaskDay day)
    {
        var view = Current(turn);
        var next = TaskItem.Of(turn.Member, view).FirstOrDefault(i => day.DoneBy(i.Id) is null);
        return Decision.Show(TaskCard.Of(turn, day, view, next is null ? null : new Notice(new Text("下一件:", "Next: ") + next.What, Tone.Plain)));
    }
}
