namespace BranchBot.Features.Calendar;

/// <summary>
/// Takes an entry back, ends it early, or lets it last until a day again: the undo of the other two. Days that are over stay as they were.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="Last">Its last day; null: it counts no more from now on.</param>
public sealed record SetEnd(BranchId Branch, string Entry, DateOnly? Last = null) : Command
{
    /// <summary>The entry is not there any more.</summary>
    internal static readonly Text Gone = new("这一条已经不在了。写「休假」看看现在的。", "This entry is gone. Write \"leave\" to see what stands.");

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        if (turn.Facts.Entry(Entry) is not { Kind: not DutyKind.Deputy } entry)
        {
            return Decision.Refuse(Gone);
        }

        if (!EntryRules.May(turn.Member, entry.Kind, entry.Person))
        {
            return Decision.Refuse(Words.OnlyManager);
        }

        Decision Already(Text text) => Decision.Show(new Shown(EntryCard.Of(turn, roster, entry, new(text, Tone.Plain))));
        if (Last is null ? entry.Ended is not null : entry.Ended is null && entry.To == Last)
        {
            return Already(new("已经是这样了。", "It is so already."));
        }

        if (entry.To < turn.Today || (entry.Ended is { } ended && turn.Branch.Time.DayOf(ended) != turn.Today))
        {
            return Already(new("已经过去了,不能再改;需要的话请重新记一条。", "It is over and cannot be changed; enter a new one if it is needed."));
        }

        if (Last is { } last && (last < entry.From || last < turn.Today.AddDays(-1) || last.DayNumber - entry.From.DayNumber >= DaySpan.MostDays))
        {
            return Already(new("这个结束日期不行。", "That last day does not work."));
        }

        var changed = Last is { } day ? entry with { To = day, Ended = null } : entry with { Ended = turn.Now };
        var facts = turn.Facts.With(changed).Pruned(turn.Today);
        var before = Words.Says(entry, turn.Today);
        var notice = changed.Ended is not null ? (entry.From >= turn.Today ? new Text("已取消。", "Taken back.") : new Text("已结束,从今天起不算。", "Ended: counts no more from today on."))
            : entry.Ended is not null ? new("已恢复。", "Restored.") : new Text("已改到", "Now until ") + Dates.Brief(changed.To, turn.Today);
        var card = EntryCard.Of(turn with { BranchFacts = facts }, roster, changed, new(notice, Tone.Good));
        if (Last is not null && entry.Ended is null)
        {
            card = card with { Buttons = [new(Words.Undo, new SetEnd(Branch, Entry, entry.To)), .. card.Buttons] };
        }

        return Decision
            .Write(
                new Shown(card),
                facts,
                Change.Of(turn, Text.Same(EntryCard.NameOf(roster, entry.Person) + " · ") + Words.Name(entry.Kind), entry.Ended is null ? before : null, changed.Ended is null ? Words.Says(changed, turn.Today) : null))
            .Telling(EntryRules.Tells(turn, roster, changed));
    }
}
