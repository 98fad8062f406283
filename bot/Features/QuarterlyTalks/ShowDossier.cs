using System.Globalization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// 季度情况 孙丽: what the features know of somebody's quarter (谈话之前的准备, Q-5). What is read does not depend on how many days the quarter has had.
/// </summary>
/// <param name="Person">Whose; null: by name, else one's own.</param>
/// <param name="Of">A day of the quarter; null: this quarter, in the weeks of the talks the one before (Q-1).</param>
/// <param name="Branch">The branch; null: one's own.</param>
/// <param name="Name">Whom somebody named.</param>
public sealed record ShowDossier(PersonId? Person = null, DateOnly? Of = null, BranchId? Branch = null, string? Name = null) : Command
{
    private const int MostBack = 8;
    private const int TalkDays = 15;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id)), .. TalkRule.Needs(turn.Actor, turn.Branch.Id, TalkQuarter.On(turn.Today))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => Meant(turn, rows) is [var person] && Refusal(turn, person.Id, rows) is null
        ? [.. turn.PersonSections.SelectMany(s => s.Needs(turn.Facts, person.Id, Span(turn))).Where(r => rows.VersionOf(r.Address) is null).Distinct()]
        : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var meant = Meant(turn, rows);
        return meant.Count == 0 ? Decision.Refuse(NamePhrases.Nobody(Name ?? "") + new Text("可以写:季度情况 孙丽。", " You can write: dossier 孙丽."))
            : meant.Count > 1 ? Decision.Show(Ask(turn, meant))
            : Refusal(turn, meant[0].Id, rows) is { } refusal ? TalkRule.Forbid(refusal)
            : Decision.Show(Dossier(turn, rows, meant[0]));
    }

    private static Text? Refusal(Turn turn, PersonId person, Rows rows) =>
        TalkRule.DossierRefusal(turn.Actor, person, turn.Facts.Settings, rows.Find<TalkPlan>(TalkPlan.At(turn.Branch.Id, TalkQuarter.On(turn.Today)))?.Of(person));

    private Shown Dossier(Turn turn, Rows rows, RosterEntry person)
    {
        var span = Span(turn);
        List<Part> body = [];
        var known = turn.PersonSections.Select(s => s.Of(turn, person, span, rows)).OfType<PersonFacts>().ToList();
        known.ForEach(facts => body.AddRange([new Heading(facts.Title), .. facts.Parts]));
        if (body.Count == 0)
        {
            body.Add(new Paragraph(new("这个季度还没有记录。", "Nothing is known of this quarter yet."), Tone.Quiet));
        }

        // Q-6: for who holds the talk, of a quarter that is talked about.
        if (person.Id != turn.Actor.Id && span.To < turn.Today)
        {
            var number = 0;
            body.AddRange([new Heading(new("谈话提纲", "Agenda of the talk")), .. TalkAgenda.Of([.. known.SelectMany(k => k.Counts)]).Select(step => new Paragraph(Text.Same($"{++number}. ") + step))]);
        }

        var next = span.To.AddDays(1);
        return new(new(new Text("季度情况 · ", "Quarter · ") + Text.Same(person.Name), body)
        {
            Subtitle = person.Position.Name() + Text.Same(" · ") + Named(span),
            Buttons =
            [
                .. Back(turn.Today, span) < MostBack ? [new Button(new("上一季", "Quarter before"), this with { Person = person.Id, Of = span.From.AddDays(-1), Branch = turn.Branch.Id, Name = null })] : Array.Empty<Button>(),
                .. next <= turn.Today ? [new Button(new("下一季", "Quarter after"), this with { Person = person.Id, Of = next, Branch = turn.Branch.Id, Name = null })] : Array.Empty<Button>(),
            ],
            Refresh = this with { Person = person.Id, Of = span.From, Branch = turn.Branch.Id, Name = null },
            Summary = new Text("季度情况 · ", "Quarter · ") + Text.Same(person.Name),
        });
    }

    private Shown Ask(Turn turn, IReadOnlyList<RosterEntry> meant) => new(new(new("季度情况", "Dossier"), [new Paragraph(new($"「{Name}」可能是{meant.Count}位同事,请选一位。", $"\"{Name}\" may be {meant.Count} colleagues; please choose."))])
    {
        Buttons = [.. meant.Take(6).Select(p => new Button(Text.Same($"{p.Name} · ") + p.Position.Name(), new ShowDossier(p.Id, Of, turn.Branch.Id)))],
    });

    private IReadOnlyList<RosterEntry> Meant(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        return Person is not null || Name is null ? roster.Find(Person ?? turn.Actor.Id) is { } known ? [known] : [] : NamePhrases.Read(Name, roster).People;
    }

    private DaySpan Span(Turn turn) => Period.Quarter.Around(Of is { } of && of <= turn.Today ? of : InTalkDays(turn.Today) ? Periods.FirstOfQuarter(turn.Today).AddDays(-1) : turn.Today);

    private static bool InTalkDays(DateOnly day) => day.Month % 3 == 1 && day.Day <= TalkDays;

    private static int Back(DateOnly today, DaySpan span) => ((today.Year - span.From.Year) * 12 + Periods.FirstOfQuarter(today).Month - span.From.Month) / 3;

    private static Text Named(DaySpan span)
    {
        var quarter = ((span.From.Month - 1) / 3) + 1;
        return new(string.Create(CultureInfo.InvariantCulture, $"{span.From.Year}年第{"一二三四"[quarter - 1]}季度"), string.Create(CultureInfo.InvariantCulture, $"Q{quarter} {span.From.Year}"));
    }
}
