namespace BranchBot.Features.Reminders;

/// <summary>
/// Whom Teams refused for good today and has not reached since, by name and reason: told to the manager on his list and on the board, for a reminder that
/// nobody gets helps nobody.
/// </summary>
/// <param name="Document">Where it stands.</param>
internal sealed record Unreached(Document Document) : ISection
{
    private const int MostNames = 12;
    private static readonly Text Other = new("Teams 不接收给他的消息", "Teams takes no message for him");

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) =>
        [Told.All(ReminderDay.Log(facts.Branch.Id, day)), Read.One<Roster>(Roster.At(facts.Branch.Id))];

    /// <inheritdoc/>
    public IReadOnlyList<Part> Parts(Turn turn, DateOnly day, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id));
        var refused = rows.All<Told>()
            .Where(t => t.State is DeliveryState.Refused or DeliveryState.Sent)
            .GroupBy(t => t.To)
            .Select(theirs => (roster?.Find(theirs.Key)?.Name, Last: theirs.MaxBy(t => t.Due)!))

            // Who reads this has the bot by now.
            .Where(p => p.Name is not null && p.Last.State == DeliveryState.Refused && p.Last.To != turn.Actor.Id)
            .ToList();
        return refused.Count == 0 ? [] :
        [
            new Heading(new("提醒送不到", "Reminders that do not arrive"), new($"{refused.Count} 人", $"{refused.Count}")),
            new Bullets([.. refused.GroupBy(p => Why(p.Last.Reason)).Select(why => why.Key + Text.Same(": ") + Names([.. why.Select(p => p.Name!)]))]),
        ];
    }

    private static Text Names(List<string> names) => names.Count <= MostNames
        ? new(string.Join("、", names), string.Join(", ", names))
        : new($"{string.Join("、", names.Take(MostNames))}等 {names.Count} 人", $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more");

    // The connector's codes, as Teams documents them.
    private static Text Why(string? reason) => reason switch
    {
        "NotInstalled" or "ForbiddenOperationException" => new("还没有安装机器人", "has not installed the bot"),
        "ConversationBlockedByUser" or "MessageWritesBlocked" => new("屏蔽了机器人", "has blocked the bot"),
        "BotNotInConversationRoster" or "Uninstalled" => new("卸载了机器人", "has removed the bot"),
        _ => Other,
    };
}
