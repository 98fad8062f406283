namespace BranchBot.Features.Holidays;

/// <summary>节假日: what a region changes about the days of all its branches (P-4).</summary>
public sealed class HolidaysFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowHolidays>("holidays.show", Who.RegionLeader)
        .Command<SayHolidays>("holidays.say", Who.RegionLeader)
        .Command<MarkHolidays>("holidays.mark", Who.RegionLeader)
        .Command<ReadHolidayFile>("holidays.file", Who.RegionLeader)
        .Command<TakeHolidayFile>("holidays.take-file", Who.RegionLeader)
        .Job<CopyHolidays>("holidays.copy")
        .TakesFiles(["ics"], new("节假日日历(.ics)", "a calendar of holidays (.ics)"), files => new ReadHolidayFile(files[^1].Sha256) { Content = files[^1].Content })
        .Hears<SayHolidays>(["节假日", "holidays"], new("各网点的放假和调休;节假日 2月5日至11日 春节", "holidays and make-up days of all branches; holidays 5 Feb to 11 Feb"), rest => new(rest))
        .Records<RegionCalendar>(("people", Owner.Region, "calendar"), "days that the region has changed", "the region's branches", new Keeping.Standing("days go a hundred days after them"), OfPersons.Nobody)
        .Records<HolidayDraft>(("people", Owner.Region, "calendar-draft"), "a calendar file that is not taken yet", "the region's leaders", new Keeping.Standing("one a region, until the next"), OfPersons.Nobody);
}
