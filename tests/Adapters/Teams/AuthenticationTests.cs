using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.Teams;

public class AuthenticationTests : TeamsChannelTest
{
    private Task<int> Status(string? token) => Status(token, _ => { });

    private async Task<int> Status(string? token, Action<JsonObject> change)
    {
        var delivery = await Teams.Client.Deliver(
            Fang,
            "message",
            a =>
            {
                a["text"] = "说 你好";
                change(a);
            },
            token);
        return delivery.Answer.Status;
    }

    [Fact]
    public async Task A_token_as_Teams_really_sends_it_is_accepted()
    {
        Assert.Equal(200, await Status(null));
        Assert.Equal("听到:你好", LastFor(Fang).Text);
    }

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task Without_a_token_nobody_comes_in()
    {
        var answer = await Teams.Bot.PostRawAsync("{}"u8.ToArray(), new Dictionary<string, string> { ["Content-Type"] = "application/json" });
        Assert.Equal(401, answer.Status);
    }

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_token_is_looked_at_before_the_body()
    {
        var answer = await Teams.Bot.PostRawAsync(new byte[2_000_000], new Dictionary<string, string> { ["Content-Type"] = "text/html" });
        Assert.Equal(401, answer.Status);
    }

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_token_with_the_wrong_audience_is_refused()
    {
        Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { Audience = "20000000-0000-0000-0000-000000000002" })));
        Assert.Contains(Bot.Log.Lines, l => l.Contains("audience is 20000000-0000-0000-0000-000000000002", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_for_the_Bot_Framework_itself_is_refused() =>
        Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { Audience = "https://api.botframework.com" })));

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_token_of_another_issuer_is_refused()
    {
        var issuer = $"https://sts.windows.net/{Teams.Options.Tenant}/";
        Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { Issuer = issuer })));
        Assert.Contains(Bot.Log.Lines, l => l.Contains($"issuer is {issuer}", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-34")]
    public async Task A_refused_token_does_not_stand_in_the_log()
    {
        var token = Teams.Authority.Mint(t => t with { Audience = "x" });
        Assert.Equal(401, await Status(token));
        Assert.DoesNotContain(Bot.Log.Lines, l => l.Contains(token[^40..], StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_token_that_is_over_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { NotBefore = now.AddHours(-2), Expires = now.AddMinutes(-6) })));
    }

    [Fact]
    public async Task A_token_that_is_over_for_less_than_five_minutes_passes()
    {
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal(200, await Status(Teams.Authority.Mint(t => t with { NotBefore = now.AddHours(-2), Expires = now.AddMinutes(-4) })));
    }

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_token_that_is_not_valid_yet_is_refused() =>
        Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { NotBefore = TimeProvider.System.GetUtcNow().AddMinutes(10) })));

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_token_signed_by_another_key_is_refused()
    {
        using var key = new SigningKey(["msteams"]);
        Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { Key = key })));
        Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { Key = key, KeyId = t.Key.KeyId })));
    }

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task An_unsigned_token_is_refused() => Assert.Equal(401, await Status(Teams.Authority.Mint(t => t with { Algorithm = "none" })));

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused()
    {
        static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var good = Teams.Authority.Mint().Split('.');
        var content = Encode($$"""{"alg":"HS256","typ":"JWT","kid":"{{Teams.Authority.Key.KeyId}}"}""") + "." + good[1];
        var modulus = (string)Teams.Authority.Key.ToJwk()["n"]!;
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(modulus), Encoding.UTF8.GetBytes(content));
        Assert.Equal(401, await Status($"{content}.{Convert.ToBase64String(signature).TrimEnd('=').Replace('+', '-').Replace('/', '_')}"));
    }

    [Fact]
    public async Task After_the_key_has_changed_the_new_one_is_found()
    {
        Assert.Equal(200, await Status(null));
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Teams.Authority.RotateKey(withdrawOld: true);
        var status = 0;
        for (var attempt = 0; attempt < 40 && status != 200; attempt++)
        {
            status = await Status(null);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, status);
    }

    [Fact]
    [Trait("Threat", "TM-02")]
    public async Task A_token_of_another_connector_is_refused() =>
        Assert.Equal(403, await Status(Teams.Authority.Mint(t => t with { ServiceUrl = "https://smba.trafficmanager.net/emea/" })));

    [Fact]
    [Trait("Threat", "TM-02")]
    public async Task A_token_that_names_no_connector_is_refused() =>
        Assert.Equal(403, await Status(Teams.Authority.Mint(t => t with { ServiceUrl = null })));

    [Fact]
    public async Task The_claim_is_written_small_and_nothing_else_counts_as_it() => Assert.Equal(403, await Status(Teams.Authority.Mint(t => t with
    {
        ServiceUrl = null,
        More = new Dictionary<string, string> { ["serviceUrl"] = Teams.ServiceUrl },
    })));

    [Fact]
    public async Task A_slash_or_capitals_make_no_other_connector() =>
        Assert.Equal(200, await Status(Teams.Authority.Mint(t => t with { ServiceUrl = Teams.ServiceUrl.TrimEnd('/').ToUpperInvariant() })));

    [Fact]
    [Trait("Threat", "TM-02")]
    public async Task A_connector_that_is_not_on_the_list_is_refused_though_the_token_names_it()
    {
        const string foreign = "https://connector.example/amer/";
        Assert.Equal(403, await Status(Teams.Authority.Mint(t => t with { ServiceUrl = foreign }), a => a["serviceUrl"] = foreign));
    }

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task A_key_that_is_not_endorsed_for_Teams_is_refused() =>
        Assert.Equal(403, await Status(Teams.Authority.Mint(t => t with { Key = Teams.Authority.PublishKeyWithoutEndorsement() })));

    [Fact]
    [Trait("Threat", "TM-01")]
    public async Task Another_channel_is_refused_though_the_key_may_speak_for_it() => Assert.Equal(403, await Status(null, a => a["channelId"] = "directline"));

    [Fact]
    [Trait("Threat", "TM-01")]
    [Trait("Threat", "TM-52")]
    public async Task Another_tenant_is_refused()
    {
        const string foreign = "30000000-0000-0000-0000-000000000002";
        Assert.Equal(403, await Status(null, a => a["conversation"]!["tenantId"] = foreign));
        Assert.Equal(403, await Status(null, a => a["channelData"]!["tenant"]!["id"] = foreign));
        Assert.Equal(403, await Status(null, a =>
        {
            a["conversation"]!.AsObject().Remove("tenantId");
            a.Remove("channelData");
        }));
    }
}
