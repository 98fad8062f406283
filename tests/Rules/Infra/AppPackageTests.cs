using System.IO.Compression;
using System.Text.Json.Nodes;
using BranchBot.AppPackage;
using BranchBot.Host.Api;
using BranchBot.Host.Graph;
using BranchBot.Host.Pages;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Moq;
using SkiaSharp;

namespace BranchBot.Rules.Tests.Infra;

/// <summary>The app package for Teams, Outlook and Excel: what a person sees of it in both languages, and what no schema knows.</summary>
public sealed class AppPackageTests
{
    private static readonly string Folder = Repository.At("infra", "app");
    private static readonly string[] Said =
    [
        "--app-id", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "--bot-id", "5f2504e0-4f89-41d3-9a0c-0305e82c3302", "--client-id", "6f2504e0-4f89-41d3-9a0c-0305e82c3303", "--domain", "branchbot.bank.example",
    ];

    /// <summary>The package as it is made.</summary>
    internal static Package Made(params string[] more) => Package.Make(AppParameters.Read([.. Said, .. more]).Parameters, Folder);

    [Fact]
    public void The_same_parameters_make_the_same_file_byte_by_byte()
    {
        Assert.Equal(Made().Zip(), Made().Zip());
        Assert.NotEqual(Made().Zip(), Made("--version", "1.0.1").Zip());
        using var zip = new ZipArchive(new MemoryStream(Made().Zip()));
        Assert.Equal(["color.png", "color32x32.png", "en.json", "manifest.json", "outline.png"], zip.Entries.Select(e => e.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Theory]
    [InlineData("--cloud", "Public")]
    [InlineData("--cloud", "China")]
    public void Nothing_of_the_template_is_left_open(string name, string value) =>
        Assert.All(new[] { "manifest.json", "en.json" }, file => Assert.DoesNotContain("{{", System.Text.Encoding.UTF8.GetString(Made(name, value).Files[file])));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_word_of_the_command_lists_is_heard_and_means_the_same_in_both_languages(bool china)
    {
        var package = Made("--cloud", china ? "China" : "Public");
        var english = package.Json("en.json");
        var lists = package.Manifest["bots"]![0]!["commandLists"]!.AsArray();
        Assert.Equal(["personal", "team", "groupChat"], lists.Select(l => l!["scopes"]!.AsArray().Single()!.GetValue<string>()));
        foreach (var (list, l) in lists.Select((list, l) => (list!["commands"]!.AsArray(), l)))
        {
            foreach (var (command, c) in list.Select((command, c) => (command!, c)))
            {
                var (zh, en) = (command["title"]!.GetValue<string>(), english[$"bots[0].commandLists[{l}].commands[{c}].title"]!.GetValue<string>());
                Assert.All(new[] { zh, en }, word => Assert.True(Rehearsal.Catalogue.IsWord(word) && Rehearsal.Catalogue.Listen(word).Understood, word));
                Assert.Equal(Rehearsal.Catalogue.Hear(zh), Rehearsal.Catalogue.Hear(en));
            }

            Assert.Equal(list.Count, list.Select((_, c) => Rehearsal.Catalogue.Hear(list[c]!["title"]!.GetValue<string>())).Distinct().Count());
        }
    }

    [Fact]
    public void Every_action_on_messages_that_a_feature_offers_is_in_the_menu_and_no_other() => Assert.Equal(
        Rehearsal.Catalogue.Actions.Order(),
        Made().Manifest["composeExtensions"]![0]!["commands"]!.AsArray().Select(c => c!["id"]!.GetValue<string>()).Order());

    [Fact]
    public void The_local_Teams_page_offers_the_actions_of_the_menu_where_Teams_does_and_nowhere_else() => Assert.Equal(
        Made().Manifest["composeExtensions"]![0]!["commands"]!.AsArray().Select(c => (c!["id"]!.GetValue<string>(), c["title"]!.GetValue<string>(), string.Join(' ', c["context"]!.AsArray()))),
        new LocalTeams.LocalTeamsOptions().MessageActions.Select(a => (a.Id, a.Title, string.Join(' ', a.Contexts))));

    [Theory]
    [InlineData("Public")]
    [InlineData("China")]
    public void The_settings_that_belong_to_the_package_make_a_program_that_agrees_with_it(string cloud)
    {
        var (parameters, manifest) = (AppParameters.Read([.. Said, "--cloud", cloud]).Parameters, Made("--cloud", cloud).Manifest);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(parameters.Settings.Append(("Bot__AppType", "UserAssignedMSI")).Append(("Bot__Tenants", Stage.Tenant))
            .Select(s => KeyValuePair.Create(s.Item1.Replace("__", ":", StringComparison.Ordinal), (string?)s.Item2))).Build();
        var production = Mock.Of<IHostEnvironment>(e => e.EnvironmentName == "Production");
        var teams = TeamsSettings.Read(settings, production);
        var (api, address) = (ApiSettings.Read(settings, production, teams), PageSettings.Read(settings, production).Address!);

        Assert.Equal(cloud, teams.Cloud.Name);
        Assert.Equal($"{teams.AppId}", manifest["bots"]![0]!["botId"]!.GetValue<string>());
        Assert.Equal($"{GraphSettings.Read(settings, production, teams).AddinId}", manifest["id"]!.GetValue<string>());
        Assert.Equal($"{api.ClientId}", manifest["webApplicationInfo"]!["id"]!.GetValue<string>());
        Assert.Equal($"api://{address.Host}/{api.ClientId}", manifest["webApplicationInfo"]!["resource"]!.GetValue<string>());
        Assert.Equal(address.Host, Assert.Single(manifest["validDomains"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public void Teams_of_21Vianet_gets_no_action_on_messages_and_no_files()
    {
        var china = Made("--cloud", "China");
        Assert.Null(china.Manifest["composeExtensions"]);
        Assert.False(china.Manifest["bots"]![0]!["supportsFiles"]!.GetValue<bool>());
        Assert.DoesNotContain(china.Json("en.json"), p => p.Key.StartsWith("composeExtensions", StringComparison.Ordinal));
    }

    [Fact]
    public void The_outline_is_white_on_nothing_and_the_colour_fills_its_square()
    {
        using var outline = SKBitmap.Decode(Made().Files["outline.png"]);
        var pixels = outline.Pixels;
        Assert.Contains(pixels, p => p.Alpha == 0);
        Assert.All(pixels.Where(p => p.Alpha > 0), p => Assert.Equal((255, 255, 255), (p.Red, p.Green, p.Blue)));
        Assert.InRange(pixels.Count(p => p.Alpha > 0), 100, 700);

        using var color = SKBitmap.Decode(Made().Files["color.png"]);
        var painted = color.Pixels;
        Assert.All(painted, p => Assert.Equal(255, p.Alpha));

        // The picture stays within the middle 120 of 192.
        var ground = painted[0];
        Assert.Equal("#8E1B22", $"#{ground.Red:X2}{ground.Green:X2}{ground.Blue:X2}");
        Assert.All(Enumerable.Range(0, 192 * 192).Where(i => i % 192 is < 36 or >= 156 || i / 192 is < 36 or >= 156), i => Assert.Equal(ground, painted[i]));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(80)]
    [InlineData(128)]
    public void The_ribbons_icons_have_their_size_and_no_ground(int size)
    {
        using var icon = SKBitmap.Decode(Repository.At("addin", "shared", "icons", $"icon-{size}.png"));
        Assert.Equal((size, size), (icon.Width, icon.Height));
        Assert.Equal(0, icon.GetPixel(0, 0).Alpha);
        Assert.Contains(icon.Pixels, p => p.Alpha == 255);
    }

    [Theory]
    [InlineData("--app-id is missing", "--bot-id", "5f2504e0-4f89-41d3-9a0c-0305e82c3302", "--domain", "a.example")]
    [InlineData("--bot-id is missing", "--app-id", "5f2504e0-4f89-41d3-9a0c-0305e82c3302", "--domain", "a.example")]
    [InlineData("--domain is missing", "--app-id", "5f2504e0-4f89-41d3-9a0c-0305e82c3302")]
    [InlineData("--app-id is a GUID", "--app-id", "branchbot")]
    [InlineData("--app-id is a GUID", "--app-id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("'--domian' is not known", "--domian", "a.example")]
    [InlineData("--app-id needs one value", "--app-id")]
    public void A_wrong_command_line_is_told_by_a_sentence(string says, params string[] arguments) =>
        Assert.StartsWith(says, Assert.Throws<AppPackageException>(() => AppParameters.Read(arguments)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--domain", "https://a.example")]
    [InlineData("--domain", "a.example/wall")]
    [InlineData("--domain", "a.example:8080")]
    [InlineData("--domain", "A.example")]
    [InlineData("--domain", "localhost")]
    [InlineData("--domain", "10.0.0.1")]
    [InlineData("--cloud", "china")]
    [InlineData("--version", "1.0")]
    [InlineData("--version", "1.0.0.0")]
    [InlineData("--privacy", "http://a.example")]
    [InlineData("--developer", "A name that is longer than thirty-two letters")]
    public void A_wrong_value_is_told_by_a_sentence_that_names_it(string name, string value)
    {
        var said = Said.ToList();
        if (said.IndexOf(name) is var at and >= 0)
        {
            said.RemoveRange(at, 2);
        }

        Assert.StartsWith(name, Assert.Throws<AppPackageException>(() => AppParameters.Read([.. said, name, value])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_registration_of_its_own_the_API_is_the_apps()
    {
        var (parameters, file) = AppParameters.Read([.. Said[..4], .. Said[6..]]);
        Assert.Equal((parameters.AppId, "branchbot-app.zip"), (parameters.ClientId, file));
    }

    [Theory]
    [Trait("Threat", "TM-40")]
    [InlineData("The button talkButton does 'showTalks', which no runtime knows.", "extensions[0].ribbons[0].tabs[0].groups[0].controls[0].actionId", "showTalks")]
    [InlineData("No button does 'x'.", "extensions[0].runtimes[0].actions[0].id", "x")]
    [InlineData("The button salesButton does 'showTalk' in an application whose runtime does not know it.", "extensions[0].ribbons[1].tabs[0].groups[0].controls[0].actionId", "showTalk")]
    [InlineData("Two runtimes, actions or views are 'outlook'.", "extensions[0].runtimes[1].id", "outlook")]
    [InlineData("Two groups or buttons are 'talkGroup'.", "extensions[0].ribbons[1].tabs[0].groups[0].id", "talkGroup")]
    [InlineData("The message extension is another bot's.", "composeExtensions[0].botId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("webApplicationInfo.resource is 'api://6f2504e0-4f89-41d3-9a0c-0305e82c3303', and not api://, a valid domain and webApplicationInfo.id.", "webApplicationInfo.resource", "api://6f2504e0-4f89-41d3-9a0c-0305e82c3303")]
    [InlineData("id is no id.", "id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("staticTabs[1].contentUrl is at evil.example, which is no valid domain.", "staticTabs[1].contentUrl", "https://evil.example/wall/?tab")]
    [InlineData("staticTabs[1].contentUrl is 'http://branchbot.bank.example/', and not https.", "staticTabs[1].contentUrl", "http://branchbot.bank.example/")]
    [InlineData("The valid domain '*.bank.example' is no host.", "validDomains[0]", "*.bank.example")]
    [InlineData("The add-in is not for 'mail', and a part of it is.", "extensions[0].requirements.scopes[0]", "document")]
    [InlineData("The icon outline ('white.png') is not in the package.", "icons.outline", "white.png")]
    [InlineData("The icon color.png is no PNG of 32 by 32.", "icons.outline", "color.png")]
    [InlineData("The translation de.json is not in the package.", "localizationInfo.additionalLanguages[0].file", "de.json")]
    [InlineData("en.json does not translate developer.name.", "developer.name", "某银行")]
    [InlineData("bots[0].commandLists[0].commands[0].title is too long for some clients of Teams.", "bots[0].commandLists[0].commands[0].title", "开门三件事开门三件事开门三件事开门三件事开门三件事开门三件事开门三件事")]
    public void What_no_schema_sees_is_found(string fault, string path, string value)
    {
        var made = Made();
        var manifest = made.Manifest;
        Set(manifest, path, value);
        Assert.Contains(fault, Faults.Of(Changed(made, "manifest.json", manifest)));
    }

    [Theory]
    [InlineData("en.json translates staticTabs[3].name, which is not in the manifest.", "staticTabs[3].name", "Wall")]
    [InlineData("en.json has Chinese words at staticTabs[1].name.", "staticTabs[1].name", "精神墙")]
    public void A_translation_that_fits_badly_is_found(string fault, string key, string value)
    {
        var made = Made();
        var english = made.Json("en.json");
        english[key] = value;
        Assert.Contains(fault, Faults.Of(Changed(made, "en.json", english)));
    }

    private static Package Changed(Package made, string file, JsonObject json) =>
        Package.Of(made.Files.ToDictionary(f => f.Key, f => f.Key == file ? System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()) : f.Value));

    private static void Set(JsonObject manifest, string path, string value)
    {
        JsonNode at = manifest;
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
        {
            at = step[0] == '[' ? at[int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        }

        if (steps[^1][0] == '[')
        {
            at[int.Parse(steps[^1][1..^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            at[steps[^1]] = value;
        }
    }
}
