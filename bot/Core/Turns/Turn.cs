namespace BranchBot.Core;

/// <summary>One turn of the talk: all that a decision may know besides the rows it named.</summary>
/// <param name="Actor">Who speaks.</param>
/// <param name="Now">The instant, UTC.</param>
/// <param name="Operation">The operation key: the activity's id, by which a repeat of the same message or press is recognised.</param>
/// <param name="Phrases">What the actor may say.</param>
public sealed record Turn(Actor Actor, DateTimeOffset Now, string Operation, IReadOnlyList<Phrase> Phrases)
{
    /// <summary>The actor as a person of a branch.</summary>
    /// <exception cref="InvalidOperationException">He is none; the command's <see cref="Who"/> should have kept him out.</exception>
    public Member Member => Actor as Member ?? throw new InvalidOperationException($"{Actor.GetType().Name} belongs to no branch.");

    /// <summary>The actor's branch.</summary>
    public Branch Branch => Member.Branch;

    /// <summary>The branch's business day (P-8).</summary>
    public DateOnly Today => Branch.Time.DayOf(Now);
}
