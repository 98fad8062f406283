using System.Text.Json;

namespace BranchBot.LocalTeams;

/// <summary>
/// Keeps chats and installations in one file, written within a second of a change and at the end, always whole:
/// to a temporary file that then takes the place of the old one.
/// </summary>
internal sealed class ChatFile : IAsyncDisposable
{
    private readonly Conversations conversations;
    private readonly People people;
    private readonly string path;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim dirty = new(0, 1);
    private readonly Task writing;

    private ChatFile(string folder, Conversations conversations, People people)
    {
        path = Path.Combine(Directory.CreateDirectory(folder).FullName, "teams.json");
        this.conversations = conversations;
        this.people = people;
        Load();
        conversations.Changed = MarkDirty;
        writing = WriteAsync();
    }

    /// <summary>Loads what was kept in the folder, and keeps it from now on.</summary>
    public static ChatFile Open(string folder, Conversations conversations, People people) => new(folder, conversations, people);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        conversations.Changed = () => { };
        await stop.CancelAsync();
        await writing;
        Save();
        stop.Dispose();
        dirty.Dispose();
    }

    private void MarkDirty()
    {
        if (dirty.CurrentCount == 0)
        {
            dirty.Release();
        }
    }

    private async Task WriteAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await dirty.WaitAsync(stop.Token);
                await Task.Delay(500, stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            Save();
        }
    }

    private void Save()
    {
        byte[] content;
        lock (conversations.Gate)
        {
            content = JsonSerializer.SerializeToUtf8Bytes(Snapshot(), TeamsJson.Options);
        }

        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }

    private Kept Snapshot() => new(
        [.. conversations.Installed],
        [.. conversations.Blocked],
        [.. conversations.Announced],
        [.. conversations.Teams],
        conversations.Members.ToDictionary(m => m.Key, m => m.Value.ToArray()),
        [.. conversations.All.Select(c => new KeptConversation(c.Kind, c.Person?.Id, c.Branch, c.Entries))]);

    private void Load()
    {
        if (!File.Exists(path))
        {
            return;
        }

        var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path), TeamsJson.Options)
            ?? throw new InvalidDataException($"{path} is empty.");
        conversations.Installed.UnionWith(kept.Installed);
        conversations.Blocked.UnionWith(kept.Blocked);
        conversations.Announced.UnionWith(kept.Announced);
        conversations.Teams.UnionWith(kept.Teams);
        foreach (var (team, members) in kept.Members ?? [])
        {
            conversations.Members[team] = [.. members.Where(id => people.Find(id) is not null)];
        }

        foreach (var item in kept.Conversations)
        {
            var conversation = Restore(item);
            item.Entries.ForEach(entry => conversation?.Restore(entry));
        }
    }

    /// <summary>Null for the chat of somebody who has left the staff list since.</summary>
    private Conversation? Restore(KeptConversation item) => item.Kind switch
    {
        ConversationKind.Personal => people.Find(item.Person!) is { } person ? conversations.Personal(person) : null,
        ConversationKind.Channel => conversations.Channel(item.Branch),
        _ => conversations.GroupChat(item.Branch),
    };

    private sealed record Kept(string[] Installed, string[] Blocked, string[] Announced, string[] Teams, Dictionary<string, string[]>? Members, KeptConversation[] Conversations);

    private sealed record KeptConversation(ConversationKind Kind, string? Person, string Branch, List<ChatEntry> Entries);
}
