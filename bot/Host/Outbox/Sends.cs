namespace BranchBot.Host.Outbox;

/// <summary>What an outbox row stands for, made ready and sent within a time limit; what breaks becomes an outcome.</summary>
internal sealed class Sends(Catalogue catalogue, Lazy<ISender> sender, OutboxTimes times, TimeProvider clock, ILogger<Sends> log)
{
    /// <summary>How often an effect that this program does not know is left to a newer one: about a day, with <see cref="OutboxTimes.LongestPause"/>.</summary>
    public const int MostUnknown = 100;

    /// <summary>How many a second may leave this instance now (<see cref="ISender.Rate"/>).</summary>
    public int Rate => sender.Value.Rate;

    /// <summary>Makes a row's effect ready (<see cref="ISender.Prepare"/>).</summary>
    public async Task<Prepared> Prepare(OutboxRow row, CancellationToken cancel)
    {
        if (catalogue.Parse(row.Verb, row.Data) is not { } show)
        {
            // While an update rolls, a newer program can show it.
            return new Prepared.Not(row.Attempts < MostUnknown ? new SendOutcome.Later(times.UntilUpdated) : new SendOutcome.Refused("UnknownVerb"));
        }

        using var limit = new CancellationTokenSource(times.Send, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await sender.Value.Prepare(new(row.Key, row.To, row.Delivery, show) { Expires = row.Expires, Counted = row.Counted, InChannel = row.InChannel, Kept = row.Kept, Renews = row.Renews }, row.Partition, either.Token).WaitAsync(either.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // One message that cannot be made ready must not hold up the others of its partition.
            Log.SendFailed(log, row.Key, row.To.Value, e);
            return new Prepared.Not(new SendOutcome.Later(null));
        }
    }

    /// <summary>Sends what is ready.</summary>
    public async Task<SendOutcome> Send(OutboxRow row, Prepared.Ready ready)
    {
        using var limit = new CancellationTokenSource(times.Send, clock);
        try
        {
            return await ready.Send(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e)
        {
            // One message that cannot be sent must not hold up the others of its partition.
            Log.SendFailed(log, row.Key, row.To.Value, e);
            return new SendOutcome.Unknown();
        }
    }
}
