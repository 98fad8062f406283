using BranchBot.Features.HighlightCards;
using BranchBot.Features.SpiritWall;

namespace BranchBot.Tests.Support;

/// <summary>The highlight cards and the screens of the spirit wall, in their telling states.</summary>
internal static class HighlightSamples
{
    // What could be taken for something else: Markdown, quotes, marks that turn the direction of writing, emoji.
    private const string Tricky = "客户说:「*太好了*」<b>谢谢</b> [点我](https://example.com) \u202Eabc\u202C 👏🏽\n\"第二行\"";

    /// <summary>All of them for readers of a language.</summary>
    public static IReadOnlyList<(string Name, Card Card, Actor Reader)> All(Language language)
    {
        var samples = new List<(string, Card, Actor)>();
        var branch = new Rehearsal { Now = DemoBranch.At("09:05") };
        var (manager, lobby, teller, wealth) = (In(DemoBranch.Manager), In(DemoBranch.Lobby), In(DemoBranch.Teller), In(DemoBranch.Wealth));
        branch.Put(branch.Facts with { Team = new("https://smba.example/", "19:demo@thread.tacv2", "19:demo@thread.tacv2", "tenant", "28:bot") });
        var (book, began) = new HighlightBook(DemoBranch.Branch.Id, 0, "", new Dictionary<int, int>()).Behind(2026, 146, branch.Now, new(default, "import", "cards.csv"))!.Value;
        branch.Put(book);
        branch.Put(began);

        Keep("highlight-form", lobby, () => branch.Says(lobby, "亮点 李静"));
        Keep("highlight-wrong", lobby, () => branch.Gives(lobby, branch.Fills("送签", ("what", Tricky))));
        Keep("highlight-photo", lobby, () => branch.Sends(lobby, [Rehearsal.Photo()]));
        Keep("highlight-sent", lobby, () => branch.Gives(lobby, branch.Fills("送签", ("occasion", "CustomerPraise"))));
        var id = branch.Told[^1].Key.Split('|')[1];
        Keep("highlight-to-sign", manager, () => branch.Shows(branch.Told[^1], manager));
        Keep("highlight-return", manager, () => branch.Gives(manager, branch.Button("退回")));
        Keep("highlight-why", manager, () => branch.Gives(manager, branch.Fills("退回", ("why", " "))));
        Keep("highlight-back", manager, () => branch.Gives(manager, branch.Fills("退回", ("why", "请写清楚是哪位客户"))));
        Keep("highlight-returned", lobby, () => branch.Shows(branch.Told[^1], lobby));
        Keep("highlight-mend", lobby, () => branch.Gives(lobby, branch.Button("修改")));
        branch.Gives(lobby, branch.Fills("送签", ("what", HighlightBranch.What)));
        Keep("highlight-unsigned", manager, () => branch.Says(manager, "待签", "09:10"));
        Keep("highlight-signed", manager, () => branch.Gives(manager, new SignHighlight(DemoBranch.Branch.Id, id, 2, "yes"), "09:12"));
        Keep("highlight-received", teller, () => branch.Gives(teller, new ShowHighlight(DemoBranch.Branch.Id, id)));
        Keep("highlight-thanked", lobby, () => branch.Gives(lobby, new ShowHighlight(DemoBranch.Branch.Id, id)));
        Keep("highlight-in-channel", In(DemoBranch.Staff[2]), () => branch.Shows(branch.Told.Single(t => t is { InChannel: true, Renews: null }), manager));
        Keep("highlight-untold", manager, () => branch.Gives(manager, new ShowUntold(DemoBranch.Branch.Id, id, teller.Id)));
        branch.Says(wealth, "亮点 李静 今天又陪老人取号");
        Keep("highlight-mine", wealth, () => branch.Says(wealth, "我的亮点"));
        Keep("highlight-mine-received", teller, () => branch.Says(teller, "我的亮点"));
        Keep("highlight-wall", teller, () => branch.Says(teller, "亮点墙"));
        Keep("highlight-revoke", manager, () => branch.Gives(manager, new RevokeHighlight(DemoBranch.Branch.Id, id)));
        Keep("highlight-revoked", manager, () => branch.Gives(manager, branch.Fills(new Text("撤销", "Revoke").In(language), ("why", "写错了人"))));
        Keep("screens-none", manager, () => branch.Says(manager, "大屏"));
        Keep("screens-wrong", manager, () => branch.Says(manager, "大屏 K7M2-P9QQ"));
        Keep("screens-paired", manager, () => branch.Says(manager, $"大屏 {ScreenCode.Shown(ScreenCode.Of([1, 2, 3, 4, 5, 6, 7, 8]))}"));
        return samples;

        Member In(Member member) => member with { Language = language };

        void Keep(string name, Actor who, Action play)
        {
            play();
            if (branch.Last!.Answer is Shown shown)
            {
                samples.Add((name, shown.Card, who));
            }
        }
    }
}
