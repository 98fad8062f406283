using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Moq;

namespace BranchBot.Adapters.Tests.Teams;

public class WithoutAuthenticationTests : IAsyncLifetime
{
    private BotUnderTest bot = null!;

    public async ValueTask InitializeAsync() => bot = await BotUnderTest.StartAsync(new() { ["Bot:WithoutAuthentication"] = "true" });

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<int> Post(string? header = null, string? value = null, string contentType = "application/json", string serviceUrl = "http://127.0.0.1:9/")
    {
        var body = $$"""{"type":"typing","channelId":"msteams","serviceUrl":"{{serviceUrl}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, contentType) };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var answer = await bot.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    [Fact]
    public async Task A_program_on_the_same_machine_needs_no_token() => Assert.Equal(200, await Post());

    [Theory]
    [Trait("Threat", "TM-29")]
    [InlineData("Host", "bot.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Forwarded", "for=1.2.3.4")]
    [InlineData("X-Forwarded-For", "1.2.3.4")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Whatever_came_from_elsewhere_is_refused(string header, string value) => Assert.Equal(403, await Post(header, value));

    [Theory]
    [InlineData("Host", "localhost")]
    [InlineData("Host", "[::1]:3978")]
    public async Task The_loopback_has_several_names(string header, string value) => Assert.Equal(200, await Post(header, value));

    [Fact]
    public async Task The_bots_own_page_may_call() => Assert.Equal(200, await Post("Origin", bot.Url.GetLeftPart(UriPartial.Authority)));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_a_web_page_can_send_without_asking_is_refused(string contentType) => Assert.Equal(415, await Post(contentType: contentType));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("file://localhost/etc/passwd")]
    public async Task A_connector_elsewhere_is_refused(string serviceUrl) => Assert.Equal(403, await Post(serviceUrl: serviceUrl));

    [Fact]
    [Trait("Threat", "TM-29")]
    public async Task The_start_stops_where_the_server_turns_out_to_be_open_to_others()
    {
        var addresses = Mock.Of<IServerAddressesFeature>(f => f.Addresses == new List<string> { "http://127.0.0.1:1", "http://[::]:3978" });
        var server = Mock.Of<IServer>(s => s.Features.Get<IServerAddressesFeature>() == addresses);
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => new BranchBot.Host.Teams.LoopbackGuard(server).StartedAsync(TestContext.Current.CancellationToken));
        Assert.Contains("http://[::]:3978", stopped.Message, StringComparison.Ordinal);
    }
}
