namespace BranchBot.Host.Teams;

/// <summary>What the bot and each person talk about where no card can be shown: one row a person.</summary>
internal sealed class DialogRows(IStorage storage)
{
    /// <summary>Reads a person's dialog as it was stored.</summary>
    public async Task<(Dialog? Stored, string? Version)> Load(PersonId person, CancellationToken cancel)
    {
        var address = Dialog.At(person);
        var rows = await storage.Load([Read.One<Dialog>(address)], cancel);
        return (rows.Find<Dialog>(address), rows.VersionOf(address));
    }

    /// <summary>Writes it if it still is what was read.</summary>
    public async Task<bool> Save(Dialog dialog, string? version, CancellationToken cancel) =>
        await storage.Commit(new(dialog.Address.Partition, [(dialog, version)], [], []), cancel) == CommitResult.Committed;
}
