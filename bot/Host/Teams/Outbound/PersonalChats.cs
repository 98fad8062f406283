namespace BranchBot.Host.Teams;

/// <summary>Writes to a person's own chat with the bot, and opens it where there is none yet.</summary>
internal sealed class PersonalChats(ConnectorClient connector, Departures departures)
{
    private const string ConversationNotFound = "ConversationNotFound";

    /// <summary>Waits until the first call of <see cref="Send"/> may go.</summary>
    /// <returns>Null where it may; else when it is worth another try.</returns>
    public Task<TimeSpan?> Wait(Chat chat, Lane lane, CancellationToken cancel) =>
        departures.Wait(chat.ConversationId.Length > 0 ? new(lane, chat.ConversationId) : Traffic.Opening(chat.UserId, lane), cancel);

    /// <summary>Sends to a person's own chat.</summary>
    /// <param name="chat">The chat; an empty conversation id means that it has to be opened.</param>
    /// <param name="activity">What to send.</param>
    /// <param name="delivery">Whether it may come twice, or may be lost.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="lane">Whether somebody waits for it.</param>
    /// <param name="admitted">Whether it has waited already.</param>
    public async Task<SendResult> Send(Chat chat, OutgoingActivity activity, Delivery delivery, CancellationToken cancel, Lane lane = Lane.Answers, bool admitted = false)
    {
        if (chat.ConversationId.Length > 0)
        {
            var result = await connector.Send(new(chat.ServiceUrl, chat.ConversationId), activity, delivery, cancel, lane, admitted);
            admitted = false;
            // A person who removes his chat history ends the conversation; it is opened anew, once.
            if (result is not SendResult.Refused { Code: ConversationNotFound })
            {
                return At(result, chat.ConversationId);
            }
        }

        return await connector.CreateConversation(chat.ServiceUrl, ConversationParameters.With(chat.UserId, chat.BotId, chat.TenantId), cancel, lane, admitted) switch
        {
            SendResult.Sent { Id: { } opened } => At(await connector.Send(new(chat.ServiceUrl, opened), activity, delivery, cancel, lane), opened),
            // Only opened, and nothing was said: it may be tried again.
            SendResult.Sent or SendResult.Unknown => new SendResult.Later(null),
            var refused => refused,
        };
    }

    private static SendResult At(SendResult result, string conversation) => result is SendResult.Sent sent ? sent with { Conversation = conversation } : result;
}
