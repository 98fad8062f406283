namespace BranchBot.Host.Outbox;

/// <summary>Tells apart what is sent to a person and what follows of a decision in another partition, which is carried out (<see cref="Accepted.Then"/>).</summary>
internal sealed class FollowUps(CommandHandler handler, ISender channel) : ISender
{
    /// <inheritdoc/>
    public async Task<SendOutcome> Send(Effect effect, CancellationToken cancel)
    {
        if (effect.Show is not IInternal)
        {
            return await channel.Send(effect, cancel);
        }

        await handler.CarryOut(effect, cancel);
        return new SendOutcome.Sent();
    }
}
