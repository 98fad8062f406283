using BranchBot.Tests.Support;
using CsCheck;

namespace BranchBot.Rules.Tests.Core.Dialogs;

/// <summary>Filled in by words or on the card: the command is the same.</summary>
public sealed class FormProperties
{
    private static readonly Button Submit = ShowSurvey.Card.Buttons[0];

    // What stands in each field: as the client sends it, and as somebody may say it.
    private static readonly Gen<(string Value, string Said)[]> Answers = Gen.Select(
        Gen.Int[0, 2].Select(n => (new[] { "safety", "device", "other" }[n], new[] { "安防", "Device", "其他" }[n])),
        OneOf("坏了", "叫号器不打印", "3", "(2)", "*粗体* <b>", "\"引号\"", "完成", "a\nb").Select(text => (text, text)),
        OneOf(("b", "跳过"), ("", "清空"), ("a", "大厅"), ("a,c", "库房、大厅"), ("a,b,c", "大厅,柜台,库房")),
        Gen.Int[0, 30].Select(n => n == 0 ? ("", "跳过") : ($"{n}", $"{n}")),
        Gen.Int[0, 400].Select(n => n == 0 ? ("", "skip") : (new DateOnly(2026, 11, 1).AddDays(n).ToString("yyyy-MM-dd"), new DateOnly(2026, 11, 1).AddDays(n).ToString("yyyy-M-d"))),
        Gen.Int[0, 1439].Select(n => (new TimeOnly(n / 60, n % 60).ToString("HH:mm"), new TimeOnly(n / 60, n % 60).ToString("H:mm"))),
        (kind, note, zones, people, day, at) => new[] { kind, note, zones, people, day, at });

    [Fact]
    public void A_form_filled_in_by_words_gives_the_same_command_as_the_card() => Answers.Sample(answers =>
    {
        var chat = Chat();
        chat.Says("1");
        foreach (var (_, said) in answers)
        {
            chat.Says(said);
        }

        var fields = ShowSurvey.Card.Body.OfType<Field>().Zip(answers).ToDictionary(f => f.First.Id, f => f.Second.Value);
        Assert.Equal(WordChat.Json(SurveyFeature.Catalogue, WordChat.Filled(SurveyFeature.Catalogue, Submit, fields)!), chat.Given);
    }, iter: 200);

    [Fact]
    public void Whatever_is_said_in_a_form_is_answered_and_only_a_complete_form_is_submitted() =>
        Gen.OneOf(
            OneOf("1", "2", "3", "4", "5", "6", "7", "8", "12", "跳过", "清空", "上一步", "提交", "取消", "看板", "登记", "设备", "明天", "8:30", "坏了", "6,7", "填 看板"),
            Gen.String[0, 30]).Array[0, 25].Sample(lines =>
        {
            var chat = Chat();
            foreach (var line in lines)
            {
                Assert.NotEmpty(chat.Says(line));
                if (chat.Given is { } given && given.StartsWith("survey.report", StringComparison.Ordinal))
                {
                    Assert.Contains("\"kind\":", given);
                    Assert.Contains("\"note\":", given);
                }
            }
        }, iter: 200);

    [Fact]
    public void A_number_means_what_stood_beside_it_when_it_was_given_out() =>
        OneOf("1", "2", "3", "4", "5", "6", "7", "看板", "登记", "取消", "push").Array[0, 30].Sample(lines =>
        {
            var chat = Chat();
            var meaning = new Dictionary<int, string>();
            foreach (var line in lines)
            {
                _ = line == "push" ? chat.Comes(new ShowHours()) : chat.Says(line);
                foreach (var option in chat.Dialog.Offers.SelectMany(o => o.Options))
                {
                    var now = option.Verb + option.Data;
                    Assert.Equal(now, meaning.TryGetValue(option.Number, out var before) ? before : now);
                    meaning[option.Number] = now;
                }
            }
        }, iter: 200);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(n => values[n]);

    private static WordChat Chat()
    {
        var branch = new Rehearsal();
        var chat = new WordChat(branch, DemoBranch.Teller, SurveyFeature.Catalogue)
        {
            Carry = (command, operation) => command.Decide(new(DemoBranch.Teller, branch.Now, operation, [], DemoBranch.Facts), Rows.None).Answer,
        };
        chat.Says("登记");
        return chat;
    }
}
