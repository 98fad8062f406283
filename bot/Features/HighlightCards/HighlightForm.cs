namespace BranchBot.Features.HighlightCards;

/// <summary>What is asked: of who gives a card, of who returns or revokes one.</summary>
internal static class HighlightForm
{
    /// <summary>The most characters of a reason.</summary>
    public const int MostReason = 200;

    // Of more colleagues a list would not go on a card: the name is written.
    private const int MostChoices = 60;

    /// <summary>Asks who gives a card for whom it is, for what, and what happened. What is known stands in it.</summary>
    /// <param name="turn">Who gives it.</param>
    /// <param name="roster">The branch's people.</param>
    /// <param name="draft">What is known.</param>
    /// <param name="notice">What was wrong, or is to be known.</param>
    /// <param name="among">Whom the giver may have meant; null: all colleagues.</param>
    public static Answer Give(Turn turn, Roster roster, HighlightDraft draft, Notice? notice = null, IReadOnlyList<RosterEntry>? among = null)
    {
        var others = (among ?? roster.Staff).Where(s => s.Id != turn.Actor.Id && Duty.Employs(s.Pattern, turn.Today)).OrderBy(s => s.Position).ToList();
        var named = draft.To is { } to ? roster.Find(to) : null;
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice]];
        body.Add(others.Count > MostChoices
            ? new TextField("name", new("给谁(名字)", "For whom (name)"), 20, named?.Name, Required: true)
            : new ChoiceField("to", new("给谁", "For whom"), [.. others.Select(s => (s.Id.ToString(), Text.Same($"{s.Name} · ") + s.Position.Name()))], draft.To?.ToString(), Required: true));
        body.Add(new ChoiceField("occasion", new("为什么", "For what"), [.. Enum.GetValues<Occasion>().Select(o => (o.ToString(), o.Name()))], draft.Occasion?.ToString(), Required: true));
        body.Add(new TextField("what", new("发生了什么", "What happened"), HighlightContent.MostWords, draft.What, Required: true, Multiline: true, Hint: new("两三句话就好:谁、做了什么、客户怎么说", "two or three sentences: who did what, what the customer said")));
        body.Add(new DateField("happened", new("哪一天", "On which day"), draft.Happened ?? turn.Today, Required: true));
        if (draft.Photo is { } photo)
        {
            body.Add(new Picture(photo, new("卡上的照片", "The photo on the card")));
        }

        body.Add(new PageLink(draft.Photo is null ? new("加照片…", "Add a photo…") : new("换照片…", "Another photo…"), new OpenPhotoPage(draft.Branch, draft.Id, draft.Photos)));
        body.Add(new Paragraph(new("也可以直接把照片发到这里。写到一半也不会丢:写「亮点」接着写。", "You can also simply send a photo here. What you begin is not lost: write \"highlight\" to go on."), Tone.Quiet));
        return new Shown(new(new("发亮点时刻卡", "Give a highlight card"), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · {turn.Actor.Name}"),
            Buttons =
            [
                new(new("送签", "Send for signature"), new SendHighlight(draft.Branch, draft.Id)) { Primary = true, Submits = true },
                new(new("存草稿", "Keep as a draft"), new KeepHighlight(draft.Branch, draft.Id)) { Submits = true },
                .. draft.Photo is null ? Array.Empty<Button>() : [new Button(new("去掉照片", "Remove the photo"), new RemovePhoto(draft.Branch, draft.Id)) { Submits = true }],
                new(new("不发了", "Let it go"), new DropHighlight(draft.Branch, draft.Id)),
            ],
            Summary = new Text("发亮点时刻卡", "Give a highlight card") + (named is null ? Text.Same("") : Text.Same($" · {named.Name}")),
        });
    }

    /// <summary>Asks why.</summary>
    public static Decision Why(Turn turn, HighlightCard card, Command command, Text what, Notice? notice)
    {
        var answer = new Shown(new(
            what,
            [
                .. notice is null ? Array.Empty<Part>() : [notice],
                new Paragraph(new Text($"给{card.Content.ReceiverName} · ", $"For {card.Content.ReceiverName} · ") + card.Content.Occasion.Name()),
                new TextField("why", new("为什么", "Why"), MostReason, Required: true, Multiline: true),
            ])
        {
            Subtitle = new Text("亮点时刻卡", "Highlight card") + (card.Number is { } number ? Text.Same($" · No. {number}") : Text.Same("")),
            Buttons = [new(what, command) { Primary = true, Submits = true }, new(new("返回", "Back"), new ShowHighlight(card.Branch, card.Id))],
        });
        return notice is null ? Decision.Show(answer) : new Refused(answer);
    }

    /// <summary>What is wrong with a reason; null: nothing.</summary>
    public static Text? Wrong(string? why) =>
        string.IsNullOrWhiteSpace(why) ? new("请写一下为什么。", "Please write why.")
        : why.Trim().Length > MostReason ? new($"最多 {MostReason} 字,现在 {why.Trim().Length} 字。", $"At most {MostReason} characters; these are {why.Trim().Length}.")
        : null;
}
