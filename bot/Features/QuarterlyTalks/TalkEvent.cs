using System.Text.Json.Serialization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A talk as it stands in Outlook, beside the plan that says how it should.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom.</param>
/// <param name="Organizer">In whose calendar it was made.</param>
/// <param name="Id">Its id there; null: there is none, or it is not known.</param>
/// <param name="Sequence">Which state of the invitation stands there; 0: none.</param>
/// <param name="Made">How many times one was made: after one was called off the next is another.</param>
/// <param name="Tried">Whether one may have been made though its id is not known.</param>
/// <param name="Claim">Who is at it just now; null: nobody.</param>
/// <param name="ClaimedUntil">Until when he is trusted to live.</param>
/// <param name="Response">What the employee last answered in Outlook, as Graph calls it.</param>
/// <param name="Online">Whether it stands there as a meeting in Teams: what is one stays one (docs of the event's isOnlineMeeting).</param>
public sealed record TalkEvent(
    BranchId Branch,
    DateOnly Quarter,
    PersonId Person,
    PersonId Organizer,
    string? Id = null,
    int Sequence = 0,
    int Made = 0,
    bool Tried = false,
    string? Claim = null,
    DateTimeOffset? ClaimedUntil = null,
    string? Response = null,
    bool Online = false) : Row
{
    private const string Keys = "event|";

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Quarter, Person);

    /// <summary>What tells the event apart for ever, in Outlook too.</summary>
    [JsonIgnore]
    public string Key => RowKeys.Of($"{Branch}|{Periods.QuarterOf(Quarter)}|{Person}|{Organizer}|{Made}");

    /// <summary>Whether something stands, or may stand, in Outlook.</summary>
    [JsonIgnore]
    public bool MayStand => Id is not null || Tried;

    /// <summary>Where somebody's stands.</summary>
    public static RowAddress At(BranchId branch, DateOnly quarter, PersonId person) => new(TalkPlan.At(branch, quarter).Partition, $"{Keys}{person}");

    /// <summary>All of a quarter.</summary>
    public static Read All(BranchId branch, DateOnly quarter) => Read.All<TalkEvent>(TalkPlan.At(branch, quarter).Partition, Keys);
}

/// <summary>What is missing in Outlook of what the plan says. Pure.</summary>
internal static class TalkEvents
{
    /// <summary>Whether somebody's event is to be made or changed: he is invited to a time that does not stand there, by another holder, or otherwise in Teams.</summary>
    public static bool Lags(TalkPlan plan, Talk? talk, TalkEvent? stands) =>
        talk is { State: TalkState.Invited or TalkState.Accepted } && (stands is null || stands.Sequence != talk.Sequence || stands.Online != plan.Online || stands.Organizer != plan.HolderOf(talk.Person));

    /// <summary>Whether his event is to be called off: he is met no more, by somebody else, or not in Teams any more.</summary>
    public static bool IsOver(TalkPlan plan, Roster roster, Talk? talk, TalkEvent? stands) =>
        stands is { MayStand: true } && talk?.State != TalkState.Held && (talk is null || roster.Find(stands.Person) is null || (stands.Online && !plan.Online) || stands.Organizer != plan.HolderOf(stands.Person));
}
