using System.Text.Json;

namespace BranchBot.LocalTeams;

/// <summary>
/// Keeps chats and installations in one file, written within a second of a change and at the end, always whole:
/// to a temporary file that then takes the place of the old one.
/// </summary>
internal sealed class ChatFile : IAsyncDisposable
{
    private readonly Conversations _conversations;
    private readonly People _people;
    private readonly string _path;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _dirty = new(0, 1);
    private readonly Task _writing;

    private ChatFile(string folder, Conversations conversations, People people)
    {
        _path = Path.Combine(Directory.CreateDirectory(folder).FullName, "teams.json");
        _conversations = conversations;
        _people = people;
        Load();
        conversations.Changed = MarkDirty;
        _writing = WriteAsync();
    }

    /// <summary>Loads what was kept in the folder, and keeps it from now on.</summary>
    public static ChatFile Open(string folder, Conversations conversations, People people) => new(folder, conversations, people);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _conversations.Changed = () => { };
        await _stop.CancelAsync();
        await _writing;
        Save();
        _stop.Dispose();
        _dirty.Dispose();
    }

    private void MarkDirty()
    {
        if (_dirty.CurrentCount == 0)
        {
            _dirty.Release();
        }
    }

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _dirty.WaitAsync(_stop.Token);
                await Task.Delay(500, _stop.Token);
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
        lock (_conversations.Gate)
        {
            content = JsonSerializer.SerializeToUtf8Bytes(Snapshot(), TeamsJson.Options);
        }

        File.WriteAllBytes(_path + ".new", content);
        File.Move(_path + ".new", _path, overwrite: true);
    }

    private Kept Snapshot() => new(
        [.. _conversations.Installed],
        [.. _conversations.Blocked],
        [.. _conversations.Announced],
        [.. _conversations.Teams],
        [.. _conversations.All.Select(c => new KeptConversation(c.Kind, c.Person?.Id, c.Branch, c.Entries))]);

    private void Load()
    {
        if (!File.Exists(_path))
        {
            return;
        }

        var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(_path), TeamsJson.Options)
            ?? throw new InvalidDataException($"{_path} is empty.");
        _conversations.Installed.UnionWith(kept.Installed);
        _conversations.Blocked.UnionWith(kept.Blocked);
        _conversations.Announced.UnionWith(kept.Announced);
        _conversations.Teams.UnionWith(kept.Teams);
        foreach (var item in kept.Conversations)
        {
            var conversation = Restore(item);
            item.Entries.ForEach(entry => conversation?.Restore(entry));
        }
    }

    /// <summary>Null for the chat of somebody who has left the staff list since.</summary>
    private Conversation? Restore(KeptConversation item) => item.Kind switch
    {
        ConversationKind.Personal => _people.Find(item.Person!) is { } person ? _conversations.Personal(person) : null,
        ConversationKind.Channel => _conversations.Channel(item.Branch),
        _ => _conversations.GroupChat(item.Branch),
    };

    private sealed record Kept(string[] Installed, string[] Blocked, string[] Announced, string[] Teams, KeptConversation[] Conversations);

    private sealed record KeptConversation(ConversationKind Kind, string? Person, string Branch, List<ChatEntry> Entries);
}
