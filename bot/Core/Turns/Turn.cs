namespace BranchBot.Core;

/// <summary>One turn of the talk: all that a decision may know besides the rows it named.</summary>
/// <param name="Actor">Who speaks.</param>
/// <param name="Now">The instant, UTC.</param>
/// <param name="Operation">The operation key: the activity's id, by which a repeat of the same message or press is recognised.</param>
/// <param name="Phrases">What the actor may say.</param>
/// <param name="BranchFacts">The branch that it is about: the actor's own, or for a region leader the one that the command names; null: none.</param>
public sealed record Turn(Actor Actor, DateTimeOffset Now, string Operation, IReadOnlyList<Phrase> Phrases, BranchFacts? BranchFacts = null)
{
    /// <summary>When the press or the line came, UTC: before <see cref="Now"/> where it is decided again because somebody was faster, or the storage was slow.</summary>
    public DateTimeOffset Came { get; init; } = Now;

    /// <summary>What features add to documents.</summary>
    public IReadOnlyList<ISection> Sections { get; init; } = [];

    /// <summary>What features show on the branch's spirit wall.</summary>
    public IReadOnlyList<IWallPanels> Panels { get; init; } = [];

    /// <summary>What features know of a person's days.</summary>
    public IReadOnlyList<IPersonSection> PersonSections { get; init; } = [];

    /// <summary>The feature that keeps people's task lists; null where there is none.</summary>
    public ITaskItems? Tasks { get; init; }

    /// <summary>The feature that keeps what is broken; null where there is none.</summary>
    public IItemFaults? Faults { get; init; }

    /// <summary>What features show at items of the three tasks, by the item's id.</summary>
    public IReadOnlyDictionary<string, ItemLink> Links { get; init; } = new Dictionary<string, ItemLink>();

    /// <summary>The tenant's administrators (P-7), so that what waits for them can be told to them.</summary>
    public IReadOnlyCollection<PersonId> Administrators { get; init; } = [];

    /// <summary>What a line of chat leads to, so that what somebody wants to be called cannot be taken for a word that is heard; null: not known.</summary>
    public Func<string, Command>? Hear { get; init; }

    /// <summary>The actor as a person of a branch.</summary>
    /// <exception cref="InvalidOperationException">He is none; the command's <see cref="Who"/> should have kept him out.</exception>
    public Member Member => Actor as Member ?? throw new InvalidOperationException($"{Actor.GetType().Name} belongs to no branch.");

    /// <summary>What is known of the branch that the turn is about.</summary>
    /// <exception cref="InvalidOperationException">It is about none.</exception>
    public BranchFacts Facts => BranchFacts ?? throw new InvalidOperationException($"{Actor.GetType().Name} speaks of no branch.");

    /// <summary>The branch that the turn is about.</summary>
    public Branch Branch => Facts.Branch;

    /// <summary>The branch's business day (P-8).</summary>
    public DateOnly Today => Facts.Today(Now);

    /// <summary>Whether the turn may be about a branch (P-5): the actor's own, or one of the region that he leads.</summary>
    internal bool MayConcern(BranchId branch) => Actor is Administrator || BranchFacts?.Branch.Id == branch;

    /// <summary>Whether the actor may read a partition: his own, and beside it his region's (P-5).</summary>
    internal bool MayRead(Partition partition) =>
        Owns(partition) || (partition.Owner == Owner.Region && Actor is Core.Member or Onlookers && partition.OwnerId == Branch.Region.Value);

    /// <summary>Lets through what the actor may write.</summary>
    /// <exception cref="InvalidOperationException">The partition is not his; a command should have refused.</exception>
    internal void MustOwn(Partition partition)
    {
        if (!Owns(partition))
        {
            throw new InvalidOperationException($"A decision of {Actor.Id} wants to write into {partition.Key}.");
        }
    }

    // P-5: nobody sees another branch's data, a region's leaders apart. What the whole tenant owns is the administrator's, and the regions that he brings (P-7).
    private bool Owns(Partition partition) => partition.Owner switch
    {
        Owner.Branch => BranchFacts is { } facts && partition.OwnerId == facts.Branch.Id.Value,
        Owner.Person => partition.OwnerId == Actor.Id.ToString(),
        Owner.Region => Actor is Administrator || (Actor is RegionLeader leader && partition.OwnerId == leader.Region.Id.Value),
        _ => Actor is Administrator,
    };
}
