using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.Issues;
using BranchBot.Features.Sales;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>Compares what people were told, what stands in the storage and what came to their chats.</summary>
internal sealed partial class Audit(Chaos chaos, Books books, IReadOnlyList<DateOnly> dates)
{
    // So long after a send its end may not be written yet: whoever is killed then leaves it to be repeated.
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(5);

    private readonly List<string> wrong = [];
    private readonly List<(BotCall Call, string Words)> sends = [.. chaos.Stage.Teams.Calls.Of(Operation.Send).Where(c => c.TookEffect).Select(c => (c, c.Body?.ToJsonString() ?? ""))];
    private readonly Dictionary<string, int> repeats = [];

    /// <summary>What does not balance.</summary>
    public IReadOnlyList<string> All()
    {
        Ticks();
        Tallies();
        Issues();
        Cards();
        Reminders();
        Talks();
        Leftovers();
        return wrong;
    }

    /// <summary>What there was.</summary>
    public string Figures() => string.Create(CultureInfo.InvariantCulture,
        $"acknowledged: ticks {chaos.Ledger.Ticks.Count(t => t.Acknowledged)} of {chaos.Ledger.Ticks.Count}, tallies {chaos.Ledger.Tallies.Count(t => t.Acknowledged)} of {chaos.Ledger.Tallies.Count}, steps of issues {chaos.Ledger.Issues.Count(t => t.Acknowledged)} of {chaos.Ledger.Issues.Count}, steps of cards {chaos.Ledger.Cards.Count(t => t.Acknowledged)} of {chaos.Ledger.Cards.Count}, days closed {chaos.Ledger.Closed.Count}, quarters of talks confirmed {chaos.Ledger.Confirmed.Count}\n")
        + $"messages that came {sends.Count}, certain ones repeated: {(repeats.Count == 0 ? "none" : string.Join(", ", repeats.Select(r => $"{r.Key} {r.Value}")))}; reminders planned {books.Totals.Sum(t => t.Planned)}, sent {books.Totals.Sum(t => t.Sent)}, unknown {books.Totals.Sum(t => t.Unknown)}, expired {books.Totals.Sum(t => t.Expired)}, refused {books.Totals.Sum(t => t.Refused)}; cards signed {books.Cards.Count(c => c.Signature is not null)}, meetings {Meetings.Count}";

    private IReadOnlyList<CalendarItem> Meetings => [.. chaos.Stage.Teams.Graph.Mailboxes.All().Where(m => m.Attendees.Count > 0 && !m.Gone)];

    private void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            wrong.Add(otherwise);
        }
    }

    private void Ticks()
    {
        var days = books.Tasks.ToDictionary(d => (d.Person, d.Day));
        foreach (var day in days.Values)
        {
            Must(day.History.Select(t => (t.Operation, t.Item)).Distinct().Count() == day.History.Count, $"{day.Person} {day.Day}: an operation stands twice: {string.Join(", ", day.History)}.");
        }

        foreach (var item in chaos.Ledger.Ticks.GroupBy(t => (t.Who, t.Day, t.Item)))
        {
            var stands = days.GetValueOrDefault((item.Key.Who.Id, item.Key.Day))?.History.Where(t => t.Item == item.Key.Item).Select(t => t.Kind).ToList() ?? [];
            Follows(stands, [.. item.Select(t => (t.Kind, t.Acknowledged))], $"{item.Key.Who.Id} {item.Key.Day} {item.Key.Item}");
        }
    }

    // What stands is what was done, in its order, without what was not acknowledged and did not come about.
    private void Follows<T>(List<T> stands, List<(T Step, bool Acknowledged)> made, string what)
    {
        var place = 0;
        foreach (var (step, acknowledged) in made)
        {
            if (place < stands.Count && EqualityComparer<T>.Default.Equals(stands[place], step))
            {
                place++;
            }
            else
            {
                Must(!acknowledged, $"{what}: {step} was answered as done and is not there; there is {string.Join(", ", stands)}.");
            }
        }

        Must(place == stands.Count, $"{what}: there is {string.Join(", ", stands)}, and was made {string.Join(", ", made)}.");
    }

    private void Tallies()
    {
        var made = chaos.Ledger.Tallies.ToDictionary(t => t.Key);
        var entries = books.Entries.ToLookup(e => e.Operation);
        foreach (var day in books.Sales)
        {
            foreach (var report in day.Reports)
            {
                var keys = report.Operations.Where(made.ContainsKey).ToList();
                Must(keys.Distinct().Count() == report.Operations.Count, $"{report.Person} {day.Day}: entries {string.Join(", ", report.Operations)}.");
                var sum = keys.Select(k => made[k].Figure).GroupBy(f => f.Item).Select(g => (g.Key, g.Sum(f => f.Count), g.Sum(f => f.Amount))).OrderBy(f => f.Key).ToList();
                Must(sum.SequenceEqual(report.Figures.Select(f => (f.Item, f.Count, f.Amount)).OrderBy(f => f.Item)), $"{report.Person} {day.Day}: {string.Join(", ", report.Figures)} of {string.Join(", ", sum)}.");
                Must(keys.All(k => entries[k].Count() == 1), $"{report.Person} {day.Day}: an entry has no row of its own, or two.");
            }
        }

        var standing = books.Sales.SelectMany(d => d.Reports.SelectMany(r => r.Operations)).ToHashSet();
        Must(entries.All(e => standing.Contains(e.Key)), "There is an entry that no report knows.");
        foreach (var lost in made.Values.Where(t => t.Acknowledged && !standing.Contains(t.Key)))
        {
            Must(false, $"The tally {lost.Key} of {lost.Who.Id} was answered as entered and is not there.");
        }

        foreach (var (branch, day) in chaos.Ledger.Closed)
        {
            var (own, region) = (books.Sales.SingleOrDefault(d => d.Branch == branch && d.Day == day), books.Regions.SingleOrDefault(r => r.Branch == branch && r.Day == day));
            Must(own?.Closed is not null && region is not null && Same(own.Total, region.Total), $"{branch} {day}: the region has {string.Join(", ", region?.Total ?? [])}, the branch {string.Join(", ", own?.Total ?? [])}.");
        }
    }

    private static bool Same(IReadOnlyList<Figure> one, IReadOnlyList<Figure> other) => one.OrderBy(f => f.Item).SequenceEqual(other.OrderBy(f => f.Item));

    private void Issues()
    {
        var stand = books.Issues.ToLookup(i => i.Id);
        foreach (var issue in chaos.Ledger.Issues.GroupBy(i => i.Id))
        {
            var rows = stand[issue.Key].ToList();
            Must(rows.Count <= 1, $"The issue {issue.Key} stands {rows.Count} times.");
            Follows([.. rows.SelectMany(r => r.History).Select(h => h.Step.ToString())], [.. issue.Select(i => (i.Step, i.Acknowledged))], $"issue {issue.Key}");
            var (reporter, owner) = (issue.First().Who, rows.FirstOrDefault()?.Owner.Person);
            if (owner is { } told && told != reporter.Id)
            {
                Certain($"issue {issue.Key}", Chat(told), issue.Key);
            }

            if (rows is [{ State: IssueState.Solved }])
            {
                Certain($"solved {issue.Key}", Chat(reporter.Id), issue.Key);
            }
        }
    }

    private void Cards()
    {
        var stand = books.Cards.ToDictionary(c => c.Id);
        foreach (var made in chaos.Ledger.Cards.GroupBy(c => c.Id))
        {
            var card = stand.GetValueOrDefault(made.Key);
            Follows([.. card?.History.Select(h => h.Deed.ToString()) ?? []], [.. made.Select(c => (c.Step, c.Acknowledged))], $"card {made.Key}");
            if (card?.Signature is not null)
            {
                Certain($"card {made.Key} to its receiver", Chat(card.Content.Receiver), made.Key);
                Certain($"card {made.Key} to its giver", Chat(card.Content.Giver), made.Key);
            }
        }

        foreach (var branch in chaos.Staff.Select(s => s.Branch).Distinct().Where(b => books.Trail(b).Count > 0))
        {
            var found = HighlightTrail.Check(books.Trail(branch));
            Must(found.Wrong.Count == 0, $"{branch}: {string.Join("; ", found.Wrong)}");
            var serials = books.Cards.Where(c => c.Branch == branch).Select(c => c.Signature?.Serial).OfType<int>().Order().ToList();
            Must(serials.SequenceEqual(Enumerable.Range(1, found.Signatures)), $"{branch}: the numbers are {string.Join(", ", serials)}.");
        }
    }

    private void Reminders()
    {
        foreach (var branch in chaos.Staff.GroupBy(s => s.Branch))
        {
            foreach (var day in dates)
            {
                var manager = branch.First(s => s.Position == Position.BranchManager);
                var totals = books.Totals.SingleOrDefault(t => t.Branch == branch.Key && t.Day == day);
                Must(totals is { Over: not null } && totals.Planned == totals.Sent + totals.Refused + totals.Expired + totals.Unknown, $"{branch.Key} {day}: {totals}");
                var pushed = 0;
                foreach (var who in branch)
                {
                    foreach (var (verb, kind) in new[] { ("tasks.show", "card"), ("tasks.nudge", "nudge") })
                    {
                        foreach (var phase in new[] { "Opening", "Closing" })
                        {
                            var came = Of(Chat(who.Id)).Count(s => Refreshes(s.Call, verb, phase, day));
                            Must(came <= 1, $"{who.Id}: the {kind} of {day} {phase} came {came} times.");
                            pushed += came;
                        }
                    }
                }

                foreach (var phase in new[] { "Opening", "Closing" })
                {
                    var lists = Of(Chat(manager.Id)).Where(s => Refreshes(s.Call, "tasks.limit-list", phase, day)).ToList();

                    // The clock is set forward while a send may be tried again: a list too has its end, and is counted.
                    Must(lists.Count > 0 || totals is { Expired: > 0 }, $"{manager.Id}: the list of {day} {phase} did not come.");
                    Explained("list", lists);
                    pushed += lists.Count > 0 ? 1 : 0;
                }

                Must(totals is null || (pushed >= totals.Sent && pushed <= totals.Sent + totals.Unknown) || totals.Planned == 0, $"{branch.Key} {day}: {pushed} came of {totals}.");
                Must(books.Summaries.Count(s => s.Branch == branch.Key && s.Day == day) == 1, $"{branch.Key} {day}: the day was not summed up.");
            }
        }
    }

    // What a card shows when it is opened again says what it is.
    private static bool Refreshes(BotCall call, string verb, string phase, DateOnly day)
    {
        var content = (call.Body?["attachments"] as JsonArray)?.FirstOrDefault()?["content"];
        var action = content?["refresh"]?["action"];
        return (string?)action?["verb"] == verb && action["data"]?.ToJsonString() is { } data && data.Contains(phase, StringComparison.Ordinal) && data.Contains($"{day:yyyy-MM-dd}", StringComparison.Ordinal);
    }

    private void Talks()
    {
        foreach (var branch in chaos.Ledger.Confirmed)
        {
            foreach (var who in chaos.Staff.Where(s => s.Branch == branch && s.Position != Position.BranchManager))
            {
                var meetings = Meetings.Count(m => m.Attendees.Contains(who.User.Id));
                Must(meetings == 1, $"{who.Id} has {meetings} meetings.");
            }
        }
    }

    private void Leftovers()
    {
        Must(books.StillOpen.Count == 0, $"Left to do: {string.Join(", ", books.StillOpen)}");
        var refused = books.Outbox.Where(r => r.State is DeliveryState.Refused or DeliveryState.Unknown && r.Delivery == Core.Delivery.Certain).ToList();
        Must(refused.Count == 0, $"Not told: {string.Join(", ", refused.Select(r => $"{r.Key} {r.State} {r.Reason}"))}");
        Must(!books.Jobs.Any(j => !j.IsOpen), $"Given up: {string.Join(", ", books.Jobs.Where(j => !j.IsOpen).Select(j => $"{j.Name} {j.Key} {j.GivenUp}"))}");
        Must(!books.DeadLetters.Any(), $"Dead letters: {string.Join(", ", books.DeadLetters)}");
        Must(chaos.Collapses == 0, $"{chaos.Collapses} bots ended by themselves.");
        var now = chaos.Stage.Teams.Clock.GetUtcNow();
        foreach (var branch in chaos.Staff.Select(s => s.Branch).Distinct())
        {
            var armed = books.Armed.SingleOrDefault(a => a.Branch == branch);
            Must(armed is not null && armed.Due > now && armed.Due < now.AddHours(26), $"{branch} is to be woken {armed?.Due:O}, now {now:O}.");
        }
    }

    // It came, and where it came again somebody had died, an answer was lost, or its end could not be written, while it was in flight.
    private void Certain(string what, string chat, string words)
    {
        var came = Of(chat).Where(s => s.Words.Contains(words, StringComparison.Ordinal)).ToList();
        Must(came.Count > 0, $"{what} did not come.");
        Explained(what.Split(' ')[0], came);
    }

    private void Explained(string kind, IReadOnlyList<(BotCall Call, string Words)> came)
    {
        foreach (var (first, again) in came.Zip(came.Skip(1)))
        {
            var why = first.Call.Status is 0 or >= 500 ? "an answer was lost"
                : chaos.Deaths.Any(d => d > first.Call.At && d < first.Call.At + InFlight) ? "a bot died"
                : chaos.Weather.Failed.Any(f => f.At > first.Call.At && f.At < again.Call.At && IsOf(f.Call, first.Words)) ? "its end could not be written"
                : null;
            Must(why is not null, $"A message ({kind}) was repeated at {again.Call.At:O} for no reason, {first.Call.At:O} {first.Call.Status}: {again.Words}");
            repeats[why ?? "for no reason"] = repeats.GetValueOrDefault(why ?? "for no reason") + 1;
        }
    }

    // A request that has to do with a row of the outbox whose key names what the message is about.
    private static bool IsOf(StorageCall call, string words) =>
        call.Service == StorageService.Table && OutboxKey().Matches(Uri.UnescapeDataString(call.Path + call.Body)).Any(key => key.Groups[1].Value.Split('|').Any(part => part.Length > 16 && words.Contains(part, StringComparison.Ordinal)));

    [GeneratedRegex(@"['""]outbox\|([^'""]+)")]
    private static partial Regex OutboxKey();

    private string Chat(PersonId who) => chaos.Stage.Teams.Conversations.Personal(chaos.Staff.First(s => s.Id == who).User).Id;

    private IEnumerable<(BotCall Call, string Words)> Of(string chat) => sends.Where(s => s.Call.ConversationId == chat);
}
