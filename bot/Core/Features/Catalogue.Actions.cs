namespace BranchBot.Core;

/// <summary>What is done with a message that somebody points at (⋯).</summary>
public sealed partial class Catalogue
{
    private readonly Dictionary<string, Func<PointedMessage, Command>> actions;

    /// <summary>The ids of all actions on messages; the app's manifest offers each.</summary>
    public IEnumerable<string> Actions => actions.Keys;

    /// <summary>What an action on a message does; null where no feature has one of that id.</summary>
    public Command? ActionOf(string id, PointedMessage message) => actions.GetValueOrDefault(id)?.Invoke(message);
}
