namespace BranchBot.LocalTeams;

/// <summary>Where people and the bot talk.</summary>
public enum ConversationKind
{
    /// <summary>One person and the bot.</summary>
    Personal,

    /// <summary>The General channel of a branch's team.</summary>
    Channel,

    /// <summary>A group chat of a branch.</summary>
    GroupChat,
}

/// <summary>A conversation and what was said in it.</summary>
public sealed class Conversation
{
    private readonly List<ChatEntry> entries = [];
    private int busy;
    private long lastId;

    internal Conversation(string id, ConversationKind kind, TeamsUser? person, string branch)
    {
        Id = id;
        Kind = kind;
        Person = person;
        Branch = branch;
    }

    /// <summary>The id, without <c>;messageid=</c>.</summary>
    public string Id { get; }

    /// <summary>Its kind.</summary>
    public ConversationKind Kind { get; }

    /// <summary>The person of a personal chat.</summary>
    public TeamsUser? Person { get; }

    /// <summary>The branch whose team or group this is, else empty.</summary>
    public string Branch { get; }

    /// <summary>Everything said, oldest first. Hold the gate of <see cref="Conversations"/> while reading.</summary>
    internal List<ChatEntry> Entries => entries;

    /// <summary><c>conversationType</c> as activities name it.</summary>
    internal string Type => Kind switch
    {
        ConversationKind.Personal => "personal",
        ConversationKind.Channel => "channel",
        _ => "groupChat",
    };

    /// <summary>An id no entry of this conversation has: epoch milliseconds, rising.</summary>
    internal string NextId(DateTimeOffset now)
    {
        lastId = Math.Max(lastId + 1, now.ToUnixTimeMilliseconds());
        return lastId.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    internal void Restore(ChatEntry entry)
    {
        entries.Add(entry);
        lastId = Math.Max(lastId, long.Parse(entry.Id, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Takes the conversation for one operation; false while another one runs.</summary>
    internal bool TryEnter() => Interlocked.CompareExchange(ref busy, 1, 0) == 0;

    internal void Leave() => Volatile.Write(ref busy, 0);
}
