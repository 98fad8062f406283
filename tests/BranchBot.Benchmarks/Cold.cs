using System.Diagnostics;
using System.Globalization;
using BranchBot.Tests.Support;

namespace BranchBot.Benchmarks;

/// <summary>
/// From the start of the process, after another was killed, to its first answered turn, and its memory after that. Each lives until it has taken over what
/// the one before held; who is killed sooner leaves the next one waiting for that.
/// </summary>
internal static class Cold
{
    private const int Rounds = 5;
    private static readonly TimeSpan TakesOver = TimeSpan.FromSeconds(14);

    public static async Task<int> Run()
    {
        await using var stage = await Stage.Set(bots: 0);
        Console.WriteLine($"{"ready ms",10}{"first turn ms",16}{"resident MiB",14}");
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var bot = await BotProcess.Start(stage.Settings());
            var ready = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            stage.Teams.ConnectBot(bot.Address);
            var before = stage.Teams.Client.Chat(stage.Person(6)).Count(m => m.From == "bot");
            await stage.Teams.Client.Say(stage.Person(6), "开门");
            await stage.Teams.Client.WaitFor(stage.Person(6), m => m.From == "bot" && stage.Teams.Client.Chat(stage.Person(6)).Count(x => x.From == "bot") > before);
            var first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            using var process = Process.GetProcessById(bot.Id);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ready,10:0}{first,16:0}{process.WorkingSet64 / 1048576.0,14:0}"));
            await Task.Delay(TakesOver);
        }

        return 0;
    }
}
