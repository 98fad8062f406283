using System.Diagnostics;
using System.Globalization;
using BranchBot.Tests.Support;

namespace BranchBot.Benchmarks;

/// <summary>A morning's rush on one process, with the storage in the process and with a real Azurite, beside a bare endpoint in the same run.</summary>
internal static class Rush
{
    private readonly record struct Figures(double Processor, double Allocated, double Trips);

    public static async Task<int> Run(IReadOnlyList<string> options)
    {
        string Option(string name, string usual) => options.SkipWhile(o => o != name).Skip(1).FirstOrDefault() ?? usual;
        var sizes = Option("--branches", "50,500").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
        var stores = Option("--store", "memory,azurite").Split(',');
        var atOnce = int.Parse(Option("--at-once", "32"), CultureInfo.InvariantCulture);
        var rounds = int.Parse(Option("--rounds", "1"), CultureInfo.InvariantCulture);
        var play = int.Parse(Option("--play", $"{int.MaxValue}"), CultureInfo.InvariantCulture);
        var warmUp = int.Parse(Option("--warm-up", "20"), CultureInfo.InvariantCulture);
        var all = new List<(string Name, int Size, Figures Figures)>();
        Console.WriteLine($"{Environment.ProcessorCount} cores, shared with the load generator, the connector and the storage; {atOnce} people at once, {Morning.Turns} turns each.");
        Console.WriteLine($"{"process",-10}{"branches",10}{"turns/s",10}{"p50 ms",9}{"p99 ms",9}{"cpu ms/turn",13}{"KiB/turn",10}{"trips/turn",12}{"peak MiB",10}");

        await using var bench = await Bench.Start();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = atOnce });
        await using var azurite = await AzuriteProcess.Start();
        var morning = new Morning(bench, http);
        var (invoke, message) = await Record(bench, http, azurite.ConnectionString);
        foreach (var size in Enumerable.Repeat(sizes, rounds).SelectMany(s => s))
        {
            var bare = await Measure("bare", ["bare"], new Dictionary<string, string>(bench.Settings(azurite.ConnectionString)) { ["Recorded:Invoke"] = invoke, ["Recorded:Message"] = message }, size, check: false);
            foreach (var store in stores)
            {
                var settings = new Dictionary<string, string>(bench.Settings(azurite.ConnectionString)) { ["Storage:Prefix"] = $"r{Guid.NewGuid():N}"[..12] };
                var bot = await Measure(store, ["host", store, (size + warmUp).ToString(CultureInfo.InvariantCulture)], settings, size, check: true);
                Console.WriteLine($"{"",10}processor time of the bot on {store} is {bot.Processor / bare.Processor:0.0} times that of the bare endpoint");
            }
        }

        if (rounds > 1)
        {
            Medians(all);
        }

        return 0;

        async Task<Figures> Measure(string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings, int branches, bool check)
        {
            await using var process = await Measured.Start(arguments, settings, http);
            await morning.Play(process, 0, warmUp, atOnce, check);
            var before = await process.Usage(http);
            var began = Stopwatch.GetTimestamp();
            var times = await morning.Play(process, warmUp, Math.Min(branches, play), atOnce, check);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var after = await process.Usage(http);
            var cpu = (after.ProcessorMilliseconds - before.ProcessorMilliseconds) / times.Count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10}{branches,10}{times.Count / seconds,10:0}{times[times.Count / 2],9:0.0}{times[times.Count * 99 / 100],9:0.0}{cpu,13:0.00}"
                + $"{(after.AllocatedBytes - before.AllocatedBytes) / 1024.0 / times.Count,10:0.0}{(after.RoundTrips - before.RoundTrips) / (double)times.Count,12:0.00}{after.PeakBytes / 1048576.0,10:0}"));
            var figures = new Figures(cpu, (after.AllocatedBytes - before.AllocatedBytes) / 1024.0 / times.Count, (after.RoundTrips - before.RoundTrips) / (double)times.Count);
            all.Add((name, branches, figures));
            return figures;
        }
    }

    private static void Medians(IReadOnlyList<(string Name, int Size, Figures Figures)> all)
    {
        Console.WriteLine("Medians of the rounds:");
        foreach (var group in all.GroupBy(a => (a.Name, a.Size)))
        {
            double Median(Func<Figures, double> of) => group.Select(g => of(g.Figures)).Order().ElementAt(group.Count() / 2);
            var bare = all.Where(a => a.Name == "bare" && a.Size == group.Key.Size).Select(a => a.Figures.Processor);
            var times = group.Zip(bare, (own, its) => own.Figures.Processor / its).Order().ElementAt(group.Count() / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key.Name,-10}{group.Key.Size,10} branches  cpu {Median(f => f.Processor),6:0.00} ms a turn, {times:0.0} times bare   {Median(f => f.Allocated),6:0.0} KiB   {Median(f => f.Trips):0.00} trips"));
        }
    }

    /// <summary>What the bot answers to the last two turns of somebody, for the bare endpoint to answer the same.</summary>
    private static async Task<(string Invoke, string Message)> Record(Bench bench, HttpClient http, string storage)
    {
        await using var bot = await Measured.Start(["host", "memory", "1"], bench.Settings(storage), http);
        var folder = Directory.CreateTempSubdirectory("recorded").FullName;
        var (invoke, message) = (Path.Combine(folder, "invoke"), Path.Combine(folder, "message"));
        var last = await new Morning(bench, http).Last(bot);
        await File.WriteAllTextAsync(invoke, last.Invoke);
        await File.WriteAllBytesAsync(message, last.Message);
        return (invoke, message);
    }
}
