namespace BranchBot.Core;

/// <summary>A job that wants to know who is in a team: the host asks Teams, page by page, and this decides what is written. Pure.</summary>
public abstract record TeamMembersJob : Job
{
    /// <summary>The team.</summary>
    public abstract TeamPlace Of();

    /// <summary>About whom Teams is asked, by their ids for this bot; null: about everybody.</summary>
    public virtual IReadOnlyList<string>? Who() => null;

    /// <summary>The rows that it needs.</summary>
    /// <param name="members">Who is in the team; of those asked about, whom Teams knows.</param>
    public abstract IReadOnlyList<Read> Needs(IReadOnlyList<TeamMember> members);

    /// <summary>Rows that can be named only when the first are known; none where nothing more is needed.</summary>
    public virtual IReadOnlyList<Read> NeedsMore(Rows rows) => [];

    /// <summary>What is written; nothing where it is done already.</summary>
    public abstract JobStep Do(IReadOnlyList<TeamMember> members, Rows rows, DateTimeOffset now);
}
