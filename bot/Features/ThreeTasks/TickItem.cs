namespace BranchBot.Features.ThreeTasks;

/// <summary>The button 完成 beside an item. Looks at the state, so that an old copy of the card or a repeated press changes nothing, nor one that hangs until the item was taken back.</summary>
public sealed record TickItem(BranchId Branch, DateOnly Day, string Item, TaskView View) : TaskCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override bool ShowsClosing(Turn turn) => View != TaskView.Opening;

    private protected override Decision DecideOn(OwnDay own)
    {
        if (own.Items(TaskView.All).FirstOrDefault(i => i.Id == Item) is not { } item)
        {
            return Decision.Refuse(new("这一件不在您今天的清单里。写「我的任务」看看您的清单。", "This one is not on your list. Write \"my tasks\" to see yours."));
        }

        return own.Day.DoneBy(Item) is { } tick
            ? Decision.Show(TaskCard.Of(own, View, TickNext.Already(own, item, tick)))
            : own.Day.IsUndoneSince(Item, own.Turn.Came)
            ? Decision.Show(TaskCard.Of(own, View, new(own.Ordinal(item) + new Text("刚才撤销了,没有再记;做好了请再点一次", " was taken back a moment ago and is not ticked again; press once more if it is done"), Tone.Plain)))
            : Write(own, Item, TickKind.Done, View, _ => TickNext.Ticked(own, item), byWords: false);
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

    private protected override Decision DecideOn(OwnDay own)
    {
        var view = Current(own.Turn);
        var items = own.Items(view);
        if (items.Count == 0)
        {
            return Decision.Refuse(TaskCard.NoList);
        }

        if (own.Day.DoneIn(own.Turn.Operation) is not null)
        {
            return Decision.Show(TaskCard.Of(own, view));
        }

        if (Number is { } number && (number < 1 || number > items.Count))
        {
            return Decision.Refuse(new($"没有第 {number} 件:可以写「完成 1」到「完成 {items.Count}」。", $"There is no number {number}: you can write \"done 1\" to \"done {items.Count}\"."));
        }

        var item = Number is { } chosen ? items[chosen - 1] : own.Next(view);
        return item is null ? Decision.Show(TaskCard.Of(own, view))
            : own.Day.DoneBy(item.Id) is { } tick ? Decision.Show(TaskCard.Of(own, view, Already(own, item, tick)))
            : Write(own, item.Id, TickKind.Done, view, changed => Ticked(own, item, changed.Next(view)));
    }

    /// <summary>It was done before, and when.</summary>
    internal static Notice Already(OwnDay own, TaskItem item, Tick tick)
    {
        var time = own.Turn.Branch.Time.Clock(tick.At);
        return new(own.Ordinal(item) + new Text($"已于 {time} 完成", $" was done at {time} already"), Tone.Plain);
    }

    /// <summary>It is done now, and for who goes on by words, which comes next.</summary>
    internal static Notice Ticked(OwnDay own, TaskItem item, TaskItem? next = null)
    {
        var done = own.Ordinal(item) + new Text("完成", " is done");
        return new(next is null ? done : done + new Text(",下一件:", ". Next: ") + next.What, Tone.Good);
    }
}
