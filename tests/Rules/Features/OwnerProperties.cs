using BranchBot.Features.Issues;
using BranchBot.Tests.Support;
using CsCheck;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Whoever is away, acts for whom or reports: somebody has to act, and it is not who reported it.</summary>
public sealed class OwnerProperties
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly Gen<(BranchFacts Facts, IssueKind Kind, Member Reporter)> Days = Gen.Select(
        Gen.Bool.Array[DemoBranch.Staff.Count],
        Gen.Int[0, DemoBranch.Staff.Count].Array[8],
        Gen.Enum<IssueKind>(),
        Gen.Int[0, DemoBranch.Staff.Count - 1],
        (away, deputies, kind, reporter) => (
            DemoBranch.Facts with
            {
                Duty =
                [
                    .. DemoBranch.Staff.Where((_, i) => away[i]).Select((m, i) => Entry($"l{i}", DutyKind.Leave, m)),
                    .. Enum.GetValues<Position>().Where((_, i) => deputies[i] < DemoBranch.Staff.Count).Select(p => Entry($"d{p}", DutyKind.Deputy, DemoBranch.Staff[deputies[(int)p]]) with { Post = p }),
                ],
            },
            kind,
            DemoBranch.Staff[reporter]));

    [Fact]
    [Trait("Rule", "T-2")]
    public void There_is_always_one_owner_and_never_the_reporter_unless_he_is_the_manager_without_a_deputy() => Days.Sample(d =>
    {
        var owner = OwnerRule.Of(d.Facts, DemoBranch.Roster, Day, d.Kind, d.Reporter.Id);

        Assert.Contains(DemoBranch.Staff, m => m.Id == owner.Person && m.Name == owner.Name);
        if (owner.Person == d.Reporter.Id)
        {
            Assert.Equal(Position.BranchManager, d.Reporter.Position);
            Assert.True(Duty.DeputyFor(d.Facts, Position.BranchManager, Day) is not { } deputy || deputy == d.Reporter.Id);
        }
    }, iter: 3000);

    [Fact]
    [Trait("Rule", "T-2")]
    public void While_anybody_who_may_act_is_on_duty_the_owner_is_on_duty() => Days.Sample(d =>
    {
        var owner = OwnerRule.Of(d.Facts, DemoBranch.Roster, Day, d.Kind, d.Reporter.Id);
        var people = Duty.On(d.Facts, DemoBranch.Roster, Day);
        var mayAct = people.Where(p => p.OnDuty && p.Entry.Id != d.Reporter.Id && (p.Entry.Position == Position.BranchManager || p.ActsFor.Contains(Position.BranchManager)));

        if (mayAct.Any())
        {
            Assert.True(people.Single(p => p.Entry.Id == owner.Person).OnDuty);
        }
    }, iter: 3000);

    [Fact]
    [Trait("Rule", "T-2")]
    public void A_branch_whose_list_has_no_manager_yet_has_an_owner_too()
    {
        var roster = new Roster(DemoBranch.Branch.Id, [DemoBranch.Teller.Entry, DemoBranch.Backup.Entry]);

        Assert.Equal(DemoBranch.Backup.Id, OwnerRule.Of(DemoBranch.Facts, roster, Day, IssueKind.Security, DemoBranch.Teller.Id).Person);
        Assert.Equal(DemoBranch.Teller.Id, OwnerRule.Of(DemoBranch.Facts, new(DemoBranch.Branch.Id, [DemoBranch.Teller.Entry]), Day, IssueKind.Device, DemoBranch.Teller.Id).Person);
    }

    private static DutyEntry Entry(string id, DutyKind kind, Member who) => new(id, kind, who.Id, Day, Day, DemoBranch.Manager.Id, DemoBranch.At("07:00"));
}
