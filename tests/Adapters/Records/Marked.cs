using System.Text.Json;
using BranchBot.Features.Feedback;
using BranchBot.Features.Import;
using BranchBot.Features.Issues;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Features.Setup;
using BranchBot.Features.SpiritWall;
using BranchBot.Features.ThreeTasks;
using BranchBot.Host.Graph;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Records;

/// <summary>李静 in a row of every kind that can name her, with words by which they are found again: 秘密 stands in what is about her alone.</summary>
internal static class Marked
{
    public const string Name = "李静";
    public const string Secret = "秘密";
    public const string Others = "别人的";
    public const string Notes = "秘密的笔记";
    public static readonly PersonId Her = DemoBranch.Id(6);
    public static readonly BranchId Demo = new("demo");
    public static readonly DateOnly Quarter = new(2026, 10, 1);
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly DateTimeOffset At = DemoBranch.At("09:00");
    private static readonly PersonId Wang = DemoBranch.Manager.Id;
    private static readonly PersonId Liu = DemoBranch.Id(2);
    private static readonly Text Wrote = new("王芳", "王芳");
    private static readonly TeamPlace Place = new("https://smba.example/", "19:demo@thread.tacv2", "19:demo@thread.tacv2", "11111111-1111-1111-1111-111111111111", "28:bot");

    /// <summary>Rows in which she is named; she has left the branch.</summary>
    public static IReadOnlyList<Row> Rows { get; } =
    [
        DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff.Where(s => s.Id != Her)] },
        .. DemoBranch.People.Where(p => p.Id != Her),
        new Person(Her, null, new Chat("https://smba.example/", "a:秘密", "29:6", "28:bot", "11111111-1111-1111-1111-111111111111")),
        DemoBranch.Facts with { Duty = [new("秘密1", DutyKind.Leave, Her, Day, Day, Her, At), new("d2", DutyKind.Leave, Liu, Day, Day, Her, At)] },
        new RegionLeaders(new("R01"), [DemoBranch.Id(20)]),
        new Change(Demo, At, Her, Name, new("休假 · 李静", "Leave · 李静"), "op", null, new("李静 休假", "李静 leave")),
        new Dialog(Her) { Until = At, Heard = ["秘密2"] },
        new TaskDay(Demo, Day, Her, [new(1, "x", TickKind.Done, At, Her, "a"), new(2, "x", TickKind.NotDone, At, Wang, "b") { Name = "王芳", Comment = "秘密3" }]),
        new TaskDay(Demo, Day, Liu, [new(1, "x", TickKind.Done, At, Her, "a") { Name = Name }]),
        new DaySummary(Demo, Day, At, true, [new(Position.PersonalTeller, [new(Her, Name, new(Outcome.OnTime, 240)), new(DemoBranch.Id(7), "赵敏", new(Outcome.Missed))])]),
        new Issue(Demo, "20261124-aaaaaaaaaaaaaaaa", default, default, "叫号器不打印,李静试过了", Her, Name, new(DemoBranch.Id(3), "周涛"), IssueState.Open, [new(default, At, Her, Text.Same(Name), "1")]),
        new WaitingPicture(Demo, Her, "picture-of-hers.jpg", At),
        new FeedbackEntry(Demo, Her, FeedbackKind.Complaint, Day, "f1", "秘密4", Wang, true, At),
        new FeedbackEntry(Demo, Liu, FeedbackKind.Observation, Day, "f2", "帮了客户", Her, false, At),
        new SalesDay(Demo, Day, [new(Her, Name, Position.PersonalTeller, At, [new("fund", 2, 300_000m)], ["o1"]), new(Liu, "刘强", Position.SalesSupervisor, At, [new("fund", 1, 10m)], [Others])])
        {
            Steps = [new(SalesStepKind.Closed, At, Liu, Text.Same("刘强")) { Missing = [Name] }], Asked = [Her],
        },
        new SalesEntry(Demo, Day, At, "o1", Her, Name, Her, Name, EntryKind.Added, [], [new("fund", 2, 300_000m)]),
        new SalesDay(Demo, Day.AddDays(1), [new(Liu, "刘强", Position.SalesSupervisor, At, [], ["o2"])]) { Steps = [new(SalesStepKind.Closed, At, Liu, Text.Same("刘强")) { Missing = [Name] }] },
        new PeriodTargets(Demo, Quarter, [new([new("fund", 100)], Her), new([new("fund", 50)], Liu)], Period.Quarter) { By = "刘强" },
        new TargetsChanged(Demo, Quarter, At, Her, Name, "k", [new("fund", false, null, 100, Her)], Period.Quarter),
        new SlowNote(Demo, Quarter, "fund", [new("客户少", "多打电话", At, Her, Name)]),
        new TargetDraft(Demo, Quarter, Her, "秘密5", []),
        new SalesCatalogue(new("R01"), []) { ChangedBy = Name, ChangedById = Her },
        new TalkPlan(Demo, Quarter, Wang, 1, [new(Her, Name, Position.PersonalTeller, At) { Mail = "秘密6@bank.example" }, new(Liu, "刘强", Position.SalesSupervisor, At) { Holder = Her, HolderName = Name }], [new(Her, Name, Obstacle.Leave)]),
        new TalkCalendars(Demo, Quarter, At, new Dictionary<string, string> { [Her.ToString()] = "秘密7", [Liu.ToString()] = Others }),
        new TalkEvent(Demo, Quarter, Her, Wang, "秘密8"),
        new TalkWatch(Demo, Quarter, Her, "秘密9"),
        new CalledOffTalk(Her, Name, Demo, "示范支行", DemoBranch.Branch.Time, Quarter, new(Wang, "王芳"), At, 60, 1, false, "秘密10@bank.example"),
        new TalkRecord(Demo, Quarter, Her, Name, "秘密11", [new("秘密12", Her, Day)], MinutesState.Released, Author: Wang),
        new TalkRecord(Demo, Quarter, Liu, "刘强", "和李静一起做", [new("带李静", Her, Day)], MinutesState.Released, Author: Wang),
        new OpenAgreement(Demo, Quarter, Her, 1, Her, Day),
        new TalkNotes(Demo, Her, Wang, Notes, At),
        new TalkNotes(Demo, Liu, Her, "秘密13", At),
        new Screen(Demo, "K7M2P9QX", Audience.Lobby, At, Name),
        new Founding(Her, Name, Place, "新区支行", []),
        new Staffing(Wang, "team", [new(Her, Name), new(Liu, "刘强")]),
        new BranchProposal(new("R01"), "team", "f", Her, Name, new("新区支行", new("xinqu"), new("R01"), "Asia/Shanghai", new(new(8, 30), new(17, 0)), []), Place, "新区支行", At),
        new RosterChange(Demo, Her, Name, false, "e", At, Decider: "王芳", Outcome: Text.Same("秘密14")),
        new ImportDraft(Her, [], At, ImportState.Wrong),
        new OutboxRow(Partition.OfBranch("issues", Demo), "to-her", Her, Delivery.Certain, "help.show", Json("""{"words":"秘密15"}"""), DeliveryState.Refused, At, 1),
        new OutboxRow(Partition.OfBranch("issues", Demo), "of-her", Liu, Delivery.Certain, "feedback.show", Json($$"""{"person":"{{Her}}"}"""), DeliveryState.Refused, At, 1),
        new JobRow(Partition.OfBranch("talks", Demo, "2026Q4"), "sync", "talks.sync", Json($$"""{"people":["{{Her}}"]}"""), At, GivenUp: "TimeoutException"),
        new Posting(Partition.OfBranch("talks", Demo, "2026Q4"), $"talk|{Her}|1", "https://smba.example/", "a:6", "1"),
        new CalendarSubscription(Partition.OfBranch("talks", Demo, "2026Q4"), "watch-1", Her, "https://bot.example/", "秘密16"),
        new DeadLetter("branchbot-outbox", "m1", $$"""{"table":"people","owner":1,"ownerId":"{{Her}}","rest":""}""", "JsonException", At),
    ];

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
