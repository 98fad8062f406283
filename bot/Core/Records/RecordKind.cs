namespace BranchBot.Core;

/// <summary>
/// A kind of record: what a feature keeps in rows of one type. Each type of row has one, in its feature's contents page: what it is, who reads it, how long it
/// is kept and why, and how it speaks of persons. The sweep of old rows, the export and the deletion of a person's data, and <c>docs/data.md</c> are made of it.
/// </summary>
/// <param name="Row">The type of its rows.</param>
/// <param name="Table">The table.</param>
/// <param name="Owner">Who owns its partitions.</param>
/// <param name="Keys">The row's key; ending with <c>|</c>, what the keys begin with; several by blanks; empty: every key of the table.</param>
/// <param name="What">What it is, in plain words.</param>
/// <param name="Readers">Who reads it.</param>
/// <param name="Keeping">How long it is kept, and why.</param>
/// <param name="Persons">How it speaks of persons.</param>
public sealed record RecordKind(Type Row, string Table, Owner Owner, string Keys, string What, string Readers, Keeping Keeping, OfPersons Persons)
{
    /// <summary>The pictures and files that its rows show, by their names in the store: they go with the row. Null: none.</summary>
    public Func<Row, IEnumerable<string>>? Blobs { get; init; }

    /// <summary>Whose they are: an export gives them to nobody else. Null where there are none.</summary>
    public Func<Row, IEnumerable<PersonId>>? BlobsOf { get; init; }

    /// <summary>Whom the row calls by name, so that a name is known where only an id is given. Null: nobody.</summary>
    public Func<Row, IEnumerable<(PersonId Id, string Name)>>? Names { get; init; }

    /// <summary>The table of rows that stand beside those of any feature: the outbox's, the jobs'.</summary>
    public const string AnyTable = "*";

    /// <summary>The keys, each by itself.</summary>
    public IReadOnlyList<string> EachKey { get; } = Keys.Split(' ');

    /// <summary>How closely it describes such a place: of two kinds that do, the closer one is meant. Null: its rows do not stand there.</summary>
    public int? Describes(string table, string partition, string key) =>
        Table != AnyTable && (table != Table || !partition.StartsWith(Partition.PrefixOf(Owner), StringComparison.Ordinal)) ? null
        : EachKey.Where(k => k.Length == 0 || k.EndsWith('|') ? key.StartsWith(k, StringComparison.Ordinal) : key == k).Max(k => (int?)k.Length);
}

/// <summary>How long rows are kept: a setting of the deployment (<c>Retention:Name</c>, in days).</summary>
/// <param name="Name">The setting's name.</param>
/// <param name="Usual">The usual number of days.</param>
/// <param name="Least">The least that can be set: what the features still look at.</param>
public sealed record RetentionPeriod(string Name, int Usual, int Least)
{
    /// <summary>The most that can be set: thirty years.</summary>
    public const int Most = 10_958;
}

/// <summary>How long rows of a kind are kept.</summary>
/// <param name="Why">Why so long, and from when it counts; for <c>docs/data.md</c>.</param>
public abstract record Keeping(string Why)
{
    /// <summary>They go with their partition, whose key names a day or a quarter: it goes whole once that is over for so long.</summary>
    public sealed record WithPartition(RetentionPeriod Period, string Why) : Keeping(Why);

    /// <summary>Each goes by itself.</summary>
    /// <param name="Period">For how long it is kept.</param>
    /// <param name="Since">From when it counts; null: it does not end yet.</param>
    /// <param name="Why">Why so long.</param>
    public sealed record ByRow(RetentionPeriod Period, Func<Row, DateOnly?> Since, string Why) : Keeping(Why)
    {
        /// <summary>Where keys end of rows that can be older than a day, as they are ordered by it; null: all are read.</summary>
        public Func<DateOnly, string>? Before { get; init; }

        /// <summary>The row with what the sweep notes in it, such as since when its author leads the branch no more; the same row: nothing.</summary>
        public Func<Row, Roster?, DateOnly, Row>? Mark { get; init; }
    }

    /// <summary>As long as what it describes stands; it is replaced or taken away by the feature itself.</summary>
    public sealed record Standing(string Why) : Keeping(Why);

    /// <summary>Each goes by itself, so long after a day that the row names.</summary>
    public static ByRow For<T>(RetentionPeriod period, Func<T, DateOnly?> since, string why, Func<DateOnly, string>? before = null)
        where T : Row => new(period, row => since((T)row), why) { Before = before };

    /// <summary>The UTC day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

/// <summary>How rows of a kind speak of persons, and what is done where one of them is to be forgotten.</summary>
/// <param name="Says">What is done and why; for <c>docs/data.md</c> and the one who runs it.</param>
public sealed record OfPersons(string Says)
{
    /// <summary>It speaks of nobody.</summary>
    public static readonly OfPersons Nobody = new("speaks of nobody") { IsSilent = true };

    /// <summary>What is left of a row; null: it is taken away. What is left says 离职员工 in his place. Null: the row as it is.</summary>
    public Func<Row, PersonId, Row?>? Forget { get; init; }

    /// <summary>Whether the row speaks of nobody.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether its words are settings, which name persons by their ids alone: a name in them is another word (高峰期), and stays.</summary>
    public bool IsSettings { get; init; }

    /// <summary>Whether a name in its words is somebody's.</summary>
    public bool HasNames => !IsSilent && !IsSettings;

    /// <summary>Whether the row stays as it is, and why.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether a procedure of its own takes him out: the row stays as it leaves it.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether the words are the author's alone: an export tells that they are there, and gives them only where that was decided. Null: never.</summary>
    public Func<Row, PersonId, bool>? IsPrivate { get; init; }

    /// <summary>The row as he may see it, such as minutes without what was changed since their release; an export says that something is missing. Null: whole.</summary>
    public Func<Row, PersonId, Row>? Shown { get; init; }

    /// <summary>What of a row that is his own an export leaves out, by the names in its JSON: who observed him.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>He is called 离职员工 in it, by an id that leads nowhere.</summary>
    public static OfPersons Renamed(string why) => new($"stays, and calls him a former employee: {why}");

    /// <summary>It is his own and goes; of others that name him he is called 离职员工.</summary>
    public static OfPersons Own<T>(Func<T, PersonId?> whose, string why)
        where T : Row => new($"goes: {why}") { Forget = (row, person) => whose((T)row) == person ? null : row };

    /// <summary>He and his words are taken out of it.</summary>
    public static OfPersons Without<T>(Func<T, PersonId, T?> without, string why)
        where T : Row => new(why) { Forget = (row, person) => without((T)row, person) };

    /// <summary>It stays as it is.</summary>
    public static OfPersons Kept(string why) => new($"stays as it is: {why}") { IsKept = true };
}
