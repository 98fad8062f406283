using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace BranchBot.Features.Feedback;

/// <summary>Where something said of somebody comes from (Q-5).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeedbackKind>))]
public enum FeedbackKind
{
    /// <summary>95580 表扬: praise by the bank's hotline.</summary>
    Hotline,

    /// <summary>表扬信: a letter of praise, or praise spoken in the branch.</summary>
    Letter,

    /// <summary>客户之声: the survey of customers.</summary>
    CustomerVoice,

    /// <summary>投诉: a complaint.</summary>
    Complaint,

    /// <summary>观察: what the manager or a colleague saw.</summary>
    Observation,
}

/// <summary>Something that was said of somebody.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Of whom.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Day">When it happened.</param>
/// <param name="Id">What tells it apart on its day.</param>
/// <param name="What">What was said. Long numbers in it are masked: customers' telephones and accounts (F-5).</param>
/// <param name="By">Who wrote it down. Shown to nobody (Q-7).</param>
/// <param name="ByManager">Whether that was the manager.</param>
/// <param name="At">When, UTC.</param>
/// <param name="WithdrawnBy">Who took it back; null: it stands. What was taken back is kept and not shown.</param>
public sealed partial record FeedbackEntry(BranchId Branch, PersonId Person, FeedbackKind Kind, DateOnly Day, string Id, string What, PersonId By, bool ByManager, DateTimeOffset At, PersonId? WithdrawnBy = null) : Row
{
    /// <summary>The most characters.</summary>
    public const int MostWords = 500;

    /// <inheritdoc/>
    public override RowAddress Address => Stands(Branch, Person, Day, Id);

    /// <summary>Where one stands.</summary>
    public static RowAddress Stands(BranchId branch, PersonId person, DateOnly day, string id) => new(In(branch), $"{person}|{Written(day)}|{id}");

    /// <summary>All of somebody's days, by one query.</summary>
    public static Read Of(BranchId branch, PersonId person, DaySpan days) => Read.Between<FeedbackEntry>(In(branch), $"{person}|", $"{person}|{Written(days.From)}", $"{person}|{Written(days.To)}");

    /// <summary>The words with customers' numbers masked, as 138****1234 (F-5).</summary>
    public static string Masked(string words) => Number().Replace(words, m => Signs().Replace(m.Value, "") is var number ? $"{number[..3]}****{number[^4..]}" : "");

    private static Partition In(BranchId branch) => Partition.OfBranch("feedback", branch);

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[0-9](?:[ -]?[0-9]){7,}[Xx]?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("[ -]", RegexOptions.CultureInvariant)]
    private static partial Regex Signs();
}

/// <summary>What may be written down, and what it is called. Pure.</summary>
internal static class FeedbackRules
{
    /// <summary>How long ago something may have happened.</summary>
    public const int MostBack = 100;

    /// <summary>Whether it is praise.</summary>
    public static bool IsPraise(FeedbackKind kind) => kind is FeedbackKind.Hotline or FeedbackKind.Letter or FeedbackKind.CustomerVoice;

    /// <summary>What it is called.</summary>
    public static Text Name(FeedbackKind kind) => kind switch
    {
        FeedbackKind.Hotline => new("95580 表扬", "95580 commendation"),
        FeedbackKind.Letter => new("表扬信、当面表扬", "letter or word of praise"),
        FeedbackKind.CustomerVoice => new("客户之声", "customers' survey"),
        FeedbackKind.Complaint => new("投诉", "complaint"),
        _ => new("观察", "observation"),
    };

    /// <summary>What somebody may write down: what customers say the manager, the supervisors and the lobby; what one saw everybody.</summary>
    public static IReadOnlyList<FeedbackKind> Of(Member member) =>
        member.Lobby != LobbyRole.None || member.Holds(Position.BranchManager) || member.Holds(Position.SalesSupervisor) || member.Holds(Position.OperationsSupervisor) ? Enum.GetValues<FeedbackKind>() : [FeedbackKind.Observation];

    /// <summary>What is wrong with an entry; null: nothing.</summary>
    public static Text? Wrong(Turn turn, RosterEntry person, FeedbackKind kind, DateOnly day, string what) =>
        person.Id == turn.Actor.Id ? new("写同事的,不写自己的。", "It is about a colleague, not about oneself.")
        : !Of(turn.Member).Contains(kind) ? new("客户的表扬和投诉由支行长、主管和大堂经理记;您可以写「观察」。", "What customers say is kept by the manager, the supervisors and the lobby; you can write an \"observation\".")
        : what.Length == 0 ? new("请写发生了什么。", "Please write what happened.")
        : what.Length > FeedbackEntry.MostWords ? new($"最多 {FeedbackEntry.MostWords} 字,现在 {what.Length} 字。", $"At most {FeedbackEntry.MostWords} characters; these are {what.Length}.")
        : day > turn.Today || day < turn.Today.AddDays(-MostBack) ? new($"日子要在最近 {MostBack} 天里。", $"The day lies within the last {MostBack} days.")
        : null;
}
