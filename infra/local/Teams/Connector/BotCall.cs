using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What a bot can ask of the connector.</summary>
public enum Operation
{
    /// <summary>A new message, in a conversation or in reply to a message.</summary>
    Send,

    /// <summary>Another content for a message.</summary>
    Update,

    /// <summary>Taking a message away.</summary>
    Delete,

    /// <summary>A personal conversation, or a thread in a channel.</summary>
    Create,

    /// <summary>One member.</summary>
    Member,

    /// <summary>A page of members.</summary>
    Members,
}

/// <summary>One call of the bot, as it was answered.</summary>
/// <param name="Operation">What was asked.</param>
/// <param name="ConversationId">Where; null for create.</param>
/// <param name="ActivityId">The message that was made or meant.</param>
/// <param name="Body">The body as it came, if it was JSON.</param>
/// <param name="Status">The HTTP status; 0 if the connection was broken off.</param>
/// <param name="Code">The error code, or null.</param>
/// <param name="TookEffect">Whether Teams did what was asked, whatever the caller learnt.</param>
/// <param name="At">The machine's time.</param>
public sealed record BotCall(
    Operation Operation, string? ConversationId, string? ActivityId, JsonObject? Body, int Status, string? Code, bool TookEffect, DateTimeOffset At);

/// <summary>Every call received, in the order of the answers.</summary>
public sealed class Calls
{
    private readonly ConcurrentQueue<BotCall> all = new();

    /// <summary>All calls.</summary>
    public IReadOnlyList<BotCall> All => [.. all];

    /// <summary>Calls of one kind, on one conversation if one is given.</summary>
    public IReadOnlyList<BotCall> Of(Operation operation, string? conversationId = null) =>
        [.. all.Where(c => c.Operation == operation && (conversationId is null || c.ConversationId == conversationId))];

    /// <summary>How often what was asked came about.</summary>
    public int Effects(Operation operation, string? conversationId = null) => Of(operation, conversationId).Count(c => c.TookEffect);

    /// <summary>Forgets them.</summary>
    public void Clear() => all.Clear();

    internal void Add(BotCall call) => all.Enqueue(call);
}
