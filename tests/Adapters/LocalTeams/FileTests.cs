using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class FileTests : LocalTeamsTest
{
    private const int Piece = 320 * 1024;

    [Fact]
    public async Task A_person_allows_a_file_the_bot_puts_it_there_and_shows_it()
    {
        var info = await Allowed();
        Assert.Equal(("日报.xlsx", "xlsx"), ((string?)info["name"], (string?)info["fileType"]));
        using var drive = new HttpClient();
        Assert.Equal(201, await Put(drive, info, "abcd", "bytes 0-3/4"));
        Assert.Equal(404, await Put(drive, info, "abcd", "bytes 0-3/4"));

        Assert.Equal(201, (int)(await Send(Teller, Info(info))).StatusCode);
        var file = Teams.Client.Chat(Teller)[^1].File!;
        Assert.Equal("日报.xlsx", file.Name);
        Assert.Equal("abcd", await Http.GetStringAsync($"{Teams.Url}/client/uploads/{file.UploadId}", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_question_stands_and_its_answer_is_an_invoke_with_its_context()
    {
        var id = await Asks();
        var seen = Teams.Client.Chat(Teller)[^1].Consent!;
        Assert.Equal(("日报.xlsx", "今天的日报", 4L), (seen.Name, seen.Description, seen.Size));
        await Teams.Files.Decline(Teller, id);
        var declined = Bot.Activities.Last();
        Assert.Equal(("fileConsent/invoke", id), ((string?)declined["name"], (string?)declined["replyToId"]));
        Assert.Equal("""{"type":"fileUpload","action":"decline","context":{"no":1}}""", declined["value"]!.ToJsonString());
        await Teams.Files.Allow(Teller, id);
        Assert.Equal("""{"yes":1}""", Bot.Activities.Last()["value"]!["context"]!.ToJsonString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Files.Allow(Manager, id));
    }

    [Fact]
    public async Task The_place_refuses_a_token_and_whoever_has_no_permission()
    {
        var info = await Allowed();
        Assert.Equal(401, await Put(Http, info, "abcd", "bytes 0-3/4"));
        using var drive = new HttpClient();
        var other = new JsonObject { ["uploadUrl"] = ((string)info["uploadUrl"]!)[..^4] + "0000" };
        Assert.Equal(404, await Put(drive, other, "abcd", "bytes 0-3/4"));
    }

    [Fact]
    public async Task Ranges_come_in_order_and_whole()
    {
        var info = await Allowed();
        using var drive = new HttpClient();
        var piece = new string('a', Piece);
        Assert.Equal(400, await Put(drive, info, "abcd", null));
        Assert.Equal(416, await Put(drive, info, "abcd", $"bytes {Piece}-{Piece + 3}/{Piece + 4}"));
        Assert.Equal(400, await Put(drive, info, "abcd", "bytes 0-3/8"));
        Assert.Equal(202, await Put(drive, info, piece, $"bytes 0-{Piece - 1}/{Piece + 4}"));
        Assert.Equal(416, await Put(drive, info, piece, $"bytes 0-{Piece - 1}/{Piece + 4}"));
        Assert.Equal(416, await Put(drive, info, "abcd", $"bytes {Piece}-{Piece + 3}/{Piece + 9}"));
        Assert.Equal(416, await Put(drive, info, "abc", $"bytes {Piece}-{Piece + 3}/{Piece + 4}"));
        Assert.Equal(201, await Put(drive, info, "abcd", $"bytes {Piece}-{Piece + 3}/{Piece + 4}"));
    }

    [Fact]
    public async Task Files_are_for_personal_chats_and_whole_cards()
    {
        await Teams.Teams.AddBot(Manager, "demo");
        await Refused(await Http.PostAsJsonAsync(In(Teams.Conversations.Channel("demo").Id), Consent()), 400, "BadArgument");
        var nameless = Consent();
        nameless["attachments"]![0]!.AsObject().Remove("name");
        await Refused(await Send(Teller, nameless), 400, "BadArgument");
        var sizeless = Consent();
        sizeless["attachments"]![0]!["content"]!.AsObject().Remove("sizeInBytes");
        await Refused(await Send(Teller, sizeless), 400, "BadArgument");
        await Refused(await Send(Teller, Info(new() { ["name"] = "a.txt", ["fileType"] = "txt" })), 400, "BadArgument");
    }

    private async Task<string> Asks()
    {
        var answer = await Send(Teller, Consent());
        Assert.Equal(201, (int)answer.StatusCode);
        return (string)(await Json(answer))["id"]!;
    }

    private async Task<JsonObject> Allowed() => (JsonObject)(await Teams.Files.Allow(Teller, await Asks())).Activity["value"]!["uploadInfo"]!;

    private static async Task<int> Put(HttpClient drive, JsonObject info, string content, string? range)
    {
        using var bytes = new ByteArrayContent(Encoding.ASCII.GetBytes(content));
        bytes.Headers.ContentRange = range is null ? null : ContentRangeHeaderValue.Parse(range);
        return (int)(await drive.PutAsync((string)info["uploadUrl"]!, bytes)).StatusCode;
    }

    private static JsonObject Consent() => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.card.file.consent",
            ["name"] = "日报.xlsx",
            ["content"] = JsonNode.Parse("""{"description":"今天的日报","sizeInBytes":4,"acceptContext":{"yes":1},"declineContext":{"no":1}}"""),
        }),
    };

    private static JsonObject Info(JsonObject info) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.card.file.info",
            ["contentUrl"] = info["contentUrl"]?.DeepClone(),
            ["name"] = info["name"]?.DeepClone(),
            ["content"] = new JsonObject { ["uniqueId"] = info["uniqueId"]?.DeepClone(), ["fileType"] = info["fileType"]?.DeepClone() },
        }),
    };
}
