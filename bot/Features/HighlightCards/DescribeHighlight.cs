namespace BranchBot.Features.HighlightCards;

/// <summary>
/// 亮点 李静: asks what happened; what is known already stands in the form, and what was begun is gone on with. Said of a colleague's message it takes its words
/// along.
/// </summary>
/// <param name="Said">What stands behind the word: a name or a part of it, and what happened.</param>
/// <param name="To">For whom.</param>
/// <param name="What">What happened.</param>
/// <param name="Draft">A draft to go on with.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
public sealed record DescribeHighlight(string Said = "", PersonId? To = null, string? What = null, string? Draft = null, BranchId? Branch = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id)), HighlightDraft.All(turn.Branch.Id, turn.Actor.Id)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = HighlightRights.RosterIn(turn, rows);
        var (people, words) = Meant(roster);
        var others = people?.Where(p => p.Id != turn.Actor.Id && Duty.Employs(p.Pattern, turn.Today)).ToList();
        if (others is { Count: 0 })
        {
            return Decision.Refuse(people!.Any(p => p.Id == turn.Actor.Id)
                ? new("亮点时刻卡发给同事,不能发给自己。", "A highlight card goes to a colleague, not to oneself.")
                : NamePhrases.Nobody(Said) + new Text("可以写:亮点 李静。", " You can write: highlight 李静."));
        }

        var drafts = rows.All<HighlightDraft>().Where(d => d.Person == turn.Actor.Id).OrderByDescending(d => d.At).ToList();
        var begun = drafts.Where(d => !d.Mends).ToList();
        var only = others is [var one] ? one.Id : (PersonId?)null;
        var known = Draft is not null ? drafts.FirstOrDefault(d => d.Id == Draft) : words is not null ? drafts.FirstOrDefault(d => d.To == only && d.What == words) : drafts.FirstOrDefault(d => others is null || (d.To is { } to && to == only));
        if (known is not null || begun.Count >= HighlightDraft.Most)
        {
            return Decision.Show(HighlightForm.Give(turn, roster, known ?? begun[0], Kept(begun, known is null)));
        }

        var draft = new HighlightDraft(turn.Branch.Id, turn.Actor.Id, HighlightId.New(turn), turn.Now, only, What: words is { Length: > HighlightContent.MostWords } ? words[..HighlightContent.MostWords] : words);
        return Decision.Write(HighlightForm.Give(turn, roster, draft, others is { Count: > 1 } ? new(new($"「{Said}」可能是{others.Count}位同事,请选一位。", $"\"{Said}\" may be {others.Count} colleagues; please choose."), Tone.Plain) : null, others is { Count: > 1 } ? others : null), draft);
    }

    private static Notice? Kept(List<HighlightDraft> drafts, bool full) => full
        ? new(new($"已经有 {drafts.Count} 份草稿了。先送出或者放弃一份,再写新的。这是最近的一份。", $"You have {drafts.Count} drafts already. Send one or let it go first; this is the latest."), Tone.Attention)
        : drafts.Count > 1 ? new(new($"接着写。您一共有 {drafts.Count} 份草稿,写「我的亮点」都能看到。", $"Go on. You have {drafts.Count} drafts; \"my highlights\" shows them all."), Tone.Plain)
        : new(new("接着写。", "Go on with it."), Tone.Plain);

    // Whom the words mean, null where they name nobody in particular; and what is said beside the name, as it was written.
    private (IReadOnlyList<RosterEntry>? People, string? Words) Meant(Roster roster)
    {
        var words = string.IsNullOrWhiteSpace(What) ? null : What.Trim();
        if (To is { } to)
        {
            return (roster.Find(to) is { } known ? [known] : [], words);
        }

        if (Said.Length == 0)
        {
            return (null, words);
        }

        var named = NamePhrases.Read(Said, roster);
        var clean = Heard.Clean(Said);
        var beside = named.Rest.Length == 0 || named.People.Count == 0 ? null
            : clean.EndsWith(named.Rest, StringComparison.OrdinalIgnoreCase) ? clean[^named.Rest.Length..]
            : clean[..Math.Min(named.Rest.Length, clean.Length)];
        return (named.People, beside ?? words);
    }
}

/// <summary>修改: takes a returned card into the form again, as it was sent (H-2).</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
public sealed record MendHighlight(BranchId Branch, string Id) : HighlightCommand(Branch, Id)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [.. base.Needs(turn), .. HighlightId.IsOne(Id) ? [Read.One<HighlightDraft>(HighlightDraft.Stands(Branch, turn.Actor.Id, Id))] : Array.Empty<Read>()];

    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows)
    {
        if (card.State != HighlightState.Returned || card.Content.Giver != turn.Actor.Id)
        {
            return Already(turn, card, rows);
        }

        var notice = new Notice(HighlightView.Said(turn, card, card.Last(HighlightDeed.Returned)!), Tone.Attention);
        var c = card.Content;
        var draft = rows.Find<HighlightDraft>(HighlightDraft.Stands(Branch, turn.Actor.Id, Id));
        return draft is not null
            ? Decision.Show(HighlightForm.Give(turn, HighlightRights.RosterIn(turn, rows), draft, notice))
            : New(new HighlightDraft(Branch, turn.Actor.Id, Id, turn.Now, c.Receiver, c.Occasion, c.What, c.Happened, c.Photo, c.PhotoHash, Mends: true, Sent: c.Photo));

        Decision New(HighlightDraft made) => Decision.Write(HighlightForm.Give(turn, HighlightRights.RosterIn(turn, rows), made, notice), made);
    }
}
