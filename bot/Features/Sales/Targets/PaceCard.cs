using System.Globalization;

namespace BranchBot.Features.Sales;

/// <summary>The pace as a card: what is slow with how far, since when, why and what is done about it; what is on its way; the bars (S-5 to S-7).</summary>
internal static class PaceCard
{
    private const int MostPeople = 20;

    // More bars are no picture any more, and a card has room for no more.
    private const int MostBars = 12;

    /// <summary>The card.</summary>
    /// <param name="turn">Who reads it.</param>
    /// <param name="book">How far it is.</param>
    /// <param name="whose">Whose pace; null: the branch's.</param>
    /// <param name="notice">What has just happened.</param>
    public static Answer Draw(Turn turn, PaceBook book, RosterEntry? whose, Notice? notice = null)
    {
        var paces = whose is null ? book.Branch : book.Of(whose.Id);
        List<Part> body = notice is null ? [] : [notice];
        if (paces.Count == 0)
        {
            body.Add(new Paragraph(new("还没有目标,写「目标」看看或定下。", "There are no targets yet; write \"targets\" to see or set them."), Tone.Quiet));
        }
        else
        {
            body.Add(new Paragraph(Gone(book, whose?.Id)));
            body.AddRange(Section(turn, book, new("进度缓慢", "Slow"), [.. paces.Where(p => p.IsSlow)], whose is null));
            body.AddRange(Section(turn, book, new("跟得上", "On pace"), [.. paces.Where(p => !p.IsSlow)], whose is null));
            body.AddRange(whose is null && SalesRules.SeesAll(turn) ? People(book) : []);
            body.Add(Chart(paces));
        }

        return new Shown(new(whose is null ? new Text("业绩进度 · ", "Sales pace · ") + book.Period.Name() : new Text("我的进度 · ", "My pace · ") + book.Period.Name(), body)
        {
            Subtitle = Text.Same($"{whose?.Name ?? turn.Branch.Name} · ") + book.Span.Written(turn.Today),
            Buttons = Buttons(turn, book, whose),
            Refresh = new ShowPace(book.Period, book.Span.Contains(turn.Today) ? turn.Today : book.Span.To, null, turn.Branch.Id, whose is null ? null : true),
            Summary = new Text("业绩进度 · ", "Sales pace · ") + Text.Same(turn.Branch.Name),
        });
    }

    /// <summary>The bars: the share of each target that is reached, of many those that are the furthest behind; what is slow stands out.</summary>
    public static BarChart Chart(IReadOnlyList<Pace> paces) => new(
        new Text("完成率 · 时间进度 ", "Share reached · workdays gone ") + Text.Same(TargetText.Percent(paces[0].Gone)),
        [.. Few(paces, p => p.Reached - p.Gone).Select(p => new Bar(p.Item.Name, Math.Floor(p.Reached * 100), p.IsSlow ? Tone.Attention : Tone.Good))],
        Text.Same("%"));

    /// <summary>What a chart has room for, in the order of the tables: of more those with the lowest rank.</summary>
    public static IReadOnlyList<T> Few<T>(IReadOnlyList<T> all, Func<T, decimal> rank)
    {
        var kept = all.Count <= MostBars ? [.. all] : all.OrderBy(rank).Take(MostBars).ToHashSet();
        return [.. all.Where(kept.Contains)];
    }

    /// <summary>How much of the period's workdays is gone.</summary>
    public static Text Gone(PaceBook book, PersonId? person)
    {
        var all = book.Span.Each().Count(d => book.Goals.Works(person, d));
        var gone = book.Span.Each().Count(d => d <= book.Last && book.Goals.Works(person, d));
        var percent = TargetText.Percent(book.Goals.Gone(person, book.Span, book.Last));
        return new($"时间进度 {percent}(工作日 {gone}/{all})", $"Workdays gone {percent} ({gone} of {all})");
    }

    /// <summary>进度缓慢: how far behind and since when.</summary>
    public static Text Slow(Turn turn, Pace pace) =>
        new Text("落后 ", "behind by ") + TargetText.Shown(pace.Item, pace.Measure, Math.Max(pace.Behind, 0)) + new Text(",自", ", since ") + Dates.Brief(pace.Since!.Value, turn.Today) + new Text("起", "");

    private static IEnumerable<Part> Section(Turn turn, PaceBook book, Text title, IReadOnlyList<Pace> paces, bool ofBranch) => paces.Count == 0 ? [] :
    [
        new Heading(title, Text.Same(paces.Count.ToString(CultureInfo.InvariantCulture))),
        .. paces.Select(p => new Line(p.Item.Name, Detail(turn, book, p, ofBranch), TargetText.Shown(p), p.IsSlow ? Tone.Attention : Tone.Good)),
    ];

    private static Text? Detail(Turn turn, PaceBook book, Pace pace, bool ofBranch)
    {
        var parts = new List<Text>();
        if (pace.IsSlow)
        {
            parts.Add(Slow(turn, pace));
        }

        if (ofBranch && pace.IsSlow && book.CauseOf(pace.Item.Id) is { } cause)
        {
            parts.Add(new($"瓶颈:{cause.Cause};措施:{cause.Measure}({cause.Name} {SalesCards.When(turn, cause.At).Zh})", $"cause: {cause.Cause}; measure: {cause.Measure} ({cause.Name}, {SalesCards.When(turn, cause.At).En})"));
        }

        if (ofBranch && SalesRules.SeesAll(turn) && book.ExampleOf(pace.Item.Id) is { } example)
        {
            parts.Add(new($"值得分享:{example.Who.Name} {TargetText.Percent(example.Pace.Reached)}", $"an example: {example.Who.Name} {TargetText.Percent(example.Pace.Reached)}"));
        }

        return parts.Count == 0 ? null : parts.Aggregate((a, b) => a + Text.Same("\n") + b);
    }

    private static IEnumerable<Part> People(PaceBook book)
    {
        var people = book.Roster.Staff.Select(s => (Who: s, Paces: book.Of(s.Id))).Where(p => p.Paces.Count > 0).ToList();
        return people.Count == 0 ? [] :
        [
            new Heading(new("员工", "Staff")),
            .. people.OrderByDescending(p => p.Paces.Count(x => x.IsSlow)).Take(MostPeople).Select(p => new Line(
                Text.Same(p.Who.Name),
                p.Paces.Any(x => x.IsSlow) ? p.Paces.Where(x => x.IsSlow).Select(x => x.Item.Name).Aggregate(new Text("缓慢:", "slow: "), (all, n) => all.Zh.EndsWith(':') ? all + n : all + new Text("、", ", ") + n) : null,
                new($"{p.Paces.Count(x => !x.IsSlow)}/{p.Paces.Count} 项跟得上", $"{p.Paces.Count(x => !x.IsSlow)} of {p.Paces.Count} on pace"),
                p.Paces.Any(x => x.IsSlow) ? Tone.Attention : Tone.Good)),
        ];
    }

    private static List<Button> Buttons(Turn turn, PaceBook book, RosterEntry? whose)
    {
        var (branch, day) = (turn.Branch.Id, book.Span.Contains(turn.Today) ? turn.Today : book.Span.To);
        var buttons = new List<Button>();
        if (whose is null && SalesRules.Leads(turn.Actor) && book.Branch.Any(p => p.IsSlow))
        {
            buttons.Add(new(new("写瓶颈和措施", "Cause and measure"), new ShowCauseForm(branch, book.Period, day)) { Primary = true });
        }

        buttons.AddRange(Enum.GetValues<Period>().Where(p => p != book.Period).Select(p => new Button(new Text("按", "By ") + new Text(p.Name().Zh, p.Name().En.ToLowerInvariant()), new ShowPace(p, day, null, branch, whose is null ? null : true))));
        if (turn.Actor is Member)
        {
            buttons.Add(whose is null ? new(new("我的进度", "My pace"), new ShowPace(book.Period, day, null, branch, true)) : new(new("网点进度", "The branch's"), new ShowPace(book.Period, day, null, branch)));
        }

        buttons.Add(new(new("目标", "Targets"), new ShowTargets(book.Period, day, branch)));
        buttons.Add(new(new("统计", "Tables"), new ShowSalesPeriod(book.Period, day, null, branch)));
        return buttons;
    }
}
