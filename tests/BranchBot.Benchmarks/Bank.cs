using System.Diagnostics;
using System.Globalization;
using BranchBot.Tests.Support;

namespace BranchBot.Benchmarks;

/// <summary>A bank's morning on the real program: one or several processes on one storage emulator, before a connector that enforces Teams' limits.</summary>
internal static class Bank
{
    public static async Task<int> Run(IReadOnlyList<string> options)
    {
        string Option(string name, string usual) => options.SkipWhile(o => o != name).Skip(1).FirstOrDefault() ?? usual;
        int Number(string name, int usual) => int.Parse(Option(name, $"{usual}"), CultureInfo.InvariantCulture);
        double Share(string name, double usual) => double.Parse(Option(name, usual.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        TimeSpan Seconds(string name, double usual) => TimeSpan.FromSeconds(Share(name, usual));
        var usual = new BankHabits();
        var habits = usual with
        {
            Staff = Number("--staff", usual.Staff),
            Spread = Seconds("--spread", 0),
            CardBefore = Number("--card-before", 4),
            NudgeBefore = Number("--nudge-before", 1),
            Begins = Seconds("--begins", 60),
            Thinks = Seconds("--thinks", 5),
            Type = Share("--type", usual.Type),
            Late = Share("--late", usual.Late),
            PressTwice = Share("--press-twice", usual.PressTwice),
            Regret = Share("--regret", usual.Regret),
            Nonsense = Share("--nonsense", usual.Nonsense),
            Tally = Share("--tally", usual.Tally),
            Board = Share("--board", usual.Board),
            Rate = Number("--rate", usual.Rate),
            Seed = Number("--seed", usual.Seed),
        };
        Console.WriteLine($"{Environment.ProcessorCount} cores, shared with the people, the connector and the storage emulator; Teams allows {habits.Rate} calls a second.");
        Console.WriteLine($"{"branches",8}{"processes",10}{"turns",8}{"messages",9}{"reminders",10}{"sent",7}{"nudges",7}{"lists",6}{"429",5}{"lost",5}{"rate used",15}{"cpu ms/act",11}{"KiB/act",9}{"trips/act",10}{"MiB",6}{"emulator",9}{"books",8}");
        var balanced = true;
        foreach (var branches in Option("--branches", "100").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)))
        {
            foreach (var processes in Option("--processes", "1").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)))
            {
                balanced &= await Morning(habits with { Branches = branches }, processes);
            }
        }

        return balanced ? 0 : 1;
    }

    private static async Task<bool> Morning(BankHabits habits, int processes)
    {
        using var http = new HttpClient();
        await using var azurite = await AzuriteProcess.Start(Repository.At("tests", "BranchBot.Benchmarks", "azurite-large.cjs"));
        await using var bank = await BankMorning.Build(habits, azurite.ConnectionString);
        var bots = new List<Measured>();
        try
        {
            for (var n = 0; n < processes; n++)
            {
                bots.Add(await Measured.Start(["host", "azurite", "0"], bank.Settings, http));
            }

            // Until the processes have shared the rate.
            await Task.Delay(TimeSpan.FromSeconds(processes == 1 ? 3 : 12));
            await bank.WarmUp([.. bots.Select(b => b.Address)]);
            await bank.Arm(TimeSpan.FromSeconds(15));
            using var emulator = Process.GetProcessById(azurite.Id);
            var before = await Used(bots, http);
            var (emulated, began) = (emulator.TotalProcessorTime, Stopwatch.GetTimestamp());
            var books = await bank.Play([.. bots.Select(b => b.Address)], jumps: false);
            var after = await Used(bots, http);
            emulator.Refresh();
            Print(habits, processes, books, before, after, (emulator.TotalProcessorTime - emulated) / Stopwatch.GetElapsedTime(began));
            return books.Wrong.Count == 0;
        }
        finally
        {
            foreach (var bot in bots)
            {
                await bot.DisposeAsync();
            }
        }
    }

    private static void Print(BankHabits habits, int processes, BankBooks books, IReadOnlyList<Usage> before, IReadOnlyList<Usage> after, double emulator)
    {
        double Grown(Func<Usage, double> of) => after.Sum(of) - before.Sum(of);
        var reminders = books.Reminders.Values.Sum();
        double acts = books.Turns + reminders;
        var used = books.RateUsed is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate.Share * 100:0.0} % / {rate.Seconds} s") : "-";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{habits.Branches,8}{processes,10}{books.Turns,8}{books.Messages,9}{reminders,10}{books.Reminders.GetValueOrDefault(DeliveryState.Sent),7}{books.Claimed.Nudges,7}{books.Claimed.Lists,6}{books.Throttled,5}{books.LostAnswers,5}")
            + string.Create(CultureInfo.InvariantCulture, $"{used,15}{Grown(u => u.ProcessorMilliseconds) / acts,11:0.00}{Grown(u => u.AllocatedBytes) / 1024 / acts,9:0}{Grown(u => u.RoundTrips) / acts,10:0.00}{after.Max(u => u.PeakBytes) / 1048576.0,6:0}{emulator,9:0.00}{(books.Wrong.Count == 0 ? "balance" : "WRONG"),8}"));
        foreach (var sentence in books.Wrong.Take(10))
        {
            Console.WriteLine($"  {sentence}");
        }

        if (books.Throttled > 0)
        {
            Console.WriteLine($"  429 at {string.Join(' ', books.ThrottledAt.Take(20).Select(t => t.ToString("0.0", CultureInfo.InvariantCulture)))} s after the first card.");
        }

        if (books.CardsMissing + books.Unanswered > 0)
        {
            Console.WriteLine($"  {books.CardsMissing} cards did not come ({string.Join(", ", books.Reminders.Select(r => $"{r.Key} {r.Value}"))}); {books.Unanswered} turns were not answered as expected.");
        }
    }

    private static async Task<IReadOnlyList<Usage>> Used(IReadOnlyList<Measured> bots, HttpClient http) => await Task.WhenAll(bots.Select(b => b.Usage(http)));
}
