using System.Text.RegularExpressions;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.SpiritWall;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>
/// Who may do what, on one page that the code writes: <c>docs/authorisation.md</c> can be read by an auditor. After a wanted change run these tests with
/// BRANCHBOT_APPROVE=1 and read the difference.
/// </summary>
public sealed partial class AuthorisationTests
{
    // Whoever is not on the staff list: a welcome, his language, what the pane asks first, a talk of his that was called off, and the branch that he sets up (P-9).
    private static readonly string[] ForStrangers =
    [
        "ChooseLanguage", "ConfirmStaff", "FileBranch", "KeepCalledOff", "OpenCalledOff", "PickPositions", "ReadMe", "ReadTeam", "RereadTeam", "SayPosition",
        "ShowCalledOff", "ShowPositions", "ShowSetup", "Welcome",
    ];

    // The tenant's administrator beside that: lists, branches that others set up, help. A line of tallies is heard, and refused him by the decision.
    private static readonly string[] ForAdministrators =
    [
        "ApplyImport", "ApproveBranch", "DeclineBranch", "DeclineForm", "DropImport", "Misheard", "RecordTallies", "SayDecision", "SayImport", "ShowHelp",
        "ShowImport", "ShowProposal", "TakeImportFiles", "Thank",
    ];

    private static readonly DateTimeOffset Now = DemoBranch.At("09:00");

    private static readonly Type[] Commands = [.. Rehearsal.Catalogue.Verbs.Select(v => v.Command), .. Rehearsal.Catalogue.Served.Select(s => s.Command)];

    [Fact]
    public void The_page_says_what_the_catalogue_says() => Assert.Equal(Approved(), AuthorisationPage.Write());

    [Fact]
    [Trait("Rule", "P-2")]
    [Trait("Rule", "P-5")]
    [Trait("Threat", "TM-08")]
    [Trait("Threat", "TM-37")]
    public void Everybody_may_give_every_command_that_the_page_allows_him_and_no_other()
    {
        var page = AuthorisationPage.Read(Approved());
        Assert.Equal(Commands.Select(c => c.Name).Order(StringComparer.Ordinal), page.Keys.Order(StringComparer.Ordinal));

        Assert.All(Everybody(), one => Assert.All(Commands, command =>
        {
            var (may, acting) = page[command.Name];
            var expected = (may & one.Own) != 0 || (acting && (may & one.Acting) != 0);
            Assert.True(expected == Rehearsal.Catalogue.Allows(one.Actor, command), $"{one.Kind}: {command.Name} should be {(expected ? "allowed" : "refused")}.");
        }));
    }

    /// <summary>An auditor reads no permission on the page that the decision never gives.</summary>
    [Fact]
    [Trait("Threat", "TM-37")]
    public void Nobody_is_refused_each_time_what_the_page_allows_him()
    {
        var untrue = (
            from one in Everybody().Where(e => !e.Kind.Contains("has left", StringComparison.Ordinal))
            from command in Commands.Where(c => Rehearsal.Catalogue.Allows(one.Actor, c) && (one.Acting == Who.None || (Rehearsal.Catalogue.MayGive(c) & one.Own) == 0))
            where AuthorisationTrial.IsAlwaysRefused(one.Actor, command, AuthorisationPage.Posts.Cast<Position?>().FirstOrDefault(p => Bit(p!.Value) == one.Acting)) != AuthorisationPage.IsOnlyHeard(command, one.Own)
            select $"{one.Kind}: {command.Name}").ToList();
        Assert.True(untrue.Count == 0, string.Join('\n', untrue));
    }

    /// <summary>Where the trial comes to no decision it would know nothing; only what the bot alone gives is left out.</summary>
    [Fact]
    public void Each_command_that_people_give_is_tried_until_a_decision() => Assert.Empty(Commands
        .Where(c => !c.IsAssignableTo(typeof(IInternal)) && Everybody().Where(e => Rehearsal.Catalogue.Allows(e.Actor, c)).ToList() is { Count: > 0 } may && !may.Exists(e => AuthorisationTrial.IsDecided(e.Actor, c)))
        .Select(c => c.Name));

    [Fact]
    [Trait("Rule", "P-5")]
    public void A_stranger_may_do_nothing_but_what_needs_no_place_on_the_staff_list() =>
        Assert.Equal(ForStrangers, Commands.Where(c => (Rehearsal.Catalogue.MayGive(c) & Who.Stranger) != 0).Select(c => c.Name).Order(StringComparer.Ordinal));

    [Fact]
    [Trait("Rule", "W-3")]
    public void Who_passes_a_screen_or_reads_the_channel_is_shown_something_and_can_do_nothing() =>
        Assert.Equal([typeof(ShowHighlightToAll), typeof(ReadWall)], Commands.Where(c => (Rehearsal.Catalogue.MayGive(c) & Who.Onlookers) != 0));

    [Fact]
    [Trait("Rule", "P-7")]
    public void The_administrator_may_beside_that_import_and_decide_on_new_branches() => Assert.Equal(
        ForAdministrators,
        Commands.Where(c => (Rehearsal.Catalogue.MayGive(c) & (Who.Administrator | Who.Stranger)) == Who.Administrator).Select(c => c.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_file_that_the_page_names_is_there() => Assert.All(
        Links().Matches(Approved()).Select(m => m.Groups[1].Value),
        link => Assert.True(File.Exists(Repository.At("docs", link)), link));

    private static string Approved()
    {
        if (Environment.GetEnvironmentVariable("BRANCHBOT_APPROVE") == "1")
        {
            File.WriteAllText(AuthorisationPage.File, AuthorisationPage.Write());
        }

        return File.ReadAllText(AuthorisationPage.File);
    }

    // Each kind of actor as a decision meets him: made of his row and his branch, with the columns of the page that he stands in.
    private static IEnumerable<(string Kind, Actor Actor, Who Own, Who Acting)> Everybody()
    {
        var staff = DemoBranch.Staff.DistinctBy(m => m.Position).ToList();
        Assert.Equal(Enum.GetValues<Position>(), staff.Select(m => m.Position).Order());
        foreach (var member in staff)
        {
            yield return ($"{member.Position}", From(DemoBranch.Row(member), DemoBranch.Facts), Bit(member.Position), Who.None);
            yield return ($"{member.Position} who has left", From(DemoBranch.Row(member with { Pattern = new() { Left = new(2026, 11, 23) } }), DemoBranch.Facts), Who.Stranger, Who.None);
            foreach (var post in AuthorisationPage.Posts.Where(p => p != member.Position))
            {
                var day = new DateOnly(2026, 11, 24);
                var duty = new DutyEntry("d", DutyKind.Deputy, member.Id, day, day, DemoBranch.Manager.Id, Now.AddHours(-1)) { Post = post };
                yield return ($"{member.Position} who acts for {post}", From(DemoBranch.Row(member), DemoBranch.Facts with { Duty = [duty] }), Bit(member.Position), Bit(post));
            }
        }

        var leader = new Person(DemoBranch.Id(20), new("徐刚", Leads: new(new("R01"), "示范二级分行")));
        yield return ("region leader", From(leader, null), Who.RegionLeader, Who.None);
        yield return ("administrator", From(new(DemoBranch.Administrator), null), Who.Administrator, Who.None);
        yield return ("stranger", From(new(DemoBranch.Stranger), null), Who.Stranger, Who.None);
        yield return ("lobby", new Onlookers(DemoBranch.Branch, Audience.Lobby), Who.Onlookers, Who.None);
        yield return ("channel", new Onlookers(DemoBranch.Branch, Audience.Channel), Who.Onlookers, Who.None);
    }

    private static Actor From(Person person, BranchFacts? facts) =>
        Actor.From(person.Id, person, facts, new HashSet<PersonId> { DemoBranch.Administrator }, Language.Chinese, Now);

    private static Who Bit(Position position) => (Who)(1 << (int)position);

    [GeneratedRegex(@"\]\((\.\./[^)]+)\)")]
    private static partial Regex Links();
}
