namespace BranchBot.Features.Issues;

/// <summary>异常: what is broken, who acts on it, what became of it (T-2).</summary>
public sealed class IssuesFeature : IFeature
{
    private static readonly RetentionPeriod Kept = new("Issues", 730, 30);

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<DescribeIssue>("issues.describe", Who.Branch)
        .Command<ReportIssue>("issues.report", Who.Branch)
        .Command<ShowIssue>("issues.show", Who.Branch | Who.RegionLeader)
        .Command<ShowMyIssues>("issues.mine", Who.Branch)
        .Command<TakeIssue>("issues.take", Who.Branch)
        .Command<SolveIssue>("issues.solve", Who.Branch)
        .Command<HandIssue>("issues.hand", Who.Branch)
        .Command<ReopenIssue>("issues.reopen", Who.Branch)
        .Command<WithdrawIssue>("issues.withdraw", Who.Branch)
        .Command<AttachPicture>("issues.picture", Who.Branch)
        .Command<PutPicture>("issues.put-picture", Who.Branch)
        .Keeps(new TaskFaults())
        .TakesPictures(new("异常的照片", "a photo of what is broken"), (picture, _) => new AttachPicture(picture.Blob))
        .Adds(new BrokenSection(Document.Board))
        .Adds(new BrokenSection(Document.LimitList))
        .Reminds(new IssueReminders())
        .HearsWords<DescribeIssue>(["异常", "issue", "报告异常", "report issue", "故障", "fault"], new("报告异常,如:异常 叫号器不打印", "report an issue, such as: issue the printer does not print"), ReportIssue.Parse)
        .Hears<ShowMyIssues>(["我的异常", "my issues", "issues", "异常列表"], new("与您有关的未解决异常", "the open issues that concern you"), () => new ShowMyIssues())
        .Records<Issue>(("issues", Owner.Branch, "open| closed|"), "what is broken, with its history and pictures", "reporter, who acts, who leads the branch, the region",
            Keeping.For<Issue>(Kept, i => i.IsOpen ? null : Keeping.Day(i.History[^1].At), "since it was closed; what breaks again is looked up for two years", day => $"closed|{day:yyyyMMdd}"),
            OfPersons.Renamed("what it says is of the branch's things, and open ones still have to be mended"), i => i.Pictures, i => [(i.Reporter, i.ReporterName), (i.Owner.Person, i.Owner.Name)], i => [i.Reporter])
        .Records<ReportedIssue>(("issues", Owner.Branch, ReportedIssue.Keys), "that an issue was reported, for a press that hangs", "the program",
            Keeping.For<ReportedIssue>(Kept, r => Keeping.Day(r.At), "no longer than the issue", day => $"{ReportedIssue.Keys}{day:yyyyMMdd}"), OfPersons.Nobody)
        .Records<WaitingPicture>(("issues", Owner.Branch, "picture|"), "a picture that waits for its issue", "its sender", Keeping.For<WaitingPicture>(Retention.Drafts, p => Keeping.Day(p.At), "nobody comes back to it after that"),
            OfPersons.Own<WaitingPicture>(p => p.Person, "it is a draft"), p => [p.Name], blobsOf: p => [p.Person]);
}
