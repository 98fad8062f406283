using BranchBot.Host.Teams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;

namespace BranchBot.Adapters.Tests.Teams;

public class SettingsTests
{
    private const string Guid1 = "20000000-0000-0000-0000-000000000001";
    private const string Guid2 = "30000000-0000-0000-0000-000000000001";

    private static readonly Dictionary<string, string?> Good = new() { ["AppId"] = Guid1, ["AppType"] = "UserAssignedMSI", ["Tenants"] = $"{Guid2}, {Guid1}" };

    private static TeamsSettings Read(string environment, IEnumerable<KeyValuePair<string, string?>> bot, params (string Name, string? Value)[] others)
    {
        var all = bot.Select(s => KeyValuePair.Create($"Bot:{s.Key}", s.Value)).Concat(others.Select(o => KeyValuePair.Create(o.Name, o.Value)));
        return TeamsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), Mock.Of<IHostEnvironment>(e => e.EnvironmentName == environment));
    }

    private static Dictionary<string, string?> With(params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Good);
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return settings;
    }

    [Fact]
    public void Complete_settings_are_accepted()
    {
        var settings = Read("Production", With(("Administrators", $"{Guid1},{Guid2}")));
        Assert.Equal((2, 2, false), (settings.Tenants.Count, settings.Administrators.Count, settings.WithoutAuthentication));
        Assert.Equal(TeamsCloud.Public, settings.Cloud);
    }

    [Theory]
    [InlineData("AppId", null)]
    [InlineData("AppId", "bot")]
    [InlineData("AppType", null)]
    [InlineData("AppType", "MultiTenant")]
    [InlineData("AppType", "1")]
    [InlineData("Tenants", null)]
    [InlineData("Tenants", " , ")]
    [InlineData("Tenants", "contoso.example")]
    [InlineData("Administrators", "王芳")]
    [InlineData("Secret", "hush")]
    [InlineData("CertificatePath", "/nowhere.pem")]
    [InlineData("Cloud:Name", "Moon")]
    [InlineData("Cloud:MetadataAddress", "http://127.0.0.1:1/openid")]
    [InlineData("Cloud:MetadataAddress", "login")]
    [InlineData("Cloud:ServiceUrls", "https://a.example/, http://127.0.0.1:1/")]
    [InlineData("WithoutAuthentication", "perhaps")]
    [InlineData("WithoutAuthentication", "true")]
    public void A_wrong_setting_stops_the_start_and_is_named(string name, string? value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read("Production", With((name, value))));
        Assert.Contains($"Bot:{name} ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_settings_at_all_stop_the_start() => Assert.Throws<OptionsValidationException>(() => Read("Development", []));

    [Fact]
    public void A_single_tenant_app_needs_its_tenant_and_one_proof()
    {
        static Dictionary<string, string?> Single(params (string, string?)[] more) => With([("AppType", "singletenant"), .. more]);
        var file = Path.GetTempFileName();
        Assert.Contains("Bot:TenantId", Wrong(Single(("Secret", "hush"))), StringComparison.Ordinal);
        Assert.Contains("Bot:Secret", Wrong(Single(("TenantId", Guid2))), StringComparison.Ordinal);
        Assert.Contains("Bot:Secret", Wrong(Single(("TenantId", Guid2), ("Secret", "hush"), ("CertificatePath", file))), StringComparison.Ordinal);
        Assert.Contains("Bot:CertificatePath", Wrong(Single(("TenantId", Guid2), ("CertificatePath", "/nowhere.pem"))), StringComparison.Ordinal);
        Assert.Equal("hush", Read("Production", Single(("TenantId", Guid2), ("Secret", "hush"))).Secret);
        Assert.Equal(file, Read("Production", Single(("TenantId", Guid2), ("CertificatePath", file))).CertificatePath);
        File.Delete(file);

        static string Wrong(Dictionary<string, string?> settings) => Assert.Throws<OptionsValidationException>(() => Read("Production", settings)).Message;
    }

    [Fact]
    public void Plain_http_is_for_development_and_the_loopback_only()
    {
        Assert.Equal("http://127.0.0.1:1/", Read("Development", With(("Cloud:ServiceUrls", "http://127.0.0.1:1"))).Cloud.ServiceUrls.Single().AbsoluteUri);
        Assert.Throws<OptionsValidationException>(() => Read("Development", With(("Cloud:ServiceUrls", "http://connector.example"))));
        Assert.Throws<OptionsValidationException>(() => Read("Development", With(("Cloud:MetadataAddress", "http://connector.example"))));
    }

    [Theory]
    [InlineData("urls", "http://*:3978")]
    [InlineData("urls", "http://127.0.0.1:1;http://0.0.0.0:2")]
    [InlineData("urls", "http://bot.example:3978")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://[::]:80")]
    [InlineData("Bot:AppId", Guid1)]
    [InlineData("Bot:Secret", "hush")]
    public void Without_authentication_nothing_may_be_open_to_others(string name, string value) =>
        Assert.Throws<OptionsValidationException>(() => Read("Development", [new("WithoutAuthentication", "true")], (name, value)));

    [Theory]
    [InlineData("urls", "http://localhost:3978")]
    [InlineData("urls", "http://127.0.0.1:1;http://[::1]:2")]
    [InlineData("none", null)]
    public void Without_authentication_the_loopback_will_do(string name, string? value) =>
        Assert.True(Read("Development", [new("WithoutAuthentication", "true")], (name, value)).WithoutAuthentication);

    [Theory]
    [InlineData("Public", "https://smba.trafficmanager.net/amer/30000000-0000-0000-0000-000000000001/", true)]
    [InlineData("Public", "https://smba.infra.gcc.teams.microsoft.com/teams", true)]
    [InlineData("UsGov", "https://smba.infra.gov.teams.microsoft.us/teams", true)]
    [InlineData("UsGov", "https://smba.infra.dod.teams.microsoft.us/teams", true)]
    [InlineData("China", "https://smba.trafficmanager.cn/teams", true)]
    [InlineData("Public", "https://other.trafficmanager.net/amer/", false)]
    [InlineData("Public", "https://smba.trafficmanager.net:444/amer/", false)]
    [InlineData("Public", "https://x@smba.trafficmanager.net/amer/", false)]
    [InlineData("Public", "http://smba.trafficmanager.net/amer/", false)]
    [InlineData("China", "https://smba.trafficmanager.net/amer/", false)]
    public void Each_cloud_trusts_its_own_connectors(string cloud, string serviceUrl, bool trusted) =>
        Assert.Equal(trusted, Read("Production", With(("Cloud:Name", cloud))).Trusts(new(serviceUrl)));

    [Fact]
    public void A_prefix_ends_where_a_folder_ends()
    {
        var settings = Read("Production", With(("Cloud:ServiceUrls", "https://connector.example/teams")));
        Assert.True(settings.Trusts(new("https://connector.example/teams/x")));
        Assert.False(settings.Trusts(new("https://connector.example/teamsters")));
        Assert.False(settings.Trusts(new("https://smba.trafficmanager.net/")));
    }
}
