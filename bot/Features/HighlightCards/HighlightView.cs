namespace BranchBot.Features.HighlightCards;

/// <summary>A highlight card as its reader sees it now: who may sign it sees how, its receiver is congratulated, all others read how far it is.</summary>
internal static class HighlightView
{
    // What was done before is in the audit trail.
    private const int MostSteps = 8;

    private static readonly Text Title = new("亮点时刻卡", "Highlight card");

    /// <summary>The card for its reader, with what has just happened.</summary>
    public static Answer Of(Turn turn, HighlightCard card, Rows rows, Notice? notice = null)
    {
        var signs = card.State == HighlightState.Waiting && HighlightRights.MaySign(turn, rows, card);
        var mine = turn.Actor.Id == card.Content.Receiver && card.State == HighlightState.Signed;
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice], .. Content(turn, card)];
        if (mine)
        {
            body.Insert(0, new Notice(new($"{card.Content.ReceiverName},祝贺您!", $"Congratulations, {card.Content.ReceiverName}!"), Tone.Good));
        }

        if (Steps(turn, card).TakeLast(MostSteps).ToList() is { Count: > 0 } steps)
        {
            body.Add(new Heading(new("经过", "What was done")));
            body.Add(new Bullets([.. steps.Select(s => Said(turn, card, s))]));
        }

        if (signs)
        {
            body.Add(new ChoiceField("wall", new("可上墙(大堂屏幕,客户看得到)", "On the lobby screen, where customers see it"), [("no", new("不上墙", "no")), (SignHighlight.OnWall, new("可上墙", "yes"))], "no", Required: true));
        }

        if (card.Signature is not null && card.State != HighlightState.Erased)
        {
            body.Add(new PageLink(new("打印 A5 卡片", "Print it (A5)"), new OpenSheet(card.Branch, card.Id)));
        }

        return new Shown(new(mine ? new("您收到一张亮点时刻卡", "You have received a highlight card") : Title, body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + (card.Number is { } number ? Text.Same($"No. {number}") : State(card)),
            Buttons = [.. Buttons(turn, card, signs)],
            Refresh = new ShowHighlight(card.Branch, card.Id),
            Summary = Summary(card, signs, mine),
        });
    }

    /// <summary>The card as everybody of the branch may read it: in the channel.</summary>
    public static Card ForAll(Turn turn, HighlightCard card) => new(Title, [.. card.State == HighlightState.Revoked ? [new Notice(new("已撤销", "Revoked"), Tone.Attention)] : Array.Empty<Part>(), .. Content(turn, card)])
    {
        Subtitle = Text.Same($"{turn.Branch.Name} · No. {card.Number}"),
        Summary = new($"亮点时刻卡:{card.Content.ReceiverName} · {card.Content.Occasion.Name().Zh}", $"Highlight card: {card.Content.ReceiverName} · {card.Content.Occasion.Name().En}"),
    };

    /// <summary>How a signature is written: 王芳 09:12 No. demo-2026-0147.</summary>
    public static Text Signed(Turn turn, HighlightCard card) => card.Signature!.Name + Text.Same($" {When(turn, card.Signature.At).Zh} No. {card.Number}");

    /// <summary>A step in words.</summary>
    public static Text Said(Turn turn, HighlightCard card, HighlightStep step)
    {
        var who = When(turn, step.At) + Text.Same(" ") + step.Name;
        return step.Deed switch
        {
            HighlightDeed.Given => who + new Text("送签", " sent it for signature"),
            HighlightDeed.Mended => who + new Text("修改后再次送签", " mended it and sent it again"),
            HighlightDeed.Returned => who + new Text($"退回:{step.Note}", $" returned it: {step.Note}"),
            HighlightDeed.Signed => who + new Text($"已签字 No. {card.Number}", $" signed it, No. {card.Number}"),
            HighlightDeed.Revoked => who + new Text($"撤销:{step.Note}", $" revoked it: {step.Note}"),
            HighlightDeed.Withdrawn => who + new Text("撤回", " withdrew it"),
            HighlightDeed.Erased => When(turn, step.At) + new Text(" 按要求删除", " erased on request"),
            _ => who,
        };
    }

    /// <summary>A date and time as people read them beside today.</summary>
    public static Text When(Turn turn, DateTimeOffset at)
    {
        var (day, clock) = (turn.Facts.Today(at), turn.Branch.Time.Clock(at));
        return day == turn.Today ? Text.Same(clock) : Dates.Brief(day, turn.Today) + Text.Same($" {clock}");
    }

    /// <summary>How far a card is.</summary>
    public static Text State(HighlightState state) => state switch
    {
        HighlightState.Waiting => new("待签字", "waits for signature"),
        HighlightState.Returned => new("已退回", "returned"),
        HighlightState.Signed => new("已签字", "signed"),
        HighlightState.Revoked => new("已撤销", "revoked"),
        HighlightState.Erased => new("已删除", "erased"),
        _ => new("已撤回", "withdrawn"),
    };

    private static Text State(HighlightCard card) => State(card.State);

    private static IEnumerable<Part> Content(Turn turn, HighlightCard card)
    {
        if (card.State == HighlightState.Erased)
        {
            yield return new Paragraph(new("内容已按要求删除,编号和审计记录保留。", "What it said was erased on request; its number and the audit trail stay."), Tone.Quiet);
            yield break;
        }

        var c = card.Content;
        yield return new Line(new Text($"给 {c.ReceiverName}", $"For {c.ReceiverName}"), c.ReceiverIs.Name() + Text.Same(" · ") + c.Occasion.Name(), card.State == HighlightState.Signed ? Text.Same("") : State(card), card.State == HighlightState.Revoked ? Tone.Attention : Tone.Plain);
        yield return new Quote(Text.Same(c.What));
        if (c.Photo is { } photo)
        {
            yield return new Picture(photo, new($"{c.GiverName}附的照片", $"Photo by {c.GiverName}"));
        }

        yield return new Paragraph(new Text($"{c.GiverName} · ", $"{c.GiverName} · ") + Dates.Brief(c.Happened, turn.Today), Tone.Quiet);
        if (card.Signature is not null)
        {
            yield return new Paragraph(new Text("已签字 ", "Signed ") + Signed(turn, card), card.State == HighlightState.Signed ? Tone.Good : Tone.Quiet);
        }
    }

    // What went before a signature is for those who had to do with it; that a card was revoked, and why, for all.
    private static IEnumerable<HighlightStep> Steps(Turn turn, HighlightCard card) =>
        turn.Actor is RegionLeader || turn.Actor.Id == card.Content.Giver || (turn.Actor is Member member && member.Holds(Position.BranchManager) && member.Id != card.Content.Receiver) ? card.History
        : card.State == HighlightState.Revoked ? card.History.Where(s => s.Deed is HighlightDeed.Signed or HighlightDeed.Revoked)
        : [];

    private static IEnumerable<Button> Buttons(Turn turn, HighlightCard card, bool signs)
    {
        if (signs)
        {
            yield return new(new("签字", "Sign"), new SignHighlight(card.Branch, card.Id, card.Version)) { Primary = true, Submits = true };
            yield return new(new("退回", "Return"), new ReturnHighlight(card.Branch, card.Id));
        }

        if (card.Content.Giver == turn.Actor.Id && card.State == HighlightState.Returned)
        {
            yield return new(new("修改", "Mend it"), new MendHighlight(card.Branch, card.Id)) { Primary = true };
        }

        if (card.Content.Giver == turn.Actor.Id && card.State is HighlightState.Waiting or HighlightState.Returned)
        {
            yield return new(new("撤回", "Withdraw"), new WithdrawHighlight(card.Branch, card.Id));
        }

        if (card.State == HighlightState.Signed && HighlightRights.MayRevoke(turn, card))
        {
            yield return new(new("撤销…", "Revoke…"), new RevokeHighlight(card.Branch, card.Id));
        }
    }

    private static Text Summary(HighlightCard card, bool signs, bool mine)
    {
        var about = new Text($"给{card.Content.ReceiverName} · {card.Content.Occasion.Name().Zh}", $"for {card.Content.ReceiverName} · {card.Content.Occasion.Name().En}");
        return signs ? new Text("请签字:亮点时刻卡 ", "Please sign: highlight card ") + about
            : mine ? new("您收到一张亮点时刻卡", "You have received a highlight card")
            : new Text("亮点时刻卡 ", "Highlight card ") + about + Text.Same(" · ") + State(card);
    }
}
