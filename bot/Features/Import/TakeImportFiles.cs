namespace BranchBot.Features.Import;

/// <summary>A file of a message.</summary>
/// <param name="Name">As the sender calls it.</param>
/// <param name="Blob">Its name in the store.</param>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record SentFile(string Name, string Blob, string Sha256);

/// <summary>An administrator has sent files: they are kept and checked, and nothing changes yet.</summary>
/// <param name="Files">The files.</param>
public sealed record TakeImportFiles(IReadOnlyList<SentFile> Files) : Command, IInternal
{
    private static readonly (string Word, ImportKind Kind)[] Names =
        [("regions", ImportKind.Regions), ("二级分行", ImportKind.Regions), ("branches", ImportKind.Branches), ("网点", ImportKind.Branches), ("staff", ImportKind.Staff), ("员工", ImportKind.Staff)];

    // They are a region's own (S-1).
    private static readonly string[] Products = ["products", "产品"];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<ImportDraft>(ImportDraft.Of(turn.Actor.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var sent = Files.Select(f => (File: f, Kind: KindOf(f.Name))).ToList();
        if (sent.FirstOrDefault(f => f.Kind is null).File is { } unknown)
        {
            if (Products.Any(w => unknown.Name.StartsWith(w, StringComparison.OrdinalIgnoreCase)))
            {
                return Decision.Refuse(new(
                    "产品目录由各二级分行的负责人发给我;还没开始用的租户也可以用命令行导入(import products.csv)。",
                    "Products are sent by each region's leaders; for a tenant that is just begun the command line takes them too (import products.csv)."));
            }

            return Decision.Refuse(new(
                $"看不出「{unknown.Name}」是哪一张表:文件名请以 regions(二级分行)、branches(网点)或 staff(员工)开头。",
                $"I cannot tell which list \"{unknown.Name}\" is: please let its name begin with regions, branches or staff."));
        }

        if (sent.GroupBy(f => f.Kind).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return Decision.Refuse(new($"同一种表有 {twice.Count()} 份,每种请只发一份。", $"There are {twice.Count()} lists of one kind; please send one of each."));
        }

        var known = rows.Find<ImportDraft>(ImportDraft.Of(turn.Actor.Id));
        // One that was given up leaves its state behind.
        if (known is { State: ImportState.Running } && turn.Now - known.At <= ImportDraft.Together)
        {
            return Decision.Refuse(new("上一次导入还在进行,完成后告诉您,请稍后再发。", "The last import is still being carried out; you are told when it is over. Please send this afterwards."));
        }

        var kept = known is { State: not (ImportState.Done or ImportState.Running) } && turn.Now - known.At <= ImportDraft.Together ? known.Files : [];
        var files = kept.Where(k => sent.All(s => s.Kind != k.Kind)).Concat(sent.Select(s => new ImportFile(s.Kind!.Value, s.File.Name, s.File.Blob, s.File.Sha256))).OrderBy(f => f.Kind).ToList();
        var draft = new ImportDraft(turn.Actor.Id, files, turn.Now, ImportState.Checking);
        return Decision
            .Write(new Shown(ImportCard.Of(draft)), draft)
            .Starting($"check|{draft.Hash}|{RowKeys.Of(turn.Operation)}", new CheckImport(draft.Admin, draft.Hash));
    }

    private static ImportKind? KindOf(string name) =>
        Names.Where(n => name.StartsWith(n.Word, StringComparison.OrdinalIgnoreCase)).Select(n => (ImportKind?)n.Kind).FirstOrDefault();
}

/// <summary>Reads the files of a draft and compares them with what stands.</summary>
/// <param name="Admin">Whose draft.</param>
/// <param name="Hash">Of which files.</param>
public sealed record CheckImport(PersonId Admin, string Hash) : Job
{
    /// <inheritdoc/>
    public override bool IsAwaited() => true;

    /// <inheritdoc/>
    public override Effect? Ended(string key, bool whole) => new(key, Admin, Delivery.Certain, new ShowImport(whole));
}

/// <summary>Carries an import out, branch by branch; done again it writes what is missing only.</summary>
/// <param name="Admin">Whose draft.</param>
/// <param name="Hash">Of which files.</param>
/// <param name="Basis">Compared with what.</param>
public sealed record RunImport(PersonId Admin, string Hash, string Basis) : Job
{
    /// <inheritdoc/>
    public override Effect? Ended(string key, bool whole) => new(key, Admin, Delivery.Certain, new ShowImport(whole));
}
