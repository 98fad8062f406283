using BranchBot.Host.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;

namespace BranchBot.Rules.Tests.Security;

/// <summary>What is added to an answer, and what is left as its door said it.</summary>
public sealed class DoorHeadersTests
{
    [Theory]
    [Trait("Threat", "TM-11")]
    [InlineData("Production", "https", true)]
    [InlineData("Production", "http", false)]
    [InlineData("Development", "https", false)]
    public async Task A_browser_is_told_to_come_by_https_only_beyond_a_developers_machine(string environment, string scheme, bool told) =>
        Assert.Equal(told, (await Answer(environment, scheme, "/api/v1/me")).ContainsKey("Strict-Transport-Security"));

    [Fact]
    [Trait("Threat", "TM-11")]
    public async Task What_a_door_says_itself_stays_and_panes_may_be_fetched_by_Office()
    {
        var page = await Answer("Production", "https", "/pages/x", h => (h.CacheControl, h.ContentSecurityPolicy) = ("private", "default-src 'self'"));
        Assert.Equal(("private", "default-src 'self'"), (page.CacheControl.ToString(), page.ContentSecurityPolicy.ToString()));
        Assert.Equal("same-origin", page["Cross-Origin-Opener-Policy"]);
        var pane = await Answer("Production", "https", "/addin/excel/icon-80.png");
        Assert.False(pane.ContainsKey("Cross-Origin-Resource-Policy") || pane.ContainsKey("Cross-Origin-Opener-Policy"));
        Assert.Equal(DoorHeaders.NoPage, pane.ContentSecurityPolicy);
    }

    private static async Task<IHeaderDictionary> Answer(string environment, string scheme, string path, Action<IHeaderDictionary>? door = null)
    {
        var app = new ApplicationBuilder(new ServiceCollection().BuildServiceProvider());
        new DoorHeaders(new HostingEnvironment { EnvironmentName = environment }).Configure(next => next.Run(http =>
        {
            door?.Invoke(http.Response.Headers);
            return Task.CompletedTask;
        }))(app);
        var response = new Starting();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseFeature>(response);
        (http.Request.Scheme, http.Request.Path) = (scheme, path);
        await app.Build()(http);
        await response.Start();
        return http.Response.Headers;
    }

    private sealed class Starting : HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Callback, object State)> callbacks = [];

        public override void OnStarting(Func<object, Task> callback, object state) => callbacks.Add((callback, state));

        public async Task Start()
        {
            foreach (var (callback, state) in callbacks)
            {
                await callback(state);
            }
        }
    }
}
