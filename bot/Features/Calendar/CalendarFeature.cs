namespace BranchBot.Features.Calendar;

/// <summary>日历, 休假, 轮休, 班次: the branch's days and who is on duty on them (P-1, P-4, P-8).</summary>
public sealed class CalendarFeature : IFeature
{
    private const Who Manager = Who.BranchManager;

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<SayLeave>("calendar.say-leave", Who.Branch)
        .Command<SayRota>("calendar.say-rota", Manager)
        .Command<SayBack>("calendar.say-back", Who.Branch)
        .Command<ShowDuty>("calendar.duty", Who.Branch)
        .Command<EnterDuty>("calendar.enter", Who.Branch)
        .Command<SetEnd>("calendar.end", Who.Branch)
        .Command<ShowEntry>("calendar.entry", Who.Branch)
        .Command<ShowDays>("calendar.days", Who.Branch | Who.RegionLeader)
        .Command<SayDays>("calendar.say-days", Manager)
        .Command<ShowDayForm>("calendar.day-form", Manager)
        .Command<MarkDays>("calendar.mark", Manager)
        .Command<UnmarkDays>("calendar.unmark", Manager)
        .Command<SayUnmark>("calendar.say-unmark", Manager)
        .Hears<SayLeave>(["休假", "leave", "请假"], new("休假 周三至周五:记休假;支行长:休假 孙丽 周三至周五", "leave wed to fri: enters leave; the manager: leave 孙丽 wed to fri"), rest => new(rest))
        .Hears<SayBack>(["销假", "back"], new("提前结束休假;销假 明天:明天起上班", "ends leave early; back tomorrow: at work from tomorrow"), rest => new(rest))
        .Hears<ShowDays>(["日历", "calendar"], new("今后两周的营业时间、谁休假、谁代班", "the next two weeks: hours, who is away, who acts"), rest => rest.Length == 0 ? new() : rest.Length > NamedBranch.Longest ? null : new(Name: rest))
        .Hears<SayRota>(["轮休", "rest"], new("轮休 李静 周三:那天休息", "rest 李静 wed: off on that day"), rest => new(DutyKind.Rest, rest))
        .Hears<SayRota>(["上班", "works"], new("上班 李静 周六:轮休日来上班", "works 李静 sat: works on a rest day"), rest => new(DutyKind.Works, rest))
        .Hears<SayRota>(["班次", "shift"], new("班次 李静 晚班 周一至周五", "shift 李静 late mon to fri"), rest => new(DutyKind.Shift, rest))
        .Hears<SayRota>(["大堂", "lobby"], new("大堂 冯娟 明天:由后备大堂值大堂", "lobby 冯娟 tomorrow: the backup is on lobby duty"), rest => new(DutyKind.Lobby, rest))
        .HearsWords<SayDays>(["停业", "closed"], new("停业 10月3日 装修", "closed 3 Oct refit"), rest => new SayDays(SpecialDayKind.Closed, rest))
        .HearsWords<SayDays>(["营业", "open on"], new("营业 10月3日 09:00-16:00", "open on 3 Oct 09:00-16:00"), rest => new SayDays(SpecialDayKind.Open, rest))
        .HearsWords<SayDays>(["不计", "uncount"], new("不计 今天 停电:这天不计", "uncount today power cut: the day does not count"), rest => new SayDays(SpecialDayKind.NotCounted, rest))
        .Hears<SayUnmark>(["恢复", "restore"], new("恢复 10月3日:取消停业、营业、不计", "restore 3 Oct: takes back closed, open, uncount"), rest => rest.Length == 0 ? null : new(rest));
}
