using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Features.Settings;

/// <summary>One thing that a branch may set: how it is asked, shown and changed. A new one is a line in <see cref="All"/>.</summary>
/// <param name="Id">The field on the card.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Ask">The field with what stands now.</param>
/// <param name="Shows">What stands, in words.</param>
/// <param name="Set">The facts with a new value, or what is wrong with it.</param>
internal sealed partial record Setting(string Id, Text Label, Func<BranchFacts, Field> Ask, Func<BranchFacts, Text> Shows, Func<BranchFacts, string, (BranchFacts? Facts, Text? Wrong)> Set)
{
    private const int MostZones = 12;
    private const int LongestZone = 12;
    private const int LongestPlace = 40;
    private static readonly Text Yes = new("是", "yes");
    private static readonly Text No = new("否", "no");

    /// <summary>All settings, in the order of the card.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Number("openingCardBefore", new("开门卡片提前几分钟", "Opening card, minutes before opening"), 0, 180, s => s.OpeningCardBefore, (s, n) => s with { OpeningCardBefore = n }),
        Number("openingLimitAfter", new("开门后几分钟内算准时", "Opening on time, minutes after opening"), 0, 120, s => s.OpeningLimitAfter, (s, n) => s with { OpeningLimitAfter = n }),
        Number("closingCardBefore", new("关门卡片提前几分钟", "Closing card, minutes before closing"), 0, 180, s => s.ClosingCardBefore, (s, n) => s with { ClosingCardBefore = n }),
        Number("closingLimitAfter", new("关门后几分钟内算准时", "Closing on time, minutes after closing"), 0, 240, s => s.ClosingLimitAfter, (s, n) => s with { ClosingLimitAfter = n }),
        Number("nudgeBefore", new("催办提前几分钟", "Nudge, minutes before the limit"), 0, 120, s => s.NudgeBefore, (s, n) => s with { NudgeBefore = n }),
        Number("hurriedSeconds", new("几秒内全勾完告诉支行长(0:不提)", "All ticked within seconds is told the manager (0: never)"), 0, 600, s => s.HurriedSeconds, (s, n) => s with { HurriedSeconds = n }),
        YesNo("tellersReport", new("柜员要报业绩", "Tellers report sales"), s => s.TellersReport, (s, yes) => s with { TellersReport = yes }),
        YesNo("colleaguesSeen", new("员工能看同事的业绩", "Staff see colleagues' figures"), s => s.ColleaguesSeen, (s, yes) => s with { ColleaguesSeen = yes }),
        Number("talkMinutes", new("季度谈话几分钟", "Quarterly talk, minutes"), 30, 120, s => s.TalkMinutes, (s, n) => s with { TalkMinutes = n }),
        Number("talksADay", new("一天最多谈几人", "Quarterly talks a day at most"), 1, 12, s => s.TalksADay, (s, n) => s with { TalksADay = n }),
        new(
            "talkPlace",
            new("季度谈话在哪里", "Where quarterly talks are held"),
            facts => new TextField("talkPlace", new("季度谈话在哪里", "Where quarterly talks are held"), LongestPlace, facts.Settings.TalkPlace, Hint: new("空着:在网点", "empty: in the branch")),
            facts => facts.Settings.TalkPlace.Length == 0 ? new("在网点", "in the branch") : Text.Same(facts.Settings.TalkPlace),
            SetTalkPlace),
        YesNo("ownDossierSeen", new("员工能看自己的季度情况", "Staff see their own quarter"), s => s.OwnDossierSeen, (s, yes) => s with { OwnDossierSeen = yes }),
        new(
            "zones",
            new("功能分区(用、隔开)", "Zones (separated by commas)"),
            facts => new TextField("zones", new("功能分区(用、隔开)", "Zones (separated by commas)"), MostZones * (LongestZone + 1), string.Join("、", facts.Settings.Zones), Required: true, Multiline: true),
            facts => Text.Same(string.Join("、", facts.Settings.Zones)),
            SetZones),
        new(
            "holidayHours",
            new("节假日营业时间(不营业写「无」)", "Holiday hours (\"none\" where closed)"),
            facts => new TextField("holidayHours", new("节假日营业时间(不营业写「无」)", "Holiday hours (\"none\" where closed)"), 11, facts.Branch.HolidayHours is { } hours ? Dates.Written(hours) : "无", Required: true),
            facts => facts.Branch.HolidayHours is { } hours ? Text.Same(Dates.Written(hours)) : new("无", "none"),
            SetHolidayHours),
    ];

    private static Setting Number(string id, Text label, int min, int max, Func<BranchSettings, int> get, Func<BranchSettings, int, BranchSettings> with) => new(
        id,
        label,
        facts => new NumberField(id, label, min, max, get(facts.Settings), Required: true),
        facts => Text.Same(get(facts.Settings).ToString(CultureInfo.InvariantCulture)),
        (facts, value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? (facts with { Settings = with(facts.Settings, number) }, null)
            : (null, new($"「{label.Zh}」要填 {min} 到 {max} 的整数。", $"\"{label.En}\" takes a whole number from {min} to {max}.")));

    private static Setting YesNo(string id, Text label, Func<BranchSettings, bool> get, Func<BranchSettings, bool, BranchSettings> with) => new(
        id,
        label,
        facts => new ChoiceField(id, label, [("yes", Yes), ("no", No)], get(facts.Settings) ? "yes" : "no", Required: true),
        facts => get(facts.Settings) ? Yes : No,
        (facts, value) => Heard.Normalise(value) switch
        {
            "yes" or "是" or "要" or "能" or "开" or "on" => (facts with { Settings = with(facts.Settings, true) }, null),
            "no" or "否" or "不要" or "不能" or "不" or "关" or "off" => (facts with { Settings = with(facts.Settings, false) }, null),
            _ => (null, new($"「{label.Zh}」填「是」或「否」。", $"\"{label.En}\" takes \"yes\" or \"no\".")),
        });

    private static (BranchFacts? Facts, Text? Wrong) SetZones(BranchFacts facts, string value)
    {
        var zones = value.Split(['、', ',', ',', ';', ';', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        return zones.Count is 0 or > MostZones || zones.Any(z => z.Length > LongestZone)
            ? (null, new($"分区要 1 到 {MostZones} 个,每个最多 {LongestZone} 字。", $"1 to {MostZones} zones, of at most {LongestZone} characters each."))
            : (facts with { Settings = facts.Settings with { Zones = zones } }, null);
    }

    private static (BranchFacts? Facts, Text? Wrong) SetTalkPlace(BranchFacts facts, string value) => value.ReplaceLineEndings(" ").Trim() is { Length: <= LongestPlace } place
        ? (facts with { Settings = facts.Settings with { TalkPlace = place is "在网点" or "in the branch" ? "" : place } }, null)
        : (null, new($"谈话的地方最多 {LongestPlace} 字。", $"The place of talks has at most {LongestPlace} characters."));

    private static (BranchFacts? Facts, Text? Wrong) SetHolidayHours(BranchFacts facts, string value)
    {
        var said = Heard.Normalise(value);
        if (said is "无" or "none")
        {
            return (facts with { Branch = facts.Branch with { HolidayHours = null } }, null);
        }

        var hours = HoursPhrase().Match(said);
        return hours.Success && TimeOnly.TryParseExact(hours.Groups[1].Value, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opens)
            && TimeOnly.TryParseExact(hours.Groups[2].Value, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes) && opens < closes
            ? (facts with { Branch = facts.Branch with { HolidayHours = new(opens, closes) } }, null)
            : (null, new("节假日营业时间这样写:09:00-16:00;不营业写「无」。", "Holiday hours are written 09:00-16:00; \"none\" where closed."));
    }

    [GeneratedRegex(@"^([0-9]{1,2}:[0-9]{2}) ?(?:-|至|到|~|–) ?([0-9]{1,2}:[0-9]{2})$")]
    private static partial Regex HoursPhrase();
}
