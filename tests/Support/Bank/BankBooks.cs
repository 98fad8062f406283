using System.Collections.Concurrent;
using System.Diagnostics;
using BranchBot.Features.Sales;
using BranchBot.Features.ThreeTasks;
using BranchBot.Host.Outbox;

namespace BranchBot.Tests.Support;

/// <summary>What stands at a morning's end, held against what people were told and what the connector took.</summary>
public sealed class BankBooks(BankMorning bank)
{
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(15);
    private readonly ConcurrentBag<string> wrong = [];
    private readonly ConcurrentBag<DeliveryState> reminders = [];
    private int cardsMissing;
    private int lostAnswers;
    private int nudges;
    private int lists;

    /// <summary>What does not balance, each in a sentence; empty if all does.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>What became of the reminders that were claimed.</summary>
    public IReadOnlyDictionary<DeliveryState, int> Reminders => reminders.CountBy(r => r).ToDictionary();

    /// <summary>How many nudges and lists were claimed.</summary>
    public (int Nudges, int Lists) Claimed => (nudges, lists);

    /// <summary>How many people have got no opening card though they should have.</summary>
    public int CardsMissing => cardsMissing;

    /// <summary>How many answers to words did not come: they go at most once, and only while they are fresh.</summary>
    public int LostAnswers => lostAnswers;

    /// <summary>How many turns people made.</summary>
    public int Turns => bank.People.Sum(p => p.Turns);

    /// <summary>How many turns were not answered as people had to expect.</summary>
    public int Unanswered => bank.People.Sum(p => p.Unanswered);

    /// <summary>How many messages the connector took.</summary>
    public int Messages => bank.Connector.Taken.Count;

    /// <summary>How often the connector said 429.</summary>
    public int Throttled => bank.Connector.Throttled.Count;

    /// <summary>How many seconds after the first card each 429 was.</summary>
    public IReadOnlyList<double> ThrottledAt => [.. bank.Connector.Throttled.Select(t => Math.Round((t - bank.CardAt(0)) / (double)Stopwatch.Frequency, 1))];

    /// <summary>The share of the allowed rate that was used in the seconds in which a backlog of cards stood; null: there was none.</summary>
    public (double Share, int Seconds)? RateUsed { get; private set; }

    /// <summary>How many reminders still wait.</summary>
    public async Task<int> Open()
    {
        var open = 0;
        await EachBranch(async branch => Interlocked.Add(ref open, (await Told(branch)).Count(r => r.IsOpen)));
        return open;
    }

    internal async Task Look()
    {
        await EachBranch(async branch =>
        {
            await Ticks(branch);
            await Tallies(branch);
            await Pushed(branch);
        });
        RateUsed = Rate();
    }

    private Task EachBranch(Func<int, Task> look) =>
        Parallel.ForEachAsync(Enumerable.Range(0, bank.Habits.Branches), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (branch, _) => await look(branch));

    private async Task<IReadOnlyList<OutboxRow>> Told(int branch) =>
        [.. (await bank.Tables.Load([Read.All<OutboxRow>(ReminderDay.Log(BankMorning.BranchId(branch), BankMorning.Day), OutboxRow.Keys)], CancellationToken.None)).All<OutboxRow>()];

    private async Task Ticks(int branch)
    {
        var days = (await bank.Tables.Load([TaskDay.All(BankMorning.BranchId(branch), BankMorning.Day)], CancellationToken.None)).All<TaskDay>().ToDictionary(d => d.Person);
        foreach (var person in bank.Of(branch))
        {
            var history = days.GetValueOrDefault(person.Id)?.History ?? [];
            var operations = history.Select(t => t.Operation).ToList();
            Check(operations.Distinct().Count() == operations.Count, person, "an operation is in the history twice");
            Check(operations.All(person.Sent.Contains), person, "something is in the history that he did not do");
            Check(person.Acknowledged.All(operations.Contains), person, "what was acknowledged is not in the history");
            Check(person.Presses.All(i => days.GetValueOrDefault(person.Id)?.DoneBy(person.Item(i)) is not null), person, "an item was acknowledged and is not done");
            Check(!history.GroupBy(t => t.Item).Any(item => item.Zip(item.Skip(1)).Any(two => two.First.IsDone && two.Second.IsDone)), person, "an item was ticked while it was done");
        }
    }

    private async Task Tallies(int branch)
    {
        var at = SalesDay.At(BankMorning.BranchId(branch), BankMorning.Day);
        var day = (await bank.Tables.Load([Read.One<SalesDay>(at)], CancellationToken.None)).Find<SalesDay>(at);
        foreach (var person in bank.Of(branch))
        {
            var entries = day?.ReportOf(person.Id)?.Operations.Count ?? 0;
            Check(entries <= 1 && (entries == 1 || !person.Tallied), person, $"tallies were entered {entries} times");
        }
    }

    private async Task Pushed(int branch)
    {
        var (rows, id) = (await Told(branch), BankMorning.BranchId(branch));
        var at = ReminderTotals.At(id, BankMorning.Day);
        var totals = (await bank.Tables.Load([Read.One<ReminderTotals>(at)], CancellationToken.None)).Find<ReminderTotals>(at);
        if ((totals?.Planned ?? 0) != rows.Count)
        {
            wrong.Add($"{id}: {totals?.Planned} reminders were claimed and {rows.Count} stand.");
        }

        foreach (var row in rows)
        {
            reminders.Add(row.State);
            Interlocked.Add(ref nudges, row.Key.StartsWith("nudge|", StringComparison.Ordinal) ? 1 : 0);
            Interlocked.Add(ref lists, row.Key.StartsWith("limit|", StringComparison.Ordinal) ? 1 : 0);
            if (row.IsOpen)
            {
                wrong.Add($"{id}: {row.Key} waits still.");
            }
        }

        foreach (var person in bank.Of(branch))
        {
            // Pushed: Teams has it. Perhaps: whether it has is not known.
            var (pushed, perhaps) = (rows.Count(r => r.To == person.Id && r.State == DeliveryState.Sent), rows.Count(r => r.To == person.Id && r.State == DeliveryState.Unknown));
            var came = bank.Connector.Chat(person.Conversation).Count;
            Check(came <= pushed + perhaps + person.Answers, person, $"{came} messages came, and {pushed} reminders and {person.Answers} answers are in the books");
            Interlocked.Add(ref lostAnswers, Math.Max(0, pushed + person.Answers - came));
            Interlocked.Add(ref cardsMissing, rows.Any(r => r.Key == $"card|Opening|{person.Id}" && r.State == DeliveryState.Sent) ? 0 : 1);
        }
    }

    private void Check(bool holds, BankPerson person, string otherwise)
    {
        if (!holds)
        {
            wrong.Add($"{person.Conversation}: {otherwise}.");
        }
    }

    // A backlog stands where the cards of two seconds have been due for longer than it takes to wake a branch.
    private (double, int)? Rate()
    {
        var calls = bank.Connector.Taken.Order().ToList();
        if (calls.Count == 0)
        {
            return null;
        }

        var due = Enumerable.Range(0, bank.Habits.Branches).SelectMany(b => Enumerable.Repeat(bank.CardAt(b) + Ticks(Allowance), bank.Habits.Staff)).Order().ToList();
        var came = bank.People.Select(p => bank.Connector.Chat(p.Conversation).FirstAt).Where(t => t > 0).Order().ToList();
        var (taken, seconds) = (0, 0);
        for (var from = calls[0]; from < calls[^1]; from += Stopwatch.Frequency)
        {
            var until = from + Stopwatch.Frequency;
            if (due.Count(d => d <= from) - came.Count(c => c <= until) >= 2 * bank.Habits.Rate)
            {
                taken += calls.Count(c => c >= from && c < until);
                seconds++;
            }
        }

        return seconds == 0 ? null : (taken / (double)seconds / bank.Habits.Rate, seconds);
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);
}
