namespace BranchBot.Host.Teams;

/// <summary>Tells who speaks: the activity says it, or the connector is asked.</summary>
internal sealed class Speakers(ConnectorClient connector, ILogger<Speakers> log)
{
    /// <summary>Who asks, null where nobody knows.</summary>
    public async Task<Asked?> Find(Activity activity, CancellationToken cancel)
    {
        var person = activity.From!.Person
            ?? await Ask(activity, cancel);
        if (person is null)
        {
            log.NobodySpeaks(activity.Id!);
            return null;
        }

        return new(person.Value, LanguageOf(activity), activity.Id!, activity.IsPersonal ? ChatOf(activity) : null);
    }

    private async Task<PersonId?> Ask(Activity activity, CancellationToken cancel)
    {
        try
        {
            return (await connector.GetMember(ConversationOf(activity), activity.From!.Id!, cancel))?.Person;
        }
        catch (ConnectorException)
        {
            // The connector's own line says why. Whoever spoke asks again.
            return null;
        }
    }

    /// <summary>What the client speaks; Chinese where it does not say.</summary>
    public static Language LanguageOf(Activity activity) => LanguageTag.Parse(activity.Locale) ?? Language.Chinese;

    /// <summary>Where the activity comes from.</summary>
    public static ConversationReference ConversationOf(Activity activity) => new(activity.ServiceUrl!, activity.Conversation!.Id!);

    /// <summary>The sender's own chat, as far as an activity tells: in a group it has no conversation yet.</summary>
    public static Chat ChatOf(Activity activity) => new(
        activity.ServiceUrl!, activity.IsPersonal ? activity.Conversation!.Id! : "", activity.From!.Id!, activity.Recipient?.Id ?? "", activity.Tenants.FirstOrDefault() ?? "");
}
