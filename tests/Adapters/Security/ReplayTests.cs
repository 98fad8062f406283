using System.Text.Json.Nodes;
using Azure.Data.Tables;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Security;

/// <summary>A press that was captured and comes again: by whom, when and from where it may be.</summary>
public sealed class ReplayTests
{
    private const int Teller = 6;

    [Fact]
    [Trait("Threat", "TM-04")]
    public async Task A_captured_press_does_nothing_twice_nothing_for_somebody_else_and_nothing_when_its_day_is_over()
    {
        await using var stage = await Stage.Set("2026-11-24T08:15");
        await stage.Teams.Client.Say(stage.Person(Teller), "开门");
        await SalesBranch.Presses(stage, Teller, "完成");
        var captured = stage.Teams.Cards.LastInvoke!.Activity;
        var stands = await Rows(stage);
        Assert.Single(stands);

        // Again, as Teams repeats, and as somebody does who has kept it.
        Assert.Equal(200, (await stage.Teams.Client.Bot.DeliverAsync((JsonObject)captured.DeepClone())).Status);
        await stage.Teams.Cards.Resend(newId: true);
        Assert.Equal(stands, await Rows(stage));

        // The same payload from the chats of others: it is theirs or nobody's, never hers.
        foreach (var who in new[] { 1, 7, 31 })
        {
            Assert.Equal(200, (await Sends(stage, who, captured)).Status);
            Assert.Equal(stands, (await Rows(stage)).Where(r => r.Key.EndsWith(DemoBranch.Id(Teller).ToString(), StringComparison.Ordinal)));
        }

        // Of another tenant, by a token that is over, by one of a person.
        Assert.Equal(403, (await Sends(stage, Teller, captured, a => a["conversation"]!["tenantId"] = "99999999-9999-9999-9999-999999999999")).Status);
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal(401, (await stage.Teams.Client.Bot.DeliverAsync((JsonObject)captured.DeepClone(), stage.Teams.Authority.Mint(t => t with { NotBefore = now.AddDays(-1), Expires = now.AddHours(-1) }))).Status);
        Assert.Equal(401, (await stage.Teams.Client.Bot.DeliverAsync((JsonObject)captured.DeepClone(), stage.Teams.Users.Mint(DemoBranch.Id(Teller).ToString()))).Status);
        var before = await Rows(stage);

        // Tomorrow, and next March, its day is over.
        foreach (var day in new[] { "1.09:00", "110.09:00" })
        {
            await stage.ClockShows(day);
            var late = await stage.Teams.Cards.Resend(newId: true);
            Assert.Equal(200, late.Http.Status);
            Assert.Equal(before.Where(r => r.Key.Contains("2026-11-24", StringComparison.Ordinal)), (await Rows(stage)).Where(r => r.Key.Contains("2026-11-24", StringComparison.Ordinal)));
        }
    }

    [Fact]
    [Trait("Threat", "TM-04")]
    public async Task A_captured_signature_and_captured_figures_count_once_and_for_nobody_else()
    {
        await using var stage = await Stage.Set("2026-11-24T10:00");
        await HighlightBranch.HasChats(stage);
        await HighlightBranch.Gives(stage, 9, "李静");
        await SalesBranch.Presses(stage, 1, "签字");
        var signature = stage.Teams.Cards.LastInvoke!.Activity;
        await SalesBranch.Enters(stage, 6, "基金2笔30万");
        var figures = stage.Teams.Cards.LastInvoke!.Activity;
        var stands = await Kept(stage);
        Assert.Single(stands, r => r.Contains("card|", StringComparison.Ordinal));

        // A colleague who sends the same figures enters his own; somebody of another branch enters none here.
        foreach (var (captured, all) in new[] { (signature, new[] { 1, 2, 6, 9, 31 }), (figures, new[] { 6, 31 }) })
        {
            await stage.Teams.Client.Bot.DeliverAsync((JsonObject)captured.DeepClone());
            foreach (var who in all)
            {
                Assert.Equal(200, (await Sends(stage, who, captured)).Status);
            }
        }

        Assert.Equal(stands, await Kept(stage));
    }

    // Cards with their numbers and trail, and everybody's figures.
    private static async Task<IReadOnlyList<string>> Kept(Stage stage)
    {
        var rows = new List<string>();
        foreach (var table in new[] { "branchbothighlights", "branchbotsales" })
        {
            await foreach (var row in new TableClient(stage.Azurite.ConnectionString, table).QueryAsync<TableEntity>(r => r.PartitionKey.CompareTo("b|") > 0 && r.PartitionKey.CompareTo("b}") < 0))
            {
                if (new[] { "card|", "event|", "book", "day|", "entry|" }.Any(k => row.RowKey.StartsWith(k, StringComparison.Ordinal)))
                {
                    rows.Add($"{row.PartitionKey} {row.RowKey} {row.GetString("Data")}");
                }
            }
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static Task<BotAnswer> Sends(Stage stage, int who, JsonObject captured, Action<JsonObject>? change = null) => Delivered(stage.Teams.Client.Deliver(stage.Person(who), "invoke", a =>
    {
        a["id"] = Guid.NewGuid().ToString();
        a["name"] = captured["name"]!.DeepClone();
        a["value"] = captured["value"]!.DeepClone();
        change?.Invoke(a);
    }));

    private static async Task<BotAnswer> Delivered(Task<BranchBot.LocalTeams.Delivery> delivery) => (await delivery).Answer;

    // What each person has of a day, with its version.
    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> Rows(Stage stage)
    {
        var rows = new List<KeyValuePair<string, string>>();
        await foreach (var row in new TableClient(stage.Azurite.ConnectionString, "branchbottasks").QueryAsync<TableEntity>())
        {
            if (row.RowKey.StartsWith("person|", StringComparison.Ordinal))
            {
                rows.Add(new($"{row.PartitionKey} {row.RowKey}", row.GetString("Data")));
            }
        }

        return rows;
    }
}
