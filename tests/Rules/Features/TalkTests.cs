using System.Text.RegularExpressions;
using BranchBot.Features.People;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Help, nonsense, duties, language: what somebody who is lost meets.</summary>
public sealed partial class TalkTests
{
    private static readonly string[] Lines =
    [
        "开门", "关门", "我的任务", "看板", "看板 关门", "完成", "完成 3", "完成 9", "完成 foo", "下一件", "撤销", "撤销", "帮助", "职责", "职责 大堂经理", "职责 信贷员",
        "精神", "语言", "谢谢", "开们", "xyzzy", "", "*bold* [link](https://example.org)",
    ];

    private readonly Rehearsal branch = new();

    [Theory]
    [InlineData("帮助")]
    [InlineData("help")]
    [InlineData("你好")]
    [InlineData("?")]
    public void Who_is_lost_is_told_what_can_be_said(string line)
    {
        var help = branch.Says(DemoBranch.Teller, line);

        Assert.All(["开门", "关门", "完成", "撤销", "我的任务", "职责"], word => Assert.Contains(word, help));
        Assert.DoesNotContain("看板", help);
        Assert.Contains("看板", branch.Says(DemoBranch.Manager, line));
    }

    [Theory]
    [InlineData("开们", "是不是想说「开门」")]
    [InlineData("完成了吗我不知道", "没看懂")]
    [InlineData("xyzzy", "没听懂「xyzzy」。可以说:开门")]
    public void Nonsense_is_answered_with_what_would_work(string line, string answer) => Assert.Contains(answer, branch.Says(DemoBranch.Teller, line));

    [Fact]
    public void A_line_of_four_thousand_characters_is_quoted_in_short() =>
        Assert.InRange(branch.Says(DemoBranch.Teller, new string('长', 4000)).Length, 1, 400);

    [Theory]
    [InlineData(" 开门 ")]
    [InlineData("开门。")]
    [InlineData("开门!")]
    [InlineData("\u200b开门\u200e")]
    [InlineData("OPENING")]
    [InlineData("opening")]
    [InlineData("开门三件事")]
    public void Words_are_heard_however_they_are_typed(string line) => Assert.Contains("开门三件事", branch.Says(DemoBranch.Teller, line));

    [Theory]
    [InlineData("openings are fun")]
    [InlineData("donee")]
    public void A_longer_English_word_is_another_word(string line) => Assert.IsType<BranchBot.Features.Help.Misheard>(Rehearsal.Catalogue.Hear(line));

    [Fact]
    [Trait("Rule", "P-3")]
    public void Anyone_can_ask_for_the_duties_of_any_position()
    {
        Assert.Contains("执行业务制度规定和操作流程,防范操作风险", branch.Says(DemoBranch.Teller, "职责"));
        Assert.Contains("负责本支行风险防控工作", branch.Says(DemoBranch.Teller, "职责 支行长"));
        Assert.Contains("Guide, direct and advise customers", branch.Says(DemoBranch.Teller with { Language = Language.English }, "duties lobby manager"));
        Assert.Contains("没有列出您的职责", branch.Says(DemoBranch.Loans, "职责"));
        Assert.Contains("没有列出信贷员的职责", branch.Says(DemoBranch.Teller, "职责 信贷员"));
        Assert.Contains("没看懂", branch.Says(DemoBranch.Teller, "职责 行长助理"));
    }

    [Fact]
    [Trait("Rule", "P-3")]
    public void The_lobby_managers_duties_stand_beside_those_of_her_position()
    {
        var duties = branch.Says(DemoBranch.Lobby, "职责");

        Assert.Contains("引导分流与指导客户", duties);
        Assert.Contains("负责个人客户的拓展和营销", duties);
    }

    [Fact]
    public void Everything_is_complete_in_English()
    {
        var teller = DemoBranch.Manager with { Language = Language.English };
        Assert.All(Lines, line => Assert.DoesNotMatch(Chinese(), Names().Replace(branch.Says(teller, line), "")));
    }

    [Fact]
    public void Everybody_gets_an_answer_to_everything()
    {
        Assert.All(
            from who in DemoBranch.Staff from line in Lines select (who, line),
            said => Assert.NotEmpty(branch.Says(said.who, said.line)));
    }

    [Fact]
    public void What_is_relative_is_said_and_never_stands_on_a_button()
    {
        branch.Says(DemoBranch.Teller, "帮助");
        Assert.DoesNotContain(branch.Buttons(), b => b.Title.Zh is "完成" or "撤销");
        Assert.Throws<ArgumentException>(() => new Button(Text.Same("完成"), Rehearsal.Catalogue.Hear("完成")));
    }

    [Fact]
    public void A_language_is_chosen_once_and_remembered()
    {
        Assert.Contains("English from now on", branch.Says(DemoBranch.Teller, "English"));
        Assert.Equal(Language.English, branch.Row<Person>(Person.At(DemoBranch.Teller.Id))!.Chosen);
        branch.Says(DemoBranch.Teller, "English");
        Assert.Equal(0, branch.Written);
        branch.Gives(DemoBranch.Teller, new ChooseLanguage(true));
        Assert.Equal(Language.Chinese, branch.Row<Person>(Person.At(DemoBranch.Teller.Id))!.Chosen);
    }

    [Fact]
    [Trait("Rule", "P-3")]
    public void The_branch_spirit_can_be_asked_for() => Assert.Contains("真诚、团结、专业、进步", branch.Says(DemoBranch.Teller, "精神"));

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    // Names, the word for Chinese, and what the person wrote herself stay as they are.
    [GeneratedRegex("王芳|刘强|周涛|陈晓|孙丽|李静|赵敏|吴磊|郑洁|冯娟|何伟|示范支行|中文|请选择 · Please choose|\"[^\"]*\"")]
    private static partial Regex Names();
}
