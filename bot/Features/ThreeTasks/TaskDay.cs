using System.Text.Json.Serialization;

namespace BranchBot.Features.ThreeTasks;

/// <summary>What was done to an item.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TickKind>))]
public enum TickKind
{
    /// <summary>Ticked.</summary>
    Done,

    /// <summary>Taken back.</summary>
    TakenBack,

    /// <summary>Done with an issue (异常, T-2).</summary>
    Issue,

    /// <summary>Brought back by a superior with a comment (没做好); the tick before it is kept too (T-6).</summary>
    NotDone,
}

/// <summary>One entry of the history: who did what to which item, and when (T-3).</summary>
/// <param name="Number">Its place in the day's history, from 1.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Kind">Ticked or taken back.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Operation">The activity by which it was done; a repeat of it is recognised.</param>
public sealed record Tick(int Number, string Item, TickKind Kind, DateTimeOffset At, PersonId By, string Operation)
{
    /// <summary>The issue's id, where it was done with one.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the item is done by it, with an issue or without.</summary>
    [JsonIgnore]
    public bool IsDone => Kind is TickKind.Done or TickKind.Issue;

    /// <summary>The name of who did it, where it was not the person himself: a superior, or a colleague who covers.</summary>
    public string? Name { get; init; }

    /// <summary>What a superior wrote when he brought the item back.</summary>
    public string? Comment { get; init; }
}

/// <summary>No nudges for a while.</summary>
/// <param name="From">Since when, UTC.</param>
/// <param name="Until">Until when, UTC.</param>
/// <param name="Operation">The activity by which it was said; a repeat of it is recognised.</param>
public sealed record NudgePause(DateTimeOffset From, DateTimeOffset Until, string Operation);

/// <summary>One person's day: every tick and every taking back, never removed (T-3). What is done follows from it.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The branch's business day.</param>
/// <param name="Person">Whose.</param>
/// <param name="History">Oldest first.</param>
public sealed record TaskDay(BranchId Branch, DateOnly Day, PersonId Person, IReadOnlyList<Tick> History) : Row
{
    /// <summary>How many entries a day may have: a hundred undos are a game, and a row has its limit of size.</summary>
    public const int MostEntries = 100;

    private const string Keys = "person|";

    /// <summary>Until when he wants no nudges; null: he gets them.</summary>
    public NudgePause? Pause { get; init; }

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Day, Person);

    /// <summary>Where a person's day stands.</summary>
    public static RowAddress At(BranchId branch, DateOnly day, PersonId person) => new(Of(branch, day), Keys + person);

    /// <summary>The days of all of a branch, by one query.</summary>
    public static Read All(BranchId branch, DateOnly day) => Read.All<TaskDay>(Of(branch, day), Keys);

    /// <summary>The tick by which an item stands done; null where it is not.</summary>
    public Tick? DoneBy(string item) => History.LastOrDefault(t => t.Item == item) is { IsDone: true } tick ? tick : null;

    /// <summary>Whether an item was done and is not any more, and that since then: whoever pressed before may not know.</summary>
    public bool IsUndoneSince(string item, DateTimeOffset then) => History.LastOrDefault(t => t.Item == item) is { IsDone: false } last && last.At > then;

    /// <summary>The last tick that still stands; null where none does.</summary>
    public Tick? Last() => Last(_ => true);

    /// <summary>The last tick that still stands of the items that are asked for; null where none does.</summary>
    public Tick? Last(Predicate<string> item) => History.LastOrDefault(t => item(t.Item) && t.IsDone && DoneBy(t.Item) == t);

    /// <summary>What an operation did before; null where it is new.</summary>
    public Tick? DoneIn(string operation) => History.FirstOrDefault(t => t.Operation == operation);

    /// <summary>The day with one more entry.</summary>
    public TaskDay With(string item, TickKind kind, Turn turn) =>
        this with { History = [.. History, new(History.Count + 1, item, kind, turn.Now, turn.Actor.Id, turn.Operation)] };

    /// <summary>The day with one more entry that was made then: because of an issue, or of what was done elsewhere.</summary>
    public TaskDay With(string item, TickKind kind, DateTimeOffset at, PersonId by, string operation, string? fault) =>
        this with { History = [.. History, new(History.Count + 1, item, kind, at, by, operation) { Fault = fault }] };

    /// <summary>The issues with which items stand done.</summary>
    public IEnumerable<string> Faults() => History.Where(t => t.Fault is not null && DoneBy(t.Item) == t).Select(t => t.Fault!).Distinct();

    /// <summary>The day with an entry that somebody else makes: a superior who brings an item back, a colleague who covers.</summary>
    public TaskDay WithOf(Turn turn, string item, TickKind kind, string? comment = null) =>
        this with { History = [.. History, new(History.Count + 1, item, kind, turn.Now, turn.Actor.Id, turn.Operation) { Name = turn.Actor.Name, Comment = comment }] };

    /// <summary>The word by which a superior brought an item back; null where none stands.</summary>
    public Tick? SentBack(string item) => History.LastOrDefault(t => t.Item == item) is { Kind: TickKind.NotDone } back ? back : null;

    private static Partition Of(BranchId branch, DateOnly day) => Partition.OfBranch("tasks", branch, RowKeys.Of(day));
}
