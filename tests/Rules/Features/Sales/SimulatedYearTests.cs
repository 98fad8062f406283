using System.Globalization;
using BranchBot.Features.Sales;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features.Sales;

/// <summary>A year of a branch, entered line by line with changes and corrections: every table comes to the same, to the last cent (S-3, S-7).</summary>
public sealed class SimulatedYearTests
{
    private static readonly Member[] Sellers = [DemoBranch.Wealth, DemoBranch.Staff[4], DemoBranch.Loans];
    private static readonly string[] Items = ["fund", "loan", "wealth", "insurance"];
    private readonly Rehearsal branch = new();
    private readonly Dictionary<(DateOnly, PersonId, string), (int Count, decimal Amount)> ledger = [];

    [Fact]
    [Trait("Rule", "S-3")]
    public void Amounts_add_up_to_the_last_cent_over_a_year()
    {
        var random = new Random(20261127);
        var year = new DaySpan(new(2025, 1, 1), new(2025, 12, 31));
        foreach (var day in year.Each().Where(d => DemoBranch.Facts.On(d).Hours is not null))
        {
            foreach (var seller in Sellers)
            {
                Sell(random, day, seller);
            }

            branch.Now = DemoBranch.At("17:20", RowKeys.Of(day));
            branch.Gives(DemoBranch.Staff[1], new CloseSales(DemoBranch.Branch.Id, day, [.. DemoBranch.Staff.Select(s => s.Id)]));
            if (random.Next(5) == 0)
            {
                Change(random, day, Sellers[random.Next(Sellers.Length)], late: true);
            }
        }

        Assert.True(ledger.Count > 1_000, $"{ledger.Count} figures");
        var all = ledger.Values.Sum(f => f.Amount);
        Assert.NotEqual(decimal.Round(all), all);
        foreach (var item in Items)
        {
            var expected = (Count: ledger.Where(f => f.Key.Item3 == item).Sum(f => f.Value.Count), Amount: ledger.Where(f => f.Key.Item3 == item).Sum(f => f.Value.Amount));
            Assert.Equal(expected, Sum("products", item));
            Assert.Equal(expected, Sum("branch", item));

            // Each entry with what it changed comes to what stands.
            var entries = Rows("entries").Where(r => r[5].Words == SalesCatalogue.Usual.First(i => i.Id == item).Zh).ToList();
            Assert.Equal(expected.Count, entries.Sum(r => r[8].Number!.Value - r[7].Number!.Value));
            Assert.Equal(expected.Amount, entries.Sum(r => (r[10].Number ?? 0) - (r[9].Number ?? 0)));
        }

        // What the region was told of each day comes to the same.
        var region = year.Each().Select(d => branch.Row<RegionSales>(RegionSales.At(DemoBranch.Branch.Region, d, DemoBranch.Branch.Id))).OfType<RegionSales>().SelectMany(r => r.Total);
        Assert.Equal(all, region.Sum(f => f.Amount));
    }

    private void Sell(Random random, DateOnly day, Member seller)
    {
        branch.Now = DemoBranch.At("15:00", RowKeys.Of(day));
        var item = Items[random.Next(Items.Length)];
        var count = random.Next(1, 4);
        var amount = item == "insurance" ? 0 : decimal.Round((decimal)random.NextDouble() * 100_000m, 2) + 0.01m;
        var name = SalesCatalogue.Usual.First(i => i.Id == item).Zh;
        branch.Says(seller, amount == 0 ? $"{name}{count}" : string.Create(CultureInfo.InvariantCulture, $"{name}{count}笔{amount}元"));
        branch.Gives(seller, branch.Button("记入"));
        var before = ledger.GetValueOrDefault((day, seller.Id, item));
        ledger[(day, seller.Id, item)] = (before.Count + count, before.Amount + amount);
        if (random.Next(4) == 0)
        {
            Sell(random, day, seller);
        }
        else if (random.Next(4) == 0)
        {
            Change(random, day, seller, late: false);
        }
    }

    private void Change(Random random, DateOnly day, Member seller, bool late)
    {
        var amount = decimal.Round((decimal)random.NextDouble() * 1_000m, 2) + 0.01m;
        branch.Says(seller, string.Create(CultureInfo.InvariantCulture, $"改 基金 1笔{amount}元"));
        branch.Gives(seller, late ? branch.Fills("记入", ("why", "数错了")) : branch.Button("记入"));
        ledger[(day, seller.Id, "fund")] = (1, amount);
    }

    private (int Count, decimal Amount) Sum(string sheet, string item)
    {
        var columns = branch.Asks<Workbook>(DemoBranch.Manager, Book).Sheets.Single(s => s.Key == sheet).Columns.Select(c => c.Key).ToList();
        decimal Of(string key) => columns.IndexOf(key) is >= 0 and var at ? Rows(sheet).Sum(r => r[at].Number ?? 0) : 0;
        return ((int)Of(item), Of(item + ".amount"));
    }

    private static ReadSalesBook Book => new(DemoBranch.Branch.Id, new(2025, 1, 1), new(2025, 12, 31));

    private List<IReadOnlyList<Cell>> Rows(string sheet)
    {
        var (rows, after) = (new List<IReadOnlyList<Cell>>(), (string?)null);
        do
        {
            var page = branch.Asks<WorksheetPage>(DemoBranch.Manager, new ReadSalesSheet(DemoBranch.Branch.Id, sheet, new(2025, 1, 1), new(2025, 12, 31), after));
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        return rows;
    }
}
