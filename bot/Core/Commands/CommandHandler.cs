namespace BranchBot.Core;

/// <summary>
/// Ask, decide, tell: reads who asks, refuses what he may not, reads the rows that the command names, lets it decide, commits, and decides again where
/// somebody was faster. All doors come here.
/// </summary>
public sealed class CommandHandler(IStorage storage, Catalogue catalogue, IReadOnlySet<PersonId> administrators, TimeProvider clock, IHandlingWatch? watch = null)
{
    /// <summary>How long a decision may be tried; after it the person is told that nothing is known to have happened.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private const int MostHops = 3;
    private readonly ChatKeeping chats = new(storage, catalogue, clock);

    /// <summary>Carries out what a person wants.</summary>
    /// <exception cref="TimeoutException">No decision could be committed in time.</exception>
    public async Task<Reply> Handle(Asked asked, Command command, CancellationToken cancel)
    {
        // Before anything is read, for that may hang.
        var came = clock.GetUtcNow();
        var met = await Meet(asked, cancel);
        if (asked.Chat is { } chat && met.Person?.Chat != chat)
        {
            await chats.Connect(asked, welcome: false, cancel);
        }

        var (answer, changed, refused) = await Decide(asked, met, command, came, cancel);
        return new(answer, met.Actor, asked.Chat ?? met.Person?.Chat) { Changed = changed, Refused = refused };
    }

    /// <summary>Who asks, in the capacity of this moment. Changes nothing.</summary>
    public async Task<Actor> Who(Asked asked, CancellationToken cancel) => (await Meet(asked, cancel)).Actor;

    /// <summary>A sentence of a door, such as that a card is too old, for a person in his language. Changes nothing.</summary>
    public async Task<Reply> Say(Asked asked, Text text, CancellationToken cancel)
    {
        var met = await Meet(asked, cancel);
        return new(new Said(text), met.Actor, asked.Chat ?? met.Person?.Chat);
    }

    /// <summary>The bot came into a person's chat: remembers where, and welcomes him, once.</summary>
    public Task Connect(Asked asked, CancellationToken cancel) => chats.Connect(asked, welcome: true, cancel);

    /// <summary>Remembers where a person can be written to, and says nothing to him yet.</summary>
    public Task Remember(Asked asked, CancellationToken cancel) => chats.Connect(asked, welcome: false, cancel);

    /// <summary>The bot was removed from a person's chat: nothing is sent there any more.</summary>
    public Task Disconnect(Asked asked, CancellationToken cancel) => chats.Disconnect(asked, cancel);

    /// <summary>Runs what an effect shows as its receiver, now. Changes nothing.</summary>
    public async Task<Reply> Show(Effect effect, CancellationToken cancel)
    {
        var asked = new Asked(effect.To, Language.Chinese, effect.Key, null);
        var met = await Meet(asked, cancel);
        var decision = await DecideOnce(asked, met, effect.Show, null, cancel);
        return new(decision.Decision.Answer, met.Actor, met.Person?.Chat) { Removed = met.Person?.Removed ?? false, Silent = met.Facts?.Silent is not null };
    }

    /// <summary>Runs a command as whoever reads the branch's channel or a screen, now. Changes nothing.</summary>
    /// <returns>The reply; null where there is no such branch.</returns>
    public async Task<Reply?> ShowTo(Audience audience, BranchId branch, Command command, CancellationToken cancel)
    {
        var (facts, version) = await FactsOf(branch, cancel);
        if (facts is null)
        {
            return null;
        }

        var onlookers = new Onlookers(facts.Branch, audience);
        var decision = (await DecideOnce(new(onlookers.Id, onlookers.Language, "", null), new(null, onlookers, facts, version), command, null, cancel)).Decision;
        return new(decision.Answer, onlookers, null) { Refused = (decision as Refused)?.Kind, Silent = facts.Silent is not null, Team = facts.Team };
    }

    /// <summary>Carries out what followed of a decision whose process died before it did.</summary>
    public async Task CarryOut(Effect effect, CancellationToken cancel)
    {
        var asked = new Asked(effect.To, Language.Chinese, effect.Key, null);
        await Decide(asked, await Meet(asked, cancel), effect.Show, clock.GetUtcNow(), cancel);
    }

    private async Task<Met> Meet(Asked asked, CancellationToken cancel)
    {
        var address = Person.At(asked.Who);
        var person = (await storage.Load([Read.One<Person>(address)], cancel)).Find<Person>(address);
        var (facts, version) = person?.Placement?.Branch is { } branch ? await FactsOf(branch, cancel) : default;
        var actor = Actor.From(asked.Who, person, facts, administrators, asked.Locale, clock.GetUtcNow());
        return new(person, asked.Chat is { } chat ? actor with { UserId = chat.UserId } : actor, facts, version);
    }

    private async Task<(BranchFacts? Facts, string? Version)> FactsOf(BranchId branch, CancellationToken cancel)
    {
        var address = BranchFacts.At(branch);
        var rows = await storage.Load([Read.One<BranchFacts>(address)], cancel);
        return (rows.Find<BranchFacts>(address), rows.VersionOf(address));
    }

    private async Task<Outcome> Decide(Asked asked, Met met, Command command, DateTimeOffset came, CancellationToken cancel)
    {
        using var watched = watch?.Begin(command);
        var (tried, tries) = (false, 0);
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < Deadline;)
        {
            var (turn, rows, decision) = await DecideOnce(asked, met, command, came, cancel);
            tries++;
            if (decision is not Accepted accepted || accepted.Rows.Count + accepted.Removes.Count == 0)
            {
                watched?.Ended(decision, tries, committed: false);
                return decision is Accepted { Then: not null } shown ? await Follow(asked, met, shown, false, came, cancel) : new(decision.Answer, tried, (decision as Refused)?.Kind);
            }

            var commit = Commit.Of(accepted.Then is { } then ? accepted.Telling(Effect.Following(asked, then)) : accepted, rows);
            turn.MustOwn(commit.Partition);
            tried = true;
            if (await storage.Commit(commit, cancel) == CommitResult.Committed)
            {
                watched?.Ended(accepted, tries, committed: true);
                return accepted.Then is null ? new(accepted.Answer, true, null) : await Follow(asked, met, accepted, true, came, cancel);
            }

            met = await Meet(asked, cancel);
        }

        throw new TimeoutException($"{command.GetType().Name} could not be committed in {Deadline.TotalSeconds:0} s.");
    }

    private async Task<Outcome> Follow(Asked asked, Met met, Accepted accepted, bool changed, DateTimeOffset came, CancellationToken cancel)
    {
        var followed = await Decide(asked, met, accepted.Then!, came, cancel);
        return accepted.AnswersItself ? new(accepted.Answer, changed || followed.Changed, null) : followed with { Changed = changed || followed.Changed };
    }

    // One try at a decision, with what it read; a command that says that another one was meant leads to that one.
    private async Task<(Turn Turn, Rows Rows, Decision Decision)> DecideOnce(Asked asked, Met met, Command command, DateTimeOffset? came, CancellationToken cancel)
    {
        for (var hops = 0; hops < MostHops; hops++)
        {
            var now = clock.GetUtcNow();
            var turn = new Turn(met.Actor, now, asked.Operation, catalogue.PhrasesOf(met.Actor.Is), met.Facts) { Came = came ?? now, Sections = catalogue.Sections, Panels = catalogue.Panels, PersonSections = catalogue.PersonSections, Tasks = catalogue.Tasks, Faults = catalogue.Faults, Links = catalogue.Links, Hear = catalogue.Hear, Administrators = administrators };
            var version = met.Version;
            if (!catalogue.Allows(met.Actor, command.GetType()))
            {
                return (turn, Rows.None, Refusals.Forbid(Refusals.NotYours(met.Actor, catalogue.MayGive(command.GetType()))));
            }

            if (command.Concerns() is { } branch && met.Actor is RegionLeader leader)
            {
                (var facts, version) = await FactsOf(branch, cancel);
                turn = turn with { BranchFacts = facts?.Branch.Region == leader.Region.Id ? facts : null };
            }

            if ((command.Concerns() is { } named && !turn.MayConcern(named)) || !command.Needs(turn).All(read => turn.MayRead(read.Address.Partition)))
            {
                return (turn, Rows.None, Refusals.Forbid(Refusals.ForeignBranch));
            }

            var rows = await storage.Load([.. command.Needs(turn).Distinct()], cancel);
            if (command.NeedsMore(turn, rows) is { Count: > 0 } more)
            {
                rows = more.All(read => turn.MayRead(read.Address.Partition)) ? rows.And(await storage.Load(more, cancel)) : throw new InvalidOperationException($"{command.GetType().Name} reads what is not the actor's.");
            }

            if (turn.BranchFacts is { } known)
            {
                // What the turn knows of the branch can be written, or relied on, as though the command had read it.
                rows = rows.With(new(known, version!));
            }

            var decision = command.Decide(turn, rows);
            if (decision is not Redirected redirected)
            {
                return (turn, rows, decision);
            }

            command = redirected.To;
        }

        throw new InvalidOperationException($"{command.GetType().Name} leads to another command again and again.");
    }

    private sealed record Outcome(Answer Answer, bool Changed, RefusalKind? Refused);

    private sealed record Met(Person? Person, Actor Actor, BranchFacts? Facts, string? Version);
}
