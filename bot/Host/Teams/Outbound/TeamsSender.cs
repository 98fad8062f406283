using BranchBot.Host.Outbox;

namespace BranchBot.Host.Teams;

/// <summary>Sends what an effect shows, as its receiver may see it now, to his own chat.</summary>
internal sealed class TeamsSender(CommandHandler handler, MessageRenderer renderer, PersonalChats chats) : ISender
{
    private const string NotInstalled = "NotInstalled";
    private const string Unshowable = "UnshowableCard";
    private const string Uninstalled = "Uninstalled";

    /// <inheritdoc/>
    public async Task<Prepared> Prepare(Effect effect, CancellationToken cancel)
    {
        var (reply, lane) = (await handler.Show(effect, cancel), LaneOf(effect));
        return reply switch
        {
            { Chat: null } => new Prepared.Not(new SendOutcome.Refused(reply.Removed ? Uninstalled : NotInstalled)),
            // Claimed before the bot was removed from the team, and not sent yet.
            { Silent: true } when effect.Counted => new Prepared.Not(new SendOutcome.Moot()),
            { Answer: Shown { Moot: true } } => new Prepared.Not(new SendOutcome.Moot()),
            { Chat: { } chat } when await chats.Wait(chat, lane, cancel) is { } later => new Prepared.Not(new SendOutcome.Later(later)),
            { Chat: var chat } => new Prepared.Ready(limit => Send(chat, reply, effect.Delivery, lane, limit)),
        };
    }

    private async Task<SendOutcome> Send(Chat chat, Reply reply, Delivery delivery, Lane lane, CancellationToken cancel)
    {
        try
        {
            return await chats.Send(chat, await renderer.Render(reply.Answer, reply.Actor, cancel), delivery, cancel, lane, admitted: true) switch
            {
                SendResult.Sent => new SendOutcome.Sent(),
                SendResult.Refused refused => new SendOutcome.Refused(refused.Code),
                SendResult.Later later => new SendOutcome.Later(later.RetryAfter),
                _ => new SendOutcome.Unknown(),
            };
        }
        catch (UnshowableCardException)
        {
            // It will not become smaller by trying again.
            return new SendOutcome.Refused(Unshowable);
        }
    }

    // Reminders are pushed to many; an outcome somebody waits for.
    private static Lane LaneOf(Effect effect) => effect.Counted || effect.Delivery == Delivery.AtMostOnce ? Lane.Bulk : Lane.Answers;
}
