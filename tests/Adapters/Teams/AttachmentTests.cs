using System.Text.Json.Nodes;
using BranchBot.Host.Documents;
using BranchBot.Host.Storage;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Http;
using SkiaSharp;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>What people send besides words, from their phones to the store.</summary>
public sealed class AttachmentTests : TeamsChannelTest
{
    private static readonly byte[] Png = Drawn(SKEncodedImageFormat.Png);
    private static readonly byte[] Jpeg = Drawn(SKEncodedImageFormat.Jpeg);
    private static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0];

    [Fact]
    public async Task A_photo_is_fetched_with_the_bots_token_and_kept()
    {
        await Teams.Client.SendPicture(Fang, Png);
        Assert.Equal($"jpg {Photos.Kept(Png)!.Length}", LastFor(Fang).Text);
        var (kind, contentType, content) = Bot.Blobs.Kept.Values.Single();
        Assert.Equal((BlobKind.Pictures, "image/jpeg"), (kind, contentType));
        Assert.Equal(Photos.Kept(Png), content);
        Assert.Equal([true], Teams.Uploads.Fetched.Select(f => f.Token));
    }

    [Fact]
    [Trait("Threat", "TM-17")]
    public async Task A_file_is_fetched_without_a_token()
    {
        await Teams.Client.SendFile(Fang, "岗位,姓名"u8.ToArray(), "名单.CSV");
        Assert.Equal("名单.CSV=岗位,姓名", LastFor(Fang).Text);
        Assert.Equal(BlobKind.Files, Bot.Blobs.Kept.Values.Single().Kind);
        Assert.Equal([(false, 200)], Teams.Uploads.Fetched.Select(f => (f.Token, f.Status)));
    }

    [Fact]
    public async Task A_photo_sent_as_a_file_is_a_photo()
    {
        await Teams.Client.SendFile(Fang, Jpeg, "IMG_1.jpeg");
        Assert.Equal($"jpg {Photos.Kept(Jpeg)!.Length}", LastFor(Fang).Text);
        Assert.Equal(BlobKind.Pictures, Bot.Blobs.Kept.Values.Single().Kind);
    }

    [Fact]
    public async Task Several_pictures_of_one_message_get_one_answer_and_the_words_beside_them()
    {
        await Teams.Client.Send(Fang, [Teams.Uploads.Keep(Png, "", true), Teams.Uploads.Keep(Jpeg, "", true)], "两只鸟");
        Assert.Equal([$"jpg {Photos.Kept(Jpeg)!.Length} 两只鸟"], Teams.Client.Chat(Fang).Where(m => m.From == "bot").Select(m => m.Text));
        Assert.Equal(2, Bot.Blobs.Kept.Count);
        Assert.Equal(2, Bot.Storage.Commits.SelectMany(c => c.Rows).Select(r => r.Row).OfType<Nest>().Select(n => n.Key).Distinct().Count());
    }

    [Fact]
    public async Task Several_files_of_one_message_come_together()
    {
        await Teams.Client.Send(Fang, [Teams.Uploads.Keep("1"u8.ToArray(), "a.csv", false), Teams.Uploads.Keep("2"u8.ToArray(), "b.csv", false)]);
        Assert.Equal("a.csv=1;b.csv=2", LastFor(Fang).Text);
    }

    [Fact]
    [Trait("Threat", "TM-24")]
    public async Task No_card_gives_the_command_of_a_picture()
    {
        await Teams.Cards.PressSubmit(Fang, "1", new JsonObject { ["verb"] = "parrot.admire", ["picture"] = new JsonObject { ["blob"] = "x", ["type"] = "png", ["name"] = "", ["sha256"] = "", ["words"] = "", ["content"] = "" } });
        Assert.Contains("太旧", LastFor(Fang).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_says_something_is_heard_before_its_photo_is_taken()
    {
        await Teams.Client.SendPicture(Fang, Png, text: "说 看这里");
        Assert.Equal(["听到:看这里", $"jpg {Photos.Kept(Png)!.Length}"], Teams.Client.Chat(Fang).Where(m => m.From == "bot").Select(m => m.Text));
    }

    [Fact]
    public async Task Photos_and_files_of_one_message_go_to_whom_they_belong()
    {
        await Teams.Client.Send(Fang, [Teams.Uploads.Keep(Png, "", true), Teams.Uploads.Keep("a,b"u8.ToArray(), "x.csv", false)]);
        Assert.Equal([$"jpg {Photos.Kept(Png)!.Length}", "x.csv=a,b"], Teams.Client.Chat(Fang).Where(m => m.From == "bot").Select(m => m.Text));
    }

    [Fact]
    public async Task What_a_decision_does_not_keep_is_taken_out_of_the_store()
    {
        await Teams.Client.SendPicture(Fang, Png, text: "不要");
        Assert.Equal(("不要了", 1), (LastFor(Fang).Text, Bot.Blobs.Put));
        Assert.Empty(Bot.Blobs.Kept);
    }

    [Fact]
    public async Task A_HEIC_photo_is_named_with_what_to_do()
    {
        await Teams.Client.SendPicture(Fang, Heic);
        Assert.Contains("兼容性最佳", LastFor(Fang).Text, StringComparison.Ordinal);
        await Teams.Client.SendFile(Fang, Heic, "IMG_2.HEIC");
        Assert.Contains("兼容性最佳", LastFor(Fang).Text, StringComparison.Ordinal);
        Assert.Equal(0, Bot.Blobs.Put);
    }

    [Theory]
    [InlineData("这不是 JPEG", "<svg onload=alert(1)>")]
    [InlineData("这不是 JPEG", "GIF89a")]
    [InlineData("这不是 JPEG", "%PDF-1.7")]
    [InlineData("空的", "")]
    public async Task What_only_claims_to_be_a_photo_is_refused(string sentence, string content)
    {
        await Teams.Client.SendPicture(Fang, System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Contains(sentence, LastFor(Fang).Text, StringComparison.Ordinal);
        Assert.Equal(0, Bot.Blobs.Put);
    }

    [Theory]
    [InlineData("x.csv", "PK\u0003\u0004", "不是 .csv")]
    [InlineData("x.csv", "\u0001\0\u0001", "不是 .csv")]
    [InlineData("x.jpg", "hello", "这不是 JPEG")]
    [InlineData("x.docx", "PK\u0003\u0004", "您可以发:鸟的照片、名单(.csv)")]
    [InlineData("x", "hello", "您可以发")]
    [InlineData("x.exe", "MZ", "您可以发")]
    public async Task A_file_that_nobody_takes_or_that_lies_is_answered_with_what_would_work(string name, string content, string sentence)
    {
        await Teams.Client.SendFile(Fang, System.Text.Encoding.UTF8.GetBytes(content), name);
        Assert.Contains(sentence, LastFor(Fang).Text, StringComparison.Ordinal);
        Assert.Equal(0, Bot.Blobs.Put);
    }

    [Fact]
    public async Task One_that_cannot_be_taken_is_named_and_nothing_of_its_message_is_kept()
    {
        await Teams.Client.Send(Fang, [Teams.Uploads.Keep("a"u8.ToArray(), "a.csv", false), Teams.Uploads.Keep("PK\u0003\u0004"u8.ToArray(), "b.csv", false)]);
        Assert.StartsWith("b.csv: 这个文件的内容不是 .csv", LastFor(Fang).Text, StringComparison.Ordinal);
        Assert.Equal(0, Bot.Blobs.Put);
    }

    [Fact]
    public async Task Six_at_once_are_too_many_and_nothing_is_fetched()
    {
        await Teams.Client.Send(Fang, [.. Enumerable.Range(0, 6).Select(_ => Teams.Uploads.Keep(Png, "", true))]);
        Assert.Contains("一次最多收 5 个", LastFor(Fang).Text, StringComparison.Ordinal);
        Assert.Empty(Teams.Uploads.Fetched);
    }

    [Fact]
    [Trait("Threat", "TM-14")]
    public async Task More_than_ten_megabytes_are_not_read_whether_the_length_is_told_or_not()
    {
        await Teams.Client.SendPicture(Fang, [.. Png, .. new byte[10 * 1024 * 1024]]);
        Assert.Contains("图片最大 10 MB", LastFor(Fang).Text, StringComparison.Ordinal);

        var hungUp = new TaskCompletionSource();
        Teams.Uploads.Instead = async http =>
        {
            http.RequestAborted.Register(hungUp.SetResult);
            for (var chunk = new byte[64 * 1024]; !hungUp.Task.IsCompleted;)
            {
                await http.Response.Body.WriteAsync(chunk);
                await http.Response.Body.FlushAsync();
            }
        };
        await Teams.Client.SendPicture(Fang, Png);
        Assert.Contains("图片最大 10 MB", LastFor(Fang).Text, StringComparison.Ordinal);
        await hungUp.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(0, Bot.Blobs.Put);
    }

    [Theory]
    [Trait("Threat", "TM-16")]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Whoever_sends_the_bot_elsewhere_is_not_followed(int status)
    {
        Teams.Uploads.Instead = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = Bot.Url.ToString();
            return Task.CompletedTask;
        };
        await Teams.Client.SendPicture(Fang, Png);
        Assert.Contains("没有取到", LastFor(Fang).Text, StringComparison.Ordinal);
        Assert.Single(Teams.Uploads.Fetched);
    }

    [Fact]
    [Trait("Threat", "TM-16")]
    public async Task A_lying_content_type_changes_nothing()
    {
        Teams.Uploads.Instead = http =>
        {
            http.Response.ContentType = "image/png";
            return http.Response.WriteAsync("<script>alert(1)</script>");
        };
        await Teams.Client.SendPicture(Fang, Png);
        Assert.Contains("这不是 JPEG", LastFor(Fang).Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Threat", "TM-15")]
    [InlineData("http://127.0.0.1:1/v3/attachments/1/views/original")]
    [InlineData("http://localhost:{port}/v3/attachments/1/views/original")]
    [InlineData("http://127.0.0.1:{port}@evil.example/x")]
    [InlineData("http://user@127.0.0.1:{port}/x")]
    [InlineData("http://user:pass@127.0.0.1:{port}/x")]
    [InlineData("https://127.0.0.1:{port}/x")]
    [InlineData("http://evil.example/127.0.0.1:{port}")]
    [InlineData("http://evil.example\\@127.0.0.1:{port}/x")]
    [InlineData("http://169.254.169.254/metadata/identity/oauth2/token")]
    [InlineData("http://[::1]:{port}/x")]
    [InlineData("http://2130706433:{port2}/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("//127.0.0.1:{port}/x")]
    [InlineData("")]
    public async Task Nothing_is_fetched_from_where_Teams_does_not_keep_pictures(string url)
    {
        url = url.Replace("{port2}", "1", StringComparison.Ordinal).Replace("{port}", $"{new Uri(Teams.Url).Port}", StringComparison.Ordinal);
        await Deliver(new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = url });
        Assert.Contains("不在我认识的地方", LastFor(Fang).Text, StringComparison.Ordinal);
        await Deliver(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["name"] = "x.csv",
            ["content"] = new JsonObject { ["downloadUrl"] = url, ["uniqueId"] = "1", ["fileType"] = "csv" },
        });
        Assert.Contains("不在我认识的地方", LastFor(Fang).Text, StringComparison.Ordinal);
        Assert.Empty(Teams.Uploads.Fetched);
    }

    [Theory]
    [InlineData("""{"contentType":7,"contentUrl":{}}""")]
    [InlineData("""{"contentType":"image/*"}""")]
    [InlineData("""{"contentType":"application/vnd.microsoft.teams.file.download.info","content":"x","name":[]}""")]
    [InlineData("""{"contentType":"text/html","content":"<p>x</p>"}""")]
    [InlineData("""{"contentType":"application/vnd.microsoft.card.adaptive","content":{}}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Whatever_form_an_attachment_has_there_is_an_answer(string attachment)
    {
        var delivery = await Deliver(JsonNode.Parse(attachment));
        Assert.Equal(200, delivery.Answer.Status);
        Assert.NotNull(LastFor(Fang).Text);
    }

    [Fact]
    public async Task In_a_group_pictures_are_left_alone_politely()
    {
        await Teams.Client.SayInChannel(Fang, "说 好", groupChat: true);
        var activity = (JsonObject)Teams.Bot.LastActivity!.DeepClone();
        activity["id"] = "1000";
        activity["text"] = "<at>BranchBot</at>";
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = $"{Teams.ServiceUrl}v3/attachments/1/views/original" });
        Assert.Equal(200, (await Teams.Bot.DeliverAsync(activity)).Status);
        Assert.Contains(Teams.Calls.Of(Operation.Send), c => ((string?)c.Body?["text"])?.Contains("私聊", StringComparison.Ordinal) == true);
        Assert.Empty(Teams.Uploads.Fetched);
    }

    [Fact]
    [Trait("Threat", "TM-34")]
    public async Task Nothing_of_what_people_send_is_logged()
    {
        await Teams.Client.SendFile(Fang, "PK\u0003\u0004"u8.ToArray(), "薪酬.csv");
        await Teams.Client.SendPicture(Fang, Png, "王芳.png", "说 秘密");
        Assert.DoesNotContain(Bot.Log.Lines, l => l.Contains("薪酬", StringComparison.Ordinal) || l.Contains("秘密", StringComparison.Ordinal) || l.Contains("tempauth", StringComparison.Ordinal));
    }

    private Task<BranchBot.LocalTeams.Delivery> Deliver(JsonNode? attachment) => Teams.Client.Deliver(Fang, "message", activity =>
    {
        activity["id"] = "999";
        activity["attachments"] = new JsonArray(attachment?.DeepClone());
    });

    private static byte[] Drawn(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(8, 6);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
