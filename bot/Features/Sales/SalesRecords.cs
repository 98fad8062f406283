namespace BranchBot.Features.Sales;

/// <summary>What the sales keep, how long, and how it speaks of persons.</summary>
internal static class SalesRecords
{
    private const string Adds = "the branch's figures still add up";
    private static readonly RetentionPeriod Kept = new("Sales", 1_826, 400);
    private static readonly Keeping WithQuarter = new Keeping.WithPartition(Kept, "figures are compared over years, and what was paid for them is audited for five");
    private static readonly Keeping Catalogue = new Keeping.Standing("old figures keep their names by it");

    /// <summary>Declares them.</summary>
    public static FeatureBuilder KeepsSales(this FeatureBuilder feature) => feature
        .Records<SalesDay>(Quarter("day|"), "a day's tallies of everybody, its close and corrections", "each his own, who leads the branch, the region; colleagues where the branch says so", WithQuarter, OfPersons.Renamed(Adds),
            names: d => d.Reports.Select(r => (r.Person, r.Name)))
        .Records<SalesEntry>(Quarter("entry|"), "one entry, before and after", "who leads the branch, the region", WithQuarter, OfPersons.Renamed(Adds), names: e => [(e.Person, e.Of), (e.By, e.Name)])
        .Records<PeriodTargets>(Quarter("target|"), "targets of the branch and its people", "each his own and the branch's, who leads, the region", WithQuarter, OfPersons.Renamed(Adds))
        .Records<TargetsChanged>(Quarter("target-change|"), "who changed which targets", "who leads the branch, the region", WithQuarter, OfPersons.Renamed(Adds), names: c => [(c.By, c.Name)])
        .Records<SlowNote>(Quarter("slow|"), "why something is behind its pace, and what is done", "the branch, the region", WithQuarter, OfPersons.Renamed("it is about a product"), names: n => n.Causes.Select(c => (c.By, c.Name)))
        .Records<TargetDraft>(Quarter("target-draft|"), "a file of targets that is not taken yet", "its sender", WithQuarter, OfPersons.Own<TargetDraft>(d => d.By, "it is a draft"))
        .Records<RegionSales>(("sales", Owner.Region, "branch|"), "a branch's day as its region sees it", "the region", WithQuarter, OfPersons.Nobody)
        .Records<SalesCatalogue>(("sales", Owner.Region, "catalogue"), "the region's products", "the region's branches", Catalogue, OfPersons.Renamed("products stay"),
            names: c => c is { ChangedById: { } id, ChangedBy: { } name } ? [(id, name)] : [])
        .Records<ProductDraft>(("sales", Owner.Region, "catalogue-draft"), "a file of products that is not taken yet", "the region's leaders", new Keeping.Standing("one a region, until the next"), OfPersons.Nobody);

    private static (string Table, Owner Owner, string Keys) Quarter(string keys) => ("sales", Owner.Branch, keys);
}
