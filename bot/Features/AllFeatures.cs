namespace BranchBot.Features;

/// <summary>The list of features. Taking a line out, and its folder, takes the feature out.</summary>
public static class AllFeatures
{
    /// <summary>All features, in the order in which 帮助 shows them.</summary>
    public static IReadOnlyList<IFeature> List { get; } =
    [
        new ThreeTasks.ThreeTasksFeature(),
        new HighlightCards.HighlightCardsFeature(),
        new Issues.IssuesFeature(),
        new Sales.SalesFeature(),
        new Feedback.FeedbackFeature(),
        new QuarterlyTalks.QuarterlyTalksFeature(),
        new SpiritWall.SpiritWallFeature(),
        new Reminders.RemindersFeature(),
        new Calendar.CalendarFeature(),
        new Deputies.DeputiesFeature(),
        new Holidays.HolidaysFeature(),
        new Lists.ListsFeature(),
        new Settings.SettingsFeature(),
        new Import.ImportFeature(),
        new Setup.SetupFeature(),
        new People.PeopleFeature(),
        new Help.HelpFeature(),
    ];
}
