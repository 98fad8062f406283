using System.Diagnostics;
using System.Globalization;
using BranchBot.Features.Sales;

namespace BranchBot.Benchmarks;

/// <summary>What it costs to read a line of tallies, beside the least that every line costs: to normalise it.</summary>
internal static class Tally
{
    private const int Warm = 20_000;
    private const int Lines = 200_000;

    public static int Run()
    {
        IReadOnlyList<TallyItem> items = [.. SalesCatalogue.Usual, .. SalesCatalogue.Behaviours];
        Console.WriteLine($"{"line",-44}{"ns",10}{"bytes",10}");
        foreach (var line in new[] { "保险1", "基金2笔30万 保险1 信用卡+3 引见4", "叫号器3号坏了" })
        {
            Measure(line, () => TallyLine.Read(line, items, false));
        }

        const string chat = "基金2笔30万 保险1 信用卡+3 引见4";
        Measure("normalising alone: " + chat, () => BranchBot.Core.Heard.Normalise(chat));
        return 0;
    }

    private static void Measure(string name, Func<object> act)
    {
        for (var i = 0; i < Warm; i++)
        {
            act();
        }

        var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var i = 0; i < Lines; i++)
        {
            act();
        }

        var took = Stopwatch.GetElapsedTime(began);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Lines;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44}{took.TotalNanoseconds / Lines,10:0}{bytes,10}"));
    }
}
