using BranchBot.Features.QuarterlyTalks;

namespace BranchBot.Tests.Support;

/// <summary>What an employee sees of his quarterly talk, in its telling states.</summary>
internal static class TalkSamples
{
    /// <summary>All of them for readers of a language.</summary>
    public static IReadOnlyList<(string Name, Card Card, Actor Reader)> All(Language language)
    {
        var samples = new List<(string, Card, Actor)>();
        var branch = new Rehearsal { Now = DemoBranch.At("09:05", "2026-12-28") };
        var (manager, teller) = (DemoBranch.Manager with { Language = language }, DemoBranch.Teller with { Language = language });
        var quarter = new DateOnly(2027, 1, 1);
        branch.Gives(manager, new PlanTalks(DemoBranch.Branch.Id, quarter));
        branch.Gives(manager, new ConfirmTalks(DemoBranch.Branch.Id, quarter, branch.Row<TalkPlan>(TalkPlan.At(DemoBranch.Branch.Id, quarter))!.Version));
        Keep("talk-invited", teller, () => branch.Says(teller, "谈话"));
        Keep("talk-accepted", teller, () => branch.Gives(teller, branch.Button("接受")));
        Keep("talk-declined", teller, () => branch.Gives(teller, branch.Button("这个时间不行")));
        branch.Gives(teller, branch.Button("接受"));
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff.Where(s => s.Id != teller.Id)] });
        branch.Gives(manager, new PlanTalks(DemoBranch.Branch.Id, quarter));
        var gone = new Stranger(teller.Id, language, teller.UserId);
        Keep("talk-called-off", gone, () => branch.Shows(branch.Told.Last(t => t.To == gone.Id), gone));
        return samples;

        void Keep(string name, Actor who, Action play)
        {
            play();
            samples.Add((name, ((Shown)branch.Last!.Answer).Card, who));
        }
    }
}
