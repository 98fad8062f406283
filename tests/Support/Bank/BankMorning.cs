using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using BranchBot.Features;
using BranchBot.Host.Jobs;
using BranchBot.Host.Local;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Host.WakeUps;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BranchBot.Tests.Support;

/// <summary>
/// A bank's morning, played before the real program in processes of its own: cards come by themselves, people tap, write, come late and are nudged, the
/// managers get their lists; at the end the books are looked at. All of it follows from the habits and their seed, but for the order in which things meet.
/// </summary>
public sealed class BankMorning : IAsyncDisposable
{
    /// <summary>The day that is played, a Tuesday.</summary>
    public static readonly DateOnly Day = new(2026, 11, 24);

    private const int WarmUps = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);
    private readonly ServiceProvider services;
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly LocalClock clock;
    private IReadOnlyList<Uri> bots = [];
    private DateTimeOffset firstOpens;
    private int next;

    private BankMorning(BankHabits habits, BankConnector connector, string storage, TimeSpan offset)
    {
        (Habits, Connector, Storage) = (habits, connector, storage);
        clock = new LocalClock(offset);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = storage, ["Storage:Prefix"] = Prefix }).Build();
        var collection = new ServiceCollection().AddLogging().AddStorage(configuration).AddOutbox().AddJobs().AddWakeUps();
        collection.AddSingleton<TimeProvider>(clock).AddSingleton(new Catalogue(AllFeatures.List)).AddSingleton<ISender, Nowhere>();
        services = collection.BuildServiceProvider();
        People = [.. from branch in Enumerable.Range(0, habits.Branches) from person in Enumerable.Range(0, habits.Staff) select new BankPerson(this, branch, person)];
    }

    /// <summary>How the bank is.</summary>
    public BankHabits Habits { get; }

    /// <summary>The connector.</summary>
    public BankConnector Connector { get; }

    /// <summary>The storage that all processes share.</summary>
    public string Storage { get; }

    /// <summary>What the names of its tables and queues begin with.</summary>
    public string Prefix { get; } = $"m{Guid.NewGuid():N}"[..12];

    /// <summary>Everybody.</summary>
    public IReadOnlyList<BankPerson> People { get; }

    /// <summary>The settings of a process.</summary>
    public Dictionary<string, string> Settings => Connector.Settings(Storage, Prefix, clock.Offset);

    /// <summary>The tables and queues as the program has them.</summary>
    internal TableStorage Tables => services.GetRequiredService<TableStorage>();

    /// <summary>A bank whose clocks show 07:00.</summary>
    public static async Task<BankMorning> Build(BankHabits habits, string storage)
    {
        var bank = new BankMorning(habits, await BankConnector.Start(habits.Rate), storage, DemoBranch.At("07:00") - TimeProvider.System.GetUtcNow());
        await bank.Settle();
        return bank;
    }

    /// <summary>A branch's id.</summary>
    public static BranchId BranchId(int branch) => new($"b{branch}");

    /// <summary>Opens the branches: the first card falls due after a while, and each branch is to be woken for its own.</summary>
    public async Task Arm(TimeSpan lead)
    {
        var seconds = Math.Ceiling((clock.GetUtcNow() + lead - DemoBranch.At("00:00")).TotalSeconds);
        var first = DemoBranch.At("00:00").AddSeconds(seconds);
        firstOpens = first.AddMinutes(Habits.CardBefore);
        var waking = services.GetRequiredService<Waking>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Habits.Branches), AtOnce, async (branch, cancel) =>
        {
            var card = first + Habits.OpensLater(branch);
            var opens = TimeOnly.FromTimeSpan(card.AddMinutes(Habits.CardBefore) - DemoBranch.At("00:00"));
            var day = new Hours(opens, new(17, 0));
            var facts = new BranchFacts(DemoBranch.Branch with { Id = BranchId(branch), Name = $"第{branch}支行", Hours = new(day, day, day, day, day, null, null) })
            {
                Settings = new() { OpeningCardBefore = Habits.CardBefore, NudgeBefore = Habits.NudgeBefore },
            };
            var roster = new Roster(facts.Branch.Id, [.. Of(branch).Select((p, n) => new RosterEntry(p.Id, $"员工{n}", p.Position))]);
            await Tables.Commit(new(facts.Address.Partition, [(facts, null), (roster, null)], [], []), cancel);
            await waking.Arm(new(facts.Branch.Id, card, $"{branch}", Day.AddDays(-1)), null, clock.GetUtcNow(), cancel);
        });
    }

    /// <summary>Somebody whom the bank does not know writes to each process, one line after the other, so that none of them plays the morning cold.</summary>
    public async Task WarmUp(IReadOnlyList<Uri> processes)
    {
        bots = processes;
        for (var n = 0; n < WarmUps * processes.Count; n++)
        {
            await new BankPerson(this, -1, n).Say("开门");
        }
    }

    /// <summary>Plays the morning to its end.</summary>
    /// <param name="processes">Where the program listens; turns go to one after the other.</param>
    /// <param name="jumps">Whether the clock is set forward to what happens next, as in a rehearsal, instead of waiting for it.</param>
    public async Task<BankBooks> Play(IReadOnlyList<Uri> processes, bool jumps)
    {
        bots = processes;
        var (nudged, opened) = (Enumerable.Range(0, Habits.Branches).Select(_ => new TaskCompletionSource()).ToList(), Enumerable.Range(0, Habits.Branches).Select(_ => new TaskCompletionSource()).ToList());
        var mornings = People.Select((person, n) => person.Play(nudged[n / Habits.Staff].Task, opened[n / Habits.Staff].Task)).ToList();
        if (jumps)
        {
            await Jump(LastOpens.AddMinutes(-Habits.CardBefore));
            await Settled(() => People.Count(p => Connector.Chat(p.Conversation).Count > 0) == People.Count);
            await Task.Delay(Habits.Begins + (Habits.Thinks * 8));
            await Jump(LastOpens.AddMinutes(-Habits.NudgeBefore));
            nudged.ForEach(n => n.TrySetResult());
            await Task.Delay(Habits.Begins + (Habits.Thinks * 8));
            await Jump(LastOpens);
            opened.ForEach(o => o.TrySetResult());
        }
        else
        {
            var waits = Enumerable.Range(0, Habits.Branches).Select(async branch =>
            {
                var opens = firstOpens + Habits.OpensLater(branch);
                await Until(opens.AddMinutes(-Habits.NudgeBefore));
                nudged[branch].TrySetResult();
                await Until(opens);
                opened[branch].TrySetResult();
            });
            await Task.WhenAll(waits);
        }

        await Task.WhenAll(mornings);
        var books = new BankBooks(this);
        await Settled(async () => await books.Open() == 0);
        await books.Look();
        return books;
    }

    /// <summary>When a branch's card falls due, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long CardAt(int branch)
    {
        var ago = clock.GetUtcNow() - (firstOpens.AddMinutes(-Habits.CardBefore) + Habits.OpensLater(branch));
        return Stopwatch.GetTimestamp() - (long)(ago.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>Everybody of a branch.</summary>
    public IEnumerable<BankPerson> Of(int branch) => People.Skip(branch * Habits.Staff).Take(Habits.Staff);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await services.DisposeAsync();
        await Connector.DisposeAsync();
    }

    /// <summary>Brings an activity to a process and answers with the body; empty where it was not answered well.</summary>
    internal async Task<string> Send(string activity)
    {
        var bot = bots[(int)((uint)Interlocked.Increment(ref next) % (uint)bots.Count)];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, "/api/messages")) { Content = new StringContent(activity, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Connector.Token);
        try
        {
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? body : "";
        }
        catch (Exception late) when (late is HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }

    private static ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = 32 };

    private DateTimeOffset LastOpens => firstOpens + Habits.OpensLater(Habits.Branches - 1);

    private Task Settle() => Parallel.ForEachAsync(People, AtOnce, async (person, cancel) =>
    {
        var branch = BranchId(int.Parse(person.Conversation[2..].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture));
        var chat = new Chat(Connector.ServiceUrl, person.Conversation, $"29:{person.Id}", $"28:{Stage.AppId}", Stage.Tenant);
        var row = new Person(person.Id, new($"员工{person.Conversation[^1]}", branch, person.Position), chat);
        await Tables.Commit(new(row.Address.Partition, [(row, null)], [], []), cancel);
    });

    private Task Until(DateTimeOffset instant) => Task.Delay(instant - clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);

    private async Task Jump(DateTimeOffset instant)
    {
        var offset = clock.Offset + (instant - clock.GetUtcNow()) + TimeSpan.FromSeconds(1);
        clock.Offset = offset > clock.Offset ? offset : clock.Offset;
        foreach (var bot in bots)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(bot, "/local/clock")) { Content = new StringContent($$"""{"offset":"{{clock.Offset:c}}"}""", Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Connector.Token);
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static Task Settled(Func<bool> such) => Settled(() => Task.FromResult(such()));

    // What does not settle is seen in the books.
    private static async Task Settled(Func<Task<bool>> such)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestWait && !await such(); await Task.Delay(500))
        {
        }
    }

    private sealed class Nowhere : ISender
    {
        public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) => throw new InvalidOperationException("The bank's own rows tell nobody anything.");
    }
}
