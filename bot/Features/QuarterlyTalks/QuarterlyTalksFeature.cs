namespace BranchBot.Features.QuarterlyTalks;

/// <summary>季度谈话: the manager and each employee, one to one, prepared from the quarter's facts .</summary>
public sealed class QuarterlyTalksFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowTalks>("talks.show", Who.Branch | Who.RegionLeader)
        .Command<ShowRegionTalks>("talks.region", Who.RegionLeader)
        .Command<PlanTalks>("talks.plan", Who.BranchManager)
        .Command<ConfirmTalks>("talks.confirm", Who.BranchManager)
        .Command<OfferTimes>("talks.offer", Who.BranchManager)
        .Command<MoveTalk>("talks.move", Who.BranchManager)
        .Command<HoldTalk>("talks.hold", Who.BranchManager)
        .Command<MeetInTeams>("talks.online", Who.BranchManager)
        .Command<TakeTalk>("talks.take", Who.BranchManager)
        .Command<ShowMyTalk>("talks.mine", Who.Branch)
        .Command<AnswerTalk>("talks.answer", Who.Branch)
        .Command<WriteMinutes>("talks.minutes", Who.Branch)
        .Command<ShowMinutes>("talks.show-minutes", Who.Branch)
        .Command<AcknowledgeMinutes>("talks.acknowledge", Who.Branch)
        .Command<FinishAgreement>("talks.finish", Who.Branch)
        .Command<SayMinutes>("talks.say-minutes", Who.Branch)
        .Command<WriteNotes>("talks.notes", Who.BranchManager, byDeputies: false)
        .HearsWords<WriteNotes>(["私下笔记", "private notes"], new("私下笔记 孙丽:只有支行长本人能看的笔记", "private notes 孙丽: notes that the manager alone reads"), rest => rest.Length is 0 or > 40 ? null : new WriteNotes(Name: rest))
        .Page<ReadTalk>("talk-paper", Who.Branch)
        .Serves<SendMinutes>(Who.Branch)
        .Serves<SendNotes>(Who.BranchManager, byDeputies: false)
        .Adds(new AgreementsOfPerson())
        .HearsWords<SayMinutes>(["谈话记录", "minutes"], new("谈话记录 孙丽:记下谈了什么、约定什么;员工看自己的", "minutes 孙丽: what was said and agreed; an employee sees his own"), rest => rest.Length > 40 ? null : new SayMinutes(rest))
        .Page<OpenTalkInvitation>("talk", Who.Branch)
        .Command<KeepCalledOff>("talks.keep-off", Who.Anyone)
        .Command<ShowCalledOff>("talks.off", Who.Anyone)
        .Page<OpenCalledOff>("talk-off", Who.Anyone)
        .Job<ArrangeTalks>("talks.arrange")
        .Job<SyncTalks>("talks.sync")
        .Job<InviteTalks>("talks.invite")
        .Job<SumTalks>("talks.sum")
        .Job<WatchTalks>("talks.watch")
        .Command<RetryInvitations>("talks.retry", Who.BranchManager)
        .Reminds(new TalkReminders())
        .Command<SayTalk>("talks.say", Who.BranchManager)
        .HearsWords<ShowTalks>(["季度谈话", "quarterly talks", "谈话", "talks"], new("季度谈话安排得怎么样;员工看自己的什么时候", "how the quarterly talks stand; an employee sees when his is"), rest => rest.Length == 0 ? new ShowTalks() : rest.Length > 40 ? null : new SayTalk(rest))
        .Command<ShowDossier>("talks.dossier", Who.Branch)
        .HearsWords<ShowDossier>(["季度情况", "dossier", "我的季度", "my quarter"], new("一位员工一个季度的情况,如:季度情况 孙丽;我的季度", "somebody's quarter, such as: dossier 孙丽; my quarter"), rest => rest.Length > 40 ? null : new ShowDossier(Name: rest.Length == 0 ? null : rest))
        .KeepsTalks();
}
