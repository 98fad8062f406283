using System.Threading.Channels;

namespace BranchBot.LocalTeams;

/// <summary>News for the app of one person: message, update, delete, typing, clock.</summary>
/// <param name="Name">Which.</param>
/// <param name="Data">The body, written as JSON.</param>
public sealed record ClientEvent(string Name, object Data);

/// <summary>Carries news to whoever has a chat open.</summary>
internal sealed class ClientEvents(People people, Conversations conversations)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Channel<ClientEvent>>> open = [];

    /// <summary>Runs when a card that refreshes itself reached somebody who has the chat open.</summary>
    public Action<TeamsUser, string> CardArrived { get; set; } = (_, _) => { };

    /// <summary>Opens the chat: news are kept from this moment on.</summary>
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

    public void Deleted(Conversation conversation, ChatEntry entry) => Publish(conversation.Person, new("delete", new { entry.Id }));

    public void Typing(Conversation conversation) => Publish(conversation.Person, new("typing", new { }));

    /// <summary>The card changed for this viewer alone.</summary>
    public void ViewChanged(TeamsUser viewer, ChatEntry entry) => Publish(viewer, new("update", Seen(entry, viewer)));

    public void ClockMoved(DateTimeOffset now)
    {
        foreach (var person in people.All)
        {
            Publish(person, new("clock", new { Clock = Shanghai.In(now) }));
        }
    }

    private void Show(string name, Conversation conversation, ChatEntry entry)
    {
        if (conversation.Person is not { } person || !Publish(person, new(name, Seen(entry, person))))
        {
            return;
        }

        if (entry.FromBot && entry.BaseCard?["refresh"] is not null)
        {
            CardArrived(person, entry.Id);
        }
    }

    private ChatMessage Seen(ChatEntry entry, TeamsUser viewer)
    {
        lock (conversations.Gate)
        {
            return ChatMessage.Seen(entry, viewer, people);
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

    /// <summary>An open chat.</summary>
    public sealed class Subscription(ChannelReader<ClientEvent> reader, Action close) : IDisposable
    {
        public ChannelReader<ClientEvent> Reader { get; } = reader;

        public void Dispose() => close();
    }
}
