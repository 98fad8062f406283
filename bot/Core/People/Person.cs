namespace BranchBot.Core;

/// <summary>
/// What is known of one person, in one row that every turn reads afresh: where the staff list places him, where Teams reaches him,
/// which language he chose. Somebody who is not on the staff list has no <see cref="Placement"/>.
/// </summary>
public sealed record Person(PersonId Id, Placement? Placement = null, Chat? Chat = null, Language? Chosen = null) : Row
{
    /// <summary>Whether he had the bot and removed it; adding it again undoes it.</summary>
    public bool Removed { get; init; }

    /// <summary>Where a person's row stands.</summary>
    public static RowAddress At(PersonId id) => new(Partition.OfPerson("people", id), "person");

    /// <inheritdoc/>
    public override RowAddress Address => At(Id);
}

/// <summary>A person's place on the staff list (P-1, P-7, P-9): in a branch with a position, or at the head of a region.</summary>
/// <param name="Name">As the staff list has it.</param>
/// <param name="Branch">The branch; null for a region leader.</param>
/// <param name="Position">The position in the branch; null for a region leader.</param>
/// <param name="Lobby">Whether he wears the lobby role.</param>
/// <param name="Leads">The region he leads; null in a branch.</param>
/// <param name="Language">What the staff list says he reads; null: as the branch.</param>
/// <param name="Pattern">When he works as a rule.</param>
public sealed record Placement(
    string Name,
    BranchId? Branch = null,
    Position? Position = null,
    LobbyRole Lobby = LobbyRole.None,
    Region? Leads = null,
    Language? Language = null,
    WorkPattern? Pattern = null);

/// <summary>The conversation reference of a person's own chat with the bot: what is needed to write to him first.</summary>
/// <param name="ServiceUrl">Where the connector answers; it may change and is taken from each authenticated activity.</param>
/// <param name="ConversationId">The personal chat (<c>a:…</c>).</param>
/// <param name="UserId">The person as the channel names him to this bot (<c>29:…</c>).</param>
/// <param name="BotId">The bot as the channel names it (<c>28:…</c>).</param>
/// <param name="TenantId">The Entra tenant.</param>
public sealed record Chat(string ServiceUrl, string ConversationId, string UserId, string BotId, string TenantId);
