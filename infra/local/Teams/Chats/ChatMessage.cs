using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>A message as one viewer sees it.</summary>
/// <param name="Id">Epoch milliseconds.</param>
/// <param name="From"><c>bot</c>, <c>me</c>, or the name of another person.</param>
/// <param name="At">When it was sent, in Shanghai's time.</param>
/// <param name="Text">The text, if any.</param>
/// <param name="TextFormat"><c>plain</c> or <c>markdown</c>.</param>
/// <param name="Card">The Adaptive Card as this viewer sees it, if any.</param>
/// <param name="Edited">Whether it was changed after it was sent.</param>
/// <param name="Deleted">Whether it was deleted.</param>
/// <param name="Notice">What the app prints below it.</param>
/// <param name="Uploads">Pictures and files that came with it.</param>
/// <param name="Thread">The message in a channel that this one replies to.</param>
/// <param name="Consent">The bot's question whether it may put a file into the person's OneDrive.</param>
/// <param name="File">A file that the bot put there.</param>
public sealed record ChatMessage(
    string Id,
    string From,
    DateTimeOffset At,
    string? Text,
    string? TextFormat,
    JsonObject? Card,
    bool? Edited,
    bool? Deleted,
    string? Notice,
    IReadOnlyList<Upload>? Uploads = null,
    string? Thread = null,
    FileConsent? Consent = null,
    SharedFile? File = null)
{
    internal static ChatMessage Seen(ChatEntry entry, TeamsUser viewer, People people)
    {
        var from = entry.FromBot ? "bot" : entry.Sender == viewer.Mri ? "me" : people.Find(entry.Sender)?.Name ?? "";
        var at = Shanghai.In(entry.At);
        if (entry.Deleted)
        {
            return new(entry.Id, from, at, null, null, null, null, true, null, Thread: entry.Thread);
        }

        var text = CardRules.Text(entry.Activity["text"]);
        var format = CardRules.Text(entry.Activity["textFormat"]) ?? "markdown";
        var card = entry.CardFor(viewer.Id);
        if (card is not null && !CardRules.Shown(card))
        {
            (text, format, card) = (CardRules.Text(card["fallbackText"]) ?? "", "plain", null);
        }

        return new(
            entry.Id, from, at, text, text is null ? null : format, (JsonObject?)card?.DeepClone(), entry.Edited ? true : null, null, entry.Notice, entry.Uploads is [] ? null : entry.Uploads,
            entry.Thread, FileCards.Consent(entry.Activity), FileCards.File(entry.Activity));
    }
}
