using System.Diagnostics;
using System.Globalization;
using BranchBot.Tests.Support;

namespace BranchBot.Benchmarks;

/// <summary>
/// From the start of the process, after another was killed, to its first answered turn: time on the clock, which others on the machine make longer, and
/// processor time, which they hardly do; and its memory after that and after a while of rest. Each lives until it has taken over what the one before held;
/// who is killed sooner leaves the next one waiting for that.
/// </summary>
internal static class Cold
{
    private const int Rounds = 5;
    private static readonly TimeSpan TakesOver = TimeSpan.FromSeconds(14);

    /// <param name="others">Other builds of the program, each a path of its <c>BranchBot.dll</c>: started in turn with the usual one, so that they can be compared.</param>
    public static async Task<int> Run(IReadOnlyList<string> others)
    {
        await using var stage = await Stage.Set(bots: 0);
        Console.WriteLine($"{"build",6}{"ready ms",10}{"cpu ms",8}{"first turn ms",15}{"cpu ms",8}{"resident MiB",14}{"at rest MiB",13}{"cpu at rest",13}");
        string[] builds = [BotProcess.Program, .. others];
        var taken = builds.Select(_ => new List<(double Cpu, double Resting)>()).ToArray();
        foreach (var build in Enumerable.Range(0, Rounds * builds.Length).Select(n => n % builds.Length))
        {
            var began = Stopwatch.GetTimestamp();
            await using var bot = await BotProcess.Start(new Dictionary<string, string>(stage.Settings().Concat(BotProcess.AsInImage)), program: [builds[build]]);
            var ready = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            using var process = Process.GetProcessById(bot.Id);
            var cpuReady = process.TotalProcessorTime.TotalMilliseconds;
            stage.Teams.ConnectBot(bot.Address);
            var before = stage.Teams.Client.Chat(stage.Person(6)).Count(m => m.From == "bot");
            await stage.Teams.Client.Say(stage.Person(6), "开门");
            await stage.Teams.Client.WaitFor(stage.Person(6), m => m.From == "bot" && stage.Teams.Client.Chat(stage.Person(6)).Count(x => x.From == "bot") > before);
            var first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            process.Refresh();
            var (cpuFirst, resident) = (process.TotalProcessorTime, process.WorkingSet64);
            await Task.Delay(TakesOver);
            process.Refresh();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{build,6}{ready,10:0}{cpuReady,8:0}{first,15:0}{cpuFirst.TotalMilliseconds,8:0}{resident / 1048576.0,14:0}{process.WorkingSet64 / 1048576.0,13:0}{(process.TotalProcessorTime - cpuFirst) / TakesOver * 100,11:0.0} %"));
            taken[build].Add((cpuFirst.TotalMilliseconds, process.WorkingSet64 / 1048576.0));
        }

        foreach (var (path, rounds) in builds.Zip(taken))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians: {Median(rounds.Select(r => r.Cpu)):0} ms of processor to the first turn, {Median(rounds.Select(r => r.Resting)):0} MiB at rest: {path}"));
        }

        return 0;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
