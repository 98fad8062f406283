using BranchBot.Host.Outbox;

namespace BranchBot.Host.Teams;

/// <summary>
/// Sends what an effect shows, as its receiver may see it now: to his own chat, into the branch's channel, or in the place of an earlier message.
/// </summary>
internal sealed class TeamsSender(CommandHandler handler, MessageRenderer renderer, PersonalChats chats, ConnectorClient connector, Departures departures, Lazy<IStorage> storage) : ISender
{
    private const string NotInstalled = "NotInstalled";
    private const string Unshowable = "UnshowableCard";
    private const string Uninstalled = "Uninstalled";
    private const string NoTeam = "NoTeam";
    private const int MostRenewals = 3;
    private static readonly TimeSpan WhileItGoesOut = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public int Rate => departures.Rate;

    /// <inheritdoc/>
    public async Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel)
    {
        var lane = LaneOf(effect);
        if (effect.Renews is { } earlier)
        {
            return await PrepareRenewal(effect, partition, earlier, lane, cancel);
        }

        if (await ShownNow(effect, cancel) is not { } reply)
        {
            return new Prepared.Not(new SendOutcome.Moot());
        }

        return reply switch
        {
            _ when effect.InChannel => await ToChannel(reply, effect.Delivery, lane, cancel),
            { Chat: null } => new Prepared.Not(new SendOutcome.Refused(reply.Removed ? Uninstalled : NotInstalled)),
            // Claimed before the bot was removed from the team, and not sent yet.
            { Silent: true } when effect.Counted => new Prepared.Not(new SendOutcome.Moot()),
            { Answer: Shown { Moot: true } } => new Prepared.Not(new SendOutcome.Moot()),
            { Chat: { } chat } when await chats.Wait(chat, lane, cancel) is { } later => new Prepared.Not(new SendOutcome.Later(later)),
            { Chat: var chat } => new Prepared.Ready(limit => Send(reply, chat.ServiceUrl, activity => chats.Send(chat, activity, effect.Delivery, limit, lane, admitted: true), limit)),
        };
    }

    private async Task<Prepared> ToChannel(Reply reply, Delivery delivery, Lane lane, CancellationToken cancel)
    {
        if (reply is not { Team: { } team, Silent: false })
        {
            return new Prepared.Not(new SendOutcome.Refused(NoTeam));
        }

        return await departures.Wait(new(lane, team.ChannelId), cancel) is { } later
            ? new Prepared.Not(new SendOutcome.Later(later))
            : new Prepared.Ready(limit => Send(reply, team.ServiceUrl, activity => IntoChannel(team, activity, delivery, lane, limit), limit));
    }

    private async Task<SendResult> IntoChannel(TeamPlace team, OutgoingActivity activity, Delivery delivery, Lane lane, CancellationToken cancel)
    {
        var result = await connector.Send(new(team.ServiceUrl, team.ChannelId), activity, delivery, cancel, lane, admitted: true);
        return result is SendResult.Sent sent ? sent with { Conversation = team.ChannelId } : result;
    }

    // In a channel stands what is shown to all, and never a refusal.
    private async Task<Reply?> ShownNow(Effect effect, CancellationToken cancel) =>
        effect.InChannel ? await handler.ShowTo(Audience.Channel, BranchOf(effect), effect.Show, cancel) is { Answer: Shown } reply ? reply : null : await handler.Show(effect, cancel);

    // What did not go out shows things as they stand when it does; what goes out just now is waited for.
    private async Task<Prepared> PrepareRenewal(Effect effect, Partition partition, string earlier, Lane lane, CancellationToken cancel)
    {
        var (postingAt, rowAt) = (Posting.At(partition, earlier), new RowAddress(partition, OutboxRow.Keys + earlier));
        var rows = await storage.Value.Load([Read.One<Posting>(postingAt), Read.One<OutboxRow>(rowAt)], cancel);
        if (rows.Find<Posting>(postingAt) is not { } posting)
        {
            return new Prepared.Not(rows.Find<OutboxRow>(rowAt) is { IsOpen: true } ? new SendOutcome.Later(WhileItGoesOut) : new SendOutcome.Sent());
        }

        return await departures.Wait(new(lane, posting.Conversation), cancel) is { } later
            ? new Prepared.Not(new SendOutcome.Later(later))
            : new Prepared.Ready(limit => Renew(effect, postingAt, lane, limit));
    }

    // Two states may be on their way to one message. Whoever comes second to the row may have put the older one there, and so shows it again as it is now.
    private async Task<SendOutcome> Renew(Effect effect, RowAddress at, Lane lane, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostRenewals; tries++)
        {
            var rows = await storage.Value.Load([Read.One<Posting>(at)], cancel);
            if (rows.Find<Posting>(at) is not { } posting || await ShownNow(effect, cancel) is not { } reply)
            {
                return new SendOutcome.Moot();
            }

            var outcome = await Send(
                reply, posting.ServiceUrl, activity => connector.Update(new(posting.ServiceUrl, posting.Conversation), posting.Activity, activity, cancel, lane, admitted: tries == 0), cancel, renews: true);
            if (outcome is not SendOutcome.Sent || await storage.Value.Commit(new(at.Partition, [(posting with { Renewals = posting.Renewals + 1 }, rows.VersionOf(at))], [], []), cancel) == CommitResult.Committed)
            {
                return outcome;
            }
        }

        return new SendOutcome.Later(WhileItGoesOut);
    }

    private async Task<SendOutcome> Send(Reply reply, string serviceUrl, Func<OutgoingActivity, Task<SendResult>> send, CancellationToken cancel, bool renews = false)
    {
        try
        {
            return await send(await renderer.Render(reply.Answer, reply.Actor, cancel)) switch
            {
                SendResult.Sent { Id: { } id, Conversation: { } conversation } => new SendOutcome.Sent(new(serviceUrl, conversation, id)),
                SendResult.Sent => new SendOutcome.Sent(),

                // Somebody has taken the message away: nothing is left to renew.
                SendResult.Refused { Status: StatusCodes.Status404NotFound } when renews => new SendOutcome.Sent(),
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

    private static BranchId BranchOf(Effect effect) => effect.Show.Concerns() ?? throw new InvalidOperationException($"{effect.Show.GetType().Name} goes into a channel and names no branch.");

    // Reminders are pushed to many; an outcome somebody waits for.
    private static Lane LaneOf(Effect effect) => effect.Counted || effect.Delivery == Delivery.AtMostOnce ? Lane.Bulk : Lane.Answers;
}
