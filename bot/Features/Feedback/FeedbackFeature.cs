namespace BranchBot.Features.Feedback;

/// <summary>反馈: what customers and colleagues say of somebody: commendations, complaints, observations. A simple ledger, for the talks .</summary>
public sealed class FeedbackFeature : IFeature
{
    private static readonly RetentionPeriod Kept = new("Feedback", 730, 120);

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<RecordFeedback>("feedback.record", Who.Branch)
        .Command<SayFeedback>("feedback.say", Who.Branch)
        .Command<WithdrawFeedback>("feedback.withdraw", Who.Branch)
        .Command<ShowFeedback>("feedback.show", Who.Branch)
        .Adds(new FeedbackOfPerson())
        .HearsWords<SayFeedback>(["客户表扬", "commend"], new("客户表扬 孙丽 客户来信说…:记一条客户表扬", "commend 孙丽 a customer wrote …: keeps praise of a customer"), rest => new SayFeedback(FeedbackKind.Letter, rest))
        .HearsWords<SayFeedback>(["投诉", "complaint"], new("投诉 孙丽 客户说…:记一条投诉", "complaint 孙丽 a customer said …: keeps a complaint"), rest => new SayFeedback(FeedbackKind.Complaint, rest))
        .HearsWords<SayFeedback>(["观察", "observation"], new("观察 孙丽 …:记下看到的,谈话时不写名字", "observation 孙丽 …: what you saw; shown without your name"), rest => new SayFeedback(FeedbackKind.Observation, rest))
        .HearsWords<ShowFeedback>(["反馈", "feedback"], new("反馈 孙丽:这个季度的表扬、投诉和观察;员工看自己的", "feedback 孙丽: praise, complaints and observations of the quarter; an employee sees his own"), rest => rest.Length > 40 ? null : new ShowFeedback(Name: rest.Length == 0 ? null : rest))
        .Records<FeedbackEntry>(("feedback", Owner.Branch, ""), "praise, complaints and observations about somebody", "himself without who observed, its author, the branch manager",
            Keeping.For<FeedbackEntry>(Kept, f => f.Day, "since the day; the talks look back at a year"), OfPersons.Own<FeedbackEntry>(f => f.Person, "it is about him alone; what he wrote about others stays without his name") with { Withheld = ["by", "withdrawnBy", "at"] });
}
