using System.Text;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Sales;

/// <summary>A list of products through everything real: the leader's paper clip, the bot's process, the branch's next line (S-1).</summary>
public sealed class ProductFileTests
{
    [Fact]
    [Trait("Rule", "S-1")]
    public async Task A_leader_sends_a_list_saved_by_Excel_in_China_confirms_it_and_the_branch_enters_the_new_product()
    {
        await using var stage = await Stage.Set(at: "2026-11-24T17:05");
        var (leader, teller) = (stage.Person(20), stage.Person(4));
        var file = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("product,name,name_en,unit,amount\nfund,基金,funds,笔,是\ncustody,三方存管,third-party custody,户,否\n");
        await stage.Teams.Client.SendFile(leader, "object_id,name\n1,2\n"u8.ToArray(), "staff.csv");
        await Sees("看不出「staff.csv」是什么");
        await stage.Teams.Client.SendFile(leader, file, "新目录.csv");
        await Sees("新增 1,停用 10");
        await stage.Teams.Client.Say(leader, "产品 确认");
        await Sees("产品目录已更新");
        await stage.Teams.Client.Say(teller, "三方存管2户");
        await stage.Teams.Client.WaitFor(teller, m => m.From == "bot" && Text(m).Contains("2 户", StringComparison.Ordinal));

        Task Sees(string said) => stage.Teams.Client.WaitFor(leader, m => m.From == "bot" && Text(m).Contains(said, StringComparison.Ordinal));
    }

    private static string Text(BranchBot.LocalTeams.ChatMessage message) => System.Text.RegularExpressions.Regex.Unescape(System.Text.Json.JsonSerializer.Serialize(message));
}
