using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>
/// What the channel sends: the fields that the bot reads; others are ignored, as the protocol demands (A2006). What may take any form by the
/// protocol (<c>value</c>, <c>channelData</c>, <c>entities</c>, <c>attachments</c>) stays JSON.
/// </summary>
internal sealed record Activity
{
    /// <summary>message, invoke, conversationUpdate, ...</summary>
    public string? Type { get; init; }

    /// <summary>The activity's id.</summary>
    public string? Id { get; init; }

    /// <summary>The name of an invoke or event.</summary>
    public string? Name { get; init; }

    /// <summary>What an installationUpdate did.</summary>
    public string? Action { get; init; }

    /// <summary>Where the connector answers.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>msteams.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The sender.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>The bot.</summary>
    public ChannelAccount? Recipient { get; init; }

    /// <summary>Where it was said.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary>What was said.</summary>
    public string? Text { get; init; }

    /// <summary>What the sender's client speaks.</summary>
    public string? Locale { get; init; }

    /// <summary>The payload of an invoke or of a pressed Action.Submit.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>What only Teams has.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>Mentions and others.</summary>
    public IReadOnlyList<JsonElement>? Entities { get; init; }

    /// <summary>Pictures, files, and a copy of the text in HTML, which is always there.</summary>
    public JsonElement? Attachments { get; init; }

    /// <summary>Who joined.</summary>
    public IReadOnlyList<ChannelAccount?>? MembersAdded { get; init; }

    /// <summary>Who left.</summary>
    public IReadOnlyList<ChannelAccount?>? MembersRemoved { get; init; }

    /// <summary>Whether it comes from a person's own chat with the bot. Where the type is missing, only a conversation that cannot be shared counts.</summary>
    public bool IsPersonal => Conversation is { ConversationType: { } type }
        ? type.Equals("personal", StringComparison.OrdinalIgnoreCase)
        : Conversation is { IsGroup: not true, Id: { } id } && !id.StartsWith("19:", StringComparison.Ordinal);

    /// <summary>The tenants that the activity names; the token names none.</summary>
    public IEnumerable<string> Tenants =>
        new[] { Conversation?.TenantId, Find(ChannelData, "tenant", "id") }.OfType<string>().Where(t => t.Length > 0);

    /// <summary>The string at a path of properties, null where anything else is there.</summary>
    public static string? Find(JsonElement? json, params ReadOnlySpan<string> path)
    {
        if (json is not { } at)
        {
            return null;
        }

        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        try
        {
            return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: JSON allows it to be written, and no string can hold it.
            return null;
        }
    }
}

/// <summary>A person or bot as the channel names it (<c>29:…</c>, <c>28:…</c>).</summary>
internal sealed record ChannelAccount
{
    /// <summary>Unique for this bot and person.</summary>
    public string? Id { get; init; }

    /// <summary>What people call it, where the channel says so.</summary>
    public string? Name { get; init; }

    /// <summary>Of a member: user, guest or anonymous.</summary>
    public string? UserRole { get; init; }

    /// <summary>The Entra object id.</summary>
    public string? AadObjectId { get; init; }

    /// <summary>The same, as the members of a conversation carry it.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Whom it stands for, null where it does not say.</summary>
    public PersonId? Person => Guid.TryParse(AadObjectId ?? ObjectId, out var id) && id != Guid.Empty ? new(id) : null;
}

/// <summary>A conversation.</summary>
internal sealed record ConversationAccount
{
    /// <summary>Its id (<c>a:…</c>, <c>19:…</c>).</summary>
    public string? Id { get; init; }

    /// <summary>personal, groupChat or channel.</summary>
    public string? ConversationType { get; init; }

    /// <summary>Whether more than one person is in it; what older connectors say instead of the type.</summary>
    public bool? IsGroup { get; init; }

    /// <summary>Its tenant.</summary>
    public string? TenantId { get; init; }
}
