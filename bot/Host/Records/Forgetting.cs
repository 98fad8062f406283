namespace BranchBot.Host.Records;

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

    /// <summary>A text without him.</summary>
    /// <param name="text">The text; JSON too, for neither an id nor a name has a character that it escapes.</param>
    /// <param name="person">Who.</param>
    /// <param name="shared">Names that others of the branch bear too: they may be meant, and stay.</param>
    public string Without(string text, PersonId person, IReadOnlySet<string> shared) =>
        Names.Where(n => !shared.Contains(n)).OrderByDescending(n => n.Length).Aggregate(text.Replace(person.ToString(), Instead.ToString("D"), StringComparison.OrdinalIgnoreCase), (t, n) => t.Replace(n, Former, StringComparison.Ordinal));
}
