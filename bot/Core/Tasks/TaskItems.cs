namespace BranchBot.Core;

/// <summary>An item of the actor's own three tasks, as one feature names it to another.</summary>
/// <param name="Day">The branch's business day.</param>
/// <param name="Id">The item's id in cards and rows.</param>
public sealed record ItemRef(DateOnly Day, string Id);

/// <summary>An item of the actor's list today.</summary>
/// <param name="Item">Which.</param>
/// <param name="Name">As people say it: 第 2 件 参加晨会.</param>
/// <param name="IsOpen">Whether it is not done yet.</param>
/// <param name="IsDue">Whether it is about time to do it, so that what somebody writes now is likely about it.</param>
public sealed record ListedItem(ItemRef Item, Text Name, bool IsOpen, bool IsDue);

/// <summary>
/// What the feature that keeps people's lists offers to the one that keeps what is broken (T-2): they do not know one another. An item that is done with
/// an issue (异常) counts as done. The issue comes first and the mark follows of it (<see cref="Accepted.Then"/>), taking back likewise.
/// </summary>
public interface ITaskItems
{
    /// <summary>The rows that <see cref="Today"/> needs.</summary>
    IReadOnlyList<Read> Needs(Turn turn);

    /// <summary>The actor's items of today, done or not, in the order of his cards.</summary>
    IReadOnlyList<ListedItem> Today(Turn turn, Rows rows);

    /// <summary>What is to be done at an item.</summary>
    Text NameOf(BranchFacts facts, string item);

    /// <summary>The button that leads back to the actor's card with an item.</summary>
    Button Back(BranchId branch, ItemRef item);

    /// <summary>Marks the actor's item as done with an issue. Given twice it does so once.</summary>
    /// <param name="turn">The turn in which the issue was reported.</param>
    /// <param name="item">The item.</param>
    /// <param name="fault">The id.</param>
    Command Mark(Turn turn, ItemRef item, string fault);

    /// <summary>Takes such a mark back, unless something newer was done to the item. Given twice it does so once.</summary>
    /// <param name="turn">The turn in which the issue was withdrawn.</param>
    /// <param name="item">The item.</param>
    /// <param name="fault">The id.</param>
    Command Unmark(Turn turn, ItemRef item, string fault);

    /// <summary>Ticks those of the actor's items that something which he did elsewhere does (T-5). Given twice it does so once; what is done stays as it is.</summary>
    /// <param name="turn">The turn in which he did it.</param>
    /// <param name="day">The branch's day.</param>
    /// <param name="deed">What he did.</param>
    Command Complete(Turn turn, DateOnly day, Deed deed);
}

/// <summary>What a feature shows at an item of another's list, such as yesterday's tables at 更新销售展板 (T-5).</summary>
/// <param name="Title">What the button says.</param>
/// <param name="Show">What it shows, for the branch's day of the card.</param>
public sealed record ItemLink(Text Title, Func<BranchFacts, DateOnly, Command> Show);

/// <summary>What somebody does elsewhere that does items of his list (T-5).</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Deed>))]
public enum Deed
{
    /// <summary>A sales supervisor's 汇总 and 向支行长汇报: he closed the day's tallies.</summary>
    ClosedSales,

    /// <summary>The manager's 审阅: he pressed 已审阅 on that summary.</summary>
    ReviewedSales,
}

/// <summary>What the feature that keeps what is broken offers to a task card (T-2).</summary>
public interface IItemFaults
{
    /// <summary>The button 异常 beside an item that is open.</summary>
    Button Report(BranchId branch, ItemRef item);

    /// <summary>The rows that <see cref="StateOf"/> and <see cref="IsOver"/> need.</summary>
    IReadOnlyList<Read> Needs(BranchId branch, string fault);

    /// <summary>How far an issue is: 待处理 · 周涛.</summary>
    Text StateOf(BranchId branch, string fault, Rows rows);

    /// <summary>Whether an issue needs nobody any more.</summary>
    bool IsOver(BranchId branch, string fault, Rows rows);

    /// <summary>The button that shows an issue.</summary>
    Button Show(BranchId branch, string fault);

    /// <summary>Takes back what was reported; the mark at the item goes with it.</summary>
    Command TakeBack(BranchId branch, string fault);
}
