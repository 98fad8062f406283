namespace BranchBot.Features.ThreeTasks;

/// <summary>开门三件事 · 关门三件事: opening and closing three tasks (T-1, T-3, T-5 to T-7).</summary>
public sealed class ThreeTasksFeature : IFeature
{
    private static readonly RetentionPeriod Kept = new("Tasks", 730, 120);
    private const Who Leaders = Who.BranchManager | Who.SalesSupervisor | Who.OperationsSupervisor | Who.RegionLeader;

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowTasks>("tasks.show", Who.Branch)
        .Command<ShowNext>("tasks.next", Who.Branch)
        .Command<TickItem>("tasks.tick", Who.Branch)
        .Command<TickNext>("tasks.tick-next", Who.Branch)
        .Command<TakeBack>("tasks.take-back", Who.Branch)
        .Command<UndoLast>("tasks.undo", Who.Branch)
        .Command<MarkItem>("tasks.mark", Who.Branch)
        .Command<CompleteItems>("tasks.complete", Who.Branch)
        .Keeps(new TaskItems())
        .Command<ShowBoard>("tasks.board", Leaders)
        .Command<ShowChain>("tasks.chain", Leaders)
        .Command<ShowPunctuality>("tasks.punctuality", Who.Branch | Who.RegionLeader)
        .Sums(new DaySummaries())
        .Adds(new TasksOfPerson())
        .Command<ShowBranches>("tasks.branches", Who.RegionLeader)
        .Command<ShowPerson>("tasks.person", Who.Branch | Who.RegionLeader)
        .Command<FindPerson>("tasks.find-person", Who.Branch)
        .Command<SendBack>("tasks.not-done", Who.BranchManager | Who.SalesSupervisor | Who.OperationsSupervisor)
        .Command<CoverItem>("tasks.cover", Who.Branch)
        .Command<UncoverItem>("tasks.uncover", Who.Branch)
        .Command<ShowNudge>("tasks.nudge", Who.Branch)
        .Command<PauseNudges>("tasks.pause", Who.Branch)
        .Command<PutOffNudge>("tasks.put-off", Who.Branch)
        .Command<ResumeNudges>("tasks.resume", Who.Branch)
        .Command<ShowLimitList>("tasks.limit-list", Who.BranchManager)
        .Reminds(new TaskReminders())
        .Hears<ShowTasks>(Words.Of(Words.Opening, "开门三件事", "open", "opening tasks"), new("开门三件事", "your opening three tasks"), () => new ShowTasks(TaskView.Opening))
        .Hears<ShowTasks>(Words.Of(Words.Closing, "关门三件事", "close", "closing tasks"), new("关门三件事", "your closing three tasks"), () => new ShowTasks(TaskView.Closing))
        .Hears<ShowTasks>(Words.Of(Words.Tasks, "任务", "tasks"), new("今天的六件事", "all of today's tasks"), () => new ShowTasks(TaskView.All))
        .Hears<ShowBoard>(Words.Of(Words.Board, "kanban"), new("今天谁做到哪里;看板 关门", "who has got how far today; board closing"), ShowBoard.Parse)
        .Hears<ShowChain>(["关门链", "chain", "closing chain"], new("关门时谁在等谁", "who waits for whom at closing"), ShowChain.Parse)
        .Hears<ShowPunctuality>(["我的准时", "my punctuality"], new("自己准不准时", "your own punctuality"), ShowPunctuality.ParseOwn, listed: false)
        .Hears<ShowPunctuality>(["准时", "punctuality"], new("准时 周、准时 月、准时 季:准时的情况;我的准时:自己的", "punctuality week, month or quarter: who was on time; my punctuality: your own"), ShowPunctuality.Parse)
        .Hears<ShowBranches>(["网点", "branches"], new("您的网点;示范支行 看板:一个网点的看板", "your branches; 示范支行 board: the board of one"), () => new ShowBranches())
        .Hears<SendBack>(["没做好", "not done"], new("没做好 吴磊 2 钱箱没锁:请他回去补", "not done 吴磊 2 the cash box is open: brings it back"), SendBack.Parse)
        .Hears<FindPerson>(["帮", "cover", "查看", "look at"], new("帮 赵敏:替同岗位的同事做;查看 赵敏:看她做到哪里", "cover 赵敏: do it for a colleague of your position; look at 赵敏: how far she is"), FindPerson.Parse)
        .Hears<TickNext>(Words.Of(Words.Done, "做完了", "好了", "tick"), new("下一件做完了;完成 2:第 2 件做完了", "the next one is done; done 2: the second one"), TickNext.Parse)
        .Hears<ShowNext>(Words.Of(Words.Next, "下一个"), new("下一件是什么", "which one comes next"), () => new ShowNext())
        .Hears<UndoLast>(Words.Of(Words.Undo, "取消", "撤回"), new("撤销刚才那一件", "takes back the last one"), () => new UndoLast())
        .Hears<PauseNudges>(Words.Of(Words.Pause, "别催我", "do not disturb"), new("不催您;免打扰 9:00:9 点前;免打扰 30分钟", "no nudges; quiet until 9:00; quiet 30 minutes"), PauseNudges.Parse)
        .Hears<ResumeNudges>(Words.Of(Words.Resume, "继续提醒", "取消免打扰", "resume nudges"), new("照常提醒您", "nudges as usual"), () => new ResumeNudges())
        .Records<TaskDay>(("tasks", Owner.Branch, "person|"), "a person's ticks of a day, what was taken back or brought back and why", "himself, who leads the branch, the region; colleagues of his position who cover",
            new Keeping.WithPartition(Kept, "the dossier looks at a quarter, punctuality at a year; two years answer a later dispute"), OfPersons.Own<TaskDay>(d => d.Person, "a day of his says nothing but what he did"))
        .Records<DaySummary>(("summaries", Owner.Branch, "tasks|"), "how opening and closing of a day ended for each", "himself, who leads the branch, the region",
            new Keeping.WithPartition(Kept, "as the ticks of which it is made"), OfPersons.Renamed("how punctual the branch was stays countable"), names: d => d.Positions.SelectMany(p => p.People.Select(t => (t.Id, t.Name))));
}
