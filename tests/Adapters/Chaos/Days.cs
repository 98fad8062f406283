using System.Globalization;
using System.Text.RegularExpressions;
using BranchBot.Features.Handbook;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.Issues;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Features.ThreeTasks;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>What people do in a day, at random; each thing goes into the ledger with whether it was answered as done.</summary>
internal sealed partial class Days(Doors doors, Ledger ledger, IReadOnlyList<Banker> staff)
{
    private static readonly Position[] Sellers = [Position.WealthManager, Position.CustomerManager];
    private static int serial;

    /// <summary>Everybody is busy with the items of a phase.</summary>
    public Task Lists(DateOnly day, Phase phase, Random seed) => All(seed, staff.Where(s => phase == Phase.Opening || !Leads(s)), (who, random) => Ticks(who, day, phase, random));

    /// <summary>The hours in between: tallies, issues, highlight cards.</summary>
    public Task Work(DateOnly day, Random seed, int things) => All(seed, staff, async (who, random) =>
    {
        for (var n = 0; n < things; n++)
        {
            switch (random.Next(4))
            {
                case 0 when !Leads(who) && who.Position != Position.OperationsSupervisor:
                    await Issue(who, day, random);
                    break;
                case 1 when who.Position != Position.BranchManager:
                    await Card(who, random);
                    break;
                default:
                    await (Sellers.Contains(who.Position) ? Tally(who, day, random) : Ticks(who, day, Phase.Opening, random));
                    break;
            }
        }
    });

    /// <summary>The sales supervisors close their day.</summary>
    public Task Closes(DateOnly day, Random seed) => All(seed, staff.Where(s => s.Position == Position.SalesSupervisor), async (who, random) =>
    {
        IReadOnlyList<PersonId> everybody = [.. staff.Where(s => s.Branch == who.Branch).Select(s => s.Id)];
        if ((await doors.Press(who, new CloseSales(who.Branch, day, everybody), random, presses: 6)).Done)
        {
            ledger.Closed.Add((who.Branch, day));
        }
    });

    /// <summary>The managers have the talks arranged and invite to them.</summary>
    public Task Talks(DateOnly quarter, Random seed) => All(seed, staff.Where(s => s.Position == Position.BranchManager), async (who, random) =>
    {
        await doors.Press(who, new PlanTalks(who.Branch, quarter), random, presses: 1);
        for (var looks = 0; looks < 40; looks++)
        {
            await Task.Delay(500);
            var seen = await doors.Press(who, new ShowTalks(who.Branch, quarter), random);
            if (Version().Match(seen.Text) is { Success: true } version
                && (await doors.Press(who, new ConfirmTalks(who.Branch, quarter, int.Parse(version.Groups["version"].Value, CultureInfo.InvariantCulture)), random)).Done)
            {
                ledger.Confirmed.Add(who.Branch);
                return;
            }

            if (looks % 10 == 9)
            {
                await doors.Press(who, new PlanTalks(who.Branch, quarter), random, presses: 1);
            }
        }
    });

    private static bool Leads(Banker who) => who.Position is Position.BranchManager or Position.SalesSupervisor;

    private static Task All(Random seed, IEnumerable<Banker> people, Func<Banker, Random, Task> does) =>
        Task.WhenAll(people.Select(p => (Who: p, Random: new Random(seed.Next()))).ToList().Select(p => Task.Run(() => does(p.Who, p.Random))));

    private async Task Ticks(Banker who, DateOnly day, Phase phase, Random random)
    {
        var view = phase == Phase.Opening ? TaskView.Opening : TaskView.Closing;
        foreach (var item in who.Items(phase).Where(item => random.Next(10) < 8 && !ledger.Ticks.Any(t => t.Who == who && t.Day == day && t.Item == item)))
        {
            var ticked = await doors.Press(who, new TickItem(who.Branch, day, item, view), random, presses: random.Next(1, 4));
            ledger.Ticks.Enqueue(new(who, day, item, TickKind.Done, ticked.Done));
            if (ticked.Done && random.Next(6) == 0 && TakesBack().Matches(ticked.Text) is { Count: > 0 } ticks)
            {
                var back = await doors.Press(who, new TakeBack(who.Branch, day, ticks.Max(t => int.Parse(t.Groups["tick"].Value, CultureInfo.InvariantCulture)), view), random, presses: random.Next(1, 4));
                ledger.Ticks.Enqueue(new(who, day, item, TickKind.TakenBack, back.Done));
            }
        }
    }

    private async Task Tally(Banker who, DateOnly day, Random random)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"k{Interlocked.Increment(ref serial):D8}");
        var figure = new Figure(random.Next(2) == 0 ? "fund" : "loan", random.Next(1, 4), decimal.Round((decimal)random.NextDouble() * 1000m, 2) + 0.01m);
        var entered = await doors.Press(who, new EnterTallies(who.Branch, day, EntryKind.Added, [figure], key), random, presses: random.Next(1, 4));
        ledger.Tallies.Enqueue(new(who, day, key, figure, entered.Done));
    }

    private async Task Issue(Banker who, DateOnly day, Random random)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{random.NextInt64():x16}");
        var owner = staff.First(s => s.Branch == who.Branch && s.Position == Position.OperationsSupervisor);
        var reported = await doors.Press(who, new ReportIssue(who.Branch, id, IssueKind.Device, $"坏了 {id}", null, IssueWeight.Harmless, day, "none"), random, presses: random.Next(1, 4));
        ledger.Issues.Enqueue(new(who, id, nameof(IssueStep.Reported), reported.Done));
        if (reported.Done && random.Next(2) == 0)
        {
            ledger.Issues.Enqueue(new(owner, id, nameof(IssueStep.Taken), (await doors.Press(owner, new TakeIssue(who.Branch, id), random)).Done));
            ledger.Issues.Enqueue(new(owner, id, nameof(IssueStep.Solved), (await doors.Press(owner, new SolveIssue(who.Branch, id, "修好了"), random)).Done));
        }
    }

    private async Task Card(Banker who, Random random)
    {
        var others = staff.Where(s => s.Branch == who.Branch && s != who && s.Position != Position.BranchManager).ToList();
        var receiver = others[random.Next(others.Count)];
        var manager = staff.First(s => s.Branch == who.Branch && s.Position == Position.BranchManager);
        var described = await doors.Press(who, new DescribeHighlight(To: receiver.Id, What: $"好事 {Interlocked.Increment(ref serial)}", Branch: who.Branch), random);
        if (!described.Done || DraftIn().Match(described.Text) is not { Success: true } draft)
        {
            return;
        }

        var id = draft.Value;
        var sent = await doors.Press(who, new SendHighlight(who.Branch, id) { Occasion = Occasion.Service }, random, presses: random.Next(1, 4));
        ledger.Cards.Enqueue(new(who, receiver, id, nameof(HighlightDeed.Given), sent.Done));
        if (sent.Done && random.Next(4) > 0)
        {
            var signed = await doors.Press(manager, new SignHighlight(who.Branch, id, 1), random, presses: random.Next(1, 4));
            ledger.Cards.Enqueue(new(who, receiver, id, nameof(HighlightDeed.Signed), signed.Done));
        }
    }

    // The newest tick of the card is the one that was just made.
    [GeneratedRegex("\"tick\":(?<tick>[0-9]+)")]
    private static partial Regex TakesBack();

    [GeneratedRegex("[0-9]{8}-[0-9a-f]{16}")]
    private static partial Regex DraftIn();

    [GeneratedRegex("\"version\":(?<version>[0-9]+)")]
    private static partial Regex Version();
}
