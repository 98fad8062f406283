namespace BranchBot.Features.Holidays;

/// <summary>Brings a region's days to each of its branches, one batch a branch. Done twice it writes nothing.</summary>
/// <param name="Region">The region.</param>
/// <param name="By">Who changed them.</param>
/// <param name="Name">His name then.</param>
public sealed record CopyHolidays(RegionId Region, PersonId By, string Name) : SteppedJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [RegionBranch.All(Region)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [.. rows.All<RegionBranch>().Select(b => b.Branch.Value)];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) => [Read.One<RegionCalendar>(RegionCalendar.At(Region)), Read.One<BranchFacts>(BranchFacts.At(new(step)))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        var days = rows.Find<RegionCalendar>(RegionCalendar.At(Region))?.Days ?? [];
        if (rows.Find<BranchFacts>(BranchFacts.At(new(step))) is not { } facts || facts.Branch.Region != Region || facts.RegionDays.SequenceEqual(days))
        {
            return JobStep.Nothing;
        }

        var today = facts.Today(now);
        var what = new Text("节假日(二级分行)", "Holidays (region)");
        return JobStep.Write(facts with { RegionDays = days }, new Change(facts.Branch.Id, now, By, Name, what, $"holidays|{now:O}", Written(facts.RegionDays.Except(days), today), Written(days.Except(facts.RegionDays), today)));
    }

    /// <inheritdoc/>
    public override Effect? Ended(string key, bool whole) => new(key, By, Delivery.Certain, new ShowHolidays(whole));

    private static Text? Written(IEnumerable<SpecialDay> days, DateOnly today)
    {
        const int Most = 6;
        var spans = RegionCalendar.Spans(days).ToList();
        return spans.Count == 0 ? null : spans.Take(Most).Select(s => s.Span.Written(today) + Text.Same(" ") + RegionCalendar.Says(s.Day))
            .Aggregate((all, next) => all + Text.Same("; ") + next) + Text.Same(spans.Count > Most ? " …" : "");
    }
}
