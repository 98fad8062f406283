using System.Text.Json.Serialization;

namespace BranchBot.Features.Issues;

/// <summary>How far an issue is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueState>))]
public enum IssueState
{
    /// <summary>待处理: its owner is told, and nobody has taken it in hand.</summary>
    Open,

    /// <summary>处理中: somebody has it in hand.</summary>
    Taken,

    /// <summary>已解决, with a remedy.</summary>
    Solved,

    /// <summary>已撤回 by who reported it.</summary>
    Withdrawn,
}

/// <summary>What was done to an issue.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueStep>))]
public enum IssueStep
{
    /// <summary>Reported.</summary>
    Reported,

    /// <summary>Taken in hand.</summary>
    Taken,

    /// <summary>Handed to somebody else.</summary>
    Handed,

    /// <summary>Solved.</summary>
    Solved,

    /// <summary>Opened again.</summary>
    Reopened,

    /// <summary>Withdrawn.</summary>
    Withdrawn,

    /// <summary>A picture came with it.</summary>
    Pictured,
}

/// <summary>One entry of an issue's history: who did what, when, and who was told to act.</summary>
/// <param name="Step">What was done.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Name">His name, with the capacity in which he did it.</param>
/// <param name="Operation">The activity by which it was done.</param>
public sealed record IssueEvent(IssueStep Step, DateTimeOffset At, PersonId By, Text Name, string Operation)
{
    /// <summary>The remedy, or why it was opened again.</summary>
    public string? Note { get; init; }

    /// <summary>Who was told to act.</summary>
    public IssueOwner? To { get; init; }
}

/// <summary>Who must act on an issue.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">His name.</param>
/// <param name="Post">The post by which he must; null: lobby duty, or it was handed to him.</param>
public sealed record IssueOwner(PersonId Person, string Name, Position? Post = null);

/// <summary>
/// An issue (异常, T-2). Open ones stand together, so that one query finds all of a branch; a closed one moves to another key with all its history, so
/// that the query never grows with the past. It stands in a partition of its own and not in the day's: it outlives the day.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Id">Day and a serial that the form carries, so that a form sent twice is one issue.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Weight">How bad.</param>
/// <param name="What">In the reporter's words.</param>
/// <param name="Reporter">Who reported it.</param>
/// <param name="ReporterName">His name.</param>
/// <param name="Owner">Who must act.</param>
/// <param name="State">How far it is.</param>
/// <param name="History">Oldest first, never removed.</param>
public sealed record Issue(
    BranchId Branch, string Id, IssueKind Kind, IssueWeight Weight, string What, PersonId Reporter, string ReporterName, IssueOwner Owner, IssueState State, IReadOnlyList<IssueEvent> History)
    : Row
{
    /// <summary>The most characters of what somebody writes.</summary>
    public const int MostWords = 200;

    /// <summary>How much may be done to one: a row has its limit of size.</summary>
    public const int MostSteps = 40;

    /// <summary>The most pictures of one.</summary>
    public const int MostPictures = 4;

    /// <summary>How many days after it was solved it may be opened again.</summary>
    public const int ReopenDays = 7;

    private const string OpenKeys = "open|";
    private const string ClosedKeys = "closed|";

    /// <summary>Where; null: not said.</summary>
    public string? Zone { get; init; }

    /// <summary>The item of the reporter's list at which it was found; null: none.</summary>
    public ItemRef? Item { get; init; }

    /// <summary>The pictures, by their names in the store.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    /// <summary>Whether somebody still has to act.</summary>
    [JsonIgnore]
    public bool IsOpen => State is IssueState.Open or IssueState.Taken;

    /// <summary>When it was reported, UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset At => History[0].At;

    /// <inheritdoc/>
    public override RowAddress Address => AddressOf(Branch, Id, IsOpen);

    /// <summary>What must be read to know one issue: it stands at one of two keys.</summary>
    public static IReadOnlyList<Read> One(BranchId branch, string id) => [Read.One<Issue>(AddressOf(branch, id, true)), Read.One<Issue>(AddressOf(branch, id, false))];

    /// <summary>All open ones of a branch, by one query.</summary>
    public static Read AllOpen(BranchId branch) => Read.All<Issue>(PartitionOf(branch), OpenKeys);

    /// <summary>The issue among what was read; null where there is none.</summary>
    public static Issue? Find(Rows rows, BranchId branch, string id) => rows.Find<Issue>(AddressOf(branch, id, true)) ?? rows.Find<Issue>(AddressOf(branch, id, false));

    /// <summary>The open ones among what was read, oldest first.</summary>
    public static IReadOnlyList<Issue> Open(Rows rows, BranchId branch) => [.. rows.All<Issue>().Where(i => i.IsOpen && i.Branch == branch).OrderBy(i => i.At)];

    /// <summary>The partition of a branch's issues.</summary>
    internal static Partition PartitionOf(BranchId branch) => Partition.OfBranch("issues", branch);

    /// <summary>The last time that something was done; null: never.</summary>
    public IssueEvent? Last(IssueStep step) => History.LastOrDefault(e => e.Step == step);

    private static RowAddress AddressOf(BranchId branch, string id, bool open) => new(PartitionOf(branch), (open ? OpenKeys : ClosedKeys) + id);
}

/// <summary>A picture that somebody sent without an issue that it belongs to; kept until he says which, or sends another.</summary>
public sealed record WaitingPicture(BranchId Branch, PersonId Person, string Name, DateTimeOffset At) : Row
{
    /// <summary>Where somebody's waiting picture stands.</summary>
    public static RowAddress Of(BranchId branch, PersonId person) => new(Issue.PartitionOf(branch), "picture|" + person);

    /// <inheritdoc/>
    public override RowAddress Address => Of(Branch, Person);
}

/// <summary>
/// That an issue was reported. It stays where it is while the issue moves between two keys, so that of a form that was sent twice the later one meets it, though the
/// issue was closed before it came to its end.
/// </summary>
public sealed record ReportedIssue(BranchId Branch, string Id, DateTimeOffset At) : Row
{
    /// <summary>What keys of them begin with.</summary>
    public const string Keys = "reported|";

    /// <inheritdoc/>
    public override RowAddress Address => new(Issue.PartitionOf(Branch), Keys + Id);
}
