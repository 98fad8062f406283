namespace BranchBot.Host.Teams;

/// <summary>Who goes first.</summary>
internal enum Lane
{
    /// <summary>Somebody wrote or pressed and waits, or is told what another did just now.</summary>
    Answers,

    /// <summary>What is pushed to many: reminders. It goes evenly, where no answer wants to go.</summary>
    Bulk,
}
