namespace BranchBot.Host.Teams;

/// <summary>What the bot sends.</summary>
internal sealed record OutgoingActivity
{
    /// <summary>Always a message.</summary>
    public string Type { get; } = "message";

    /// <summary>A sentence; never together with a card, for Teams would make two messages of it.</summary>
    public string? Text { get; init; }

    /// <summary>plain, so that nobody's words are taken for Markdown.</summary>
    public string? TextFormat { get; init; }

    /// <summary>What the notification of a card says.</summary>
    public string? Summary { get; init; }

    /// <summary>The card.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }
}

/// <summary>Something attached to a message.</summary>
internal sealed record Attachment(string ContentType, RawJson Content)
{
    /// <summary>An Adaptive Card.</summary>
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";
}

/// <summary>Where a message goes.</summary>
/// <param name="ServiceUrl">The connector, from an authenticated activity.</param>
/// <param name="ConversationId">The conversation.</param>
internal sealed record ConversationReference(string ServiceUrl, string ConversationId);

/// <summary>Asks for the personal chat with one person.</summary>
internal sealed record ConversationParameters(bool IsGroup, AccountReference? Bot, IReadOnlyList<AccountReference> Members, string TenantId, TeamsChannelData ChannelData)
{
    /// <summary>The personal chat of somebody.</summary>
    public static ConversationParameters With(string userId, string botId, string tenantId) =>
        new(false, botId.Length > 0 ? new(botId) : null, [new(userId)], tenantId, new(new(tenantId)));
}

/// <summary>An account by its id.</summary>
internal sealed record AccountReference(string Id);

/// <summary>What only Teams has.</summary>
internal sealed record TeamsChannelData(AccountReference Tenant);
