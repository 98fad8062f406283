using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;
using CsCheck;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Whatever a person does in whatever order, the day stays what she did.</summary>
public sealed class TickProperties
{
    private static readonly Gen<string[]> Days = Gen.OneOf(new[] { "完成", "撤销", "完成 1", "完成 2", "完成 3", "下一件", "开门", "关门", "我的任务" }.Select(Gen.Const).ToArray()).Array[0, 40];

    [Fact]
    [Trait("Rule", "T-3")]
    public void The_history_only_grows_and_the_card_shows_what_it_says() => Days.Sample(lines =>
    {
        var branch = new Rehearsal();
        var done = new List<int>();
        var entries = 0;
        foreach (var line in lines)
        {
            var card = branch.Says(DemoBranch.Teller, line);
            switch (line)
            {
                case "完成" when done.Count < 3:
                    done.Add(Enumerable.Range(1, 3).First(n => !done.Contains(n)));
                    break;
                case "撤销" when done.Count > 0:
                    done.RemoveAt(done.Count - 1);
                    break;
                case ['完', '成', ' ', var digit] when !done.Contains(digit - '0'):
                    done.Add(digit - '0');
                    break;
            }

            var history = branch.Row<TaskDay>(TaskDay.At(DemoBranch.Branch.Id, new(2026, 11, 24), DemoBranch.Teller.Id))?.History ?? [];
            Assert.Equal(entries + branch.Written, history.Count);
            entries = history.Count;
            if (line is "完成" or "开门")
            {
                Assert.Contains($"{done.Count}/3", card);
            }
        }
    }, iter: 300);

    [Fact]
    [Trait("Threat", "TM-23")]
    public void Whatever_is_typed_gets_an_answer_and_no_exception() => Gen.String[0, 200].Sample(line =>
        Assert.NotEmpty(new Rehearsal().Says(DemoBranch.Teller, line)), iter: 3000);
}
