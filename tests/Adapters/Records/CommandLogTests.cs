using BranchBot.Adapters.Tests.Telemetry;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Records;

/// <summary>Whoever asks later which commands were carried out, by which execution of a job, and whether they worked, finds it; of whom they were does not stand there.</summary>
public sealed class CommandLogTests(AzuriteFixture azurite)
{
    [Fact]
    [Trait("Threat", "TM-49")]
    public async Task A_command_tells_the_workspace_that_it_began_who_runs_it_and_how_it_ended_and_not_what_it_was_given()
    {
        await using var ingestion = await Ingestion.Start();
        var settings = new Dictionary<string, string>
        {
            ["Storage:ConnectionString"] = azurite.ConnectionString,
            ["Storage:Prefix"] = "commandlog",
            ["Telemetry:ConnectionString"] = ingestion.ConnectionString,
            ["CONTAINER_APP_JOB_EXECUTION_NAME"] = "branchbot-command-7x2k",
        };
        Assert.Equal(0, (await BotProcess.Run(["backup", "container:commandlog/MARKED"], settings)).ExitCode);
        Assert.Equal(["The command backup began; branchbot-command-7x2k runs it.", "The command backup is done."], Said(ingestion));

        Assert.Equal(2, (await BotProcess.Run(["backup", "container:commandlog/MARKED"], settings)).ExitCode);
        Assert.Equal("The command backup ended with 2; what it says itself has more.", Said(ingestion)[^1]);

        settings.Remove("CONTAINER_APP_JOB_EXECUTION_NAME");
        Assert.Equal(2, (await BotProcess.Run(["forget", "--yes", "MARKED"], settings)).ExitCode);
        Assert.Contains($"The command forget began; {Environment.UserName} on {Environment.MachineName} runs it.", Said(ingestion));
        Assert.DoesNotContain(ingestion.Items.SelectMany(Ingestion.Strings), text => text.Contains("MARKED", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-49")]
    public async Task A_command_that_breaks_off_says_so_and_not_what_it_was_given()
    {
        var nowhere = $"http://127.0.0.1:{BotProcess.FreePort()}/devstoreaccount1";
        var settings = new Dictionary<string, string>
        {
            ["Storage:ConnectionString"] = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=bWFya2Vk;BlobEndpoint={nowhere};QueueEndpoint={nowhere};TableEndpoint={nowhere};",
            ["Storage:Prefix"] = "commandlog",
        };
        var (exitCode, output) = await BotProcess.Run(["export", DemoBranch.Teller.Id.ToString(), "container:commandlog/MARKED.zip"], settings);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("The command export broke off.", output, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoBranch.Teller.Id.ToString(), output, StringComparison.Ordinal);
    }

    private static List<string> Said(Ingestion ingestion) =>
        [.. ingestion.Of("MessageData").Select(i => i.GetProperty("data").GetProperty("baseData").GetProperty("message").GetString()!).Where(m => m.StartsWith("The command", StringComparison.Ordinal))];
}
