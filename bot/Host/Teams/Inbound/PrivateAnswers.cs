namespace BranchBot.Host.Teams;

/// <summary>Personal stays personal: what was asked for in a group is answered in the person's own chat, and the group reads only that it was.</summary>
internal sealed class PrivateAnswers(PersonalChats chats, MessageRenderer renderer, ILogger<PrivateAnswers> log)
{
    /// <summary>Sends the answer to the person's own chat.</summary>
    /// <returns>What the group reads.</returns>
    public async Task<Text> Send(Activity activity, Reply reply, CancellationToken cancel)
    {
        var result = await chats.Send(reply.Chat ?? Speakers.ChatOf(activity), await renderer.Render(reply.Answer, reply.Actor, cancel), Delivery.Certain, cancel);
        if (result is SendResult.Sent)
        {
            return Sentences.WrittenPrivately;
        }

        log.NotAnswered(activity.Id!, result);
        return result is SendResult.Refused { Status: StatusCodes.Status403Forbidden } ? Sentences.AddMeFirst : Sentences.NotReached;
    }
}
