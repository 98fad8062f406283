using BranchBot.Features.Issues;
using BranchBot.Features.Sales;
using BranchBot.Host.Queues;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Host;

/// <summary>A name is found in the words of rows however JSON writes it, and nothing but words is changed.</summary>
public sealed class PersonNamesTests
{
    private static readonly DateTimeOffset At = DemoBranch.At("09:00");

    [Theory]
    [InlineData("王　芳")]
    [InlineData("𠮟文")]
    [InlineData("𬎆\u3000芳")]
    [InlineData("O\"Neil \\ 芳")]
    [InlineData("李静")]
    public void A_name_that_json_writes_by_numbers_is_found_and_replaced(string name)
    {
        Row[] rows =
        [
            Issue(name, $"叫号器不打印,{name}试过了"),
            new DeadLetter("q", "m", RowEntity.Written(Issue(name, "…")), "JsonException", At),
        ];
        Assert.All(rows, row =>
        {
            var json = RowEntity.Written(row);
            Assert.True(new PersonNames([name]).AreIn(json, row.GetType()));
            Assert.False(new PersonNames([name + "二"]).AreIn(json, row.GetType()));
            var after = new PersonNames([name]).Replaced(json, row.GetType(), Forgetting.Former);
            Assert.False(new PersonNames([name]).AreIn(after, row.GetType()));
            Assert.Contains(Forgetting.Former, after, StringComparison.Ordinal);
        });
        Assert.Equal(Issue("离职员工", "叫号器不打印,离职员工试过了").What, ((Issue)Read(rows[0], name)).What);
    }

    [Theory]
    [InlineData("Open")]
    [InlineData("history")]
    [InlineData("demo")]
    [InlineData("Li")]
    [InlineData("11")]
    public void Members_enums_ids_and_parts_of_longer_words_are_no_names(string name)
    {
        var issue = Issue("刘强", "the Limit is 112 Opens");
        Assert.False(new PersonNames([name]).AreIn(RowEntity.Written(issue), typeof(Issue)));
        Assert.Equal(RowEntity.Written(issue), RowEntity.Written(Read(issue, name)));
    }

    [Fact]
    public void Of_two_names_the_longer_one_goes_first() =>
        Assert.Equal("离职员工和离职员工", ((Issue)Read(Issue("李静", "李静怡和李静"), "李静", "李静怡")).What);

    [Fact]
    public void In_settings_and_where_nobody_is_named_a_name_is_a_word() => Assert.All(
        new[] { typeof(BranchFacts), typeof(Roster), typeof(RegionSales) },
        row => Assert.False(House.DataPage.Kinds.All.Single(k => k.Row == row).Persons.HasNames));

    private static Row Read(Row row, params string[] names) => (Row)System.Text.Json.JsonSerializer.Deserialize(new PersonNames(names).Replaced(RowEntity.Written(row), row.GetType(), Forgetting.Former), row.GetType(), Catalogue.Json)!;

    private static Issue Issue(string reporter, string what) => new(
        new("demo"), "20261124-aaaaaaaaaaaaaaaa", default, default, what, DemoBranch.Id(6), reporter, new(DemoBranch.Id(3), "周涛"), IssueState.Open, [new(default, At, DemoBranch.Id(6), Text.Same(reporter), "1")]);
}
