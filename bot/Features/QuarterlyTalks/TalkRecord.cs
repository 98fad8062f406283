using System.Globalization;
using System.Text.Json.Serialization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>How far the minutes of a talk are .</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MinutesState>))]
public enum MinutesState
{
    /// <summary>The manager's own.</summary>
    Draft,

    /// <summary>The employee sees them.</summary>
    Released,

    /// <summary>已阅: he has.</summary>
    Acknowledged,
}

/// <summary>Something that was agreed .</summary>
/// <param name="What">What.</param>
/// <param name="Owner">Who does it: the employee or the manager.</param>
/// <param name="Due">By which day.</param>
/// <param name="DoneAt">When it was done, UTC; null: not yet.</param>
public sealed record Agreement(string What, PersonId Owner, DateOnly Due, DateTimeOffset? DoneAt = null);

/// <summary>What a talk came to: minutes and agreements. For the manager and the employee alone .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The first day of the quarter in which it was held.</param>
/// <param name="Person">With whom.</param>
/// <param name="Name">His name.</param>
/// <param name="Minutes">The manager's words.</param>
/// <param name="Agreements">What was agreed, three at most.</param>
/// <param name="State">How far the minutes are.</param>
/// <param name="Version">How many times they were released: who acknowledges, acknowledges what he saw.</param>
/// <param name="Revision">How many times its words have changed: nobody writes over what he has not seen.</param>
/// <param name="Change">What the manager has written since the release, and not released yet; null: nothing.</param>
/// <param name="Author">Who wrote last.</param>
public sealed record TalkRecord(
    BranchId Branch,
    DateOnly Quarter,
    PersonId Person,
    string Name,
    string Minutes,
    IReadOnlyList<Agreement> Agreements,
    MinutesState State = MinutesState.Draft,
    int Version = 0,
    int Revision = 0,
    TalkMinutes? Change = null,
    PersonId? Author = null) : Row
{
    /// <summary>The most characters of minutes.</summary>
    public const int MostWords = 3000;

    /// <summary>The most agreements .</summary>
    public const int MostAgreements = 3;

    /// <summary>The most characters of one.</summary>
    public const int MostWhat = 200;

    /// <summary>What the manager wrote last, released or not.</summary>
    [JsonIgnore]
    public TalkMinutes Newest => Change ?? new(Minutes, Agreements);

    /// <summary>Whether the employee has all of it.</summary>
    [JsonIgnore]
    public bool IsOut => Change is null && State != MinutesState.Draft;

    /// <summary>The same with what was written. What was released stays as it was until the next release: nobody has acknowledged what he never saw.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="by">Who wrote it.</param>
    /// <param name="releases">Whether the employee is to see it.</param>
    public TalkRecord With(TalkMinutes written, PersonId by, bool releases) =>
        (releases || State == MinutesState.Draft
            ? this with { Minutes = written.Minutes, Agreements = written.Agreements, Change = null, State = releases ? MinutesState.Released : State, Version = Version + (releases ? 1 : 0) }
            : this with { Change = written.Says(new(Minutes, Agreements)) ? null : written }) with { Revision = Revision + 1, Author = by };

    /// <summary>Where a talk's record stands.</summary>
    public static RowAddress At(BranchId branch, DateOnly quarter, PersonId person) => new(PartitionOf(branch), $"record|{Periods.QuarterOf(quarter)}|{person}");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Quarter, Person);

    /// <summary>The partition of a branch's records.</summary>
    internal static Partition PartitionOf(BranchId branch) => Partition.OfBranch("talks", branch);
}

/// <summary>An agreement that is not done yet, so that those that are due are found by one query; written with its record.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter of the talk.</param>
/// <param name="Person">With whom it was agreed.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Owner">Who does it.</param>
/// <param name="Due">By which day.</param>
public sealed record OpenAgreement(BranchId Branch, DateOnly Quarter, PersonId Person, int Number, PersonId Owner, DateOnly Due) : Row
{
    private const string Keys = "open|";

    /// <summary>All of a branch, by one query.</summary>
    public static Read All(BranchId branch) => Read.All<OpenAgreement>(TalkRecord.PartitionOf(branch), Keys);

    /// <summary>Those of one talk, by one query.</summary>
    public static Read Of(BranchId branch, DateOnly quarter, PersonId person) => Read.All<OpenAgreement>(TalkRecord.PartitionOf(branch), Prefix(quarter, person));

    /// <inheritdoc/>
    public override RowAddress Address => new(TalkRecord.PartitionOf(Branch), string.Create(CultureInfo.InvariantCulture, $"{Prefix(Quarter, Person)}{Number}"));

    private static string Prefix(DateOnly quarter, PersonId person) => $"{Keys}{Periods.QuarterOf(quarter)}|{person}|";
}
