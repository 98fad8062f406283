using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace BranchBot.LocalTeams;

/// <summary>A meeting as it stands in the calendars of who invites and who is invited.</summary>
public sealed record CalendarItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Organizer { get; init; }

    /// <summary>Who is invited.</summary>
    public IReadOnlyList<string> Attendees { get; init; } = [];

    /// <summary>What it is called.</summary>
    public string Subject { get; init; } = "";

    /// <summary>From when, UTC.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Until when, UTC.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>Where.</summary>
    public string Location { get; init; } = "";

    /// <summary>Whether it is a meeting in Teams.</summary>
    public bool Online { get; init; }

    /// <summary>What others see: busy, tentative, oof, workingElsewhere, free.</summary>
    public string ShowAs { get; init; } = "busy";

    /// <summary>Whether only its people see what it is.</summary>
    public bool Private { get; init; }

    /// <summary>What marks it by colour.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>By what a repeated creation is known.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The extended properties of whoever made it.</summary>
    public IReadOnlyDictionary<string, string> Marks { get; init; } = new Dictionary<string, string>();

    /// <summary>What was answered, by attendee: none, accepted, tentativelyAccepted, declined.</summary>
    public IReadOnlyDictionary<string, string> Responses { get; init; } = new Dictionary<string, string>();

    /// <summary>When attendees propose that it begins instead, UTC.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Proposals { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Its state in the order of all changes.</summary>
    public long Change { get; init; }

    /// <summary>When it was made, by the machine's clock.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Whether it was called off or deleted.</summary>
    public bool Gone { get; init; }

    /// <summary>How many times people were sent something about it: invitation, update, cancellation.</summary>
    public int Mails { get; init; }
}

/// <summary>Everybody's calendar.</summary>
public sealed class Mailboxes
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, CalendarItem> items = [];
    private readonly ConcurrentDictionary<string, int> closed = new(StringComparer.OrdinalIgnoreCase);
    private long changes;

    /// <summary>All that stands, in the order of time.</summary>
    public IReadOnlyList<CalendarItem> All()
    {
        lock (gate)
        {
            return [.. items.Values.Where(i => !i.Gone).OrderBy(i => i.Start).ThenBy(i => i.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>What stands in somebody's calendar.</summary>
    public IReadOnlyList<CalendarItem> Of(string person) => [.. All().Where(i => Has(i, person))];

    /// <summary>Something of his own in somebody's calendar.</summary>
    public CalendarItem Block(string person, DateTimeOffset start, TimeSpan length, string showAs = "busy") =>
        Add(new() { Id = NewId(), Organizer = person, Subject = "有事", Start = start.ToUniversalTime(), End = (start + length).ToUniversalTime(), ShowAs = showAs });

    /// <summary>What an attendee answers in Outlook; who accepts proposes nothing.</summary>
    public void Respond(string person, string id, string response, DateTimeOffset? proposed = null) => Update(id, i => i with
    {
        Responses = new Dictionary<string, string>(i.Responses) { [person] = response },
        Proposals = new Dictionary<string, DateTimeOffset>(i.Proposals.Where(p => p.Key != person).Concat(proposed is { } at && response != "accepted" ? [new(person, at.ToUniversalTime())] : Array.Empty<KeyValuePair<string, DateTimeOffset>>())),
    });

    /// <summary>The organizer drags it to another time in Outlook; answers are asked for anew.</summary>
    public void Drag(string id, DateTimeOffset start) => Update(id, i => i with { Start = start.ToUniversalTime(), End = start.ToUniversalTime() + (i.End - i.Start), Responses = new Dictionary<string, string>(), Proposals = new Dictionary<string, DateTimeOffset>(), Mails = i.Mails + 1 });

    /// <summary>The organizer deletes it in Outlook.</summary>
    public void Remove(string id) => Update(id, i => i with { Gone = true, Mails = i.Mails + 1 });

    /// <summary>Told of all that stands whenever something has changed.</summary>
    internal Action<IReadOnlyCollection<CalendarItem>> Changed { get; set; } = _ => { };

    /// <summary>Told of each change in itself, and what kind it is: created, updated, deleted.</summary>
    internal Action<CalendarItem, string> Happened { get; set; } = (_, _) => { };

    /// <summary>What was kept.</summary>
    internal void Load(IReadOnlyList<CalendarItem> kept)
    {
        lock (gate)
        {
            kept.ToList().ForEach(i => items[i.Id] = i);
            changes = kept.Select(i => i.Change).DefaultIfEmpty().Max();
        }
    }

    /// <summary>From now on a mailbox answers with this status: 403 not allowed, 404 none.</summary>
    public void Close(string person, int status) => closed[person] = status;

    internal int? ClosedBy(string person) => closed.TryGetValue(person, out var status) ? status : null;

    internal static string NewId() => "AAMk" + RandomNumberGenerator.GetHexString(40);

    internal static bool Has(CalendarItem item, string person) => item.Organizer == person || item.Attendees.Contains(person);

    internal CalendarItem? Find(string id)
    {
        lock (gate)
        {
            return items.GetValueOrDefault(id) is { Gone: false } item ? item : null;
        }
    }

    /// <summary>Adds one; of the same transaction there is only one.</summary>
    /// <param name="item">It.</param>
    /// <param name="window">For how long a transaction is remembered; null: for ever.</param>
    internal CalendarItem Add(CalendarItem item, TimeSpan? window = null)
    {
        lock (gate)
        {
            if (item.TransactionId is { } transaction
                && items.Values.FirstOrDefault(i => i.TransactionId == transaction && i.Organizer == item.Organizer && !(TimeProvider.System.GetUtcNow() - i.Created > window)) is { } known)
            {
                return known;
            }

            return Put(item with { Created = TimeProvider.System.GetUtcNow() });
        }
    }

    internal CalendarItem? Update(string id, Func<CalendarItem, CalendarItem> change)
    {
        lock (gate)
        {
            return items.GetValueOrDefault(id) is { Gone: false } item ? Put(change(item)) : null;
        }
    }

    private CalendarItem Put(CalendarItem item)
    {
        var kind = item.Gone ? "deleted" : items.ContainsKey(item.Id) ? "updated" : "created";
        items[item.Id] = item with { Change = ++changes };
        Changed(items.Values);
        Happened(items[item.Id], kind);
        return items[item.Id];
    }

    /// <summary>What has changed in some days of somebody's calendar since, and up to where that is: what has left those days is gone.</summary>
    internal (IReadOnlyList<CalendarItem> Items, long Until) Since(string person, long since, DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            var seen = items.Values.Where(i => Has(i, person) && i.Change > since).Select(i => i with { Gone = i.Gone || i.End <= from || to <= i.Start });
            return ([.. seen.Where(i => since > 0 || !i.Gone).OrderBy(i => i.Change)], changes);
        }
    }
}
