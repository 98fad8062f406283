namespace BranchBot.Features.Import;

/// <summary>导入: the administrator brings regions, branches and staff by files (P-7).</summary>
public sealed class ImportFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<TakeImportFiles>("import.files", Who.Administrator)
        .Command<ShowImport>("import.show", Who.Administrator)
        .Command<SayImport>("import.say", Who.Administrator)
        .Command<ApplyImport>("import.apply", Who.Administrator)
        .Command<DropImport>("import.drop", Who.Administrator)
        .Command<ShowAppointment>("import.appointment", Who.BranchManager | Who.RegionLeader, byDeputies: false)
        .Job<CheckImport>("import.check")
        .Job<RunImport>("import.run")
        .TakesFiles(["csv"], new("机构和员工名单(regions.csv、branches.csv、staff.csv)", "lists of regions, branches and staff (regions.csv, branches.csv, staff.csv)"), files => new TakeImportFiles([.. files.Select(f => new SentFile(f.Name, f.Blob, f.Sha256))]))
        .Hears<SayImport>(["导入", "import"], new("机构和员工名单:把 csv 文件发给我,先比对再采用;导入 确认、导入 取消", "lists of branches and staff: send me the csv files, they are compared first; import confirm, import cancel"), rest => new SayImport(rest))
        .Records<ImportDraft>(("people", Owner.Tenant, "draft|"), "files that the administrator sent, what they would change", "the administrator", Keeping.For<ImportDraft>(Retention.Drafts, d => Keeping.Day(d.At), "since the last file came"),
            OfPersons.Own<ImportDraft>(d => d.Admin, "it is a draft"), d => d.Files.Select(f => f.Blob), blobsOf: d => [d.Admin]);
}
