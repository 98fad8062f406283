namespace BranchBot.Features.Issues;

/// <summary>What this feature offers to a task card.</summary>
internal sealed class TaskFaults : IItemFaults
{
    /// <inheritdoc/>
    public Button Report(BranchId branch, ItemRef item) => new(IssueWords.Report, new DescribeIssue(branch, item.Day, item.Id));

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchId branch, string fault) => Issue.One(branch, fault);

    /// <inheritdoc/>
    public Text StateOf(BranchId branch, string fault, Rows rows) => Issue.Find(rows, branch, fault) is { } issue ? IssueCard.State(issue) : Text.Same("");

    /// <inheritdoc/>
    public bool IsOver(BranchId branch, string fault, Rows rows) => Issue.Find(rows, branch, fault) is { IsOpen: false };

    /// <inheritdoc/>
    public Button Show(BranchId branch, string fault) => new(new("查看", "Open"), new ShowIssue(branch, fault));

    /// <inheritdoc/>
    public Command TakeBack(BranchId branch, string fault) => new WithdrawIssue(branch, fault);
}

/// <summary>What is broken, on the board and on the manager's list at the limit (T-4, T-7): one query, however long the past.</summary>
internal sealed class BrokenSection(Document document) : ISection
{
    private const int Most = 8;

    /// <inheritdoc/>
    public Document Document => document;

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => [Issue.AllOpen(facts.Branch.Id)];

    /// <inheritdoc/>
    public IReadOnlyList<Part> Parts(Turn turn, DateOnly day, Rows rows)
    {
        var seen = Issue.Open(rows, turn.Branch.Id).Where(i => turn.Facts.Today(i.At) <= day && i.IsSeenBy(turn.Actor)).ToList();
        if (seen.Count == 0)
        {
            return [];
        }

        return
        [
            new Heading(new("异常", "What is broken"), new($"{seen.Count} 件", $"{seen.Count}")),
            .. seen.OrderByDescending(i => i.Weight).ThenBy(i => i.At).Take(Most).Select(i => new Line(
                Text.Same(i.What),
                i.Kind.Name() + Text.Same(" · ") + i.Weight.Name() + Text.Same(" · ") + IssueCard.When(turn, i.At),
                IssueCard.State(i),
                i.Weight == IssueWeight.Harmless ? Tone.Plain : Tone.Attention)),
            .. seen.Count > Most ? [new Paragraph(new($"还有 {seen.Count - Most} 件。", $"{seen.Count - Most} more."), Tone.Quiet)] : Array.Empty<Part>(),
        ];
    }
}

/// <summary>Issues that are still open from earlier days: once each workday, half an hour after opening, one card to who has to act (T-2, T-4).</summary>
internal sealed class IssueReminders : IReminders
{
    private static readonly TimeSpan AfterOpening = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => facts.On(day).Hours is null ? [] : [Issue.AllOpen(facts.Branch.Id)];

    /// <inheritdoc/>
    public IEnumerable<Reminder> Of(ReminderDay day, Rows rows)
    {
        if (day.Day.Hours is not { } hours)
        {
            return [];
        }

        var from = day.At(hours.Opens) + AfterOpening;
        var until = day.At(hours.Closes);
        return Issue.Open(rows, day.Facts.Branch.Id)
            .Where(i => day.Facts.Today(i.At) < day.Day.Date)
            .Select(i => OwnerRule.On(day, i))
            .Distinct()

            // Nobody is reminded on his free day; the rule names the manager even then, so that there is always an owner.
            .Where(person => day.People.Any(p => p.Entry.Id == person && p.OnDuty))
            .Select(person => new Reminder($"issues|{person}", from, until, person, Delivery.AtMostOnce, new ShowMyIssues(day.Facts.Branch.Id, Waiting: true)));
    }

    /// <inheritdoc/>
    public IEnumerable<DateTimeOffset> Moments(ReminderDay day) => day.Day.Hours is { } hours ? [day.At(hours.Opens) + AfterOpening] : [];
}
