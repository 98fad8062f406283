namespace BranchBot.Features.HighlightCards;

/// <summary>
/// Cards that wait for a signature (H-6): once a workday after the first, half an hour after opening, one card to who is there and may sign. After two, who
/// may sign then is asked for each for certain; on every workday from then on that nobody of the branch may sign, or is there, the region.
/// </summary>
internal sealed class HighlightReminders : IReminders
{
    private static readonly TimeSpan AfterOpening = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) =>
        facts.On(day).Hours is null ? [] : [HighlightEntry.AllOpen(facts.Branch.Id), Read.One<RegionLeaders>(RegionLeaders.At(facts.Branch.Region))];

    /// <inheritdoc/>
    public IEnumerable<Reminder> Of(ReminderDay day, Rows rows)
    {
        if (day.Day.Hours is not { } hours)
        {
            yield break;
        }

        var (from, until) = (day.At(hours.Opens) + AfterOpening, day.At(hours.Closes));
        var waiting = rows.All<HighlightEntry>().Where(e => e.State == HighlightState.Waiting && SigningRule.Workdays(day.Facts, day.Facts.Today(e.At), day.Day.Date) >= 1).OrderBy(e => e.At).ToList();
        var reminded = waiting.SelectMany(e => Present(day, e)).Distinct().ToList();
        foreach (var person in reminded)
        {
            yield return new($"highlights|{person}", from, until, person, Delivery.AtMostOnce, new ShowUnsigned(day.Facts.Branch.Id, Asked: true));
        }

        var region = rows.Find<RegionLeaders>(RegionLeaders.At(day.Facts.Branch.Region))?.Leaders ?? [];
        foreach (var entry in waiting)
        {
            var waited = SigningRule.Workdays(day.Facts, day.Facts.Today(entry.At), day.Day.Date);
            var there = Present(day, entry).ToList();
            foreach (var person in waited < SigningRule.PatienceInWorkdays ? [] : there.Count == 0 ? region : waited == SigningRule.PatienceInWorkdays ? there : [])
            {
                yield return new($"highlight|{entry.Card}|{person}", from, until, person, Delivery.Certain, new ShowHighlight(entry.Branch, entry.Card));
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<DateTimeOffset> Moments(ReminderDay day) => day.Day.Hours is { } hours ? [day.At(hours.Opens) + AfterOpening] : [];

    private static IEnumerable<PersonId> Present(ReminderDay day, HighlightEntry entry) =>
        SigningRule.Present(day.Facts, day.Roster, SigningRule.Of(day.Facts, day.Roster, entry.Content.Receiver, entry.At, day.Day.Date), day.Day.Date);
}

/// <summary>What waits for the reader's signature, on the board (H-6).</summary>
internal sealed class UnsignedSection : ISection
{
    private const int Most = 5;

    /// <inheritdoc/>
    public Document Document => Document.Board;

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => [HighlightEntry.AllOpen(facts.Branch.Id), Read.One<Roster>(Roster.At(facts.Branch.Id))];

    /// <inheritdoc/>
    public IReadOnlyList<Part> Parts(Turn turn, DateOnly day, Rows rows)
    {
        var mine = day != turn.Today ? [] : ShowUnsigned.Waiting(turn, rows).ToList();
        return mine.Count == 0 ? [] :
        [
            new Heading(new("待签的亮点时刻卡", "Highlight cards to sign"), new($"{mine.Count} 张 · 写「待签」打开", $"{mine.Count} · write \"to sign\"")),
            .. mine.Take(Most).Select(e => new Line(new Text($"给 {e.Content.ReceiverName}", $"For {e.Content.ReceiverName}"), e.Content.Occasion.Name() + Text.Same($" · {e.Content.GiverName}"), HighlightView.When(turn, e.At), Tone.Attention)),
        ];
    }
}

/// <summary>The cards on the branch's screens (W-3): in the lobby only those whose signer said that customers may see them.</summary>
internal sealed class HighlightPanels : IWallPanels
{
    private const int Most = 12;
    private const int Days = 60;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day, Audience audience) => [HighlightEntry.In(facts.Branch.Id, new DaySpan(day.AddDays(-Days), day))];

    /// <inheritdoc/>
    public IReadOnlyList<WallPanel> Panels(Turn turn, Audience audience, Rows rows) =>
    [
        .. rows.All<HighlightEntry>().Where(e => e.Number is not null && e.State == HighlightState.Signed && (audience != Audience.Lobby || e.OnWall)).OrderByDescending(e => e.At).Take(Most).Select(e => new CardPanel(
            e.Card, e.Number!, e.Content.Occasion.Name(), e.Content.ReceiverName, e.Content.ReceiverIs.Name(), e.Content.GiverName, e.Content.What, e.SignedBy ?? Text.Same(""), Short(e.Content.Happened), e.Content.Photo, turn.Now - e.At < Fresh)),
    ];

    private static Text Short(DateOnly day) => new($"{day.Month}月{day.Day}日", day.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture));
}
