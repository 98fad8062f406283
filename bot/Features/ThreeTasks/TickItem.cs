namespace BranchBot.Features.ThreeTasks;

/// <summary>The button 完成 beside an item. Looks at the state, so that an old copy of the card or a repeated press changes nothing.</summary>
public sealed record TickItem(BranchId Branch, DateOnly Day, string Item, TaskView View) : TaskCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(Turn turn, TaskDay day)
    {
        if (TaskItem.Of(turn.Member, TaskView.All).FirstOrDefault(i => i.Id == Item) is not { } item)
        {
            return Decision.Refuse(new("这一件不在您今天的清单里。写「我的任务」看看您的清单。", "This one is not on your list. Write \"my tasks\" to see yours."));
        }

        return day.DoneBy(Item) is { } tick
            ? Decision.Show(TaskCard.Of(turn, day, View, TickNext.Already(turn, item, tick)))
            : Write(turn, day, Item, TickKind.Done, View, _ => TickNext.Ticked(turn, item), byWords: false);
    }
}

/// <summary>完成, or 完成 2, by words: relative, so the operation key tells a repeat of the same message.</summary>
/// <param name="Number">Which one, from 1; null: the next that is not done.</param>
public sealed record TickNext(int? Number = null) : TaskCommand, IRelative
{
    /// <summary>Reads the number behind 完成: 2, 二, 第2件; null where it is none.</summary>
    public static TickNext? Parse(string rest)
    {
        var number = rest.TrimStart('第').TrimEnd('件', '个').Trim();
        return number.Length == 0 ? (rest.Length == 0 ? new() : null)
            : number.Length <= 2 && int.TryParse(number, out var digits) ? new(digits)
            : number.Length == 1 && "一二三四五六".IndexOf(number[0], StringComparison.Ordinal) is >= 0 and var place ? new(place + 1)
            : null;
    }

    private protected override Decision DecideOn(Turn turn, TaskDay day)
    {
        var view = Current(turn);
        var items = TaskItem.Of(turn.Member, view);
        if (items.Count == 0)
        {
            return Decision.Refuse(TaskCard.NoList);
        }

        if (day.DoneIn(turn.Operation) is not null)
        {
            return Decision.Show(TaskCard.Of(turn, day, view));
        }

        if (Number is { } number && (number < 1 || number > items.Count))
        {
            return Decision.Refuse(new($"没有第 {number} 件:可以写「完成 1」到「完成 {items.Count}」。", $"There is no number {number}: you can write \"done 1\" to \"done {items.Count}\"."));
        }

        var item = Number is { } chosen ? items[chosen - 1] : items.FirstOrDefault(i => day.DoneBy(i.Id) is null);
        return item is null ? Decision.Show(TaskCard.Of(turn, day, view))
            : day.DoneBy(item.Id) is { } tick ? Decision.Show(TaskCard.Of(turn, day, view, Already(turn, item, tick)))
            : Write(turn, day, item.Id, TickKind.Done, view, changed => Ticked(turn, item, Following(turn, changed, view)));
    }

    /// <summary>It was done before, and when.</summary>
    internal static Notice Already(Turn turn, TaskItem item, Tick tick)
    {
        var time = turn.Branch.Time.Clock(tick.At);
        return new(TaskCard.Ordinal(turn, item) + new Text($"已于 {time} 完成", $" was done at {time} already"), Tone.Plain);
    }

    /// <summary>It is done now, and for who goes on by words, which comes next.</summary>
    internal static Notice Ticked(Turn turn, TaskItem item, TaskItem? next = null)
    {
        var done = TaskCard.Ordinal(turn, item) + new Text("完成", " is done");
        return new(next is null ? done : done + new Text(",下一件:", ". Next: ") + next.What, Tone.Good);
    }

    /// <summary>The first item of a view that is not done.</summary>
    internal static TaskItem? Following(Turn turn, TaskDay day, TaskView view) =>
        TaskItem.Of(turn.Member, view).FirstOrDefault(i => day.DoneBy(i.Id) is null);
}
