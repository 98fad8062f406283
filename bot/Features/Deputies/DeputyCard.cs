namespace BranchBot.Features.Deputies;

/// <summary>One deputyship as a card.</summary>
internal static class DeputyCard
{
    private static readonly Text Title = new("代班", "Deputies");

    public static Card Of(Turn turn, Roster roster, DutyEntry entry, Notice? notice = null)
    {
        var stands = entry.Lasts(turn.Today, turn.Branch.Time);
        var says = DeputyRules.Says(roster, entry);
        List<Part> body =
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Line(says, entry.Span.Written(turn.Today), stands ? new("有效", "Stands") : entry.Ended is null ? new("已过", "Over") : new("已结束", "Ended"), stands ? Tone.Good : Tone.Quiet),
        ];
        if (stands && entry.Person == turn.Actor.Id)
        {
            body.Add(new Paragraph(new(
                "这几天您看到并处理这个岗位的事,落款写「代」。不能再请别人代,看不到私人笔记;关于您自己的事由上一级决定。",
                "On those days you see and decide what is that post's, shown as \"acting\". You can neither name a deputy yourself nor read private notes; what concerns yourself is decided one level up.")));
        }

        if (stands && roster.Find(entry.Person) is { } person && entry.Span.Each().Where(d => d >= turn.Today && !Appoint.Able(turn, person, d)).ToList() is { Count: > 0 } away)
        {
            body.Add(new Paragraph(new Text($"注意:其中 {away.Count} 天 {person.Name} 休假或不在职,那几天没有人代;第一天是", $"{person.Name} is on leave or not employed on {away.Count} of the days, and nobody acts then; the first is ") + Dates.Brief(away[0], turn.Today), Tone.Attention));
        }

        body.Add(new Paragraph(new($"由 {roster.Find(entry.By)?.Name ?? "…"} 定", $"Named by {roster.Find(entry.By)?.Name ?? "…"}"), Tone.Quiet));
        return new(Title, body)
        {
            Subtitle = Text.Same(turn.Branch.Name),
            Buttons = Buttons(turn, entry, stands),
            Summary = says + Text.Same(" ") + entry.Span.Written(turn.Today) + (entry.Ended is null ? Text.Same("") : new(" 已结束", " ended")),
        };
    }

    /// <summary>Ends a deputyship that stands.</summary>
    public static Button EndButton(Turn turn, DutyEntry entry) =>
        new(entry.From > turn.Today ? new("取消", "Cancel") : new("结束", "End now"), new EndDeputy(turn.Branch.Id, entry.Id));

    private static List<Button> Buttons(Turn turn, DutyEntry entry, bool stands)
    {
        var buttons = new List<Button>();
        if (DeputyRules.May(turn.Member, entry.Post!.Value))
        {
            if (stands)
            {
                buttons.Add(EndButton(turn, entry));
            }
            else if (entry.Ended is { } ended && turn.Branch.Time.DayOf(ended) == turn.Today && entry.To >= turn.Today)
            {
                buttons.Add(new(new("恢复", "Restore"), new EndDeputy(turn.Branch.Id, entry.Id, entry.To)));
            }
        }

        buttons.Add(new(new("全部代班", "All deputies"), new ShowDeputies(turn.Branch.Id)));
        return buttons;
    }
}

/// <summary>One deputyship, as whom it concerns is told it: as it stands when he reads it.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Entry">The entry's id.</param>
public sealed record ShowDeputy(BranchId Branch, string Entry) : Command
{
    /// <summary>The entry is not there any more.</summary>
    internal static readonly Text Gone = new("这一条已经不在了。写「代班」看看现在的。", "This entry is gone. Write \"deputies\" to see what stands.");

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => turn.Facts.Entry(Entry) is { Kind: DutyKind.Deputy, Post: not null } entry
        ? Decision.Show(new Shown(DeputyCard.Of(turn, rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? new(turn.Branch.Id, []), entry)))
        : Decision.Refuse(Gone);
}
