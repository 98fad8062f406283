namespace BranchBot.Features.Deputies;

/// <summary>代班: who acts for whom from today on; for who may appoint, with a form.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Post">The post that the form is for; null: one's own, and where that cannot be deputised none.</param>
/// <param name="Person">Who is chosen in the form at first.</param>
public sealed record ShowDeputies(BranchId? Branch = null, Position? Post = null, PersonId? Person = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        var standing = DeputyRules.Standing(turn).ToList();
        var body = standing.Select((entry, place) => new Step(
            place + 1, DeputyRules.Says(roster, entry), false, entry.Span.Written(turn.Today), DeputyRules.May(turn.Member, entry.Post!.Value) ? DeputyCard.EndButton(turn, entry) : null)
        { Stands = true }).ToList<Part>();
        if (standing.Count == 0)
        {
            body.Add(new Paragraph(new("现在没有人代班。", "Nobody acts for anybody."), Tone.Quiet));
        }

        var buttons = new List<Button>();
        var post = Post ?? turn.Member.Position;
        if (DeputyRules.Posts.Contains(post) && DeputyRules.May(turn.Member, post))
        {
            body.Add(new Heading(new Text("请人代", "Name who acts as ") + new Text(post.Name().Zh, post.Name().En.ToLowerInvariant())));
            body.Add(new ChoiceField("person", new("谁", "Who"), [.. roster.Staff.Where(s => s.Position != post).Select(s => (s.Id.ToString(), Text.Same(s.Name + " · ") + s.Position.Name()))], Person?.ToString(), Required: true));
            body.Add(new DateField("from", new("从哪天", "First day"), turn.Today, Required: true));
            body.Add(new DateField("to", new("到哪天(一天就不填)", "Last day (empty: one day)")));
            buttons.Add(new(new("定下来", "Settle"), new Appoint(turn.Branch.Id, post)) { Primary = true, Submits = true });
            buttons.AddRange(DeputyRules.Posts.Where(p => p != post && DeputyRules.May(turn.Member, p))
                .Select(p => new Button(new Text("代", "For ") + new Text(p.Name().Zh, p.Name().En.ToLowerInvariant()), new ShowDeputies(turn.Branch.Id, p))));
        }

        return Decision.Show(new Shown(new(new("代班", "Deputies"), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.WithWeekday(turn.Today),
            Buttons = buttons,
        }));
    }
}
