namespace BranchBot.Features.ThreeTasks;

/// <summary>开门三件事 · 关门三件事: opening and closing three tasks (T-1, T-3, T-7).</summary>
public sealed class ThreeTasksFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowTasks>("tasks.show", Who.Branch)
        .Command<ShowNext>("tasks.next", Who.Branch)
        .Command<TickItem>("tasks.tick", Who.Branch)
        .Command<TickNext>("tasks.tick-next", Who.Branch)
        .Command<TakeBack>("tasks.take-back", Who.Branch)
        .Command<UndoLast>("tasks.undo", Who.Branch)
        .Command<MarkItem>("tasks.mark", Who.Branch)
        .Keeps(new TaskItems())
        .Command<ShowBoard>("tasks.board", Who.BranchManager)
        .Hears<ShowTasks>(Words.Of(Words.Opening, "开门三件事", "open", "opening tasks"), new("开门三件事", "your opening three tasks"), () => new ShowTasks(TaskView.Opening))
        .Hears<ShowTasks>(Words.Of(Words.Closing, "关门三件事", "close", "closing tasks"), new("关门三件事", "your closing three tasks"), () => new ShowTasks(TaskView.Closing))
        .Hears<ShowTasks>(Words.Of(Words.Tasks, "任务", "tasks"), new("今天的六件事", "all of today's tasks"), () => new ShowTasks(TaskView.All))
        .Hears<ShowBoard>(Words.Of(Words.Board, "kanban"), new("今天谁做到哪里;看板 关门", "who has got how far today; board closing"), ShowBoard.Parse)
        .Hears<TickNext>(Words.Of(Words.Done, "做完了", "好了", "tick"), new("下一件做完了;完成 2:第 2 件做完了", "the next one is done; done 2: the second one"), TickNext.Parse)
        .Hears<ShowNext>(Words.Of(Words.Next, "下一个"), new("下一件是什么", "which one comes next"), () => new ShowNext())
        .Hears<UndoLast>(Words.Of(Words.Undo, "取消", "撤回"), new("撤销刚才那一件", "takes back the last one"), () => new UndoLast());
}
