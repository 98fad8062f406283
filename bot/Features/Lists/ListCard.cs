using BranchBot.Features.Handbook;

namespace BranchBot.Features.Lists;

/// <summary>The lists as cards.</summary>
internal static class ListCard
{
    /// <summary>Where nothing was adapted.</summary>
    public static readonly Text Handbook = new("手册", "the handbook's");

    private static readonly Text Title = new("三件事清单", "Task lists");

    /// <summary>All lists: how many items each has, and where it comes from.</summary>
    public static Card All(ListScope scope, Notice? notice = null) => new(Title,
    [
        .. notice is null ? Array.Empty<Part>() : [notice],
        .. Enum.GetValues<HandbookPage>().Select(page => new Line(page.Name(), Counts(scope, page), Sources(scope, page), Tone.Plain)),
        new ChoiceField("list", new("看或改哪张清单", "Which list to see or change"), [.. Enum.GetValues<HandbookPage>().Select(p => (p.ToString(), p.Name()))], nameof(HandbookPage.LoanOfficer), Required: true),
        new ChoiceField("phase", new("开门还是关门", "Opening or closing"), [.. Enum.GetValues<Phase>().Select(p => (p.ToString(), p.Name()))], nameof(Phase.Opening), Required: true),
    ])
    {
        Subtitle = Text.Same(scope.Name),
        Buttons = [new(new("打开", "Open"), new ShowList(Branch: scope.Branch)) { Primary = true, Submits = true }],
        Summary = Title + Text.Same($" · {scope.Name}"),
    };

    /// <summary>One list as it counts tomorrow, with the form.</summary>
    /// <param name="scope">Whose lists.</param>
    /// <param name="list">Which.</param>
    /// <param name="phase">Opening or closing.</param>
    /// <param name="notice">What has just happened, or why not.</param>
    /// <param name="written">What was written and cannot be taken; null: what stands.</param>
    public static Card One(ListScope scope, HandbookPage list, Phase phase, Notice? notice = null, string? written = null)
    {
        var (now, next) = (scope.On(list, phase, scope.Today), scope.On(list, phase, scope.Tomorrow));
        var pending = !now.SequenceEqual(next);
        var own = AdaptedList.On(scope.Own, $"{list}", $"{phase}", scope.Tomorrow)?.Items is not null;
        var title = NameOf(list, phase);
        return new(title,
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            .. next.Count == 0 ? [new Paragraph(new("没有要做的事:没有卡片,也不计数。", "Nothing to do: no card and no count."), Tone.Quiet)] : next.Select((item, i) => (Part)new Step(i + 1, item.Text(), false, null, null) { Stands = true }),
            .. pending ? [new Paragraph(new Text($"从明天({Dates.Brief(scope.Tomorrow, scope.Today).Zh})起用;今天还是原来的 {now.Count} 件。", $"Counts from tomorrow ({Dates.Brief(scope.Tomorrow, scope.Today).En}); today the {now.Count} of before still do."), Tone.Quiet)] : Array.Empty<Part>(),
            new TextField("items", new("一行一件,可在「|」后面写英文", "One thing a line; English may stand behind \"|\""), ListRules.LongestList, written ?? ListRules.Written(next), Required: true, Multiline: true),
        ])
        {
            Subtitle = Text.Same($"{scope.Name} · ") + scope.Source(list, phase, scope.Tomorrow),
            Buttons =
            [
                new(new("保存", "Save"), new WriteList(list, phase, scope.Branch)) { Primary = true, Submits = true },
                .. pending ? [new(new("不改了", "Keep as today"), now.Count == 0 ? new ResetList(list, phase, scope.Branch, Empty: true) : new WriteList(list, phase, scope.Branch, ListRules.Written(now)))] : Array.Empty<Button>(),
                .. own ? [new(scope.Region is null ? new("不用自己的", "Drop our own") : new("恢复手册", "Back to the handbook"), new ResetList(list, phase, scope.Branch))] : Array.Empty<Button>(),
                .. next.Count > 0 ? [new(new("清空", "Empty it"), new ResetList(list, phase, scope.Branch, Empty: true))] : Array.Empty<Button>(),
                new(new("全部清单", "All lists"), new ShowLists(scope.Branch)),
            ],
            Summary = title + new Text($" · {next.Count} 件", $" · {next.Count}"),
        };
    }

    /// <summary>A list by its name.</summary>
    public static Text NameOf(HandbookPage list, Phase phase) => new($"清单 · {list.Name().Zh} · {phase.Name().Zh}", $"List · {list.Name().En} · {phase.Name().En.ToLowerInvariant()}");

    private static Text Counts(ListScope scope, HandbookPage page)
    {
        var (opening, closing) = (scope.On(page, Phase.Opening, scope.Tomorrow).Count, scope.On(page, Phase.Closing, scope.Tomorrow).Count);
        return new($"开门 {opening} 件 · 关门 {closing} 件", $"{opening} opening · {closing} closing");
    }

    private static Text Sources(ListScope scope, HandbookPage page)
    {
        var (opening, closing) = (scope.Source(page, Phase.Opening, scope.Tomorrow), scope.Source(page, Phase.Closing, scope.Tomorrow));
        return opening == closing ? opening : opening + Text.Same(" / ") + closing;
    }
}
