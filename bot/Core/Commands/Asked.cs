namespace BranchBot.Core;

/// <summary>What a door knows of who asks.</summary>
/// <param name="Who">The person, authenticated.</param>
/// <param name="Locale">What his Teams client speaks.</param>
/// <param name="Operation">The activity's id.</param>
/// <param name="Chat">His own chat with the bot, where the activity came from there.</param>
public sealed record Asked(PersonId Who, Language Locale, string Operation, Chat? Chat);

/// <summary>An answer and for whom it is.</summary>
/// <param name="Answer">What to say.</param>
/// <param name="Actor">Who reads it.</param>
/// <param name="Chat">His own chat with the bot, null where the bot is not installed for him.</param>
public sealed record Reply(Answer Answer, Actor Actor, Chat? Chat)
{
    /// <summary>Whether something was written, or may have been: after a commit whose answer was lost a decision finds that all is done already.</summary>
    public bool Changed { get; init; }

    /// <summary>Why it was refused; null: it was not.</summary>
    public RefusalKind? Refused { get; init; }

    /// <summary>Whether nothing is pushed to his branch, for the bot was removed from its team.</summary>
    public bool Silent { get; init; }

    /// <summary>Where the branch is in Teams; only of what is shown to all.</summary>
    public TeamPlace? Team { get; init; }

    /// <summary>Whether he had the bot and removed it.</summary>
    public bool Removed { get; init; }
}
