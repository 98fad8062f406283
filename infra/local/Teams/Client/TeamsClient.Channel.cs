using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BranchBot.LocalTeams;

/// <summary>A message that a person wrote in a channel.</summary>
/// <param name="Id">The message.</param>
/// <param name="Delivery">What the bot heard of it; null where it was not mentioned or is not in the team.</param>
public sealed record ChannelPost(string Id, Delivery? Delivery);

/// <content>What a person does in the channel of a team.</content>
public sealed partial class TeamsClient
{
    private const string Mention = $"<at>{Envelope.BotName}</at>";

    /// <summary>Writes in the branch's channel (or group chat) with a mention of the bot, which joins it without being told.</summary>
    /// <param name="person">Somebody of the branch.</param>
    /// <param name="text">The text after the mention; or with <c>&lt;at&gt;BranchBot&lt;/at&gt;</c> anywhere in it.</param>
    /// <param name="groupChat">In the group chat rather than the channel.</param>
    public async Task<Delivery> SayInChannel(TeamsUser person, string text, bool groupChat = false)
    {
        var full = text.Contains(Mention, StringComparison.Ordinal) ? text : $"{Mention} {text}";
        var conversation = groupChat ? conversations.GroupChat(person.Branch) : conversations.Channel(person.Branch);
        installations.JoinTeam(conversation);
        return (await Post(person, conversation, full)).Delivery!;
    }

    /// <summary>
    /// Writes in the channel of the person's team. The bot hears it only where it is in the team and the text mentions it, as <c>@BranchBot</c> or
    /// <c>&lt;at&gt;BranchBot&lt;/at&gt;</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The person is in no team.</exception>
    public Task<ChannelPost> PostInChannel(TeamsUser person, string text) => PostInChannel(person, conversations.ChannelOf(person, people), text);

    /// <summary>The channel of the person's team as the person sees it, without opening it: no card is refreshed.</summary>
    /// <exception cref="InvalidOperationException">The person is in no team.</exception>
    public IReadOnlyList<ChatMessage> Channel(TeamsUser person) => Channel(person, conversations.ChannelOf(person, people));

    /// <summary>Waits for a message, or for a message to become such, in the channel of the person's team.</summary>
    /// <param name="person">Who reads.</param>
    /// <param name="such">Which message.</param>
    /// <param name="limit">How long to wait, 10 s if not given.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public Task<ChatMessage> WaitForInChannel(TeamsUser person, Func<ChatMessage, bool> such, TimeSpan? limit = null) =>
        WaitAsync(() => Channel(person), such, limit, person);

    internal Task<ChannelPost> PostInChannel(TeamsUser person, Conversation channel, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return Post(person, channel, Typed().Replace(text, Mention));
    }

    internal IReadOnlyList<ChatMessage> Channel(TeamsUser person, Conversation channel)
    {
        lock (conversations.Gate)
        {
            return [.. channel.Entries.Select(entry => ChatMessage.Seen(entry, person, people))];
        }
    }

    private async Task<ChannelPost> Post(TeamsUser person, Conversation conversation, string text)
    {
        var mentioned = text.Contains(Mention, StringComparison.Ordinal);
        var heard = mentioned && conversations.HasBot(conversation);
        var entry = conversations.Add(conversation, person.Mri, new JsonObject { ["text"] = text, ["textFormat"] = "plain" }, clock.GetUtcNow());
        if (mentioned && !heard)
        {
            conversations.Change(() => entry.Notice = "BranchBot 不在这个团队里 · BranchBot is not in this team");
        }

        events.Added(conversation, entry);
        return new(entry.Id, heard
            ? await Deliver(conversation, entry, envelope.Message(entry.Id, person, conversation, text, conversation.Kind is ConversationKind.Channel ? entry.Id : null))
            : null);
    }

    // As the app completes a name that is typed after @.
    [GeneratedRegex($@"(?<![\w@])@{Envelope.BotName}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Typed();
}
