using System.Threading.Channels;

namespace BranchBot.LocalTeams;

/// <summary>News for the app of one person: message, update, delete, typing, clock, team; channel-message, channel-update and channel-delete of the team.</summary>
/// <param name="Name">Which.</param>
/// <param name="Data">The body, written as JSON.</param>
public sealed record ClientEvent(string Name, object Data);

/// <summary>Carries news to whoever has the app open.</summary>
internal sealed class ClientEvents(People people, Conversations conversations)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Channel<ClientEvent>>> open = [];

    /// <summary>Runs when a card that refreshes itself reached somebody who has the chat open.</summary>
    public Action<TeamsUser, string> CardArrived { get; set; } = (_, _) => { };

    /// <summary>Opens the app: news are kept from this moment on.</summary>
    public Subscription Open(TeamsUser person)
    {
        var channel = Channel.CreateUnbounded<ClientEvent>();
        lock (gate)
        {
            if (!open.TryGetValue(person.Id, out var list))
            {
                open[person.Id] = list = [];
            }

            list.Add(channel);
        }

        return new(channel.Reader, () => Close(person, channel));
    }

    public void Added(Conversation conversation, ChatEntry entry) => Show("message", conversation, entry);

    public void Updated(Conversation conversation, ChatEntry entry) => Show("update", conversation, entry);

    public void Deleted(Conversation conversation, ChatEntry entry)
    {
        foreach (var reader in Readers(conversation))
        {
            Publish(reader, conversation.Kind is ConversationKind.Channel ? new("channel-delete", new { Team = conversation.Branch, entry.Id }) : new("delete", new { entry.Id }));
        }
    }

    public void Typing(Conversation conversation) => Publish(conversation.Person, new("typing", new { }));

    /// <summary>The card changed for this viewer alone.</summary>
    public void ViewChanged(TeamsUser viewer, Conversation conversation, ChatEntry entry) => Publish(viewer, News("update", conversation, entry, viewer));

    /// <summary>Somebody came to a team or left one.</summary>
    public void TeamChanged(TeamsUser person) => Publish(person, new("team", new { Team = TeamView.Of(person, people, conversations) }));

    public void ClockMoved(DateTimeOffset now)
    {
        foreach (var person in people.All)
        {
            Publish(person, new("clock", new { Clock = Shanghai.In(now) }));
        }
    }

    private void Show(string name, Conversation conversation, ChatEntry entry)
    {
        foreach (var reader in Readers(conversation))
        {
            // Which of a channel's cards somebody looks at only the page knows; it says so itself.
            if (Publish(reader, News(name, conversation, entry, reader)) && conversation.Person is not null && entry.FromBot && entry.BaseCard?["refresh"] is not null)
            {
                CardArrived(reader, entry.Id);
            }
        }
    }

    private IReadOnlyList<TeamsUser> Readers(Conversation conversation)
    {
        lock (conversations.Gate)
        {
            return conversation switch
            {
                { Person: { } person } => [person],
                { Kind: ConversationKind.Channel } => [.. conversations.MembersOf(conversation.Branch, people).Select(id => people[id])],
                _ => [],
            };
        }
    }

    private ClientEvent News(string name, Conversation conversation, ChatEntry entry, TeamsUser viewer)
    {
        lock (conversations.Gate)
        {
            var message = ChatMessage.Seen(entry, viewer, people);
            return conversation.Kind is ConversationKind.Channel ? new("channel-" + name, new { Team = conversation.Branch, Message = message }) : new(name, message);
        }
    }

    /// <summary>Whether anybody listened.</summary>
    private bool Publish(TeamsUser? person, ClientEvent item)
    {
        lock (gate)
        {
            if (person is null || !open.TryGetValue(person.Id, out var list) || list.Count == 0)
            {
                return false;
            }

            list.ForEach(channel => channel.Writer.TryWrite(item));
            return true;
        }
    }

    private void Close(TeamsUser person, Channel<ClientEvent> channel)
    {
        lock (gate)
        {
            open[person.Id].Remove(channel);
        }

        channel.Writer.TryComplete();
    }

    /// <summary>An open app.</summary>
    public sealed class Subscription(ChannelReader<ClientEvent> reader, Action close) : IDisposable
    {
        public ChannelReader<ClientEvent> Reader { get; } = reader;

        public void Dispose() => close();
    }
}

/// <summary>The team whose channel somebody's app shows.</summary>
/// <param name="Id">Its code.</param>
/// <param name="Name">What it is called.</param>
internal sealed record TeamView(string Id, string Name)
{
    public static TeamView? Of(TeamsUser person, People people, Conversations conversations) =>
        conversations.TeamOf(person, people) is { } team ? new(team, people.TeamName(team)) : null;
}
