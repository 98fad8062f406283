using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>
/// From each rule of the handbook that is built a reader finds its folders and its tests: <c>docs/handbook.md</c>. After a wanted change run these tests with
/// BRANCHBOT_APPROVE=1 and read the difference.
/// </summary>
public sealed class HandbookIndexTests
{
    [Fact]
    public void The_page_says_which_tests_prove_which_rule()
    {
        var said = HandbookIndex.Write();
        if (Environment.GetEnvironmentVariable("BRANCHBOT_APPROVE") == "1")
        {
            File.WriteAllText(HandbookIndex.File, said);
        }

        Assert.Equal(File.ReadAllText(HandbookIndex.File), said);
    }

    /// <summary>A test of the rules' assembly, which needs no storage and no browser; the other projects prove more of them beside it.</summary>
    [Fact]
    public void Every_rule_of_the_features_built_has_a_test() =>
        Assert.Empty(HandbookRules.Built.Select(r => r.Id).Except(HandbookIndex.Held.Select(p => p.Rule)));

    [Fact]
    public void A_test_names_no_rule_that_the_page_does_not_know() =>
        Assert.Empty(HandbookIndex.Held.Select(p => p.Rule).Except(HandbookRules.Built.Select(r => r.Id)).Except(HandbookRules.Open.Select(r => r.Ids)));

    [Fact]
    public void Every_rule_of_the_features_built_is_named_in_a_folder_of_the_bot() =>
        Assert.All(HandbookRules.Built, rule => Assert.Contains(HandbookIndex.Folders[rule.Id], f => Directory.Exists(Repository.At("bot", f))));

    /// <summary>The other projects' tests are found in their sources; here it shows that none is overlooked that way.</summary>
    [Fact]
    public void What_is_found_in_the_sources_is_what_the_assembly_holds() => Assert.Equal(
        HandbookIndex.Held.Select(p => $"{p.Rule} {p.Class} {p.Test}").Order(StringComparer.Ordinal),
        HandbookIndex.Written("Rules").Select(p => $"{p.Rule} {p.Class} {p.Test}").Order(StringComparer.Ordinal));
}
