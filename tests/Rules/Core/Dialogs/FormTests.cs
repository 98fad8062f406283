using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Core.Dialogs;

/// <summary>A form by words: one question at a time, and what a person does in the middle of it.</summary>
public sealed class FormTests
{
    private readonly Rehearsal branch = new();
    private readonly WordChat chat;

    public FormTests()
    {
        chat = new(branch, DemoBranch.Teller, SurveyFeature.Catalogue)
        {
            Carry = (command, operation) => command.Decide(new(DemoBranch.Teller, branch.Now, operation, [], DemoBranch.Facts), Rows.None).Answer,
        };
        chat.Says("登记", "09:00");
    }

    [Fact]
    public void The_list_tells_what_will_be_asked_and_the_button_asks_it()
    {
        Assert.Contains("▸ 哪一类:–\n▸ 情况:–\n▸ 哪些地方:柜台\n▸ 几个人:–\n▸ 哪天:–\n▸ 几点:08:30\n\n(1) 提交登记\n(2) 看板", chat.Says("登记"));
        Assert.Equal("「登记」(1/6)\n哪一类\n(3) 安防\n(4) 设备\n(5) 其他\n(「取消」)", chat.Says("1"));
    }

    [Fact]
    public void A_form_is_filled_in_one_question_at_a_time()
    {
        chat.Says("1");
        Assert.StartsWith("哪一类:设备\n「登记」(2/6)\n情况(最多 20 字)", chat.Says("4"), StringComparison.Ordinal);
        Assert.StartsWith("情况:叫号器不打印\n「登记」(3/6)\n哪些地方(可以选几个,用逗号隔开)\n(6) 大厅\n(7) 柜台\n(8) 库房\n现在:柜台", chat.Says("叫号器不打印"), StringComparison.Ordinal);
        Assert.StartsWith("哪些地方:大厅、库房\n「登记」(4/6)\n几个人(1 到 30)\n(「跳过」不填,「上一步」,「提交」其余不改,「取消」)", chat.Says("6,8"), StringComparison.Ordinal);
        Assert.StartsWith("几个人:3\n", chat.Says("三"), StringComparison.Ordinal);
        Assert.StartsWith("哪天:2026-11-25\n「登记」(6/6)\n几点(如 08:30)\n现在:08:30", chat.Says("明天"), StringComparison.Ordinal);
        Assert.Equal("登记了 Device 叫号器不打印", chat.Says("9点15分"));
        Assert.Equal("""survey.report {"branch":"demo","kind":"Device","note":"叫号器不打印","zones":"a,c","people":3,"day":"2026-11-25","at":"09:15:00"}""", chat.Given);
        Assert.Null(chat.Dialog.Form);
    }

    [Fact]
    public void A_choice_is_made_by_its_name_too()
    {
        chat.Says("1");
        Assert.StartsWith("哪一类:设备\n", chat.Says("设备"), StringComparison.Ordinal);
        chat.Says("坏了");
        Assert.StartsWith("哪些地方:大厅、库房\n", chat.Says("大厅、vault"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "7", "请回 3–5 里的一个编号")]
    [InlineData(0, "不知道", "请回 3–5 里的一个编号")]
    [InlineData(1, "一二三四五六七八九十一二三四五六七八九十一", "太长了:21 字,最多 20 字")]
    [InlineData(2, "6,9", "请回 6–8 里的编号,可以几个,如 6,7")]
    [InlineData(3, "31", "请写 1 到 30 的整数")]
    [InlineData(3, "很多", "请写 1 到 30 的整数")]
    [InlineData(4, "周二至周四", "请只写一天")]
    [InlineData(4, "那天", "没看懂")]
    [InlineData(5, "25:00", "时间没看懂")]
    public void An_answer_that_will_not_do_is_told_why_and_the_question_stays(int question, string line, string why)
    {
        chat.Says("1");
        foreach (var answer in new[] { "3", "坏了", "跳过", "跳过", "跳过" }.Take(question))
        {
            chat.Says(answer);
        }

        Assert.Contains(why, chat.Says(line));
        Assert.Contains($"({question + 1}/6)", chat.Says(line));
        Assert.Null(chat.Given);
    }

    [Fact]
    public void Skipping_keeps_what_stands_and_cannot_skip_what_is_required()
    {
        chat.Says("1");
        Assert.StartsWith("这一项必须填。", chat.Says("跳过"), StringComparison.Ordinal);
        chat.Says("3");
        chat.Says("坏了");
        chat.Says("skip");
        chat.Says("skip");
        chat.Says("跳过");
        chat.Says("跳过");
        Assert.Equal("""survey.report {"branch":"demo","kind":"Safety","note":"坏了","zones":"b","at":"08:30:00"}""", chat.Given);
    }

    [Fact]
    public void What_stands_can_be_cleared_a_step_taken_back_and_the_rest_left_as_it_is()
    {
        chat.Says("1");
        chat.Says("3");
        chat.Says("坏了");
        chat.Says("清空");
        Assert.Contains("情况", chat.Says("上一步") + chat.Says("back"));
        chat.Says("真的坏了");
        chat.Says("提交");
        Assert.Equal("""survey.report {"branch":"demo","kind":"Safety","note":"真的坏了","at":"08:30:00"}""", chat.Given);
    }

    [Fact]
    public void What_is_required_is_asked_for_before_the_form_is_submitted()
    {
        chat.Says("1");
        Assert.StartsWith("这一项必须填。", chat.Says("提交"), StringComparison.Ordinal);
        chat.Says("3");
        Assert.Contains("这一项必须填。\n「登记」(2/6)", chat.Says("提交"));
    }

    [Fact]
    public void A_form_can_be_left()
    {
        chat.Says("1");
        Assert.Equal("「登记」没有提交,已经放下了。", chat.Says("取消"));
        Assert.Null(chat.Dialog.Form);
        Assert.Contains("今天的看板", chat.Says("随便什么"));
    }

    [Fact]
    public void Another_phrase_is_answered_and_the_question_asked_again()
    {
        chat.Says("1");
        var answer = chat.Says("看板");
        Assert.StartsWith("今天的看板\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("「登记」(1/6)\n哪一类\n(3) 安防\n(4) 设备\n(5) 其他\n(「取消」)", answer, StringComparison.Ordinal);
        Assert.StartsWith("哪一类:其他\n", chat.Says("5"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_of_the_bot_is_not_taken_for_a_text_unless_one_says_so()
    {
        chat.Says("1");
        chat.Says("3");
        Assert.StartsWith("今天的看板\n", chat.Says("看板"), StringComparison.Ordinal);
        Assert.StartsWith("情况:看板坏了\n", chat.Says("看板坏了"), StringComparison.Ordinal);
        chat.Says("上一步");
        Assert.StartsWith("情况:看板\n", chat.Says("填 看板"), StringComparison.Ordinal);
        chat.Says("上一步");
        Assert.StartsWith("情况:填 单机坏了\n", chat.Says("填 单机坏了"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_message_takes_the_form_no_further()
    {
        chat.Says("1", operation: "m1");
        Assert.Contains("(1/6)", chat.Says("1", operation: "m1"));
        chat.Says("3", operation: "m2");
        Assert.Contains("(2/6)", chat.Says("3", operation: "m2"));
        chat.Says("坏了", operation: "m3");
        Assert.Contains("(3/6)", chat.Says("坏了", operation: "m3"));
        chat.Says("提交", operation: "m4");
        var given = chat.Given;
        Assert.Equal("登记了 Safety 坏了", chat.Says("提交", operation: "m4"));
        Assert.Equal(given, chat.Given);
    }

    [Fact]
    public void The_number_that_opened_a_form_sent_twice_answers_none_of_its_questions()
    {
        chat.Says("1");
        Assert.Contains("(1/6)", chat.Says("1"));
        Assert.Null(chat.Given);
    }

    [Fact]
    public void A_number_that_also_stands_in_a_list_that_came_meanwhile_is_not_guessed_at()
    {
        chat.Says("1");
        foreach (var answer in new[] { "3", "坏了", "跳过" })
        {
            chat.Says(answer);
        }

        var pushed = chat.Comes(new ShowHours());
        Assert.Contains("(9) 登记", pushed);
        Assert.Contains("刚才来了新的消息,里面也有编号 9", chat.Says("9"));
        Assert.StartsWith("几个人:9\n", chat.Says("9"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_does_not_wait_for_ever()
    {
        chat.Says("1", "09:01");
        chat.Says("3", "09:02");
        var answer = chat.Says("打印机又坏了", "09:40");
        Assert.StartsWith("「登记」太久没有填,没有提交。\n\n今天的看板", answer, StringComparison.Ordinal);
        Assert.Null(chat.Dialog.Form);
    }

    [Fact]
    public void Another_form_takes_the_place_of_the_open_one_and_says_so()
    {
        chat.Says("1");
        chat.Says("3");
        Assert.StartsWith("情况:坏", chat.Says("坏"), StringComparison.Ordinal);
        Assert.StartsWith("「登记」没有提交,已经放下了。\n「登记」(1/6)", chat.Says("1"), StringComparison.Ordinal);
    }
}
