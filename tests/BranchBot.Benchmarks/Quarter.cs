using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BranchBot.Features;
using BranchBot.Features.Sales;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Host.WakeUps;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BranchBot.Benchmarks;

/// <summary>
/// A quarter of a branch of 100 people and 30 products, from the tables (Azurite) to the bytes that the pane gets, beside reading the same rows once and doing
/// nothing with them; with one entry behind each report and with forty, for it must not grow with them.
/// </summary>
internal static class Quarter
{
    private const int People = 100;
    private const int Products = 30;
    private static readonly DaySpan Days = new(new(2026, 10, 1), new(2026, 12, 31));

    public static async Task<int> Run()
    {
        await using var azurite = await AzuriteProcess.Start();
        Console.WriteLine($"{People} people × {Products} products over a quarter, on Azurite");
        Console.WriteLine($"{"",-34}{"ms",8}{"trips",8}{"MiB",8}{"rows",8}{"time ×",9}");
        foreach (var entries in new[] { 1, 40 })
        {
            await Measure(azurite, entries);
        }

        return 0;
    }

    private static async Task Measure(AzuriteProcess azurite, int entries)
    {
        var trips = new MeasuredHost.RoundTrips();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString, ["Storage:Prefix"] = $"quarter{entries}" }).Build();
        var collection = new ServiceCollection().AddLogging().AddStorage(configuration).AddOutbox().AddJobs().AddWakeUps();
        collection.AddSingleton(TimeProvider.System).AddSingleton(new Catalogue(AllFeatures.List)).AddSingleton<ISender>(_ => throw new InvalidOperationException("Nothing is sent.")).AddSingleton(new StoragePolicy(trips));
        await using var services = collection.BuildServiceProvider();
        var storage = services.GetRequiredService<IStorage>();
        var clock = new BranchBot.Host.Local.LocalClock(DemoBranch.At("18:00", "2026-12-31") - TimeProvider.System.GetUtcNow());
        var handler = new CommandHandler(storage, services.GetRequiredService<Catalogue>(), new HashSet<PersonId>(), clock);
        await Fill(storage, entries);

        async Task Show(string what, Func<Task<(long Bytes, int Rows)>> act, double? beside = null)
        {
            await act();
            var (before, began) = (trips.Count, Stopwatch.GetTimestamp());
            var (bytes, rows) = await act();
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            alone ??= took;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34}{took,8:0}{trips.Count - before,8}{bytes / 1048576.0,8:0.00}{rows,8}{took / alone,9:0.0}"));
        }

        alone = null;
        await Show($"reading the rows, {entries} entries", async () => (0, (await storage.Load([.. SalesDay.In(DemoBranch.Branch.Id, Days)], CancellationToken.None)).All<SalesDay>().Count()));
        foreach (var sheet in new[] { "outline", "products", "branch", "chart" })
        {
            await Show($"  {sheet}", () => Ask(handler, sheet));
        }
    }

    private static double? alone;

    private static async Task<(long Bytes, int Rows)> Ask(CommandHandler handler, string sheet)
    {
        var (bytes, rows, after) = (0L, 0, (string?)null);
        do
        {
            Command command = sheet == "outline" ? new ReadSalesBook(DemoBranch.Branch.Id, Days.From, Days.To) : new ReadSalesSheet(DemoBranch.Branch.Id, sheet, Days.From, Days.To, after);
            var document = ((Given)(await handler.Handle(new(DemoBranch.Manager.Id, Language.Chinese, "op", null), command, CancellationToken.None)).Answer).Document;
            bytes += JsonSerializer.SerializeToUtf8Bytes(document, document.GetType(), JsonSerializerOptions.Web).Length;
            rows += (document as WorksheetPage)?.Rows.Count ?? 0;
            after = (document as WorksheetPage)?.Next;
        }
        while (after is not null);
        return (bytes, rows);
    }

    private static async Task Fill(IStorage storage, int entries)
    {
        var staff = Enumerable.Range(1000, People - 1).Select(n => new RosterEntry(DemoBranch.Id(n), $"同事{n}", Position.WealthManager)).Append(DemoBranch.Manager.Entry).ToList();
        var products = Enumerable.Range(0, Products).Select(n => new TallyItem($"product-{n}", $"产品{n}号", $"product {n}", CountingUnit.Deal, n % 2 == 0, [])).ToList();
        async Task Write(params IReadOnlyList<Row> rows) => await storage.Commit(new(rows[0].Address.Partition, [.. rows.Select(r => (r, (string?)null))], [], []), CancellationToken.None);
        await Write(new Roster(DemoBranch.Branch.Id, staff), DemoBranch.Facts);
        await Write(DemoBranch.Row(DemoBranch.Manager));
        await Write(new SalesCatalogue(DemoBranch.Branch.Region, products));
        var random = new Random(7);
        foreach (var day in Days.Each().Where(d => DemoBranch.Facts.On(d).Hours is not null))
        {
            await Write(new SalesDay(DemoBranch.Branch.Id, day,
            [
                .. staff.Select(s => new SalesReport(s.Id, s.Name, s.Position, DateTimeOffset.UnixEpoch,
                    [.. products.Select((p, n) => new Figure(p.Id, random.Next(1, 9), n % 2 == 0 ? random.Next(1, 9_000_000) / 100m : 0))],
                    [.. Enumerable.Range(0, entries).Select(n => RowKeys.Of($"{day}|{s.Id}|{n}")[..8])])),
            ]));
        }
    }
}
