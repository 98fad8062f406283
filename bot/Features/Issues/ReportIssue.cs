namespace BranchBot.Features.Issues;

/// <summary>异常: asks what is broken; what is known already stands in the form.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day of the item that it was pressed at.</param>
/// <param name="Item">The item that it was pressed at; null: by words.</param>
/// <param name="What">What somebody wrote.</param>
public sealed record DescribeIssue(BranchId? Branch = null, DateOnly? Day = null, string? Item = null, string? What = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.Tasks?.Needs(turn) ?? [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var items = turn.Tasks?.Today(turn, rows) ?? [];
        if (Item is not null && items.All(i => i.Item != new ItemRef(Day ?? turn.Today, Item)))
        {
            return Decision.Refuse(new("这一件不在您今天的清单里。写「异常」报告别的。", "This one is not on your list today. Write \"issue\" to report something else."));
        }

        // By words it is most likely about what comes next, if that is due.
        var item = Item is not null ? new ItemRef(Day ?? turn.Today, Item) : items.FirstOrDefault(i => i is { IsOpen: true, IsDue: true })?.Item;
        var what = What is { Length: > Issue.MostWords } ? What[..Issue.MostWords] : What;
        var report = new ReportIssue(turn.Branch.Id, IssueId.New(turn), IssueWords.Hinted(what ?? ""), what, null, IssueWeight.Harmless, item?.Day ?? turn.Today, item?.Id);
        return Decision.Show(IssueForms.Report(turn, Item is null ? report : report with { Kind = IssueKind.Device }, Item is null ? items : []));
    }
}

/// <summary>
/// Reports an issue (T-2): its owner is told for certain, at once. The issue is committed first, with the mark at the item in its outbox: were it the other
/// way round, a crash in between would leave an item that looks taken care of, and nobody who hears of it; so it leaves an item that is marked a minute later.
/// </summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Id">The id that the form carries; null: by words, the message gives it.</param>
/// <param name="Kind">What kind.</param>
/// <param name="What">In the reporter's words.</param>
/// <param name="Zone">Where.</param>
/// <param name="Weight">How bad.</param>
/// <param name="Day">The day of the item.</param>
/// <param name="Item">The item at which it was found; null or <c>none</c>: none.</param>
public sealed record ReportIssue(
    BranchId? Branch = null,
    string? Id = null,
    IssueKind Kind = IssueKind.Other,
    string? What = null,
    string? Zone = null,
    IssueWeight Weight = IssueWeight.Harmless,
    DateOnly? Day = null,
    string? Item = null) : Command
{
    private const int MostZone = 40;

    /// <summary>Reads what stands behind 异常: nothing or what is broken, which are asked about; a kind and what is broken, which is reported at once.</summary>
    public static Command Parse(string rest) =>
        IssueWords.Named(rest) is ({ } kind, { Length: > 0 } what) ? new ReportIssue(Kind: kind, What: what) : new DescribeIssue(What: rest.Length == 0 ? null : rest);

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) =>
    [
        .. turn.Tasks?.Needs(turn) ?? [],
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
        Read.One<WaitingPicture>(WaitingPicture.Of(turn.Branch.Id, turn.Actor.Id)),
        .. Issue.One(turn.Branch.Id, IdIn(turn)),
    ];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var id = IdIn(turn);
        if (Issue.Find(rows, turn.Branch.Id, id) is { } known)
        {
            // The same form again, or the answer was lost: what stands is shown, and marked if it is not.
            return !known.IsSeenBy(turn.Actor) ? Decision.Refuse(IssueRights.NotYours) : Marking(turn, known, new(IssueCard.Of(turn, known, new(IssueCard.Already(turn, known), Tone.Plain)), [], [], []));
        }

        var items = turn.Tasks?.Today(turn, rows) ?? [];
        if (IssueCard.Wrong(What, new("怎么了", "what is wrong")) is { } wrong)
        {
            return new Refused(IssueForms.Report(turn, this with { Branch = turn.Branch.Id, Id = id }, items, new(wrong, Tone.Attention)));
        }

        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        var owner = OwnerRule.Of(turn.Facts, roster, turn.Today, Kind, turn.Actor.Id);
        var waiting = rows.Find<WaitingPicture>(WaitingPicture.Of(turn.Branch.Id, turn.Actor.Id));
        var reported = new IssueEvent(IssueStep.Reported, turn.Now, turn.Actor.Id, Text.Same(turn.Actor.Name), turn.Operation) { To = owner };
        var zone = Zone?.Trim() is { Length: > 0 and <= MostZone } where ? where : null;
        var issue = new Issue(turn.Branch.Id, id, Kind, Weight, What!.Trim(), turn.Actor.Id, turn.Actor.Name, owner, IssueState.Open, [reported])
        {
            Zone = zone,
            Item = ItemOf(turn, items),
            Pictures = waiting is not null && AttachPicture.IsFresh(waiting.At, turn.Now) ? [waiting.Name] : [],
        };
        return Marking(turn, issue, Decision.Write(IssueCard.Of(turn, issue, IssueCard.NoticeOf(turn, issue)), issue, new ReportedIssue(issue.Branch, id, turn.Now))
            .Telling([.. Hear(turn, roster, issue).Select(person => new Effect($"issue|{id}|1|{person}", person, Delivery.Certain, new ShowIssue(issue.Branch, id)))])
            with
        { Removes = issue.Pictures.Count > 0 ? [waiting!.Address] : [] });
    }

    // The owner; of what endangers people the manager too. Nobody is told what he reports himself.
    private static IEnumerable<PersonId> Hear(Turn turn, Roster roster, Issue issue) => new[] { issue.Owner.Person }
        .Concat(issue.Weight == IssueWeight.SafetyRisk ? [OwnerRule.Of(turn.Facts, roster, turn.Today, IssueKind.Security, turn.Actor.Id).Person] : [])
        .Where(p => p != turn.Actor.Id)
        .Distinct();

    private static Accepted Marking(Turn turn, Issue issue, Accepted decision) => issue is { Item: { } item, State: not IssueState.Withdrawn } && issue.Reporter == turn.Actor.Id && turn.Tasks is { } tasks
        ? decision with { Then = tasks.Mark(turn, item, issue.Id) }
        : decision;

    // Of what a card says only the actor's own items of today count.
    private ItemRef? ItemOf(Turn turn, IReadOnlyList<ListedItem> items) => Id is null
        ? items.FirstOrDefault(i => i is { IsOpen: true, IsDue: true })?.Item
        : items.FirstOrDefault(i => Item is not null && i.Item == new ItemRef(Day ?? turn.Today, Item))?.Item;

    private string IdIn(Turn turn) => IssueId.IsOne(Id) ? Id! : IssueId.New(turn);
}
