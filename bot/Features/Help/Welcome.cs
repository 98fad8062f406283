namespace BranchBot.Features.Help;

/// <summary>What a person is shown when the bot first comes into his chat.</summary>
public sealed record Welcome : Command
{
    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => turn.Actor switch
    {
        Member member => Decision.Show(new Shown(new(
            new($"{member.Name},您好!", $"Hello, {member.Name}!"),
            [
                new Paragraph(new(
                    $"我是 BranchBot,陪{member.Branch.Name}的同事做好开门三件事、关门三件事。",
                    $"I am BranchBot. I walk the people of {member.Branch.Name} through their opening and closing three tasks.")),
                new Paragraph(new("点下面的按钮,或者直接写:", "Tap a button below, or just write:"), Tone.Quiet),
                ShowHelp.Sayings(turn),
            ])
        {
            Buttons = ShowHelp.Taps(turn),
            Summary = new("BranchBot 向您问好", "BranchBot says hello"),
        })),
        RegionLeader or Administrator => Decision.Show(new Said(new("您好!我是 BranchBot。写「帮助」看看可以说什么。", "Hello! I am BranchBot. Write \"help\" to see what you can say."))),
        var stranger => Decision.Show(new Said(Refusals.NotYours(stranger, Who.Branch) + new Text("把我加进了网点的团队?写「设立」。", " Have you added me to a branch's team? Write \"set up\"."))),
    };
}
