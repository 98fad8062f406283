using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What a person says to the bot's question whether it may put a file into OneDrive. It can be said again, as long as the question stands.</summary>
public sealed class Files
{
    private readonly BotDoor bot;
    private readonly Conversations conversations;
    private readonly OneDrive drive;
    private readonly Envelope envelope;

    internal Files(BotDoor bot, Conversations conversations, OneDrive drive, Envelope envelope)
    {
        this.bot = bot;
        this.conversations = conversations;
        this.drive = drive;
        this.envelope = envelope;
    }

    /// <summary>Allows it: the bot is given a place to put the file.</summary>
    /// <exception cref="InvalidOperationException">The message asks for no consent.</exception>
    public Task<Delivery> Allow(TeamsUser person, string messageId) => AnswerAsync(person, messageId, allow: true);

    /// <summary>Declines it.</summary>
    /// <exception cref="InvalidOperationException">The message asks for no consent.</exception>
    public Task<Delivery> Decline(TeamsUser person, string messageId) => AnswerAsync(person, messageId, allow: false);

    private async Task<Delivery> AnswerAsync(TeamsUser person, string messageId, bool allow)
    {
        var conversation = conversations.Personal(person);
        var card = conversations.Entry(conversation, messageId) is { FromBot: true } entry ? FileCards.Of(entry.Activity, FileCards.ConsentType) : null;
        if (card is null)
        {
            throw new InvalidOperationException($"Message {messageId} asks for no consent.");
        }

        var value = new JsonObject
        {
            ["type"] = "fileUpload",
            ["action"] = allow ? "accept" : "decline",
            ["context"] = card["content"]![allow ? "acceptContext" : "declineContext"]?.DeepClone(),
        };
        if (allow)
        {
            value["uploadInfo"] = drive.Begin(person, CardRules.Text(card["name"])!);
        }

        var activity = envelope.Invoke("fileConsent/invoke", person, conversation, messageId, value);
        return new(activity, await bot.DeliverAsync(activity));
    }
}
