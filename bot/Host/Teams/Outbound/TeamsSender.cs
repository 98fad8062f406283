using BranchBot.Host.Outbox;

namespace BranchBot.Host.Teams;

/// <summary>Sends what an effect shows, as its receiver may see it now, to his own chat.</summary>
internal sealed class TeamsSender(CommandHandler handler, MessageRenderer renderer, PersonalChats chats) : ISender
{
    private const string NotInstalled = "NotInstalled";

    /// <inheritdoc/>
    public async Task<SendOutcome> Send(Effect effect, CancellationToken cancel)
    {
        var reply = await handler.Show(effect, cancel);
        if (reply.Chat is not { } chat)
        {
            return new SendOutcome.Refused(NotInstalled);
        }

        if (reply.Answer is Shown { Moot: true })
        {
            return new SendOutcome.Moot();
        }

        return await chats.Send(chat, await renderer.Render(reply.Answer, reply.Actor, cancel), effect.Delivery, cancel, LaneOf(effect)) switch
        {
            SendResult.Sent => new SendOutcome.Sent(),
            SendResult.Refused refused => new SendOutcome.Refused(refused.Code),
            SendResult.Later later => new SendOutcome.Later(later.RetryAfter),
            _ => new SendOutcome.Unknown(),
        };
    }

    // Reminders are pushed to many; an outcome somebody waits for.
    private static Lane LaneOf(Effect effect) => effect.Counted || effect.Delivery == Delivery.AtMostOnce ? Lane.Bulk : Lane.Answers;
}
