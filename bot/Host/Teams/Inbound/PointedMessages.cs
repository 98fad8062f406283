using System.Net;
using System.Text.RegularExpressions;

namespace BranchBot.Host.Teams;

/// <summary>Reads which message a message action was chosen on (Bot Framework schema, MessageActionsPayload).</summary>
internal static partial class PointedMessages
{
    private const int Longest = 4000;

    // Teams takes no message of more than about a hundred thousand bytes; the tags of what is behind are not looked for.
    private const int LongestBody = 64 * 1024;

    /// <summary>The message; without its writer and words where it was chosen beside the box in which one writes.</summary>
    public static PointedMessage Of(Activity activity)
    {
        var writer = Guid.TryParse(Activity.Find(activity.Value, "messagePayload", "from", "user", "id"), out var id) ? new PersonId(id) : (PersonId?)null;
        var body = Activity.Find(activity.Value, "messagePayload", "body", "content") ?? "";
        body = body.Length > LongestBody ? body[..LongestBody] : body;
        var words = PlainText.Clean(WebUtility.HtmlDecode(Tags().Replace(Lines().Replace(body, "\n"), ""))).Trim();
        return new(writer, words.Length > Longest ? words[..Longest] : words);
    }

    [GeneratedRegex("<br[^>]*>|</p>|</div>", RegexOptions.IgnoreCase)]
    private static partial Regex Lines();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
