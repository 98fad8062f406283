using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Start;

/// <summary>How the program starts, says that it is well, and refuses to start.</summary>
public sealed class StartTests(AzuriteFixture azurite)
{
    private static readonly HttpClient Http = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bot:AppId", "", "Bot:AppId")]
    [InlineData("Bot:AppId", "branchbot", "Bot:AppId")]
    [InlineData("Bot:Tenants", "", "Bot:Tenants")]
    [InlineData("Bot:Cloud:Name", "Moon", "Bot:Cloud:Name")]
    [InlineData("Bot:WithoutAuthentication", "true", "Bot:WithoutAuthentication")]
    [InlineData("Storage:ConnectionString", "", "Storage:Account")]
    [InlineData("Clock:Offset", "tomorrow", "Clock:Offset is 'tomorrow'")]
    [InlineData("Graph:NotificationUrl", "bot", "Graph:NotificationUrl must be an absolute https address")]
    [InlineData("Graph:NotificationUrl", "https://bot.example", "Graph:NotificationUrl needs Graph:BaseUrl")]
    [InlineData("Storage:KeyVaultKey", "branchbot", "Storage:KeyVaultKey")]
    [InlineData("Telemetry:ConnectionString", "branchbot", "Telemetry:ConnectionString")]
    public async Task A_wrong_setting_ends_the_start_at_once_with_a_sentence_that_names_it(string setting, string value, string says)
    {
        await using var bot = BotProcess.Launch(new Dictionary<string, string>(Settings()) { [setting] = value });
        await bot.WaitForExit().WaitAsync(TimeSpan.FromSeconds(30), cancel);

        Assert.Equal(2, bot.ExitCode);
        Assert.Contains(says, bot.Output);
        Assert.DoesNotContain("   at ", bot.Output);
    }

    [Theory]
    [Trait("Threat", "TM-29")]
    [InlineData("Clock:Offset", "00:05:00", "Clock:Offset is for rehearsals")]
    [InlineData("Bot:WithoutAuthentication", "true", "Bot:WithoutAuthentication")]
    [InlineData("Bot:Cloud:MetadataAddress", "http://127.0.0.1:1/openid", "Bot:Cloud:MetadataAddress")]
    [InlineData("Graph:NotificationUrl", "http://127.0.0.1:1", "Graph:NotificationUrl must be https")]
    public async Task What_is_for_one_machine_only_is_refused_in_production(string setting, string value, string says)
    {
        var settings = new Dictionary<string, string>(Settings()) { ["ASPNETCORE_ENVIRONMENT"] = "Production", [setting] = value };
        if (setting == "Bot:WithoutAuthentication")
        {
            settings.Remove("Bot:AppId");
            settings.Remove("Bot:AppType");
        }

        await using var bot = BotProcess.Launch(settings);
        await bot.WaitForExit().WaitAsync(TimeSpan.FromSeconds(30), cancel);

        Assert.Equal(2, bot.ExitCode);
        Assert.Contains(says, bot.Output);
    }

    [Fact]
    public async Task It_is_ready_while_its_tables_answer_and_alive_without_them()
    {
        await using var proxy = await StorageProxy.Start(azurite.ConnectionString);
        await using var bot = await BotProcess.Start(new Dictionary<string, string>(Settings()) { ["Storage:ConnectionString"] = proxy.ConnectionString, ["Storage:Prefix"] = "ready" });
        await Answers(bot, ("ready", HttpStatusCode.OK), ("storage", HttpStatusCode.OK), ("live", HttpStatusCode.OK));

        // The app's manifest names it: what it is, what it does with personal data, on what terms.
        var about = await Http.GetStringAsync(new Uri(bot.Address, "/about"), cancel);
        Assert.All(new[] { "id=\"privacy\"", "id=\"terms\"" }, part => Assert.Contains(part, about));

        proxy.Weather.Down = [StorageService.Queue, StorageService.Blob];
        await Answers(bot, ("ready", HttpStatusCode.OK), ("storage", HttpStatusCode.ServiceUnavailable));
        proxy.Weather.Down = [StorageService.Table];
        await Answers(bot, ("ready", HttpStatusCode.ServiceUnavailable), ("storage", HttpStatusCode.OK), ("live", HttpStatusCode.OK));
    }

    private async Task Answers(BotProcess bot, params (string Health, HttpStatusCode Status)[] expected) => Assert.Equal(
        expected.Select(e => e.Status), (await Task.WhenAll(expected.Select(e => Http.GetAsync(new Uri(bot.Address, $"/health/{e.Health}"), cancel)))).Select(a => a.StatusCode));

    [Fact]
    public async Task The_clock_of_a_rehearsal_goes_forward_only_and_only_for_who_has_a_token()
    {
        await using var stage = await Stage.Set();
        var clock = new Uri(stage.Bot.Address, "/local/clock");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Http.PutAsJsonAsync(clock, new { offset = "30.00:00:00" }, cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, await Put(stage.Teams.Clock.Offset + TimeSpan.FromMinutes(5)));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(stage.Teams.Clock.Offset));

        async Task<HttpStatusCode> Put(TimeSpan offset)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, clock) { Content = JsonContent.Create(new { offset = offset.ToString("c", System.Globalization.CultureInfo.InvariantCulture) }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stage.Teams.Bot.Token());
            return (await Http.SendAsync(request, cancel)).StatusCode;
        }
    }

    [Fact]
    public async Task Without_authentication_the_clock_moves_for_programs_of_this_machine_and_for_no_web_page()
    {
        await using var bot = await BotProcess.Start(new Dictionary<string, string>
        {
            ["Storage:ConnectionString"] = azurite.ConnectionString,
            ["Storage:Prefix"] = "clock",
            ["Bot:WithoutAuthentication"] = "true",
            ["Clock:Offset"] = "00:00:00",
        });
        var clock = new Uri(bot.Address, "/local/clock");
        using var foreign = new HttpRequestMessage(HttpMethod.Put, clock) { Content = JsonContent.Create(new { offset = "00:05:00" }), Headers = { { "Origin", "https://evil.example" } } };

        Assert.Equal(HttpStatusCode.Forbidden, (await Http.SendAsync(foreign, cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Http.PutAsync(clock, new StringContent("""{"offset":"00:05:00"}"""), cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Http.PutAsJsonAsync(clock, new { offset = "00:05:00" }, cancel)).StatusCode);
    }

    [Fact]
    public async Task A_clock_that_starts_before_the_kept_data_is_refused_with_advice()
    {
        await using var stage = await Stage.Set("2026-11-24T08:10");
        await stage.ClockShows("08:40");
        await stage.Teams.Client.Say(stage.Person(6), "开门");
        await Task.Delay(TimeSpan.FromSeconds(6), cancel);

        await using var early = BotProcess.Launch(new Dictionary<string, string>(stage.Settings()) { ["Clock:Offset"] = (stage.Teams.Clock.Offset - TimeSpan.FromMinutes(30)).ToString("c", System.Globalization.CultureInfo.InvariantCulture) });
        await early.WaitForExit().WaitAsync(TimeSpan.FromSeconds(30), cancel);
        Assert.Equal(3, early.ExitCode);
        Assert.Contains("--fresh", early.Output);
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["Storage:ConnectionString"] = azurite.ConnectionString,
        ["Bot:AppId"] = Stage.AppId,
        ["Bot:AppType"] = "UserAssignedMSI",
        ["Bot:Tenants"] = Stage.Tenant,
    };
}
