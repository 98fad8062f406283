using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class MalformedActivityTests(MalformedActivityTests.Server server) : IClassFixture<MalformedActivityTests.Server>
{
    [Theory]
    [InlineData("""{"text":"no type"}""", 400, "BadArgument")]
    [InlineData("""{"type":"invoke"}""", 400, "BadArgument")]
    [InlineData("""{"type":"message"}""", 400, "BadSyntax")]
    [InlineData("""{"type":"message","text":7}""", 400, "BadSyntax")]
    [InlineData("""{"type":"message","text":"x","textFormat":"html"}""", 400, "BadArgument")]
    [InlineData("""{"type":"message","text":"x","attachments":{}}""", 400, "BadSyntax")]
    [InlineData("""{"type":"message","attachments":[{"content":{}}]}""", 400, "BadSyntax")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.adaptive.card","content":{"type":"AdaptiveCard","version":"1.5"}}]}""", 400, "BadArgument")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"{}"}]}""", 400, "BadArgument")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"Card","version":"1.5"}}]}""", 400, "BadArgument")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}}]}""", 400, "BadArgument")]
    [InlineData("""{"type":"message",""", 400, "BadSyntax")]
    [InlineData("""[]""", 400, "BadSyntax")]
    public async Task A_malformed_activity_is_refused(string body, int status, string code)
    {
        Assert.Equal((status, code), await server.Sends(body));
        Assert.Empty(server.Chat);
    }

    /// <summary>One local Teams for all cases, for each makes its own keys.</summary>
    public sealed class Server : LocalTeamsTest
    {
        private protected override LocalTeamsOptions Options => base.Options with { RateLimits = false };

        public IReadOnlyList<ChatMessage> Chat => Teams.Client.Chat(Manager);

        public async Task<(int Status, string? Code)> Sends(string body)
        {
            var answer = await Http.PostAsync(In(Manager.ChatId), Raw(body), TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, (string?)(await Json(answer))["error"]?["code"]);
        }
    }
}
