namespace BranchBot.Features.Issues;

/// <summary>异常: what is broken, who acts on it, what became of it (T-2).</summary>
public sealed class IssuesFeature : IFeature
{
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
        .Hears<ShowMyIssues>(["我的异常", "my issues", "issues", "异常列表"], new("与您有关的未解决异常", "the open issues that concern you"), () => new ShowMyIssues());
}
