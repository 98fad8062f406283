using System.Globalization;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>How Teams says no to the bot: status, code and message of the documented table.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code in the error body.</param>
/// <param name="Message">The sentence for developers.</param>
/// <param name="RetryAfter">Given with 429.</param>
public sealed record Refusal(int Status, string Code, string Message, TimeSpan? RetryAfter = null)
{
    internal static Refusal Unauthorized { get; } = new(401, "Unauthorized", "Authorization has been denied for this request.");

    internal static Refusal BlockedByUser { get; } = new(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.");

    internal static Refusal NotInRoster { get; } = new(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    internal static Refusal NotInstalled { get; } = new(403, "ForbiddenOperationException", "The bot is not installed in user's personal scope.");

    internal static Refusal NoConversation { get; } = new(404, "ConversationNotFound", "Conversation not found.");

    internal static Refusal NoActivity { get; } = new(404, "ActivityNotFoundInConversation", "Activity not found in the conversation.");

    internal static Refusal NoMember { get; } = new(404, "MemberNotFoundInConversation", "The member is not found in the conversation.");

    internal static Refusal Precondition { get; } = new(412, "PreconditionFailed", "Another operation runs on this conversation.");

    internal static Refusal TooBig { get; } = new(413, "MessageSizeTooBig", "Message size too large.");

    internal static Refusal BadSyntax(string message) => new(400, "BadSyntax", message);

    internal static Refusal BadArgument(string message) => new(400, "BadArgument", message);

    internal static Refusal Throttled(TimeSpan retryAfter) => new(429, "Throttled", "Too many requests.", retryAfter);

    internal IResult ToResult(HttpContext context)
    {
        if (RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return Results.Json(new JsonObject { ["error"] = new JsonObject { ["code"] = Code, ["message"] = Message } }, statusCode: Status);
    }
}
