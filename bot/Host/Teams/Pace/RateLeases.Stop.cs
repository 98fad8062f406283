namespace BranchBot.Host.Teams;

/// <summary>How the share of the rate ends with the program.</summary>
internal sealed partial class RateLeases
{
    /// <summary>Gives up what is held: the others need not wait for it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        share.Drop();
        try
        {
            for (var tries = 0; tries < Tries && !await GiveUp(cancellationToken); tries++)
            {
                // Others wrote there in the same moment.
            }
        }
        catch (Exception e)
        {
            // Who sees its row unchanged takes it for dead in a few seconds.
            log.RateNotGivenUp(e);
        }
    }

    private async Task<bool> GiveUp(CancellationToken cancel)
    {
        var rows = await storage.Load([Read.All<RateRow>(RateRow.In(app), "")], cancel);
        if (rows.Find<RateRow>(new(RateRow.In(app), RateRow.Instance(me))) is not { } own)
        {
            return true;
        }

        var mine = rows.All<RateRow>().Where(r => r.Holder == me).Select(r => ((Row)(r with { Holder = null }), rows.VersionOf(r.Address)));
        return await storage.Commit(new(RateRow.In(app), [.. mine], [], []) { Removes = [(own.Address, rows.VersionOf(own.Address)!)] }, cancel) == CommitResult.Committed;
    }
}
