namespace BranchBot.Host.Teams;

/// <summary>Whether an activity, its token being valid, may be believed.</summary>
internal sealed class ActivityTrust(TeamsSettings settings)
{
    /// <summary>The only channel. In others, such as Direct Line, whoever talks chooses his own object id.</summary>
    public const string Channel = "msteams";

    /// <summary>Why it may not, for the log and the caller; null where it may.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="identity">What its token says; null only without authentication.</param>
    public string? Refusal(Activity activity, ChannelIdentity? identity)
    {
        if (activity.ChannelId != Channel)
        {
            return "The channel is not msteams.";
        }

        if (!Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var serviceUrl) || !settings.Trusts(serviceUrl))
        {
            return "The service URL is not on the list.";
        }

        if (!settings.WithoutAuthentication)
        {
            if (identity is null || !Same(identity.ServiceUrl, activity.ServiceUrl))
            {
                return "The service URL is not the token's.";
            }

            if (!identity.Endorsements.Contains(Channel))
            {
                return "The signing key is not endorsed for the channel.";
            }
        }

        return IsOwnTenant(activity) ? null : "The tenant is not on the list.";
    }

    private bool IsOwnTenant(Activity activity)
    {
        var tenants = activity.Tenants.ToList();
        return settings.Tenants.Count == 0
            || (tenants.Count > 0 && tenants.All(t => Guid.TryParse(t, out var tenant) && settings.Tenants.Contains(tenant)));
    }

    private static bool Same(string? claim, string? serviceUrl) =>
        claim is not null && string.Equals(claim.TrimEnd('/'), serviceUrl?.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
