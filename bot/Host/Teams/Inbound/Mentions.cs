namespace BranchBot.Host.Teams;

/// <summary>Takes the mention of the bot out of what was written to it in a group.</summary>
internal static class Mentions
{
    /// <summary>The text without the mentions of the bot; those of others stay.</summary>
    public static string WithoutBot(Activity activity)
    {
        var text = activity.Text ?? "";
        foreach (var entity in activity.Entities ?? [])
        {
            if (Activity.Find(entity, "type") == "mention"
                && activity.Recipient?.Id is { Length: > 0 } bot
                && Activity.Find(entity, "mentioned", "id") == bot
                && Activity.Find(entity, "text") is { Length: > 0 } mention)
            {
                text = text.Replace(mention, " ", StringComparison.Ordinal);
            }
        }

        // Teams puts one behind a mention, although the text is plain.
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
    }
}
