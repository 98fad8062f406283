namespace BranchBot.Host.Teams;

/// <summary>The bot came into a person's chat, or was removed from it. Teams announces the first in two ways. What happens to a team goes its own way.</summary>
internal sealed class InstallationTurn(CommandHandler handler, Speakers speakers, TeamTurn teams, ILogger<InstallationTurn> log)
{
    /// <summary>Remembers, or forgets, the person's chat.</summary>
    public async Task Take(Activity activity, CancellationToken cancel)
    {
        if (await teams.Take(activity, cancel))
        {
            return;
        }

        var action = ActionOf(activity);
        if (action is null)
        {
            log.Ignored(activity.Type!, Log.Word(activity.Action));
            return;
        }

        if (!activity.IsPersonal)
        {
            log.GroupInstallation(activity.Conversation!.Id!, action);
            return;
        }

        if (await speakers.Find(activity, cancel) is { } asked)
        {
            await (action == "remove" ? handler.Disconnect(asked, cancel) : handler.Connect(asked, cancel));
        }
    }

    // remove-upgrade is followed by add-upgrade: the chat stays.
    private static string? ActionOf(Activity activity) => activity switch
    {
        { Type: ActivityTypes.InstallationUpdate, Action: "add" or "add-upgrade" or "remove" } => activity.Action,
        { Type: ActivityTypes.ConversationUpdate, Recipient.Id: { Length: > 0 } bot } when activity.MembersAdded?.Any(m => m?.Id == bot) == true => "add",
        _ => null,
    };
}
