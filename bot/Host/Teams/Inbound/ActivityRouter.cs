using System.Security.Cryptography;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Teams;

/// <summary>Which kind of activity is whose, and the one place where broken machinery is caught.</summary>
internal sealed class ActivityRouter(MessageTurn messages, InvokeTurn invokes, InstallationTurn installations, Measures measures, TimeProvider clock, ILogger<ActivityRouter> log)
{
    /// <summary>Takes an activity; whatever happens, there is an answer.</summary>
    public async Task<InvokeResponse> Route(Activity activity, CancellationToken cancel)
    {
        var (door, started, failed) = (DoorOf(activity.Type), clock.GetTimestamp(), true);
        using var span = Traces.Start("turn", door);
        try
        {
            var answer = await Take(activity, cancel);
            failed = false;
            return answer;
        }
        catch (NewerRowException newer)
        {
            log.LeftToNewer(activity.Id ?? "without id", newer.Message);
            return await Apologise(activity, Sentences.Updating);
        }
        catch (Exception broken)
        {
            var number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            span.Fail(broken);
            span?.SetTag("branchbot.number", number);
            log.Failed(broken, activity.Id ?? "without id", number);
            return await Apologise(activity, Sentences.Failed(number));
        }
        finally
        {
            measures.Turn(door, failed ? "failed" : "answered", clock.GetElapsedTime(started));
        }
    }

    private async Task<InvokeResponse> Take(Activity activity, CancellationToken cancel)
    {
        switch (activity.Type)
        {
            case ActivityTypes.Message:
                await messages.Take(activity, cancel);
                return InvokeResponse.Accepted;
            case ActivityTypes.Invoke:
                return await invokes.Take(activity, cancel);
            case ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate:
                await installations.Take(activity, cancel);
                return InvokeResponse.Accepted;
            default:
                // messageReaction, typing, event, and what Teams will think of: taken and left alone, as the protocol demands.
                log.Ignored(Log.Word(activity.Type), Log.Word(activity.Name));
                return InvokeResponse.Accepted;
        }
    }

    // What somebody else calls a type of activity is no name of ours.
    private static string DoorOf(string? type) => type switch
    {
        ActivityTypes.Message => "message",
        ActivityTypes.Invoke => "invoke",
        ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate => "installation",
        _ => "other",
    };

    /// <summary>What Teams hears of a turn that takes too long.</summary>
    public static InvokeResponse StillWorking(Activity activity) => activity.Type == ActivityTypes.Invoke
        ? InvokeTurn.Say(activity, Sentences.StillWorking, Speakers.LanguageOf(activity))
        : InvokeResponse.Accepted;

    /// <summary>What somebody hears who does too much at once: a press as its answer, a message in the conversation.</summary>
    public async Task<InvokeResponse> TooFast(Activity activity, CancellationToken cancel)
    {
        if (activity.Type == ActivityTypes.Invoke)
        {
            return InvokeTurn.Say(activity, Sentences.TooFast, Speakers.LanguageOf(activity));
        }

        await messages.Apologise(activity, Sentences.TooFast, cancel);
        return InvokeResponse.Accepted;
    }

    private async Task<InvokeResponse> Apologise(Activity activity, Text sentence)
    {
        switch (activity.Type)
        {
            case ActivityTypes.Message:
                // Not the turn's own token: it may be what ran out.
                await messages.Apologise(activity, sentence, CancellationToken.None);
                return InvokeResponse.Accepted;
            case ActivityTypes.Invoke:
                return InvokeTurn.Apologise(activity, sentence);
            default:
                return InvokeResponse.Error(StatusCodes.Status500InternalServerError, "InternalError", sentence.In(Language.English));
        }
    }
}
