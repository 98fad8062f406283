namespace BranchBot.Core;

/// <summary>
/// What every turn of a branch needs to know of it, in one row beside the roster: hours, special days, who is on leave, who acts for whom, settings and
/// lists of its own. Whoever changes any of it writes this row, so that overlaps are seen and two who change at once decide one after the other.
/// </summary>
/// <param name="Branch">The branch as the import has it.</param>
public sealed record BranchFacts(Branch Branch) : Row
{
    /// <summary>How long an entry stays here after its last day: a quarter and some days. What was changed stays in <see cref="Change"/> rows.</summary>
    public const int KeptDays = 100;

    /// <summary>The most entries that a branch keeps: the row of a large branch in a busy quarter stays a small read.</summary>
    public const int MostDuty = 300;

    /// <summary>The most days that a branch or a region has changed.</summary>
    public const int MostDays = 200;

    /// <summary>What the branch may set for itself.</summary>
    public BranchSettings Settings { get; init; } = new();

    /// <summary>Leave, rest days, shifts, deputies, lobby duty.</summary>
    public IReadOnlyList<DutyEntry> Duty { get; init; } = [];

    /// <summary>Days that the branch itself has changed.</summary>
    public IReadOnlyList<SpecialDay> Days { get; init; } = [];

    /// <summary>Days that its region has changed.</summary>
    public IReadOnlyList<SpecialDay> RegionDays { get; init; } = [];

    /// <summary>Task lists that the branch has adapted (P-6).</summary>
    public IReadOnlyList<AdaptedList> Lists { get; init; } = [];

    /// <summary>Task lists that its region has adapted; the branch's own come first (P-6).</summary>
    public IReadOnlyList<AdaptedList> RegionLists { get; init; } = [];

    /// <summary>The branch's team in Teams; null where the bot is in none.</summary>
    public TeamPlace? Team { get; init; }

    /// <summary>By which filing of a set-up in Teams it was founded, so that this is done once; null: by an import.</summary>
    public string? Founded { get; init; }

    /// <summary>Since when nothing is pushed to the branch, for the bot was removed from its team; null: all goes its way.</summary>
    public DateTimeOffset? Silent { get; init; }

    /// <summary>Where a branch's facts stand.</summary>
    public static RowAddress At(BranchId id) => new(Partition.OfBranch("people", id), "branch");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch.Id);

    /// <summary>The branch's business day at an instant (P-8).</summary>
    public DateOnly Today(DateTimeOffset now) => Branch.Time.DayOf(now);

    /// <summary>What kind of day it is for the branch: its own word first, then its region's, then the national calendar, then the weekday (P-4).</summary>
    public BranchDay On(DateOnly day) => BranchDay.Of(this, day);

    /// <summary>What stands in for a list of the handbook in this branch on a day, the branch's own before its region's; null: the handbook's own (P-6).</summary>
    public IReadOnlyList<AdaptedItem>? ListOf(string list, string phase, DateOnly day) =>
        AdaptedList.On(Lists, list, phase, day)?.Items ?? AdaptedList.On(RegionLists, list, phase, day)?.Items;

    /// <summary>An entry by its id; null where there is none.</summary>
    public DutyEntry? Entry(string id) => Duty.FirstOrDefault(d => d.Id == id);

    /// <summary>The same with an entry: a new one at the end, a changed one at its place.</summary>
    public BranchFacts With(DutyEntry entry) =>
        this with { Duty = Entry(entry.Id) is null ? [.. Duty, entry] : [.. Duty.Select(d => d.Id == entry.Id ? entry : d)] };

    /// <summary>The same without entries and days that are long over.</summary>
    public BranchFacts Pruned(DateOnly today) => this with
    {
        Duty = [.. Duty.Where(d => d.To.AddDays(KeptDays) >= today)],
        Days = [.. Days.Where(d => d.Day.AddDays(KeptDays) >= today)],
        RegionDays = [.. RegionDays.Where(d => d.Day.AddDays(KeptDays) >= today)],
    };
}

/// <summary>Where the branch is in Teams: what is needed to write to its channel and to read its roster.</summary>
/// <param name="ServiceUrl">Where the connector answers.</param>
/// <param name="TeamId">The team, which is its General channel too (<c>19:…@thread.tacv2</c>).</param>
/// <param name="ChannelId">The channel that was chosen at the installation.</param>
/// <param name="TenantId">The Entra tenant.</param>
/// <param name="BotId">The bot as the channel names it (<c>28:…</c>).</param>
public sealed record TeamPlace(string ServiceUrl, string TeamId, string ChannelId, string TenantId, string BotId);

/// <summary>What a branch may set for itself (设置), in one place, with the usual values. Minutes are counted in the branch's zone.</summary>
public sealed record BranchSettings
{
    /// <summary>How many minutes before opening the opening card comes by itself.</summary>
    public int OpeningCardBefore { get; init; } = 30;

    /// <summary>How many minutes before the limit who has not finished is nudged.</summary>
    public int NudgeBefore { get; init; } = 10;

    /// <summary>How many minutes after opening the opening items still count as on time (T-4).</summary>
    public int OpeningLimitAfter { get; init; }

    /// <summary>How many minutes before closing the closing card comes by itself.</summary>
    public int ClosingCardBefore { get; init; }

    /// <summary>How many minutes after closing the closing items still count as on time (T-4).</summary>
    public int ClosingLimitAfter { get; init; } = 60;

    /// <summary>Whoever ticks all items of a phase within so many seconds is named to the manager, without accusation; 0: nobody is.</summary>
    public int HurriedSeconds { get; init; } = 10;

    /// <summary>Whether tellers must report what they sold, too (S-3).</summary>
    public bool TellersReport { get; init; }

    /// <summary>Whether everybody of the branch sees each colleague's figures by name, as on the tables on a staff-room wall (S-7).</summary>
    public bool ColleaguesSeen { get; init; }

    /// <summary>Whether everybody sees the facts of his own quarter before the talk .</summary>
    public bool OwnDossierSeen { get; init; } = true;

    /// <summary>How many minutes a quarterly talk takes, two hours at most .</summary>
    public int TalkMinutes { get; init; } = 60;

    /// <summary>How many quarterly talks there are a day at most .</summary>
    public int TalksADay { get; init; } = 2;

    /// <summary>Where quarterly talks are held; empty: in the branch.</summary>
    public string TalkPlace { get; init; } = "";

    /// <summary>Zones (功能分区) of the branch, as a person picks where something is broken.</summary>
    public IReadOnlyList<string> Zones { get; init; } = ["自助银行区", "大众服务区", "理财服务区", "客户体验区", "贵宾服务区"];
}

/// <summary>One change of a branch's facts: who, when, before and after. Never removed.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Name">His name then, with 代 where he acted for the manager (P-2).</param>
/// <param name="What">What was changed.</param>
/// <param name="Operation">The activity by which it was done.</param>
/// <param name="Before">What stood before; null where nothing did.</param>
/// <param name="After">What stands now; null where it was taken away.</param>
public sealed record Change(BranchId Branch, DateTimeOffset At, PersonId By, string Name, Text What, string Operation, Text? Before = null, Text? After = null) : Row
{
    private const string Keys = "change|";

    /// <summary>A branch's changes since an instant, oldest first, by one query.</summary>
    public static Read Since(BranchId branch, DateTimeOffset since) =>
        Read.From<Change>(Partition.OfBranch("people", branch), Keys, Keys + Stamp(since));

    /// <inheritdoc/>
    public override RowAddress Address => new(Partition.OfBranch("people", Branch), $"{Keys}{Stamp(At)}|{RowKeys.Of(Operation)}");

    /// <summary>A change that the speaker of a turn makes.</summary>
    public static Change Of(Turn turn, Text what, Text? before, Text? after) =>
        new(turn.Branch.Id, turn.Now, turn.Actor.Id, turn.Actor is Member member ? member.NameAs(Position.BranchManager).Zh : turn.Actor.Name, what, turn.Operation, before, after);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmssfff", System.Globalization.CultureInfo.InvariantCulture);
}
