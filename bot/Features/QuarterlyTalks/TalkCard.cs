using System.Globalization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A quarter's talks as who holds them sees them: a calendar at a glance, who is left out and why, what can be done.</summary>
internal static class TalkCard
{
    // Of more people the lines have no buttons: a name is written.
    private const int MostButtons = 14;

    private static readonly Text Title = new("季度谈话", "Quarterly talks");

    /// <summary>The branch manager; null: the list has none.</summary>
    public static RosterEntry? HolderOf(Turn turn, Rows rows) => RosterIn(turn, rows).Staff.FirstOrDefault(s => s.Position == Position.BranchManager);

    /// <summary>Where talks are held.</summary>
    public static string PlaceOf(BranchFacts facts) => facts.Settings.TalkPlace.Length > 0 ? facts.Settings.TalkPlace : facts.Branch.Name;

    /// <summary>The branch's people.</summary>
    public static Roster RosterIn(Turn turn, Rows rows) =>
        rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");

    /// <summary>When talks can be arranged.</summary>
    public static Text NotNow(Turn turn, DateOnly quarter)
    {
        var next = TalkTimes.Window(quarter).To < turn.Today ? quarter.AddMonths(3) : quarter;
        return new Text("现在不安排。", "Talks are not arranged now. ") + Dates.Brief(next.AddDays(-TalkQuarter.PlannedBefore), turn.Today) + new Text($"起安排{Named(next).Zh}的谈话,谈话在 {next.Month} 月 1 日至 {TalkTimes.LastDay} 日。", $": from then on those of {Named(next).En}, that are held on days 1 to {TalkTimes.LastDay}.");
    }

    /// <summary>第一季度 of a year.</summary>
    public static Text Named(DateOnly quarter)
    {
        var number = ((quarter.Month - 1) / 3) + 1;
        return new(string.Create(CultureInfo.InvariantCulture, $"{quarter.Year}年第{"一二三四"[number - 1]}季度"), string.Create(CultureInfo.InvariantCulture, $"Q{number} {quarter.Year}"));
    }

    /// <summary>Asks who holds the talks to have them arranged.</summary>
    public static Shown Ask(Turn turn, Rows rows, DateOnly quarter, Text? notice = null)
    {
        var people = RosterIn(turn, rows).Staff.Count(s => s.Id != HolderOf(turn, rows)?.Id && Duty.Employs(s.Pattern, quarter));
        return new(new(Title, [.. notice is { } said ? (Part[])[new Notice(said, Tone.Attention)] : [], new Paragraph(new($"{people} 人 · {quarter.Month} 月 1 日至 {TalkTimes.LastDay} 日,安排一下?", $"{people} people · days 1 to {TalkTimes.LastDay}; arrange them?"))])
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Named(quarter),
            Buttons = TalkQuarter.IsOpen(quarter, turn.Today) ? [new(new("安排一下", "Arrange them"), new PlanTalks(turn.Branch.Id, quarter)) { Primary = true }] : [],
            Summary = new($"季度谈话 · {people} 人,安排一下?", $"Quarterly talks · {people} people; arrange them?"),
        });
    }

    /// <summary>The plan.</summary>
    public static Shown Of(Turn turn, TalkPlan plan, Notice? notice = null)
    {
        var proposed = plan.Talks.Count(t => t.State == TalkState.Proposed);
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice], new Paragraph(Sum(turn, plan) + (plan.Online ? new(" · Teams 会议", " · in Teams") : Text.Same("")), Tone.Quiet)];
        var number = 0;
        foreach (var day in plan.Talks.GroupBy(t => DateOnly.FromDateTime(turn.Branch.Time.Wall(t.Start))))
        {
            body.Add(new Heading(Dates.WithWeekday(day.Key)));
            body.AddRange(plan.Talks.Count > MostButtons
                ? [new Bullets([.. day.Select(t => Text.Same($"{When(turn, plan, t)} {t.Name} · ") + State(t.State) + Held(t))])]
                : day.Select(t => (Part)new Step(++number, Text.Same($"{When(turn, plan, t)} {t.Name}"), t.State == TalkState.Held, t.Position.Name() + Text.Same(" · ") + State(t.State) + Held(t), Act(turn, plan, t)) { Stands = t.State != TalkState.Held, Warns = t.State == TalkState.Declined }));
        }

        if (plan.Talks.Count > MostButtons)
        {
            body.Add(new Paragraph(new("改一个人的时间:写「谈话 孙丽」。", "To move one: write \"talks 孙丽\"."), Tone.Quiet));
        }

        if (plan.Unplaced.Count > 0)
        {
            body.Add(new Heading(new("排不下的", "Without a time")));
            body.AddRange(plan.Unplaced.Select(u => new Line(Text.Same(u.Name), null, Why(turn, u), Tone.Attention)));
        }

        body.AddRange(Calendars(plan));
        return new(new(Title, body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Named(plan.Quarter),
            Buttons =
            [
                .. proposed > 0 ? [new Button(new($"确认并邀请 {proposed} 人", $"Confirm and invite {proposed}"), new ConfirmTalks(plan.Branch, plan.Quarter, plan.Version)) { Primary = true }] : Array.Empty<Button>(),
                .. plan.Talks.Any(t => t.Problem is not null) || plan.Stuck is { Count: > 0 } ? [new Button(new("再放一次 Outlook", "Try Outlook again"), new RetryInvitations(plan.Branch, plan.Quarter))] : Array.Empty<Button>(),
                .. plan.Outlook && plan.Talks.Any(t => t.State != TalkState.Held) ? [new Button(plan.Online ? new("改为当面谈", "In person") : new("改为 Teams 会议", "As Teams meetings"), new MeetInTeams(plan.Branch, plan.Quarter, !plan.Online))] : Array.Empty<Button>(),
                .. TalkQuarter.IsOpen(plan.Quarter, turn.Today) ? [new Button(new("重新安排", "Arrange again"), new PlanTalks(plan.Branch, plan.Quarter))] : Array.Empty<Button>(),
            ],
            Refresh = new ShowTalks(plan.Branch, plan.Quarter),
            Summary = new($"季度谈话:排了 {plan.Talks.Count} 人" + (plan.Unplaced.Count > 0 ? $",{plan.Unplaced.Count} 人排不下" : ""), $"Quarterly talks: {plan.Talks.Count} arranged" + (plan.Unplaced.Count > 0 ? $", {plan.Unplaced.Count} without a time" : "")),
        });
    }

    /// <summary>09:00–10:00.</summary>
    public static string When(Turn turn, TalkPlan plan, Talk talk) => $"{turn.Branch.Time.Clock(talk.Start)}–{turn.Branch.Time.Clock(talk.Start + plan.Length)}";

    /// <summary>1月4日(周一)09:00–10:00.</summary>
    public static Text WhenOn(Turn turn, TalkPlan plan, Talk talk) => Dates.WithWeekday(DateOnly.FromDateTime(turn.Branch.Time.Wall(talk.Start))) + Text.Same($" {When(turn, plan, talk)}");

    /// <summary>How far a talk is.</summary>
    public static Text State(TalkState state) => state switch
    {
        TalkState.Proposed => new("提议", "proposed"),
        TalkState.Invited => new("已邀请", "invited"),
        TalkState.Accepted => new("已接受", "accepted"),
        TalkState.Declined => new("不行,要另找时间", "declined: needs another time"),
        _ => new("谈过了", "held"),
    };

    /// <summary>What stands in somebody's way (Q-2).</summary>
    public static Text Why(Turn turn, Unplaced unplaced) => unplaced.Obstacle switch
    {
        Obstacle.Leave when unplaced.LeaveUntil is { } until => new Text("休假到", "on leave until ") + Dates.Brief(until, turn.Today),
        Obstacle.Leave => new("休假", "on leave"),
        Obstacle.OffDuty => new("这些天不在岗", "not on duty on these days"),
        Obstacle.Busy => new("日历都满了", "his calendar is full"),
        Obstacle.Cover => new("走开就没人顶岗", "nobody would be left at the counters or in the lobby"),
        Obstacle.Taken => new("合适的时间都排满了", "the times that fit are taken"),
        Obstacle.HolderAway => new("支行长这些天不在", "the manager is away on these days"),
        Obstacle.HolderBusy => new("支行长日历都满了", "the manager's calendar is full"),
        _ => new("1 日至 15 日没有合适的时间了", "no time is left on days 1 to 15"),
    };

    /// <summary>Why a calendar could not be read or written (Q-2, Q-3): a sentence for each.</summary>
    public static Text Why(CalendarProblem problem) => problem switch
    {
        CalendarProblem.NotAllowed => new("没有权限,请管理员检查", "not allowed; ask the administrator"),
        CalendarProblem.NoMailbox => new("没有邮箱", "no mailbox"),
        CalendarProblem.Throttled => new("Outlook 太忙", "Outlook is too busy"),
        CalendarProblem.NoAnswer => new("Outlook 没有回应", "Outlook did not answer"),
        CalendarProblem.NotConnected => new("现在没有连接 Outlook", "Outlook is not connected now"),
        _ => new("Outlook 不接受", "Outlook refused"),
    };

    // An error is never taken for a free calendar.
    private static IEnumerable<Part> Calendars(TalkPlan plan)
    {
        if (!plan.Outlook)
        {
            yield return new Paragraph(new("只看了营业时间、三件事、午间和休假,没有看日历。", "Of hours, the three tasks, lunch and leave; calendars were not looked at."), Tone.Quiet);
            yield break;
        }

        foreach (var why in (plan.Unseen ?? []).GroupBy(u => u.Problem))
        {
            yield return new Paragraph(new Text("日历没看到,只按班次和休假排:", "Calendars not seen, by hours and leave only: ") + Text.Same(string.Join('、', why.Select(u => u.Name))) + new Text("(", " (") + Why(why.Key) + new Text(")", ")"), Tone.Attention);
        }

        foreach (var why in plan.Talks.Where(t => t.Problem is not null).GroupBy(t => t.Problem!.Value))
        {
            yield return new Paragraph(new Text("没有放进 Outlook:", "Not in Outlook: ") + Text.Same(string.Join('、', why.Select(t => t.Name))) + new Text("(", " (") + Why(why.Key) + new Text(");本人已在这里收到邀请。", "); the invitation was given here."), Tone.Attention);
        }

        foreach (var why in (plan.Stuck ?? []).GroupBy(s => s.Problem))
        {
            yield return new Paragraph(new Text($"有 {why.Count()} 个约会没能从 Outlook 取消(", $"{why.Count()} meetings could not be called off in Outlook (") + Why(why.Key) + new Text("):可以在日历里自己删掉,或再试。", "): delete them in the calendar, or try again."), Tone.Attention);
        }

        if (plan.Unseen is null or [])
        {
            yield return new Paragraph(new("看了大家的 Outlook 日历。", "Everybody's calendar in Outlook was looked at."), Tone.Quiet);
        }
    }

    // P-2: who acts for the manager holds some of them himself.
    private static Text Held(Talk talk) => talk.HolderName is { } name ? new($" · {name}谈", $" · held by {name}") : Text.Same("");

    private static Button? Act(Turn turn, TalkPlan plan, Talk talk) => talk.State switch
    {
        TalkState.Held => new(new("记录", "Minutes"), new WriteMinutes(plan.Branch, plan.Quarter, talk.Person)),
        TalkState.Invited or TalkState.Accepted when talk.Start + plan.Length <= turn.Now => new(new("谈过了", "Held"), new HoldTalk(plan.Branch, plan.Quarter, talk.Person)),
        _ => new(new("改时间", "Another time"), new OfferTimes(plan.Branch, plan.Quarter, talk.Person)),
    };

    private static Text Sum(Turn turn, TalkPlan plan)
    {
        int Of(TalkState state) => plan.Talks.Count(t => t.State == state);
        var parts = new[] { TalkState.Held, TalkState.Accepted, TalkState.Invited, TalkState.Declined, TalkState.Proposed }.Where(s => Of(s) > 0).Select(s => State(s) + Text.Same($" {Of(s)}")).ToList();
        return parts.Count == 0 ? new("还没有安排。", "Nothing is arranged yet.")
            : parts.Aggregate((a, b) => a + Text.Same(" · ") + b) + (plan.Unplaced.Count == 0 ? Text.Same("") : new($" · 排不下 {plan.Unplaced.Count}", $" · {plan.Unplaced.Count} without a time"))
                + (plan is { Unplaced.Count: > 0, Optimal: true } ? new("(已证明不能更多)", " (proven: no more fit)") : Text.Same(""));
    }
}
