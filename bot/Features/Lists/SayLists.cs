using BranchBot.Features.Handbook;

namespace BranchBot.Features.Lists;

/// <summary>清单, 清单 信贷员 开门, 清单 信贷员 开门 加 查看到期贷款, 清单 信贷员 开门 删 查看到期贷款, 清单 信贷员 开门 恢复, 示范支行 清单.</summary>
/// <param name="Said">What stands beside the word, as it was written.</param>
public sealed record SayLists(string Said = "") : Command
{
    private static readonly Text How = new(
        "可以写「清单 信贷员 开门」,后面可接「加 …」「删 …」「清空」「恢复」,或用分号隔开写整张清单。",
        "Write \"lists loan officer opening\", and behind it \"add …\", \"remove …\", \"empty\", \"reset\", or the whole list with semicolons between.");

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [.. ListScope.Needs(turn), .. turn.BranchFacts is null ? NamedBranch.Needs(turn) : []];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var words = Said.Split(' ', 5, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return Decision.Instead(new ShowLists(turn.BranchFacts?.Branch.Id));
        }

        var (page, used) = PageOf(words);
        if (page is not { } list)
        {
            return turn.BranchFacts is null ? NamedBranch.Find(turn, rows, Said, new("清单", "lists"), branch => new ShowLists(branch))
                : Decision.Refuse(new Text($"没有「{words[0]}」的清单。岗位有:{Names(p => p.Zh)}。", $"There is no list of \"{words[0]}\". There are: {Names(p => p.En)}. ") + How);
        }

        if (words.Length == used || PhaseOf(words[used]) is not { } phase)
        {
            return words.Length == used ? Decision.Instead(new ShowList(list, Phase.Opening, turn.BranchFacts?.Branch.Id)) : Decision.Refuse(How);
        }

        var rest = Said.Split(' ', used + 2, StringSplitOptions.RemoveEmptyEntries) is { Length: var n } parts && n == used + 2 ? parts[^1].Trim() : "";
        return rest.Length == 0 ? Decision.Instead(new ShowList(list, phase, turn.BranchFacts?.Branch.Id)) : Edit(ListScope.Of(turn, rows), list, phase, rest);
    }

    private static Decision Edit(ListScope scope, HandbookPage list, Phase phase, string rest)
    {
        var blank = rest.IndexOf(' ', StringComparison.Ordinal);
        var (verb, what) = blank < 0 ? (rest, "") : (rest[..blank], rest[(blank + 1)..].Trim());
        var next = scope.On(list, phase, scope.Tomorrow);
        switch (verb.ToLowerInvariant())
        {
            case "恢复" or "reset" when what.Length == 0:
                return Decision.Instead(new ResetList(list, phase, scope.Branch));
            case "清空" or "empty" when what.Length == 0:
                return Decision.Instead(new ResetList(list, phase, scope.Branch, Empty: true));
            case "加" or "add" when what.Length > 0:
                return next.Any(i => i.Zh == what)
                    ? Decision.Show(new Shown(ListCard.One(scope, list, phase, new(new("已经在清单里了。", "It is on the list already."), Tone.Plain))))
                    : Decision.Instead(new WriteList(list, phase, scope.Branch, ListRules.Written(next) + "\n" + what));
            case "删" or "remove" when what.Length > 0:
                return Naming.Find(what, [.. next], i => i.Zh) switch
                {
                    ({ } gone, _) => next.Count == 1 ? Decision.Instead(new ResetList(list, phase, scope.Branch, Empty: true)) : Decision.Instead(new WriteList(list, phase, scope.Branch, ListRules.Written(next.Where(i => i != gone)))),
                    (_, var nearest) => Decision.Refuse(Naming.Unknown(what, [.. nearest.Select(i => i.Zh)], new("事", "item"), How)),
                };
            case "加" or "add" or "删" or "remove":
                return Decision.Refuse(How);
            default:
                return Decision.Instead(new WriteList(list, phase, scope.Branch, rest));
        }
    }

    // A position's English name may have two words.
    private static (HandbookPage? Page, int Words) PageOf(string[] words)
    {
        for (var count = Math.Min(words.Length, 3); count > 0; count--)
        {
            var said = string.Join(' ', words[..count]);
            foreach (var page in Enum.GetValues<HandbookPage>())
            {
                if (said == page.Name().Zh || said.Equals(page.Name().En, StringComparison.OrdinalIgnoreCase))
                {
                    return (page, count);
                }
            }
        }

        return (null, 0);
    }

    private static Phase? PhaseOf(string word) => Enum.GetValues<Phase>().Cast<Phase?>().FirstOrDefault(p => word == p!.Value.Name().Zh || word.Equals(p.Value.Name().En, StringComparison.OrdinalIgnoreCase));

    private static string Names(Func<Text, string> of) => string.Join(of(new("、", ", ")), Enum.GetValues<HandbookPage>().Select(p => of(p.Name())));
}
