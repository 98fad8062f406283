using System.Globalization;

namespace BranchBot.Benchmarks;

/// <summary>
/// Carries what was counted and measured to a bank of any size: messages against Teams' limit, storage against Azure's targets, processor, and what a month
/// costs. Every number is a parameter (<c>-- sums --name value</c>); what is printed stands in docs/scale.md.
/// </summary>
internal sealed class Sums
{
    private readonly Dictionary<string, (double Value, string What)> given = [];
    private readonly IReadOnlyList<string> options;

    private Sums(IReadOnlyList<string> options) => this.options = options;

    public static int Run(IReadOnlyList<string> options)
    {
        new Sums(options).Print();
        return 0;
    }

    private void Print()
    {
        var (branches, people) = (Of("branches", 40_000, "branches"), Of("people", 300_000, "people"));
        var workdays = Of("workdays", 22, "workdays a month");
        var window = Of("minutes", 45, "minutes from the first card of the day to the last answer");
        var words = Of("by-words", 0.25, "share of people who write instead of tapping");
        var late = Of("late", 0.1, "share who are nudged, twice a day");
        var moments = Of("wake-ups", 12, "wake-ups of a branch a day");
        var reports = Of("tallies", 0.3, "tallies a person and day");
        var screens = Of("screens", 1, "spirit walls a branch");
        var hours = Of("hours", 8.5, "hours a branch is open");
        var poll = Of("poll", 15, "seconds between two questions of a wall while open");
        var closedPoll = Of("poll-closed", 300, "the same while closed");
        var other = Of("other", 0.1, "what else people do, as a share of the ticks and tallies");
        var rate = Of("rate", 47.5, "messages a second that one bot registration sends: 95 % of the 50 that Teams allows an app in a tenant, measured with the machine to itself");
        var cpu = Of("cpu", 4, "milliseconds of processor a turn or a push, storage calls and queues included");
        var asked = Of("instances", 0, "instances that always run; 0: two for each registration that the window needs, or as many as have the cores");
        var (cores, memory) = (Of("cores", 1, "vCPU an instance"), Of("memory", 2, "GiB an instance"));
        var logged = Of("logged", 1.2, "KB that Application Insights takes a span");
        var spans = Of("spans", 7, "spans a trace: the request, the turn, its command, what it reads and writes");
        var sampled = Of("sampled", 5, "traces a second that the exporter lets an instance send; walls' questions are left out");
        var series = Of("series", 100, "values of measures that an instance sends a minute");
        var valueKb = Of("value", 0.5, "KB that such a value takes");
        var lines = Of("lines", 8, "lines of the log a branch and day, 1 KB each, kept twice: as AppTraces and as the container's console");
        var kept = Of("kept", 1, "KB that a person's day leaves in the tables, with what follows of it");

        var table = Of("price-tables", 0.036, "USD for a million operations on tables, locally redundant (LRS)");
        var queue = Of("price-queues", 0.04, "USD for a million operations on queues (LRS)");
        var zone = Of("zone", 1.25, "times these, and what is kept, for redundancy across zones (ZRS), which the template makes; 1 for LRS. Estimated");
        var vcpu = Of("price-vcpu", 0.000024, "USD a vCPU-second, Container Apps, consumption, active");
        var gib = Of("price-memory", 0.000003, "USD a GiB-second, the same");
        var ingest = Of("price-logs", 2.3, "USD a GB of logs");
        var store = Of("price-kept", 0.045, "USD a GB and month in tables (LRS)");
        var registry = Of("price-registry", 50, "USD a month for a registry, Premium, as private endpoints need");
        var endpoint = Of("price-endpoint", 7.3, "USD a month for a private endpoint, of which a deployment has 5; the bytes through it left out");
        var rules = Of("rules", 17, "alert rules of a deployment");
        var rule = Of("price-rule", 1.5, "USD a month for a rule that looks at a log every 5 minutes");

        var seconds = window * 60;
        // The opening: half of the cards, the ticks and what is written.
        var opening = (people * (1 + late)) + branches;

        Head("What goes in", "parameter", "value", "what");
        foreach (var (name, (value, what)) in given)
        {
            Row($"`--{name}`", Shown(value), what);
        }

        // Each as the table of tables in bot/README.md has it, counted on the wire by tests/Adapters/Storage/RoundTripTests.
        var ticks = people * 6;
        var shows = people * 2 * words;
        var pushes = (people * 2 * (1 + late)) + (branches * 2);
        var turns = (ticks + shows + (people * reports * 2)) * (1 + other) + (branches * 2);
        var answers = ((ticks * words) + shows + (people * reports)) * (1 + other) + (branches * 2);
        var tablesOfTurns = ((ticks * 4) + (shows * 3) + (people * reports * (4 + 5))) * (1 + other) + (branches * 2 * 7);
        var (tablesOfPushes, queuesOfPushes) = ((pushes * 7) + (branches * 6 * 2), branches * 6 * 3d);
        var (tablesOfWakes, queuesOfWakes) = (branches * moments * 11, branches * moments * (2 + (1 / 16d)));
        var polls = branches * screens * ((hours * 3600 / poll) + ((24 - hours) * 3600 / closedPoll));
        var pollsClosedDay = branches * screens * 24 * 3600 / closedPoll;

        var written = answers / 2;
        var registrations = Math.Ceiling((opening + written) / rate / seconds);
        var acts = (pushes + turns) / 2;
        var busy = acts * cpu / 1000 / seconds;
        var wallsBusy = branches * screens / poll * cpu * 2 / 1000;
        var instances = asked > 0 ? asked : Math.Max(registrations * 2, Math.Ceiling(busy / cores));
        var wallInstances = Math.Max(0, Math.Ceiling((busy + wallsBusy) / cores) - instances);
        var (tablesAtRest, queuesAtRest) = ((instances * 86_400d) + (288 * 66), instances * 3 * 8_640d);

        Head("A workday", "what", "a day", "table operations", "queue operations", "messages to Teams");
        Row("cards, nudges, lists pushed", Shown(pushes), Shown(tablesOfPushes), Shown(queuesOfPushes), Shown(pushes));
        Row("turns of people", Shown(turns), Shown(tablesOfTurns), "0", Shown(answers));
        Row("wake-ups", Shown(branches * moments), Shown(tablesOfWakes), Shown(queuesOfWakes), "0");
        Row("walls that ask", Shown(polls), Shown(polls * 8), "0", "0");
        Row("instances at rest", "", Shown(tablesAtRest), Shown(queuesAtRest), "0");
        var (tables, queues) = (tablesOfPushes + tablesOfTurns + tablesOfWakes + (polls * 8) + tablesAtRest, queuesOfPushes + queuesOfWakes + queuesAtRest);
        Row("**together**", "", $"**{Shown(tables)}**", $"**{Shown(queues)}**", $"**{Shown(pushes + answers)}**");

        Head("Messages of an opening", "way", "messages", "with one registration", "registrations for the window");
        Row("a card to everybody, answers to who writes, nudges, lists", Shown(opening + written), Minutes((opening + written) / rate), Shown(registrations));
        Row("the cards alone", Shown(people), Minutes(people / rate), Shown(Math.Ceiling(people / rate / seconds)));
        Row("one card in each branch's channel, answers, nudges, lists", Shown(opening - people + branches + written), Minutes((opening - people + branches + written) / rate), Shown(Math.Ceiling((opening - people + branches + written) / rate / seconds)));
        Row("a tab that people open: nudges and lists alone", Shown(opening - people), Minutes((opening - people) / rate), Shown(Math.Ceiling((opening - people) / rate / seconds)));

        var peakTables = (tablesOfPushes + tablesOfTurns + tablesOfWakes) / 2 / seconds;
        var wallsOpen = branches * screens * 8 / poll;
        Head("Storage, operations a second", "what", "operations a second", "share of 20,000 an account");
        Row($"an opening spread over {Shown(window)} minutes, on the average", Shown(peakTables), Percent(peakTables / 20_000));
        Row($"walls while all branches are open, one question each {Shown(poll)} s", Shown(wallsOpen), Percent(wallsOpen / 20_000));
        Row("the same, asked every 60 s", Shown(wallsOpen * poll / 60), Percent(wallsOpen * poll / 60 / 20_000));
        Row("calendars, each looked at every minute (8 operations a look)", Shown(branches * 8 / 60), Percent(branches * 8 / 60 / 20_000));
        Row("calendars, each looked at every 10 minutes", Shown(branches * 8 / 600), Percent(branches * 8 / 600 / 20_000));
        Row("calendars beside Graph's notifications, every 30 minutes", Shown(branches * 8 / 1800), Percent(branches * 8 / 1800 / 20_000));
        Head("Storage, the fullest partitions and queues", "which", "a second", "target");
        Row("a branch's day: all its people tick within a minute, 3 reads and 1 write each", Shown(people / branches * 3 * 4 / 60), "2,000 entities a partition");
        Row("a shard of the index of wake-ups (64), all branches due within a minute", Shown(branches / 64 * 2 / 60), "2,000 entities a partition");
        Row("the same, read whole by the search for lost ones", Shown(branches / 64), "2,000 entities a partition");
        Row("leases of the rate, 2 operations each 2 s and instance", Shown(instances), "2,000 entities a partition");
        Row("queue of wake-ups, all branches due within a minute, put and deleted", Shown(branches * 2 / 60), "2,000 messages a queue");
        Row("queue of the outbox, the same minute, put, looked at, deleted", Shown(branches * 3 / 60), "2,000 messages a queue");

        Head("Processor", "what", "cores busy");
        Row($"an opening in {Shown(window)} minutes: {Shown(acts)} turns and pushes", Shown(busy));
        Row("walls while all branches are open, each question as two turns", Shown(wallsBusy));
        Row($"**instances that always run**, of {Shown(cores)} vCPU: two for each of {Shown(registrations)} registrations, or the cores of an opening", $"**{Shown(instances)}**");
        Row($"**more of them while walls ask**, {Shown(hours)} hours a workday", $"**{Shown(wallInstances)}**");

        var (month, wallMonth) = (30d * 86_400, workdays * hours * 3600);
        var traces = Math.Min(turns + pushes, sampled * instances * seconds * 2) + (branches * moments);
        var operations = (tables * workdays) + ((pollsClosedDay * 8 + tablesAtRest) * (30 - workdays));
        Head("A month", "what", "how much", "USD", "sum");
        var sums = new (string What, string Much, double Usd, string How)[]
        {
            ("operations on tables", $"{Shown((operations - WallsOf(polls, pollsClosedDay, workdays)) / 1e6)} million", (operations - WallsOf(polls, pollsClosedDay, workdays)) / 1e6 * table * zone, "millions × price-tables × zone"),
            ("operations on queues", $"{Shown(queues * workdays / 1e6)} million", queues * workdays / 1e6 * queue * zone, "millions × price-queues × zone"),
            ("kept, after a year", $"{Shown(people * workdays * 12 * kept / 1e6)} GB", people * workdays * 12 * kept / 1e6 * store * zone, "people × workdays × 12 × kept × price-kept × zone"),
            ("processor", $"{Shown(instances * cores)} vCPU", instances * cores * month * vcpu, "instances × cores × seconds × price-vcpu"),
            ("memory", $"{Shown(instances * memory)} GiB", instances * memory * month * gib, "instances × memory × seconds × price-memory"),
            ("Application Insights, traces", $"{Shown(traces * workdays * spans * logged / 1e6)} GB", traces * workdays * spans * logged / 1e6 * ingest, "traces × spans × logged × price-logs; of turns and pushes no more than sampled × instances in the two windows"),
            ("Application Insights, measures", $"{Shown(instances * month / 60 * series * valueKb / 1e6)} GB", instances * month / 60 * series * valueKb / 1e6 * ingest, "instances × minutes × series × value × price-logs"),
            ("lines of the log, twice", $"{Shown(branches * workdays * lines * 2 / 1e6)} GB", branches * workdays * lines * 2 / 1e6 * ingest, "branches × workdays × lines × 2 × price-logs"),
            ("registries", Shown(registrations), registrations * registry, "registrations × price-registry: the template makes one for each deployment"),
            ("private endpoints", $"{Shown(registrations * 5)}", registrations * 5 * endpoint, "registrations × 5 × price-endpoint"),
            ("alert rules", $"{Shown(registrations * rules)}", registrations * rules * rule, "registrations × rules × price-rule"),
        };
        var walls = new (string What, string Much, double Usd, string How)[]
        {
            ("walls: operations on tables", $"{Shown(WallsOf(polls, pollsClosedDay, workdays) / 1e6)} million", WallsOf(polls, pollsClosedDay, workdays) / 1e6 * table * zone, "millions × price-tables × zone"),
            ("walls: processor and memory", $"{Shown(wallInstances)} instances", wallInstances * wallMonth * ((cores * vcpu) + (memory * gib)), "instances more × hours × workdays × (vCPU + GiB)"),
        };
        foreach (var (what, much, usd, how) in sums)
        {
            Row(what, much, Shown(usd), how);
        }

        Row("**together, without walls**", "", $"**{Shown(sums.Sum(s => s.Usd))}**", "");
        foreach (var (what, much, usd, how) in walls)
        {
            Row(what, much, Shown(usd), how);
        }

        Row("**together, with a wall in each branch**", "", $"**{Shown(sums.Concat(walls).Sum(s => s.Usd))}**", "");
    }

    private static double WallsOf(double polls, double pollsClosedDay, double workdays) => ((polls * workdays) + (pollsClosedDay * (30 - workdays))) * 8;

    private double Of(string name, double usual, string what)
    {
        var value = options.SkipWhile(o => o != $"--{name}").Skip(1).FirstOrDefault() is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : usual;
        given[name] = (value, what);
        return value;
    }

    private static string Shown(double value) => value switch
    {
        0 => "0",
        < 0.001 => value.ToString("0.#######", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.###", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("#,##0", CultureInfo.InvariantCulture),
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    private static string Minutes(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min");

    private static void Head(string title, params string[] columns)
    {
        Console.WriteLine();
        Console.WriteLine($"**{title}**");
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", columns)} |");
        Console.WriteLine($"|{string.Concat(columns.Select(_ => "---|"))}");
    }

    private static void Row(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
