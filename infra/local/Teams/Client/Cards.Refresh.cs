using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <content>Cards that refresh themselves when a person looks at them.</content>
public sealed partial class Cards
{
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMinutes(1);
    private const int CardsInSight = 10;

    // Where a card names nobody, Teams refreshes it by itself only in a conversation of so many at most.
    private const int MostRefreshed = 60;

    /// <summary>Opens the chat: cards in sight that refresh themselves do so.</summary>
    public Task OpenChat(TeamsUser person) => Open(person, conversations.Personal(person));

    /// <summary>Opens the channel of the person's team, likewise.</summary>
    /// <exception cref="InvalidOperationException">The person is in no team.</exception>
    public Task OpenChannel(TeamsUser person) => Open(person, conversations.ChannelOf(person, people));

    internal Task Open(TeamsUser person, Conversation where)
    {
        List<string> inSight;
        lock (conversations.Gate)
        {
            inSight = [.. where.Entries.TakeLast(CardsInSight)
                .Where(e => e is { FromBot: true, Deleted: false } && e.BaseCard?["refresh"] is not null).Select(e => e.Id)];
        }

        return Task.WhenAll(inSight.Select(id => RefreshAsync(person, id, where)));
    }

    /// <summary>Refreshes a card if it asks for that, for this viewer, and was not refreshed within a minute.</summary>
    private async Task RefreshAsync(TeamsUser person, string messageId, Conversation where)
    {
        JsonObject? action;
        lock (conversations.Gate)
        {
            var entry = Sees(person, messageId, where);
            var now = clock.GetUtcNow();
            if (!bot.Connected || entry.CardFor(person.Id)?["refresh"] is not JsonObject refresh || !Names(refresh, person, where)
                || (entry.Refreshed.TryGetValue(person.Id, out var last) && now - last < BetweenRefreshes))
            {
                return;
            }

            entry.Refreshed[person.Id] = now;
            action = (JsonObject?)refresh["action"]?.DeepClone();
        }

        if (action is not null)
        {
            await ExecuteAsync(person, messageId, where, action, null, "automatic");
        }
    }

    private bool Names(JsonObject refresh, TeamsUser person, Conversation where) => refresh["userIds"] is JsonArray users
        ? users.Any(u => CardRules.Text(u) == person.Mri)
        : where.Kind is ConversationKind.Personal || conversations.MembersOf(where.Branch, people).Count <= MostRefreshed;
}
