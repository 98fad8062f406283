namespace BranchBot.Core;

/// <summary>Keeps in each person's row where Teams reaches him.</summary>
internal sealed class ChatKeeping(IStorage storage, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>Remembers where a person can be written to, and welcomes him where he is new.</summary>
    public Task Connect(Asked asked, bool welcome, CancellationToken cancel) => Change(
        asked.Who,
        person =>
        {
            var chat = asked.Chat ?? throw new ArgumentException("Who is connected has a chat.", nameof(asked));
            if (person?.Chat == chat)
            {
                return null;
            }

            // Keyed by the chat: Teams may announce an installation twice, and a person who removes the bot and adds it again is welcomed again.
            IReadOnlyList<Effect> tells = welcome && person?.Chat is null
                ? [new($"welcome|{RowKeys.Of(asked.Operation)}", asked.Who, Delivery.Certain, catalogue.Welcome())]
                : [];
            return ((person ?? new(asked.Who, null, null, null)) with { Chat = chat, Removed = false }, tells);
        },
        cancel);

    /// <summary>Nothing is sent there any more.</summary>
    public Task Disconnect(Asked asked, CancellationToken cancel) =>
        Change(asked.Who, person => person is { Chat: not null } ? (person with { Chat = null, Removed = true }, []) : null, cancel);

    private async Task Change(PersonId who, Func<Person?, (Person Person, IReadOnlyList<Effect> Tells)?> change, CancellationToken cancel)
    {
        var address = Person.At(who);
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < CommandHandler.Deadline;)
        {
            var rows = await storage.Load([Read.One<Person>(address)], cancel);
            if (change(rows.Find<Person>(address)) is not { } changed
                || await storage.Commit(new(address.Partition, [(changed.Person, rows.VersionOf(address))], [], changed.Tells), cancel) == CommitResult.Committed)
            {
                return;
            }
        }

        throw new TimeoutException($"The row of {who} could not be committed in {CommandHandler.Deadline.TotalSeconds:0} s.");
    }
}
