using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using BranchBot.Host;
using BranchBot.Host.Api;
using BranchBot.Host.Graph;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Pages;
using BranchBot.Host.Planning;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using BranchBot.Host.Telemetry;
using BranchBot.Host.WakeUps;
using BranchBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BranchBot.Adapters.Tests.Infra;

/// <summary>What Azure is told to make, by the real compiler of Bicep: without a warning, without a key, and with the settings that the program reads.</summary>
public sealed partial class BicepTests(Deployments azure) : IClassFixture<Deployments>
{
    // Read, and left to what is usual; each with its reason.
    private static readonly Dictionary<string, string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Bot:TenantId"] = "a registration with a secret",
        ["Bot:Secret"] = "a registration with a secret",
        ["Bot:CertificatePath"] = "a registration with a certificate",
        ["Bot:WithoutAuthentication"] = "one machine",
        ["Bot:Cloud:MetadataAddress"] = "one machine",
        ["Bot:Cloud:ServiceUrls"] = "the cloud's own",
        ["Bot:Cloud:FileHosts"] = "the cloud's own",
        ["Api:Login"] = "the cloud's own",
        ["Api:LocalTokens"] = "one machine",
        ["Api:OfficeScript"] = "the cloud's own",
        ["Api:Pane"] = "in the image",
        ["Api:OutlookPane"] = "in the image",
        ["Web:Wall"] = "in the image",
        ["Web:Fonts"] = "in the image",
        ["Storage:ConnectionString"] = "one machine",
        ["Storage:Prefix"] = "the account is the bot's alone",
        ["Storage:OverwriteNewer"] = "after a step back only",
        ["Calendars:LookBeside"] = "half an hour is usual",
        ["Clock:Offset"] = "one machine",
        ["Retention:Every"] = "once a week",
        ["Stopping:Notice"] = "as long as the platform's share-out takes to notice",
        ["Stopping:Limit"] = "less than the platform waits",
    };

    [Fact]
    public void The_compiler_has_nothing_to_say() => Assert.Equal("", azure.Said);

    /// <summary>A redeployment that names no image would else put a sample in the place of the bot.</summary>
    [Fact]
    public void Without_an_image_nothing_is_deployed_unless_a_stand_in_is_asked_for()
    {
        Assert.Contains("No image is named. Set SERVICE_BOT_IMAGE_NAME", azure.Imageless, StringComparison.Ordinal);
        var container = azure.One("first", "Microsoft.App/containerApps").GetProperty("properties").GetProperty("template").GetProperty("containers")[0];
        Assert.StartsWith("mcr.microsoft.com/dotnet/samples", container.GetProperty("image").GetString(), StringComparison.Ordinal);
        Assert.Empty(container.GetProperty("probes").EnumerateArray());
        Assert.Empty(azure.All("first", "Microsoft.App/jobs"));
    }

    /// <summary>The program's command line in Azure: as the bot is, but for what it is told to do.</summary>
    [Theory]
    [InlineData("main")]
    [InlineData("china")]
    public void A_backup_is_made_each_night_and_a_command_waits_to_be_started_both_as_the_bot_is(string deployment)
    {
        var bot = azure.One(deployment, "Microsoft.App/containerApps");
        var container = bot.GetProperty("properties").GetProperty("template").GetProperty("containers")[0];
        var jobs = azure.All(deployment, "Microsoft.App/jobs").ToDictionary(j => j.GetProperty("name").GetString()!);
        Assert.Equal(["branchbot-backup", "branchbot-command"], jobs.Keys.Order());
        Assert.All(jobs.Values, job =>
        {
            var own = job.GetProperty("properties").GetProperty("template").GetProperty("containers")[0];
            Assert.Equal(bot.GetProperty("identity").GetRawText(), job.GetProperty("identity").GetRawText());
            Assert.Equal((container.GetProperty("image").GetString(), container.GetProperty("env").GetRawText()), (own.GetProperty("image").GetString(), own.GetProperty("env").GetRawText()));
            Assert.Equal(0, job.GetProperty("properties").GetProperty("configuration").GetProperty("replicaRetryLimit").GetInt32());
        });
        Assert.Equal(["backup", "container:branchbot-backups/{date}"], Arguments("branchbot-backup"));
        Assert.Equal("0 18 * * *", jobs["branchbot-backup"].GetProperty("properties").GetProperty("configuration").GetProperty("scheduleTriggerConfig").GetProperty("cronExpression").GetString());

        // Started without arguments it would be one more bot.
        Assert.Equal(["import"], Arguments("branchbot-command"));

        // Copies of people's rows go by themselves, and nothing else does.
        var rule = azure.One(deployment, "Microsoft.Storage/storageAccounts/managementPolicies").GetProperty("properties").GetProperty("policy").GetProperty("rules")[0].GetProperty("definition");
        Assert.Equal("branchbot-backups/", Assert.Single(rule.GetProperty("filters").GetProperty("prefixMatch").EnumerateArray()).GetString());
        Assert.Equal(30, rule.GetProperty("actions").GetProperty("baseBlob").GetProperty("delete").GetProperty("daysAfterModificationGreaterThan").GetInt32());

        IEnumerable<string?> Arguments(string job) => jobs[job].GetProperty("properties").GetProperty("template").GetProperty("containers")[0].GetProperty("args").EnumerateArray().Select(a => a.GetString());
    }

    [Fact]
    [Trait("Threat", "TM-31")]
    public void A_pilot_in_one_zone_without_private_addresses_has_neither_and_still_no_keys()
    {
        Assert.Empty(azure.All("pilot", "Microsoft.Network/privateEndpoints").Concat(azure.All("pilot", "Microsoft.Network/privateDnsZones")));
        var account = azure.One("pilot", "Microsoft.Storage/storageAccounts");
        Assert.Equal("Standard_LRS", account.GetProperty("sku").GetProperty("name").GetString());
        Assert.False(account.GetProperty("properties").GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(account.GetProperty("properties").GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.Equal("Allow", account.GetProperty("properties").GetProperty("networkAcls").GetProperty("defaultAction").GetString());
        Assert.Equal("Enabled", azure.One("pilot", "Microsoft.KeyVault/vaults").GetProperty("properties").GetProperty("publicNetworkAccess").GetString());
        Assert.Equal("Basic", azure.One("pilot", "Microsoft.ContainerRegistry/registries").GetProperty("sku").GetProperty("name").GetString());
        Assert.False(azure.One("pilot", "Microsoft.App/managedEnvironments").GetProperty("properties").GetProperty("zoneRedundant").GetBoolean());
        Assert.Equal(azure.Settings("main").OrderBy(s => s.Key), azure.Settings("pilot").OrderBy(s => s.Key));
    }

    [Theory]
    [Trait("Threat", "TM-31")]
    [InlineData("main")]
    [InlineData("china")]
    public void Storage_vault_and_registry_have_private_addresses_and_the_first_two_no_others(string deployment)
    {
        var reached = azure.All(deployment, "Microsoft.Network/privateEndpoints").Select(e => e.GetProperty("properties").GetProperty("privateLinkServiceConnections")[0].GetProperty("properties")).ToList();
        Assert.Equal(["blob", "queue", "registry", "table", "vault"], reached.Select(p => p.GetProperty("groupIds")[0].GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(5, azure.All(deployment, "Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count);
        foreach (var kind in new[] { "Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults" })
        {
            var properties = azure.One(deployment, kind).GetProperty("properties");
            Assert.Equal(("Disabled", "Deny"), (properties.GetProperty("publicNetworkAccess").GetString(), properties.GetProperty("networkAcls").GetProperty("defaultAction").GetString()));
        }

        // Pushing an image stays public, for whom Entra ID lets in.
        Assert.Equal("Enabled", azure.One(deployment, "Microsoft.ContainerRegistry/registries").GetProperty("properties").GetProperty("publicNetworkAccess").GetString());
    }

    [Theory]
    [InlineData("main")]
    [InlineData("china")]
    public void The_container_gets_just_the_settings_that_the_program_reads(string deployment)
    {
        var given = azure.Settings(deployment);
        var recorded = new RecordedConfiguration(given.Where(s => !s.Key.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => s.Value));
        var asked = Read(recorded);

        var named = recorded.Asked.Where(key => key.Contains(':', StringComparison.Ordinal) && !Framework().IsMatch(key)).Except(Sections(recorded.Asked)).ToList();
        Assert.Empty(given.Keys.Where(name => name.Contains("__", StringComparison.Ordinal)).Select(name => name.Replace("__", ":", StringComparison.Ordinal)).Except(named, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(named.Where(name => !Times().IsMatch(name)).Except(given.Keys.Select(name => name.Replace("__", ":", StringComparison.Ordinal)), StringComparer.OrdinalIgnoreCase).Except(Usual.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["ASPNETCORE_FORWARDEDHEADERS_ENABLED", "ASPNETCORE_HTTP_PORTS"], given.Keys.Where(k => !k.Contains("__", StringComparison.Ordinal)).Order());

        Assert.Equal(deployment == "china" ? TeamsCloud.China.Name : TeamsCloud.Public.Name, asked.Teams.Cloud.Name);
        Assert.Equal(deployment == "china", asked.Teams.TextOnly);
        Assert.Equal(deployment == "china" ? "https://microsoftgraph.chinacloudapi.cn/v1.0" : "https://graph.microsoft.com/v1.0", asked.Graph.BaseUrl!.AbsoluteUri);
        Assert.Equal(asked.Teams.AppId.ToString(), asked.Storage.IdentityClientId);
    }

    [Theory]
    [Trait("Threat", "TM-31")]
    [InlineData("main")]
    [InlineData("china")]
    public void Nothing_has_a_key_and_the_identity_may_do_no_more_than_it_needs(string deployment)
    {
        var storage = azure.One(deployment, "Microsoft.Storage/storageAccounts").GetProperty("properties");
        Assert.False(storage.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(storage.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.Equal(("TLS1_2", "Disabled"), (storage.GetProperty("minimumTlsVersion").GetString(), storage.GetProperty("publicNetworkAccess").GetString()));
        Assert.True(azure.One(deployment, "Microsoft.Insights/components").GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean());
        Assert.False(azure.One(deployment, "Microsoft.ContainerRegistry/registries").GetProperty("properties").GetProperty("adminUserEnabled").GetBoolean());
        var bot = azure.One(deployment, "Microsoft.BotService/botServices").GetProperty("properties");
        Assert.Equal(("UserAssignedMSI", true), (bot.GetProperty("msaAppType").GetString(), bot.GetProperty("disableLocalAuth").GetBoolean()));
        Assert.DoesNotContain("listKeys", azure.Text(deployment), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey=", azure.Text(deployment), StringComparison.OrdinalIgnoreCase);

        // Role by role, each on the one resource it is for. Storage Blob Data Contributor on the account signs links to photos too.
        Assert.Equal(
            ["components 3913510d-42f4-4e42-8a64-420c390055eb", "keys e147488a-f6f5-4113-8e2d-b22465e65bf6", "registries 7f951dda-4ed3-4680-a7ca-43fe172d538d", "storageAccounts 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "storageAccounts 974c5e8b-45b9-4653-ba55-5f855dd0fb88", "storageAccounts ba92f5b4-2d11-453d-a403-e96b0029c9fe"],
            azure.All(deployment, "Microsoft.Authorization/roleAssignments").Select(role => $"{Kind(role.GetProperty("id").GetString()!)} {role.GetProperty("properties").GetProperty("roleDefinitionId").GetString()![^36..]}").Order(StringComparer.Ordinal));

        // extensionResourceId('/subscriptions/…/vaults/v/keys/k', …): the kind of the resource that it is on.
        static string Kind(string id) => id.Split('\'')[1].Split('/')[^2];
    }

    [Fact]
    [Trait("Threat", "TM-53")]
    public void Whoever_reads_or_changes_tables_and_blobs_is_logged_where_that_is_wished()
    {
        IReadOnlyList<string> Logged(string deployment) => [.. azure.All(deployment, "Microsoft.Insights/diagnosticSettings").Where(d => d.GetProperty("name").GetString() == "accesses")
            .Select(d => $"{Services().Match(d.GetProperty("id").GetString()!).Value}: {string.Join(", ", d.GetProperty("properties").GetProperty("logs").EnumerateArray().Where(l => l.GetProperty("enabled").GetBoolean()).Select(l => l.GetProperty("category").GetString()))}")
            .Order(StringComparer.Ordinal)];
        Assert.Equal(["blobServices: StorageRead, StorageWrite, StorageDelete", "tableServices: StorageRead, StorageWrite, StorageDelete"], Logged("main"));
        Assert.Empty(Logged("china"));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("china")]
    public void Two_instances_at_least_run_spread_over_zones_and_are_asked_whether_they_are_well(string deployment)
    {
        var app = azure.One(deployment, "Microsoft.App/containerApps").GetProperty("properties").GetProperty("template");
        Assert.True(app.GetProperty("scale").GetProperty("minReplicas").GetInt32() >= 2);
        Assert.True(azure.One(deployment, "Microsoft.App/managedEnvironments").GetProperty("properties").GetProperty("zoneRedundant").GetBoolean());
        Assert.Equal("Standard_ZRS", azure.One(deployment, "Microsoft.Storage/storageAccounts").GetProperty("sku").GetProperty("name").GetString());
        Assert.Equal(["/health/live", "/health/live", "/health/ready"], app.GetProperty("containers")[0].GetProperty("probes").EnumerateArray().Select(p => p.GetProperty("httpGet").GetProperty("path").GetString()).Order());
    }

    [Fact]
    public void Every_alert_looks_for_lines_that_the_program_writes_as_warnings_or_errors()
    {
        var lines = typeof(Bot).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToDictionary(l => l.EventId);
        var queries = azure.All("main", "Microsoft.Insights/scheduledQueryRules").Select(r => r.GetProperty("properties").GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!).Where(q => !OfMeasure().IsMatch(q) && q != Deployments.Silence && !q.Contains("ago(", StringComparison.Ordinal)).ToList();
        var looked = queries.SelectMany(q => Numbers().Match(q).Groups[1].Value.Split(", ")).Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.All(looked, number => Assert.True(lines.TryGetValue(number, out var line) && line.Level is LogLevel.Warning or LogLevel.Error, $"{number}"));
        Assert.Equal(looked.Count, looked.Distinct().Count());

        // Dead letters, jobs given up, wake-ups lost, sends that broke, throttling: somebody is told.
        Assert.Subset(looked.ToHashSet(), new HashSet<int> { 3007, 3103, 3202, 3203, 3008, 3001, 14, 20, 21, 22 });
        Assert.All(queries, q => Assert.StartsWith("union isfuzzy=true AppTraces, AppExceptions | where tostring(Properties.CategoryName) startswith \"BranchBot.\"", q, StringComparison.Ordinal));
        Assert.All(lines.Values.Where(l => looked.Contains(l.EventId)), l => Assert.NotNull(l.Message));
    }

    [Fact]
    public void Every_alert_on_a_measure_names_one_that_the_program_has()
    {
        var measures = OfTheProgram();
        var looked = azure.All("main", "Microsoft.Insights/scheduledQueryRules").Select(r => OfMeasure().Match(r.GetProperty("properties").GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!)).Where(m => m.Success).ToList();
        Assert.Equal(4, looked.Count);
        Assert.All(looked, m => Assert.Contains(m.Groups[1].Value, measures));
    }

    [Fact]
    public void The_workbook_of_a_morning_asks_for_measures_and_lines_that_the_program_has()
    {
        var workbook = JsonDocument.Parse(File.ReadAllText(Repository.At("infra", "azure", "modules", "workbook.json"))).RootElement;
        var queries = workbook.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("type").GetInt32() == 3).Select(i => i.GetProperty("content").GetProperty("query").GetString()!).ToList();
        Assert.Equal(7, queries.Count);
        var measures = OfTheProgram();
        Assert.All(queries, q => Assert.True(Named().Matches(q) is { Count: > 0 } named ? named.All(m => measures.Contains(m.Groups[1].Value)) : q.Contains("EventId) == 3204", StringComparison.Ordinal) || q.Contains("EventId) == 3205", StringComparison.Ordinal), q));
        Assert.Equal("shared", azure.One("main", "Microsoft.Insights/workbooks").GetProperty("kind").GetString());
    }

    private static HashSet<string> OfTheProgram()
    {
        using var services = new ServiceCollection().AddMeasures().BuildServiceProvider();
        var measures = new HashSet<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, _) => measures.Add(instrument.Name) };
        listener.Start();
        _ = services.GetRequiredService<Measures>();
        return measures;
    }

    [Fact]
    public void That_no_backup_was_done_is_an_alert_by_the_line_that_the_command_ends_with()
    {
        var missing = Assert.Single(azure.All("main", "Microsoft.Insights/scheduledQueryRules"), r => r.GetProperty("name").GetString() == "branchbot-no-backup").GetProperty("properties");
        var criterion = missing.GetProperty("criteria").GetProperty("allOf")[0];
        Assert.Equal(("LessThan", 1, "P2D"), (criterion.GetProperty("operator").GetString(), criterion.GetProperty("threshold").GetInt32(), missing.GetProperty("windowSize").GetString()));
        var done = typeof(Bot).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.NonPublic)).Single(m => m.GetCustomAttribute<LoggerMessageAttribute>() is { EventId: 8002 });
        Assert.Contains("{Command}", done.GetCustomAttribute<LoggerMessageAttribute>()!.Message);
        Assert.Contains($"CategoryName) == \"{done.DeclaringType!.FullName}\" and toint(Properties.EventId) == 8002 and tostring(Properties.Command) == \"backup\"", criterion.GetProperty("query").GetString());
    }

    /// <summary>All others need something that is written: when everything is dead, only that nothing comes tells of it.</summary>
    [Fact]
    public void That_nothing_is_told_at_all_is_an_alert_of_the_worst_kind_by_measures_that_each_instance_tells_every_minute()
    {
        var silent = Assert.Single(azure.All("main", "Microsoft.Insights/scheduledQueryRules"), r => r.GetProperty("name").GetString() == "branchbot-silent").GetProperty("properties");
        var criterion = silent.GetProperty("criteria").GetProperty("allOf")[0];
        Assert.Equal((Deployments.Silence, "Count", "LessThan", 1), (criterion.GetProperty("query").GetString(), criterion.GetProperty("timeAggregation").GetString(), criterion.GetProperty("operator").GetString(), criterion.GetProperty("threshold").GetInt32()));
        Assert.Equal((0, "PT15M"), (silent.GetProperty("severity").GetInt32(), silent.GetProperty("windowSize").GetString()));
        Assert.True(silent.GetProperty("enabled").GetBoolean());
        Assert.NotEmpty(silent.GetProperty("actions").GetProperty("actionGroups").EnumerateArray());
    }

    [Theory]
    [InlineData("main")]
    [InlineData("china")]
    public void The_platform_waits_for_longer_than_the_program_takes_to_end(string deployment)
    {
        var patience = azure.One(deployment, "Microsoft.App/containerApps").GetProperty("properties").GetProperty("template").GetProperty("terminationGracePeriodSeconds").GetInt32();
        var times = new BranchBot.Host.Stopping.StoppingTimes();
        Assert.InRange(patience, (times.Limit + TimeSpan.FromSeconds(5)).TotalSeconds, 600);
        Assert.True(times.Limit > times.Notice + RunningTurns.TurnLimit);
    }

    /// <summary>The administrator's guide names what the template sets, and nothing that the program does not read.</summary>
    [Fact]
    public void The_settings_of_the_administrators_guide_are_the_programs()
    {
        var guide = Setting().Matches(File.ReadAllText(Repository.At("docs", "administrator.md"))).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var given = azure.Settings("main").Keys.Where(name => name.Contains("__", StringComparison.Ordinal)).ToList();
        Assert.Empty(given.Except(guide));
        Assert.Empty(guide.Except(given).Except(Usual.Keys.Select(name => name.Replace(":", "__", StringComparison.Ordinal))));
    }

    // The program's own composition, as far as it reads settings.
    private static (TeamsSettings Teams, GraphSettings Graph, StorageSettings Storage) Read(RecordedConfiguration recorded)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        ((IConfigurationBuilder)builder.Configuration).Add(recorded);
        builder.AddBot();
        var services = builder.Services.BuildServiceProvider();
        _ = (services.GetRequiredService<ApiSettings>(), services.GetRequiredService<PageSettings>(), services.GetRequiredService<TelemetrySettings>());
        _ = (services.GetRequiredService<WakeUpTimes>(), services.GetRequiredService<JobTimes>(), services.GetRequiredService<OutboxTimes>(), services.GetRequiredService<BranchBot.Host.Stopping.StoppingTimes>(), services.GetRequiredService<CalendarTimes>());
        return (services.GetRequiredService<TeamsSettings>(), services.GetRequiredService<GraphSettings>(), services.GetRequiredService<IOptions<StorageSettings>>().Value);
    }

    private static IEnumerable<string> Sections(IReadOnlyCollection<string> asked) => asked.Where(key => asked.Any(other => other.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)));

    // Times of the sweeps and of the end: the same for everybody, set by tests. How long records are kept: usual, unless a bank has other rules (docs/data.md).
    [GeneratedRegex("^(WakeUps|Jobs|Outbox|Stopping|Retention):", RegexOptions.IgnoreCase)]
    private static partial Regex Times();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+__[A-Za-z_]*[A-Za-z]\b")]
    private static partial Regex Setting();

    [GeneratedRegex("^(Logging|Kestrel|Metrics|HttpLogging|AllowedHosts|HostOptions|Authentication|https_port)", RegexOptions.IgnoreCase)]
    private static partial Regex Framework();

    [GeneratedRegex("^union isfuzzy=true AppMetrics \\| where Name == \"([a-z.]+)\" and Max > \\d+$")]
    private static partial Regex OfMeasure();

    [GeneratedRegex("Name == \"(branchbot\\.[a-z.]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex("(blob|table)Services")]
    private static partial Regex Services();

    [GeneratedRegex(@"toint\(Properties\.EventId\) in \(([\d, ]+)\)")]
    private static partial Regex Numbers();
}

/// <summary>What would be deployed, worked out by the compiler without Azure (bicep snapshot), of a copy of <c>infra/azure</c>.</summary>
public sealed class Deployments : IAsyncLifetime
{
    private const string Id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private readonly string folder = Directory.CreateTempSubdirectory("branchbot-azure").FullName;
    private readonly Dictionary<string, JsonElement> snapshots = [];

    /// <summary>The query that finds nothing when no instance tells anything.</summary>
    public const string Silence = "union isfuzzy=true AppMetrics | where Name startswith \"branchbot.\"";

    /// <summary>All that the compiler said: warnings, errors.</summary>
    public string Said { get; private set; } = "";

    /// <summary>What the compiler says where no image is named.</summary>
    public string Imageless { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var source = Repository.At("infra", "azure");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // A snapshot compiles and lints the whole, says what a build says, and then works out what would be deployed.
        Said = string.Concat(await Task.WhenAll(Snapshot("main", "eastasia"), Snapshot("china", "chinanorth3")));

        // The first deployment of all, and one that forgets the image.
        File.Copy(Path.Combine(folder, "main.bicepparam"), Path.Combine(folder, "first.bicepparam"));
        File.Copy(Path.Combine(folder, "main.bicepparam"), Path.Combine(folder, "forgot.bicepparam"));

        // A pilot: one zone, no private addresses.
        await File.WriteAllTextAsync(Path.Combine(folder, "pilot.bicepparam"), $"{await File.ReadAllTextAsync(Path.Combine(folder, "main.bicepparam"))}\nparam zoneRedundant = false\nparam privateEndpoints = false\n");
        var others = await Task.WhenAll(Snapshot("first", "eastasia", image: "", standIn: true), Snapshot("forgot", "eastasia", image: ""), Snapshot("pilot", "eastasia"));
        (Said, Imageless) = (Said + others[0] + others[2], others[1]);
        foreach (var deployment in new[] { "main", "china", "first", "pilot" })
        {
            snapshots[deployment] = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"{deployment}.snapshot.json"))).RootElement;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Resources of a kind.</summary>
    public IReadOnlyList<JsonElement> All(string deployment, string type) => [.. snapshots[deployment].GetProperty("predictedResources").EnumerateArray().Where(r => r.GetProperty("type").GetString() == type)];

    /// <summary>The one resource of a kind.</summary>
    public JsonElement One(string deployment, string type) => Assert.Single(All(deployment, type));

    /// <summary>The whole.</summary>
    public string Text(string deployment) => snapshots[deployment].GetRawText();

    /// <summary>The container's settings; what only Azure knows is played by something of its kind.</summary>
    public IReadOnlyDictionary<string, string> Settings(string deployment) => One(deployment, "Microsoft.App/containerApps").GetProperty("properties").GetProperty("template").GetProperty("containers")[0].GetProperty("env").EnumerateArray()
        .ToDictionary(e => e.GetProperty("name").GetString()!, e => e.GetProperty("value").GetString() is var value && value is not ['[', ..] ? value! : Played(e.GetProperty("name").GetString()!));

    private static string Played(string name) => name switch
    {
        "Storage__EndpointSuffix" => "core.windows.net",
        "Storage__KeyVaultKey" => "https://branchbot.vault.azure.net/keys/branchbot",
        "Telemetry__ConnectionString" => $"InstrumentationKey={Id}",
        "Web__Address" or "Graph__NotificationUrl" => "https://branchbot.bank.example/",
        _ when name.EndsWith("Id", StringComparison.Ordinal) => Id,
        _ => throw new InvalidOperationException($"{name} is known to Azure only, and nothing plays it."),
    };

    private async Task<string> Snapshot(string parameters, string location, string image = "registry.example/branchbot:1", bool standIn = false)
    {
        string[] arguments = ["snapshot", $"{parameters}.bicepparam", "--mode", "overwrite", "--subscription-id", Id, "--tenant-id", Id, "--resource-group", "branchbot", "--location", location];
        var program = typeof(Deployments).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Bicep").Value!;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        (start.Environment["SERVICE_BOT_IMAGE_NAME"], start.Environment["BRANCHBOT_STAND_IN"]) = (image, standIn ? "true" : "false");
        (start.Environment["BRANCHBOT_OUTLOOK"], start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"]) = ("true", "1");

        // One of the two logs who comes to the storage.
        start.Environment["BRANCHBOT_STORAGE_LOGS"] = parameters == "main" ? "true" : "false";
        using var bicep = Process.Start(start)!;
        var errors = bicep.StandardError.ReadToEndAsync();
        var said = await bicep.StandardOutput.ReadToEndAsync() + await errors;
        await bicep.WaitForExitAsync();
        return bicep.ExitCode == 0 ? said : $"{said}\nbicep {string.Join(' ', arguments)} ended with {bicep.ExitCode}.";
    }
}
