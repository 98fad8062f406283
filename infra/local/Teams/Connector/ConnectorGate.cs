using System.Text;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>
/// The gate all calls of the bot pass: token, limits, scripted faults, one operation at a time on a conversation;
/// and the record of what came of it.
/// </summary>
internal sealed class ConnectorGate(ManagedIdentity identity, RateLimits limits, Faults faults, Calls calls, TimeSpan operationTime)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Runs one call.</summary>
    /// <param name="context">The request.</param>
    /// <param name="operation">Its kind.</param>
    /// <param name="conversationId">The conversation as the bot named it; null for create.</param>
    /// <param name="conversation">The conversation, which writes take for themselves; null if there is none.</param>
    /// <param name="act">Does it, and says what came of it.</param>
    public async Task<IResult> RunAsync(
        HttpContext context, Operation operation, string? conversationId, Conversation? conversation, Func<JsonObject?, Outcome> act)
    {
        if (!await identity.AllowsAsync(context.Request))
        {
            return Finish(context, operation, conversationId, null, Refusal.Unauthorized);
        }

        var writes = operation is Operation.Send or Operation.Update or Operation.Delete;
        if (operation is not Operation.Create && limits.Exceeded(Thread(conversationId), reads: !writes) is { } wait)
        {
            return Finish(context, operation, conversationId, null, Refusal.Throttled(wait));
        }

        var (body, broken) = await ReadAsync(context, operation);
        if (operation is Operation.Create && limits.Exceeded(Whom(body), reads: false) is { } later)
        {
            return Finish(context, operation, conversationId, body, Refusal.Throttled(later));
        }

        var fault = faults.Take(operation, conversationId);
        if (fault is { Delay.Ticks: > 0 })
        {
            await Task.Delay(fault.Delay);
        }

        if (fault is { TakesEffect: false })
        {
            return Fail(context, new BotCall(operation, conversationId, null, body, 0, null, false, Now), fault);
        }

        if (broken is not null)
        {
            return Finish(context, operation, conversationId, body, broken);
        }

        var outcome = await ActAsync(writes ? conversation : null, body, act);
        if (fault is not null && outcome.Refusal is null)
        {
            return Fail(context, new BotCall(operation, conversationId, outcome.ActivityId, body, 0, null, true, Now), fault);
        }

        if (outcome.Refusal is { } refusal)
        {
            return Finish(context, operation, conversationId, body, refusal);
        }

        calls.Add(new(operation, conversationId, outcome.ActivityId, body, outcome.Status, null, true, Now));
        return outcome.Answer is null ? Results.StatusCode(outcome.Status) : Results.Json(outcome.Answer, TeamsJson.Options, statusCode: outcome.Status);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task<Outcome> ActAsync(Conversation? taken, JsonObject? body, Func<JsonObject?, Outcome> act)
    {
        if (taken is null)
        {
            return act(body);
        }

        if (!taken.TryEnter())
        {
            return Outcome.No(Refusal.Precondition);
        }

        try
        {
            await Task.Delay(operationTime);
            return act(body);
        }
        finally
        {
            taken.Leave();
        }
    }

    private IResult Finish(HttpContext context, Operation operation, string? conversationId, JsonObject? body, Refusal refusal)
    {
        calls.Add(new(operation, conversationId, null, body, refusal.Status, refusal.Code, false, Now));
        return refusal.ToResult(context);
    }

    private IResult Fail(HttpContext context, BotCall call, Fault fault)
    {
        calls.Add(call with { Status = fault.Answer?.Status ?? 0, Code = fault.Answer?.Code });
        if (fault.Answer is null)
        {
            context.Abort();
            return Results.Empty;
        }

        return fault.Answer.ToResult(context);
    }

    private static async Task<(JsonObject? Body, Refusal? Refusal)> ReadAsync(HttpContext context, Operation operation)
    {
        if (operation is Operation.Delete or Operation.Member or Operation.Members)
        {
            return (null, null);
        }

        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        try
        {
            return ActivityRules.Parse(context.Request.ContentType, StrictUtf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        }
        catch (DecoderFallbackException)
        {
            return (null, Refusal.BadSyntax("The body is not UTF-8."));
        }
    }

    private static string Thread(string? conversationId) => conversationId ?? "";

    private static string Whom(JsonObject? body) =>
        "create/" + (body?["members"] is JsonArray { Count: > 0 } members ? members[0]?.ToJsonString() : body?["channelData"]?.ToJsonString());
}

/// <summary>What came of an operation.</summary>
internal sealed record Outcome(int Status, JsonObject? Answer, string? ActivityId, Refusal? Refusal)
{
    public static Outcome Yes(int status, JsonObject? answer = null, string? activityId = null) => new(status, answer, activityId, null);

    public static Outcome No(Refusal refusal) => new(refusal.Status, null, null, refusal);
}
