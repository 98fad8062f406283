using System.Security.Cryptography;
using System.Text;

namespace BranchBot.Core;

/// <summary>What a door knows of who asks.</summary>
/// <param name="Who">The person, authenticated.</param>
/// <param name="Locale">What his Teams client speaks.</param>
/// <param name="Operation">The activity's id.</param>
/// <param name="Chat">His own chat with the bot, where the activity came from there.</param>
public sealed record Asked(PersonId Who, Language Locale, string Operation, Chat? Chat);

/// <summary>An answer and for whom it is.</summary>
/// <param name="Answer">What to say.</param>
/// <param name="Actor">Who reads it.</param>
/// <param name="Chat">His own chat with the bot, null where the bot is not installed for him.</param>
public sealed record Reply(Answer Answer, Actor Actor, Chat? Chat);

/// <summary>
/// Ask, decide, tell: reads who asks, refuses what he may not, reads the rows that the command names, lets it decide, commits, and decides again where
/// somebody was faster. All doors come here.
/// </summary>
public sealed class CommandHandler(IStorage storage, Catalogue catalogue, IReadOnlySet<PersonId> administrators, TimeProvider clock)
{
    /// <summary>How long a decision may be tried; after it the person is told that nothing is known to have happened.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Carries out what a person wants.</summary>
    /// <exception cref="TimeoutException">No decision could be committed in time.</exception>
    public async Task<Reply> Handle(Asked asked, Command command, CancellationToken cancel)
    {
        var (person, actor) = await Meet(asked, cancel);
        if (asked.Chat is { } chat && person?.Chat != chat)
        {
            await Connect(asked, welcome: false, cancel);
        }

        return new(await Decide(asked, actor, command, cancel), actor, asked.Chat ?? person?.Chat);
    }

    /// <summary>A sentence of a door, such as that a card is too old, for a person in his language. Changes nothing.</summary>
    public async Task<Reply> Say(Asked asked, Text text, CancellationToken cancel)
    {
        var (person, actor) = await Meet(asked, cancel);
        return new(new Said(text), actor, asked.Chat ?? person?.Chat);
    }

    /// <summary>The bot came into a person's chat: remembers where, and welcomes him, once.</summary>
    public Task Connect(Asked asked, CancellationToken cancel) => Connect(asked, welcome: true, cancel);

    /// <summary>The bot was removed from a person's chat: nothing is sent there any more.</summary>
    public Task Disconnect(Asked asked, CancellationToken cancel) =>
        Change(asked.Who, person => person is { Chat: not null } ? (person with { Chat = null }, []) : null, cancel);

    /// <summary>Runs what an effect shows as its receiver, now. Changes nothing.</summary>
    public async Task<Reply> Show(Effect effect, CancellationToken cancel)
    {
        var asked = new Asked(effect.To, Language.Chinese, effect.Key, null);
        var (person, actor) = await Meet(asked, cancel);
        var turn = TurnOf(asked, actor);
        var answer = Refusal(turn, effect.Show) ?? effect.Show.Decide(turn, await storage.Load(effect.Show.Needs(turn), cancel)).Answer;
        return new(answer, actor, person?.Chat);
    }

    private async Task<(Person? Person, Actor Actor)> Meet(Asked asked, CancellationToken cancel)
    {
        var address = Person.At(asked.Who);
        var person = (await storage.Load([Read.One<Person>(address)], cancel)).Find<Person>(address);
        var actor = Actor.From(asked.Who, person, administrators, asked.Locale);
        return (person, asked.Chat is { } chat ? actor with { UserId = chat.UserId } : actor);
    }

    private Turn TurnOf(Asked asked, Actor actor) => new(actor, clock.GetUtcNow(), asked.Operation, catalogue.PhrasesOf(actor.Is));

    private async Task<Answer> Decide(Asked asked, Actor actor, Command command, CancellationToken cancel)
    {
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < Deadline;)
        {
            var turn = TurnOf(asked, actor);
            if (Refusal(turn, command) is { } refusal)
            {
                return refusal;
            }

            var rows = await storage.Load(command.Needs(turn), cancel);
            var decision = command.Decide(turn, rows);
            if (decision is not Accepted { Rows: [var first, ..] } accepted)
            {
                return decision.Answer;
            }

            Own(turn, first.Address.Partition);
            var commit = new Commit(
                first.Address.Partition,
                [.. accepted.Rows.Select(row => (row, rows.VersionOf(row.Address)))],
                [.. accepted.ReliesOn.Select(a => (a, rows.VersionOf(a) ?? throw new InvalidOperationException($"{a} was not read.")))],
                accepted.Tells);
            if (await storage.Commit(commit, cancel) == CommitResult.Committed)
            {
                return accepted.Answer;
            }

            (_, actor) = await Meet(asked, cancel);
        }

        throw new TimeoutException($"{command.GetType().Name} could not be committed in {Deadline.TotalSeconds:0} s.");
    }

    private Said? Refusal(Turn turn, Command command)
    {
        var may = catalogue.MayGive(command.GetType());
        if ((may & turn.Actor.Is) == 0)
        {
            return new Said(Refusals.NotYours(turn.Actor, may));
        }

        return command.Needs(turn).All(read => IsOwn(turn, read.Address.Partition)) ? null : new Said(Refusals.ForeignBranch);
    }

    private static void Own(Turn turn, Partition partition)
    {
        if (!IsOwn(turn, partition))
        {
            throw new InvalidOperationException($"A decision of {turn.Actor.Id} wants to write into {partition.Key}.");
        }
    }

    // P-5: nobody sees another branch's data, a region's leaders apart.
    private static bool IsOwn(Turn turn, Partition partition) => partition.Owner switch
    {
        Owner.Branch => turn.Actor is Member member && partition.OwnerId == member.Branch.Id.Value,
        Owner.Person => partition.OwnerId == turn.Actor.Id.ToString(),
        _ => turn.Actor is RegionLeader leader && partition.OwnerId == leader.Region.Id.Value,
    };

    // An activity's id may have characters that a key of a row may not.
    private static string KeyOf(string operation) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operation)))[..32];

    private Task Connect(Asked asked, bool welcome, CancellationToken cancel) => Change(
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
                ? [new($"welcome|{KeyOf(asked.Operation)}", asked.Who, Delivery.Certain, catalogue.Welcome())]
                : [];
            return ((person ?? new(asked.Who, null, null, null)) with { Chat = chat }, tells);
        },
        cancel);

    private async Task Change(PersonId who, Func<Person?, (Person Person, IReadOnlyList<Effect> Tells)?> change, CancellationToken cancel)
    {
        var address = Person.At(who);
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < Deadline;)
        {
            var rows = await storage.Load([Read.One<Person>(address)], cancel);
            if (change(rows.Find<Person>(address)) is not { } changed
                || await storage.Commit(new(address.Partition, [(changed.Person, rows.VersionOf(address))], [], changed.Tells), cancel) == CommitResult.Committed)
            {
                return;
            }
        }

        throw new TimeoutException($"The row of {who} could not be committed in {Deadline.TotalSeconds:0} s.");
    }
}
