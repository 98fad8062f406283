using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>One message as it is kept: the activity, and what single viewers see in its place.</summary>
internal sealed class ChatEntry
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>MRI of the sender; the bot's is <c>28:…</c>.</summary>
    public required string Sender { get; init; }

    public required JsonObject Activity { get; set; }

    /// <summary>Root message of the thread in a channel.</summary>
    public string? Thread { get; init; }

    public bool Edited { get; set; }

    public bool Deleted { get; set; }

    /// <summary>What the app prints below a message that the bot did not take.</summary>
    public string? Notice { get; set; }

    /// <summary>Pictures and files that came with it.</summary>
    public IReadOnlyList<Upload> Uploads { get; init; } = [];

    /// <summary>Cards that replace this message's card for one viewer (object id), until the bot changes the message.</summary>
    public Dictionary<string, JsonObject> Views { get; init; } = [];

    /// <summary>When a viewer's app last refreshed the card by itself.</summary>
    public Dictionary<string, DateTimeOffset> Refreshed { get; init; } = [];

    /// <summary>The message that starts the thread in a channel, which may be this one.</summary>
    public string Root => Thread ?? Id;

    public bool FromBot => Sender.StartsWith("28:", StringComparison.Ordinal);

    /// <summary>The Adaptive Card all viewers without a view of their own see.</summary>
    public JsonObject? BaseCard => CardRules.CardOf(Activity);

    public JsonObject? CardFor(string viewerId) => Views.GetValueOrDefault(viewerId) ?? BaseCard;
}
