namespace BranchBot.Host.Teams;

/// <summary>What the door itself says.</summary>
internal static class Sentences
{
    /// <summary>A card's payload makes no command: it is forged, or a newer program has made it, for what was released once is understood for ever.</summary>
    public static readonly Text OldCard = new(
        "这张卡片太旧或者无效了,也可能正在更新。请发「帮助」,我再给您一张新的;或者过几分钟再按一次。",
        "This card is too old or not valid, or an update is under way. Please write \"help\" and I will show you a new one, or press again in a few minutes.");

    /// <summary>A newer program has written what would be changed, and takes this one's place.</summary>
    public static readonly Text Updating = new(
        "系统正在更新,这一步没有记下。请过几分钟再试一次。",
        "An update is under way; this was not recorded. Please try again in a few minutes.");

    /// <summary>To the group, when the answer went to the person's own chat.</summary>
    public static readonly Text WrittenPrivately = new("已发到你的私聊。", "I have written to you privately.");

    /// <summary>To the group, when the person has no chat with the bot.</summary>
    public static readonly Text AddMeFirst = new("请先在个人聊天里添加 BranchBot。", "Please add BranchBot to your personal chats first.");

    /// <summary>To the group, when the person's own chat could not be reached.</summary>
    public static readonly Text NotReached = new("暂时发不到你的私聊,请稍后再试。", "I could not write to you privately just now. Please try again in a moment.");

    /// <summary>To who pressed, when the decision takes longer than Teams waits.</summary>
    public static readonly Text StillWorking = new("还在处理。请过一会儿再打开这张卡片看看。", "Still working on it. Please open this card again in a moment.");

    /// <summary>To who does more at once than a hand can.</summary>
    public static readonly Text TooFast = new("一下子太多了,这一次没有处理。请等几秒再试。", "That was too much at once, so this one was not carried out. Please wait a few seconds and try again.");

    /// <summary>Machinery broke.</summary>
    public static Text Failed(string number) => new(
        $"出错了,没有完成。请再试一次;编号 {number}。",
        $"Something went wrong, nothing was changed that I know of. Please try again; number {number}.");
}
