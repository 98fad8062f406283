namespace BranchBot.Features.ThreeTasks;

/// <summary>What is said and what stands on buttons.</summary>
internal static class Words
{
    public static readonly Text Opening = new("开门", "opening");
    public static readonly Text Closing = new("关门", "closing");
    public static readonly Text Tasks = new("我的任务", "my tasks");
    public static readonly Text Board = new("看板", "board");
    public static readonly Text Done = new("完成", "done");
    public static readonly Text Next = new("下一件", "next");
    public static readonly Text Undo = new("撤销", "undo");
    public static readonly Text Pause = new("免打扰", "quiet");
    public static readonly Text Resume = new("恢复提醒", "resume");
    public static readonly Text DoneButton = new("完成", "Done");
    public static readonly Text NotDoneButton = new("没做好", "Not done well");
    public static readonly Text UndoButton = new("撤销上一件", "Undo the last one");
    public static readonly Text OpeningTasks = new("开门三件事", "Opening three tasks");
    public static readonly Text ClosingTasks = new("关门三件事", "Closing three tasks");

    public static IReadOnlyList<string> Of(Text word, params string[] more) => [word.Zh, word.En, .. more];
}
