using BranchBot.Features.Sales;
using BranchBot.Host.Documents;

namespace BranchBot.Host.People;

/// <summary>What a file of products makes of the catalogue of a region.</summary>
/// <param name="Region">The region.</param>
/// <param name="Plan">What changes.</param>
/// <param name="IsFirst">Whether the region has brought none of its own yet.</param>
internal sealed record RegionProducts(RegionId Region, ProductPlan Plan, bool IsFirst);

/// <summary>
/// <c>products….csv</c> on the command line, for several regions at once (S-1), by the same checks and comparison as a file that a region's leader sends. Whoever changes
/// a catalogue meanwhile is not written over.
/// </summary>
internal sealed class ProductImport(IStorage storage, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>Reads and compares; what is wrong is added to <paramref name="errors"/>.</summary>
    /// <param name="file">Name and bytes; null: there is none.</param>
    /// <param name="regions">The regions that are brought beside it.</param>
    /// <param name="known">What stands.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<RegionProducts>> Read(
        (string Name, ReadOnlyMemory<byte> Content)? file, IReadOnlyList<Region> regions, IKnownStaff known, List<FileError> errors, CancellationToken cancel)
    {
        if (file is not { } given)
        {
            return [];
        }

        var (check, plans) = (new CellChecks(errors), new List<RegionProducts>());
        foreach (var lines in CsvTable.Read(given.Name, given.Content, [ProductFile.RegionColumn, .. ProductFile.Columns], ProductFile.Optional, errors).GroupBy(l => new RegionId(l[ProductFile.RegionColumn])))
        {
            if (regions.All(r => r.Id != lines.Key) && (!CellChecks.IsId(lines.Key.Value) || await known.Region(lines.Key, cancel) is null))
            {
                lines.ToList().ForEach(l => check.Add(l, ProductFile.RegionColumn, new($"「{lines.Key}」不在 regions.csv 里,现在也没有。", $"'{lines.Key}' is not in regions.csv, nor known already.")));
                continue;
            }

            var sent = ProductFile.Read([.. lines], check);
            var rows = await Standing(lines.Key, cancel);
            var plan = ProductPlan.Of(SalesCatalogue.Of(rows, lines.Key), [.. sent.Select(s => s.Product)], RegionCalendar.Today(clock.GetUtcNow()), catalogue.Hear);
            errors.AddRange(ProductFile.Located(plan, sent, errors));
            plans.Add(new(lines.Key, plan, rows.Find<SalesCatalogue>(SalesCatalogue.At(lines.Key)) is null));
        }

        return plans;
    }

    /// <summary>Writes a catalogue; false: it is no more what was compared.</summary>
    public async Task<bool> Write(RegionProducts products, CancellationToken cancel)
    {
        var address = SalesCatalogue.At(products.Region);
        var rows = await Standing(products.Region, cancel);
        return ProductPlan.BasisOf(SalesCatalogue.Of(rows, products.Region), RegionCalendar.Today(clock.GetUtcNow())) == products.Plan.Basis
            && await storage.Commit(new(address.Partition, [(new SalesCatalogue(products.Region, products.Plan.Products) { ChangedAt = clock.GetUtcNow() }, rows.VersionOf(address))], [], []), cancel) == CommitResult.Committed;
    }

    private Task<Rows> Standing(RegionId region, CancellationToken cancel) => storage.Load([Core.Read.One<SalesCatalogue>(SalesCatalogue.At(region))], cancel);
}
