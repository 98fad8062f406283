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
        var rate = Of("rate", 47.5, "messages a second that one bot registration sends: 95 % of the 50 that Teams allows an app in a tenant");
        var cpu = Of("cpu", 4, "milliseconds of processor a turn or a push, storage calls and queues included");
        var instances = Of("instances", 4, "instances that always run");
        var (cores, memory) = (Of("cores", 1, "vCPU an instance"), Of("memory", 2, "GiB an instance"));
        var logged = Of("logged", 1.2, "KB that Application Insights takes a request");
        var sampled = Of("sampled", 1, "share of requests that are told to it");
        var kept = Of("kept", 1, "KB that a person's day leaves in the tables, with what follows of it");

        var table = Of("price-tables", 0.036, "USD for a million operations on tables (LRS)");
        var queue = Of("price-queues", 0.04, "USD for a million operations on queues (LRS)");
        var vcpu = Of("price-vcpu", 0.000024, "USD a vCPU-second, Container Apps, consumption, active");
        var gib = Of("price-memory", 0.000003, "USD a GiB-second, the same");
        var ingest = Of("price-logs", 2.3, "USD a GB of logs");
        var store = Of("price-kept", 0.045, "USD a GB and month in tables (LRS)");

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
        var (tablesAtRest, queuesAtRest) = ((instances * 86_400d) + (288 * 66), instances * 3 * 8_640d);

        Head("A workday", "what", "a day", "table operations", "queue operations", "messages to Teams");
        Row("cards, nudges, lists pushed", Shown(pushes), Shown(tablesOfPushes), Shown(queuesOfPushes), Shown(pushes));
        Row("turns of people", Shown(turns), Shown(tablesOfTurns), "0", Shown(answers));
        Row("wake-ups", Shown(branches * moments), Shown(tablesOfWakes), Shown(queuesOfWakes), "0");
        Row("walls that ask", Shown(polls), Shown(polls * 8), "0", "0");
        Row("instances at rest", "", Shown(tablesAtRest), Shown(queuesAtRest), "0");
        var (tables, queues) = (tablesOfPushes + tablesOfTurns + tablesOfWakes + (polls * 8) + tablesAtRest, queuesOfPushes + queuesOfWakes + queuesAtRest);
        Row("**together**", "", $"**{Shown(tables)}**", $"**{Shown(queues)}**", $"**{Shown(pushes + answers)}**");

        // The opening: half of the cards, the ticks and what is written.
        var seconds = window * 60;
        var opening = (people * (1 + late)) + branches;
        var written = answers / 2;
        Head("Messages of an opening", "way", "messages", "with one registration", "registrations for the window");
        Row("a card to everybody, answers to who writes, nudges, lists", Shown(opening + written), Minutes((opening + written) / rate), Shown(Math.Ceiling((opening + written) / rate / seconds)));
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

        var acts = (pushes + turns) / 2;
        var busy = acts * cpu / 1000 / seconds;
        var wallsBusy = branches * screens / poll * cpu * 2 / 1000;
        Head("Processor", "what", "cores busy");
        Row($"an opening in {Shown(window)} minutes: {Shown(acts)} turns and pushes", Shown(busy));
        Row("walls while all branches are open, each question as two turns", Shown(wallsBusy));

        var month = 30d * 86_400;
        var requests = (turns * workdays) + (polls * workdays) + (pollsClosedDay * (30 - workdays));
        var operations = (tables * workdays) + ((pollsClosedDay * 8 + tablesAtRest) * (30 - workdays));
        Head("A month", "what", "how much", "USD", "sum");
        var sums = new (string What, string Much, double Usd, string How)[]
        {
            ("operations on tables, walls apart", $"{Shown((operations - WallsOf(polls, pollsClosedDay, workdays)) / 1e6)} million", (operations - WallsOf(polls, pollsClosedDay, workdays)) / 1e6 * table, "millions × price-tables"),
            ("operations on tables of walls", $"{Shown(WallsOf(polls, pollsClosedDay, workdays) / 1e6)} million", WallsOf(polls, pollsClosedDay, workdays) / 1e6 * table, "the same"),
            ("operations on queues", $"{Shown(queues * workdays / 1e6)} million", queues * workdays / 1e6 * queue, "millions × price-queues"),
            ("kept, after a year", $"{Shown(people * workdays * 12 * kept / 1e6)} GB", people * workdays * 12 * kept / 1e6 * store, "people × workdays × 12 × kept × price-kept"),
            ("processor", $"{Shown(instances * cores)} vCPU", instances * cores * month * vcpu, "instances × cores × seconds × price-vcpu"),
            ("memory", $"{Shown(instances * memory)} GiB", instances * memory * month * gib, "instances × memory × seconds × price-memory"),
            ("Application Insights, people's requests", $"{Shown(turns * workdays * logged * sampled / 1e6)} GB", turns * workdays * logged * sampled / 1e6 * ingest, "requests × logged × sampled × price-logs"),
            ("Application Insights, walls' requests", $"{Shown((requests - (turns * workdays)) * logged * sampled / 1e6)} GB", (requests - (turns * workdays)) * logged * sampled / 1e6 * ingest, "the same"),
        };
        foreach (var (what, much, usd, how) in sums)
        {
            Row(what, much, Shown(usd), how);
        }

        Row("**together**", "", $"**{Shown(sums.Sum(s => s.Usd))}**", "");
        Row("**without walls**", "", $"**{Shown(sums.Where(s => !s.What.Contains("walls", StringComparison.Ordinal) || s.What.Contains("apart", StringComparison.Ordinal)).Sum(s => s.Usd))}**", "");
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
