namespace BranchBot.Features.HighlightCards;

/// <summary>What is filled into the form of a card, on its draft: the draft, and what the card needs when it is sent.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Draft">The draft.</param>
public abstract record DraftCommand(BranchId Branch, string Draft) : Command
{
    // Somewhat more than a card has room for, so that who wrote too much can shorten it.
    private const int MostKept = HighlightContent.MostWords + 2000;

    private protected static readonly Text Gone = new("这份草稿已经送出或者放弃了。写「亮点」重新写,写「我的亮点」看看您的。", "This draft was sent or let go. Write \"highlight\" for a new one, \"my highlights\" to see yours.");

    /// <summary>For whom; from the form.</summary>
    public PersonId? To { get; init; }

    /// <summary>For whom, by name; from the form of a large branch.</summary>
    public string? Name { get; init; }

    /// <summary>For what; from the form.</summary>
    public Occasion? Occasion { get; init; }

    /// <summary>What happened; from the form.</summary>
    public string? What { get; init; }

    /// <summary>On which day; from the form.</summary>
    public DateOnly? Happened { get; init; }

    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => !HighlightId.IsOne(Draft) ? [] :
    [
        Read.One<HighlightDraft>(HighlightDraft.Stands(Branch, turn.Actor.Id, Draft)),
        Read.One<HighlightCard>(HighlightCard.At(Branch, Draft)),
        Read.One<Roster>(Roster.At(Branch)),
    ];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows) =>
        HighlightId.IsOne(Draft) && rows.Find<HighlightDraft>(HighlightDraft.Stands(Branch, turn.Actor.Id, Draft)) is { } draft ? DecideOn(turn, draft, rows)
        : HighlightId.IsOne(Draft) && rows.Find<HighlightCard>(HighlightCard.At(Branch, Draft)) is { } card && card.Content.Giver == turn.Actor.Id ? Decision.Show(HighlightView.Of(turn, card, rows, new(HighlightView.Said(turn, card, card.History[^1]), Tone.Plain)))
        : Decision.Refuse(Gone);

    /// <summary>Decides on the draft, which is the actor's own.</summary>
    private protected abstract Decision DecideOn(Turn turn, HighlightDraft draft, Rows rows);

    /// <summary>The draft with what was filled in.</summary>
    private protected HighlightDraft Filled(Turn turn, HighlightDraft draft, Roster roster)
    {
        var to = To ?? (Name is { Length: > 0 } && NamePhrases.Read(Name, roster).People is [var only] ? only.Id : null);
        return draft with { At = turn.Now, To = to ?? draft.To, Occasion = Occasion ?? draft.Occasion, What = What?.ReplaceLineEndings("\n") is not { } what ? draft.What : what.Length > MostKept ? what[..MostKept] : what, Happened = Happened ?? draft.Happened };
    }
}

/// <summary>存草稿: keeps what was filled in.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Draft">The draft.</param>
public sealed record KeepHighlight(BranchId Branch, string Draft) : DraftCommand(Branch, Draft)
{
    private protected override Decision DecideOn(Turn turn, HighlightDraft draft, Rows rows)
    {
        var roster = HighlightRights.RosterIn(turn, rows);
        var filled = Filled(turn, draft, roster);
        return Decision.Write(HighlightForm.Give(turn, roster, filled, new(new("草稿已存,随时写「亮点」接着写。", "Kept. Write \"highlight\" whenever you want to go on."), Tone.Good)), filled);
    }
}

/// <summary>去掉照片.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Draft">The draft.</param>
public sealed record RemovePhoto(BranchId Branch, string Draft) : DraftCommand(Branch, Draft)
{
    private protected override Decision DecideOn(Turn turn, HighlightDraft draft, Rows rows)
    {
        var roster = HighlightRights.RosterIn(turn, rows);
        var without = Filled(turn, draft, roster) with { Photo = null, PhotoHash = null, Photos = draft.Photos + (draft.Photo is null ? 0 : 1) };
        return draft.With(turn, HighlightForm.Give(turn, roster, without), without);
    }
}

/// <summary>不发了: lets a draft go.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Draft">The draft.</param>
public sealed record DropHighlight(BranchId Branch, string Draft) : DraftCommand(Branch, Draft)
{
    private protected override Decision DecideOn(Turn turn, HighlightDraft draft, Rows rows) =>
        draft.With(turn, new Said(draft.Mends ? new("好的,修改没有保存;退回的卡还在「我的亮点」里。", "All right, the changes are gone; the returned card is still under \"my highlights\".") : new("好的,这张卡不发了。", "All right, the card is let go.")), null);
}

/// <summary>
/// 送签: sends the card for signature, or a mended one again. What is wrong is said with the form, that keeps all that was written. Who may sign it now is told
/// for certain.
/// </summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Draft">The draft; the card has its id, so that a form sent twice is one card.</param>
public sealed record SendHighlight(BranchId Branch, string Draft) : DraftCommand(Branch, Draft)
{
    private const int MostBack = 366;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => base.Needs(turn) is { Count: > 0 } needs
        ? [.. needs, Read.One<HighlightBook>(HighlightBook.At(Branch)), Read.One<HighlightEntry>(HighlightEntry.OpenAt(Branch, Draft)), Read.One<RegionLeaders>(RegionLeaders.At(turn.Branch.Region))]
        : [];

    private protected override Decision DecideOn(Turn turn, HighlightDraft draft, Rows rows)
    {
        var roster = HighlightRights.RosterIn(turn, rows);
        var filled = Filled(turn, draft, roster);
        var receiver = filled.To is { } to ? roster.Find(to) : null;
        if (Wrong(turn, roster, filled, receiver) is { } wrong)
        {
            return Decision.Write(HighlightForm.Give(turn, roster, filled, new(wrong, Tone.Attention)), filled);
        }

        var content = new HighlightContent(turn.Actor.Id, turn.Actor.Name, receiver!.Id, receiver.Name, receiver.Position, filled.Occasion!.Value, filled.What!.Trim(), filled.Happened ?? turn.Today, filled.Photo, filled.PhotoHash);
        var known = rows.Find<HighlightCard>(HighlightCard.At(Branch, Draft));
        if (known is not null && known.State != HighlightState.Returned)
        {
            return Decision.Show(HighlightView.Of(turn, known, rows, new(HighlightView.Said(turn, known, known.History[^1]), Tone.Plain)));
        }

        var step = new HighlightStep(known is null ? HighlightDeed.Given : HighlightDeed.Mended, turn.Now, turn.Actor.Id, Text.Same(turn.Actor.Name));
        if (known?.History.Count >= HighlightCard.MostSteps - 2)
        {
            return Decision.Refuse(new("这张卡来回太多次了,请撤回,另写一张。", "This card went back and forth too often; please withdraw it and write a new one."));
        }

        var card = HighlightChange.Asking(turn, rows, (known ?? new(Branch, Draft, content, HighlightState.Waiting, [])) with { Content = content, State = HighlightState.Waiting, History = [.. known?.History ?? [], step] });
        return HighlightChange.Of(turn, rows, card, HighlightBook.In(rows, Branch), Sent(turn, rows, card)).Telling(HighlightChange.Asks(card)) with { Removes = [draft.Address] };
    }

    private static Text Sent(Turn turn, Rows rows, HighlightCard card)
    {
        var roster = HighlightRights.RosterIn(turn, rows);
        var names = card.Asked.Where(a => a.Tells.Contains($"|ask|{card.History.Count}|", StringComparison.Ordinal)).Select(a => roster.Find(a.To)?.Name).OfType<string>().ToList();
        return names.Count > 0 ? new($"已送{string.Join("、", names)}签字。", $"Sent to {string.Join(", ", names)} for signature.")
            : HighlightRights.MaySign(turn, rows, card) ? new("请您签字。", "Please sign it.")
            : new("已送二级分行领导签字。", "Sent to the region's leaders for signature.");
    }

    private Text? Wrong(Turn turn, Roster roster, HighlightDraft filled, RosterEntry? receiver)
    {
        var words = What?.ReplaceLineEndings("\n").Trim().Length ?? filled.What?.Trim().Length ?? 0;
        return Name is { Length: > 0 } && To is null && NamePhrases.Read(Name, roster).People.Count != 1 ? NamePhrases.Read(Name, roster).People.Count == 0 ? NamePhrases.Nobody(Name) : new($"「{Name}」有几位,请写全名。", $"Several are called \"{Name}\"; please write the whole name.")
            : receiver is null || !Duty.Employs(receiver.Pattern, turn.Today) ? new("请选给谁:本网点的一位同事。", "Please choose for whom: a colleague of the branch.")
            : receiver.Id == turn.Actor.Id ? new("亮点时刻卡发给同事,不能发给自己。", "A highlight card goes to a colleague, not to oneself.")
            : filled.Occasion is null ? new("请选为什么发这张卡。", "Please choose for what the card is.")
            : words == 0 ? new("请写发生了什么,两三句话就好。", "Please write what happened, two or three sentences will do.")
            : words > HighlightContent.MostWords ? new($"最多 {HighlightContent.MostWords} 字,现在 {words} 字,请缩短。", $"At most {HighlightContent.MostWords} characters; these are {words}. Please shorten it.")
            : filled.What!.Trim().AsSpan().Count('\n') + 1 is var lines && lines > HighlightContent.MostLines ? new($"最多 {HighlightContent.MostLines} 行,现在 {lines} 行,请合并几行。", $"At most {HighlightContent.MostLines} lines; these are {lines}. Please join some.")
            : filled.Happened > turn.Today ? new("哪一天?还没到那一天。", "On which day? That day has not come yet.")
            : filled.Happened < turn.Today.AddDays(-MostBack) ? new("哪一天?只能写一年以内的事。", "On which day? It must be within a year.")
            : null;
    }
}
