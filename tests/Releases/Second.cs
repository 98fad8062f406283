namespace BranchBot.Releases.Second;

/// <summary>公告, second release: a notice may be urgent; then a job marks it as passed on, and its writer is told.</summary>
internal sealed class NoticeFeature : IFeature
{
    public void Describe(FeatureBuilder feature) => feature
        .Command<WriteNotice>("notice.write", Who.Branch)
        .Command<ReadNotice>("notice.read", Who.Branch)
        .Command<MarkUrgent>("notice.urgent", Who.Branch)
        .Command<TellUrgent>("notice.tell", Who.Branch)
        .Job<PassOn>("notice.pass-on")
        .HearsWords<WriteNotice>(["贴公告"], new("贴公告 今天盘点", "puts a notice up"), rest => new WriteNotice(rest))
        .Hears<ReadNotice>(["看公告"], new("看公告", "reads the notice"), () => new ReadNotice())
        .Hears<MarkUrgent>(["公告加急"], new("公告加急", "makes it urgent"), () => new MarkUrgent());
}

/// <summary>The branch's notice, as the second release knows it.</summary>
[Shape(2)]
internal sealed record Notice(BranchId Branch, string Words, int Reads = 0, bool Urgent = false, bool PassedOn = false) : Row
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
        ? Decision.Write(new Said(Text.Same($"第{notice.Reads + 1}次{(notice.Urgent ? "急" : "")}:{notice.Words}")), notice with { Reads = notice.Reads + 1 })
        : Decision.Show(new Said(Text.Same("没有公告")));
}

internal sealed record MarkUrgent : Command
{
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Notice>(Notice.At(turn.Facts.Branch.Id))];

    public override Decision Decide(Turn turn, Rows rows) => rows.Find<Notice>(Notice.At(turn.Facts.Branch.Id)) is { } notice
        ? Decision.Write(new Said(Text.Same("加急了")), notice with { Urgent = true }).Starting("pass-on", new PassOn(notice.Branch, turn.Actor.Id))
        : Decision.Show(new Said(Text.Same("没有公告")));
}

internal sealed record TellUrgent : Command
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(Text.Same("加急公告已转发")));
}

/// <summary>Marks the notice as passed on.</summary>
internal sealed record PassOn(BranchId Branch, PersonId By) : SteppedJob
{
    public override IReadOnlyList<Read> Needs() => [];

    public override IReadOnlyList<string> Steps(Rows rows) => ["notice"];

    public override IReadOnlyList<Read> Needs(string step) => [Read.One<Notice>(Notice.At(Branch))];

    public override JobStep Do(string step, Rows rows, DateTimeOffset now) =>
        rows.Find<Notice>(Notice.At(Branch)) is { PassedOn: false } notice ? JobStep.Write(notice with { PassedOn = true }) : JobStep.Nothing;

    public override Effect? Ended(string key, bool whole) => new(key, By, Delivery.Certain, new TellUrgent());
}
