namespace BranchBot.Core;

/// <summary>The message on which somebody chose an action of the bot (⋯).</summary>
/// <param name="From">Who wrote it; null: nobody that is known, or there is no message.</param>
/// <param name="Words">What it says, as plain text; empty where there is none.</param>
public sealed record PointedMessage(PersonId? From, string Words);
