using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Highlights;

/// <summary>Whom a signature reaches, over HTTP as Teams would drive it: receiver, giver, the branch's channel; and whom it does not.</summary>
public sealed class TellingTests
{
    [Fact]
    [Trait("Rule", "H-6")]
    public async Task A_signature_is_told_to_all_and_a_revocation_changes_the_card_wherever_it_stands()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasTeam(stage);
        await HighlightBranch.Gives(stage, 9, "李静");
        await SalesBranch.Presses(stage, 1, "签字");
        var posted = await stage.Teams.Client.WaitForInChannel(stage.Person(6), m => Says(m, "No. demo-2026-0147"), TimeSpan.FromSeconds(20));
        Assert.False(Says(posted, "highlights."), "In the channel stands nothing to press.");
        await stage.Teams.Client.WaitFor(stage.Person(6), m => Says(m, "李静,祝贺您!"));
        await stage.Teams.Client.WaitFor(stage.Person(9), m => Says(m, "谢谢您!"));

        // Her own card is renewed for her other devices too.
        await stage.Teams.Client.WaitFor(stage.Person(1), m => m.Edited == true && Says(m, "No. demo-2026-0147") && !Says(m, "highlights.sign"));
        await SalesBranch.Presses(stage, 1, "撤销…");
        await SalesBranch.Presses(stage, 1, "撤销", new() { ["why"] = "写错了人" });
        await stage.Teams.Client.WaitForInChannel(stage.Person(6), m => m.Id == posted.Id && m.Edited == true && Says(m, "已撤销"), TimeSpan.FromSeconds(20));
        await stage.Teams.Client.WaitFor(stage.Person(6), m => m.Edited == true && Says(m, "已撤销"));
        Assert.Equal(1, stage.Teams.Client.Channel(stage.Person(6)).Count(m => Says(m, "demo-2026-0147")));
    }

    [Fact]
    [Trait("Rule", "H-6")]
    public async Task Who_has_blocked_the_bot_is_named_to_who_signed()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasChats(stage);
        stage.Teams.Installations.Block(stage.Person(6));
        await HighlightBranch.Gives(stage, 9, "李静");
        await SalesBranch.Presses(stage, 1, "签字");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, "没有通知到李静"), TimeSpan.FromSeconds(20));
    }

    [Fact]
    [Trait("Rule", "H-1")]
    public async Task A_card_is_given_by_the_menu_of_a_colleagues_message()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasTeam(stage);
        await stage.Teams.Client.PostInChannel(stage.Person(6), "刚才那位老人找到存折了,大家放心!");
        var message = stage.Teams.Client.Channel(stage.Person(9)).Last(m => m.From != "bot");
        var dialog = await stage.Teams.Extensions.Open(stage.Person(9), "giveHighlightCard", message, channel: true);
        Assert.Contains("刚才那位老人找到存折了", dialog.Card!.ToJsonString(Plain));
        Assert.DoesNotContain("Action.Execute", dialog.Card!.ToJsonString());
        var sent = await stage.Teams.Extensions.Submit(stage.Person(9), dialog, "送签", new() { ["occasion"] = "Spirit" });
        Assert.Contains("已送王芳签字", sent.Card!.ToJsonString(Plain));
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, "刚才那位老人找到存折了"));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);
}
