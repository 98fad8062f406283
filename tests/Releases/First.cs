namespace BranchBot.Releases.First;

/// <summary>公告, first release: the branch's one notice, and how often it was read.</summary>
internal sealed class NoticeFeature : IFeature
{
    public void Describe(FeatureBuilder feature) => feature
        .Command<WriteNotice>("notice.write", Who.Branch)
        .Command<ReadNotice>("notice.read", Who.Branch)
        .HearsWords<WriteNotice>(["贴公告"], new("贴公告 今天盘点", "puts a notice up"), rest => new WriteNotice(rest))
        .Hears<ReadNotice>(["看公告"], new("看公告", "reads the notice"), () => new ReadNotice());
}

/// <summary>The branch's notice, as the first release knows it.</summary>
internal sealed record Notice(BranchId Branch, string Words, int Reads = 0) : Row
{
    public static RowAddress At(BranchId branch) => new(Partition.OfBranch("notices", branch), "notice");

    public override RowAddress Address => At(Branch);
}

internal sealed record WriteNotice(string Words) : Command
{
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Notice>(Notice.At(turn.Facts.Branch.Id))];

    public override Decision Decide(Turn turn, Rows rows) => Decision.Write(new Said(Text.Same($"贴好了:{Words}")), new Notice(turn.Facts.Branch.Id, Words));
}

/// <summary>Reads it, which is counted.</summary>
internal sealed record ReadNotice : Command
{
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Notice>(Notice.At(turn.Facts.Branch.Id))];

    public override Decision Decide(Turn turn, Rows rows) => rows.Find<Notice>(Notice.At(turn.Facts.Branch.Id)) is { } notice
        ? Decision.Write(new Said(Text.Same($"第{notice.Reads + 1}次:{notice.Words}")), notice with { Reads = notice.Reads + 1 })
        : Decision.Show(new Said(Text.Same("没有公告")));
}
