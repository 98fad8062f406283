using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>An activity that was delivered to the bot, and its answer.</summary>
/// <param name="Activity">As it was sent; deliver it again for a repeat.</param>
/// <param name="Answer">What the bot said to it.</param>
public sealed record Delivery(JsonObject Activity, BotAnswer Answer)
{
    /// <summary>The activity's id.</summary>
    public string Id => CardRules.Text(Activity["id"])!;
}
