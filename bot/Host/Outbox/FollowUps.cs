namespace BranchBot.Host.Outbox;

/// <summary>Tells apart what is sent to a person and what follows of a decision in another partition, which is carried out (<see cref="Accepted.Then"/>).</summary>
internal sealed class FollowUps(CommandHandler handler, ISender channel) : ISender
{
    /// <inheritdoc/>
    public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) => effect.Show is IInternal
        ? Task.FromResult<Prepared>(new Prepared.Ready(limit => CarryOut(effect, limit)))
        : channel.Prepare(effect, partition, cancel);

    /// <inheritdoc/>
    public int Rate => channel.Rate;

    private async Task<SendOutcome> CarryOut(Effect effect, CancellationToken cancel)
    {
        await handler.CarryOut(effect, cancel);
        return new SendOutcome.Sent();
    }
}
