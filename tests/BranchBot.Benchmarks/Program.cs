using BranchBot.Benchmarks;

// Figures, printed and never asserted by a clock. The load generator shares the machine: compare within one run, quote ratios.
return args switch
{
    ["rush", .. var options] => await Rush.Run(options),
    ["morning", .. var options] => await Bank.Run(options),
    ["sums", .. var options] => Sums.Run(options),
    ["cold", .. var builds] => await Cold.Run(builds),
    ["wakeups", .. var options] => await WakeUps.Run(options),
    ["tally"] => Tally.Run(),
    ["quarter"] => await Quarter.Run(),
    ["workbook"] => await Workbooks.Run(),
    ["workbook", var way] => await Workbooks.One(way),
    ["host", var store, var branches] => await MeasuredHost.RunBot(store, int.Parse(branches, System.Globalization.CultureInfo.InvariantCulture)),
    ["bare"] => await MeasuredHost.RunBare(),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- rush [--branches 50,500] [--store memory,azurite] [--at-once 32] [--rounds 1] [--play BRANCHES] [--warm-up 20]
            a morning's rush: ten people a branch, six turns each, over real HTTP with real tokens, beside a bare ASP.NET Core endpoint
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- morning [--branches 100,200] [--processes 1,2,4] [--staff 10] [--spread SECONDS] [--card-before MINUTES]
            [--nudge-before MINUTES] [--begins SECONDS] [--thinks SECONDS] [--type 0.25] [--late 0.1] [--press-twice 0.05] [--regret 0.05] [--nonsense 0.03] [--tally 0.1] [--board 1] [--rate 50] [--seed 1]
            a bank's morning in its own time, before a connector that enforces Teams' limits; at the end the books are looked at
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- sums [--branches 40000] [--people 300000] [--price-tables 0.036] …
            the counts carried to a bank of any size: messages, storage, processor, cost a month (docs/scale.md)
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- cold [PATH OF ANOTHER BranchBot.dll …]
            from the start of the process to the first answered turn, and the memory after it; other builds in turn with the usual one
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- wakeups [--branches 40000]
            many branches armed in one storage: round trips of a wake-up, of a minute in which few are due, of the search for lost ones; some are lost, some come twice
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- tally
            reading a line of tallies: time and allocations
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- quarter
            a quarter of 100 people and 30 products from the tables to the pane: time, round trips, bytes
        dotnet run -c Release --project tests/BranchBot.Benchmarks -- workbook
            a workbook of 100,000 rows and 20 columns: time, allocations and highest memory, beside the plain library and MiniExcel
        """);
    return 2;
}
