namespace BranchBot.Host.Records;

/// <summary>What became of rows that name somebody.</summary>
internal enum Forgotten
{
    /// <summary>Taken away, with the pictures that they show.</summary>
    Removed,

    /// <summary>They call him a former employee now.</summary>
    Renamed,

    /// <summary>They stay as they are, for a reason.</summary>
    Kept,

    /// <summary>Nobody has declared what is done with them.</summary>
    Unknown,

    /// <summary>Left, for a newer program has written them.</summary>
    Newer,

    /// <summary>Left, for they could not be read again without him.</summary>
    Left,
}

/// <summary>That somebody is being forgotten, so that whoever goes on after a crash knows what he was called; gone with the last row.</summary>
/// <param name="Of">A hash of who.</param>
/// <param name="Instead">What stands in place of his id: random, so that nobody can reckon it.</param>
/// <param name="Names">What he is called.</param>
/// <param name="Owners">Where he is named by his id, so that a name there is his.</param>
internal sealed record Forgetting(string Of, Guid Instead, IReadOnlyList<string> Names, IReadOnlyList<string> Owners) : Row
{
    /// <summary>What he is called instead.</summary>
    public const string Former = "离职员工";

    /// <inheritdoc/>
    public override RowAddress Address => new(Partition.OfTenant("retention", Of), "forgetting");

    /// <summary>Where that of a person stands.</summary>
    public static RowAddress At(PersonId person) => new Forgetting(RowKeys.Of(person.ToString()), default, [], []).Address;

    /// <summary>A text, of JSON too, with another id in place of his.</summary>
    public string WithoutId(string text, PersonId person) => text.Replace(person.ToString(), Instead.ToString("D"), StringComparison.OrdinalIgnoreCase);

    /// <summary>A row's JSON without his names.</summary>
    /// <param name="json">What it says.</param>
    /// <param name="kind">Its kind: in settings and where nobody is named, a name is a word and stays.</param>
    /// <param name="shared">Names that others of the branch bear too: they may be meant, and stay.</param>
    public string WithoutNames(string json, RecordKind kind, IReadOnlySet<string> shared) =>
        kind.Persons.HasNames ? new PersonNames(Names.Where(n => !shared.Contains(n))).Replaced(json, kind.Row, Former) : json;
}
