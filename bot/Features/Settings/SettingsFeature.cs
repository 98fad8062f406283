namespace BranchBot.Features.Settings;

/// <summary>设置 and 变更: what a branch may set for itself, in one place, with its history.</summary>
public sealed class SettingsFeature : IFeature
{
    private const Who May = Who.BranchManager | Who.RegionLeader;

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowSettings>("settings.show", May)
        .Command<SaySettings>("settings.say", May)
        .Command<ChangeSettings>("settings.change", May)
        .Command<ShowChanges>("settings.changes", May)
        .Hears<SaySettings>(["设置", "settings"], new("网点的时间、分区;设置 催办 15", "times and zones of the branch; settings nudge 15"), rest => new(rest))
        .Hears<ShowChanges>(["变更", "changes"], new("谁改了什么", "who changed what"), rest => rest.Length == 0 ? new() : rest.Length > NamedBranch.Longest ? null : new(Name: rest))
        .Records<Change>(("people", Owner.Branch, "change|"), "who changed what of a branch's settings, days, leave, deputies, people", "who leads the branch, the region",
            Keeping.For<Change>(Retention.Changes, c => Keeping.Day(c.At), "five years, as what follows of it in the sales", day => $"change|{day:yyyyMMdd}"), OfPersons.Renamed("that it was changed stays"), names: c => [(c.By, c.Name)]);
}
