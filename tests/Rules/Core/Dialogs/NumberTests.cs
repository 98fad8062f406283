using BranchBot.Features.Handbook;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Core.Dialogs;

/// <summary>Where no card can be shown: numbers, and that each means only what stood beside it.</summary>
public sealed class NumberTests
{
    private readonly Rehearsal branch = new();

    private WordChat Teller => field ??= new(branch, DemoBranch.Teller);

    private int Done => branch.Row<TaskDay>(TaskDay.At(DemoBranch.Branch.Id, new(2026, 11, 24), DemoBranch.Teller.Id))?.History.Count(t => t.Kind == TickKind.Done) ?? 0;

    [Theory]
    [InlineData("2", 2)]
    [InlineData("\uFF12", 2)]
    [InlineData("(2)", 2)]
    [InlineData("\uFF08\uFF12\uFF09", 2)]
    [InlineData("第2", 2)]
    [InlineData("②", 2)]
    [InlineData("二", 2)]
    [InlineData("两", 2)]
    [InlineData("十", 10)]
    [InlineData("十二", 12)]
    [InlineData("二十", 20)]
    [InlineData("九十九", 99)]
    [InlineData(" 12. ", 12)]
    [InlineData("完成 2", null)]
    [InlineData("二楼", null)]
    [InlineData("十十", null)]
    [InlineData("2.5", null)]
    [InlineData("99999999999", null)]
    [InlineData("", null)]
    public void A_number_is_read_however_it_is_typed(string line, int? number) => Assert.Equal(number, Numerals.Read(line));

    [Fact]
    [Trait("Rule", "T-1")]
    public void A_teller_ticks_her_three_items_by_numbers()
    {
        var list = Teller.Says("开门", "08:10");
        Assert.Contains("\n\n(1) 完成:整理营业区域环境是否卫生,检查终…\n(2) 完成:参加晨会\n(3) 完成:领用尾箱", list);

        Assert.Contains("1/3", Teller.Says("1", "08:11"));
        Assert.Contains("2/3", Teller.Says("二"));
        Assert.Contains("都完成了", Teller.Says("3"));
        Assert.Equal(3, Done);
    }

    [Fact]
    public void Words_go_on_working_beside_numbers()
    {
        Teller.Says("开门");
        Assert.Contains("1/3", Teller.Says("完成 2"));
        Assert.Contains("已撤销", Teller.Says("撤销"));
    }

    [Fact]
    public void A_number_sent_twice_presses_the_same_button_twice()
    {
        Teller.Says("开门", "08:10");
        Teller.Says("1", "08:11");
        Assert.Contains("已于 08:11 完成", Teller.Says("1", "08:12"));
        Assert.Equal(1, Done);
    }

    [Fact]
    public void What_comes_by_itself_has_numbers_of_its_own_and_takes_none_away()
    {
        var manager = new WordChat(branch, DemoBranch.Manager);
        var list = manager.Says("开门");
        Assert.Contains("(1) 完成", list);
        var pushed = manager.Comes(new ShowBoard(Phase.Opening, DemoBranch.Branch.Id));
        Assert.DoesNotContain("(1)", pushed);
        Assert.Contains("刷新", pushed);

        manager.Says("1");
        Assert.StartsWith("tasks.tick", manager.Given, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_thing_keeps_its_number_in_every_list()
    {
        Teller.Says("开门");
        var second = Teller.Says("1");
        Assert.DoesNotContain("(1)", second);
        Assert.Contains("(2) 完成:参加晨会", second);
        Assert.Contains("(2) 完成:参加晨会", Teller.Says("开门"));
    }

    [Fact]
    public void A_number_that_was_never_given_out_is_told_which_there_are()
    {
        Teller.Says("开门");
        Assert.Contains("没有编号 9。现在可以回 1–", Teller.Says("9"));
        Assert.Null(Teller.Given);
    }

    [Fact]
    public void A_number_without_a_list_is_misheard_as_ever() => Assert.Contains("没听懂「2」", Teller.Says("2"));

    [Fact]
    [Trait("Rule", "P-8")]
    public void With_the_business_day_its_numbers_are_over()
    {
        Teller.Says("开门");
        branch.Now = DemoBranch.At("03:59", "2026-11-25");
        Assert.NotEmpty(Teller.Dialog.Offers);
        branch.Now = DemoBranch.At("04:00", "2026-11-25");
        Assert.Contains("没听懂「2」", Teller.Says("2"));
        Assert.Contains("(1)", Teller.Says("开门"));
    }

    [Fact]
    public void A_long_day_fits_into_its_row_and_the_newest_list_is_answered()
    {
        for (var day = new DateOnly(2025, 1, 1); day < new DateOnly(2026, 1, 1); day = day.AddDays(1))
        {
            Teller.Sees(new(Text.Same("列表"), []) { Buttons = [new(Text.Same("看"), new ShowTasks(TaskView.All, DemoBranch.Branch.Id, day)), new(Text.Same("板"), new ShowBoard(Phase.Opening, DemoBranch.Branch.Id, day))] });
        }

        Assert.InRange(System.Text.Json.JsonSerializer.Serialize(Teller.Dialog, Catalogue.Json).Length, 1, Numbering.MostCharacters);
        Teller.Says("729");
        Assert.Contains("2025-12-31", Teller.Given);
        Assert.Contains("没有编号 1。", Teller.Says("1"));
    }

    [Fact]
    public void A_board_of_two_thousand_lines_is_cut_and_can_still_be_answered()
    {
        var text = Teller.Sees(new(Text.Same("看板"), [.. Enumerable.Range(0, 2000).Select(n => new Line(Text.Same($"同事{n}"), null, Text.Same("0/3"), Tone.Plain))])
        {
            Buttons = [new(Text.Same("刷新"), new ShowBoard())],
        });

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 15_000, ChatText.LargestMessage + 200);
        Assert.Contains("这里放不下", text);
        Assert.EndsWith("(1) 刷新\n(回复编号就行)", text);
    }

    [Fact]
    public void A_picture_is_a_link()
    {
        var text = ChatText.Render(new(Text.Same("异常"), [new Picture("a.jpg", Text.Same("照片"))]), [], Language.Chinese, name => new($"https://pictures.example/{name}"));
        Assert.Equal("异常\n照片 https://pictures.example/a.jpg", text);
        Assert.Equal("异常\n[照片]", ChatText.Render(new(Text.Same("异常"), [new Picture("a.jpg", Text.Same("照片"))]), [], Language.Chinese));
    }
}
