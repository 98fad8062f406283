namespace BranchBot.Features.Reminders;

/// <summary>Whom Teams refused for good today, by name and reason: told to the manager on his list and on the board, for a reminder that nobody gets helps nobody.</summary>
/// <param name="Document">Where it stands.</param>
internal sealed record Unreached(Document Document) : ISection
{
    private static readonly Text Other = new("Teams 不接收给他的消息", "Teams takes no message for him");

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) =>
        [Told.All(ReminderDay.Log(facts.Branch.Id, day)), Read.One<Roster>(Roster.At(facts.Branch.Id))];

    /// <inheritdoc/>
    public IReadOnlyList<Part> Parts(Turn turn, DateOnly day, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id));
        var lines = rows.All<Told>()
            .Where(t => t.State == DeliveryState.Refused)
            .GroupBy(t => t.To)
            .Select(theirs => (roster?.Find(theirs.Key)?.Name, theirs.Last().Reason))
            .Where(refused => refused.Name is not null)
            .Select(refused => Text.Same(refused.Name!) + Text.Same(" · ") + Why(refused.Reason))
            .ToList();
        return lines.Count == 0 ? [] : [new Heading(new("提醒送不到", "Reminders that do not arrive"), Text.Same($"{lines.Count}")), new Bullets(lines)];
    }

    // The connector's codes, as Teams documents them.
    private static Text Why(string? reason) => reason switch
    {
        "NotInstalled" or "ForbiddenOperationException" => new("还没有安装机器人", "has not installed the bot"),
        "ConversationBlockedByUser" or "MessageWritesBlocked" => new("屏蔽了机器人", "has blocked the bot"),
        "BotNotInConversationRoster" or "Uninstalled" => new("卸载了机器人", "has removed the bot"),
        _ => Other,
    };
}
