using System.Net;
using System.Text;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Highlights;

/// <summary>The pages behind a card's links, over HTTP as a browser asks for them: photo, print, workbook, audit trail.</summary>
public sealed class PageTests
{
    // What could be taken for something else: a formula, HTML, Markdown, quotes, marks that turn the direction of writing, emoji.
    private const string Tricky = "=HYPERLINK(\"https://example.com\",\"点我\")<b onload=alert(1)>\n*太好了* 「\u202Eabc\u202C」 👏🏽";
    private static readonly HttpClient Http = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "H-1")]
    public async Task A_photos_link_takes_one_photo_and_says_what_is_wrong_with_another_file()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasChats(stage);
        await stage.Teams.Client.Say(stage.Person(9), "亮点 李静");
        var link = await Link(stage, 9, "加照片…");
        using var form = await Http.GetAsync(link, cancel);
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        Assert.Contains("给李静的亮点时刻卡", await Text(form));
        Assert.Contains("default-src 'none'", form.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-store", form.Headers.CacheControl!.ToString());

        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), await Sends(link, [0, 0, 0, 24, .. "ftypheic"u8, 0, 0], "HEIC"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), await Sends(link, "MZ…"u8.ToArray(), "JPEG"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), await Sends(link, Photographs.Claiming(Photographs.Corners(), 65000, 65000), "JPEG"));
        Assert.Equal((HttpStatusCode.OK, true), await Sends(link, Photographs.Held(Photographs.Corners(), 6), "照片放好了"));
        Assert.Equal((HttpStatusCode.Gone, true), await Sends(link, Photographs.Corners(), "已经用过"));
    }

    [Fact]
    [Trait("Rule", "H-4")]
    [Trait("Threat", "TM-18")]
    [Trait("Threat", "TM-39")]
    public async Task A_link_that_was_changed_or_is_over_opens_nothing()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasChats(stage);
        await Signed(stage, HighlightBranch.What);
        var link = await Link(stage, 1, "打印 A5 卡片");
        using var sheet = await Http.GetAsync(link, cancel);
        Assert.Contains("No. demo-2026-0147", await Text(sheet));

        var token = link.Segments[^1];
        foreach (var forged in new[] { token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token[..^8], "x", token[..40] + "AAAA" + token[44..] })
        {
            using var refused = await Http.GetAsync(new Uri(link, forged), cancel);
            Assert.Equal(HttpStatusCode.Gone, refused.StatusCode);
            Assert.DoesNotContain("李静", await Text(refused));
        }

        // Who leaves the branch has a link that opens nothing any more, though it is not over.
        var his = await Link(stage, 6, "打印 A5 卡片");
        await stage.Leaves(6);
        using var left = await Http.GetAsync(his, cancel);
        Assert.NotEqual(HttpStatusCode.OK, left.StatusCode);
        Assert.DoesNotContain("No. demo", await Text(left));
    }

    [Fact]
    [Trait("Rule", "H-6")]
    [Trait("Threat", "TM-22")]
    public async Task What_people_wrote_is_text_on_the_page_and_in_the_workbook_however_it_looks()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasChats(stage);
        var longest = new string('好', 3996) + "👏🏽";
        await Signed(stage, Tricky);
        var tricky = await Link(stage, 1, "打印 A5 卡片");
        await Signed(stage, longest);
        using var sheet = await Http.GetAsync(tricky, cancel);
        var html = await sheet.Content.ReadAsStringAsync(cancel);
        Assert.DoesNotContain("<b onload", html);
        Assert.Contains("*太好了*", WebUtility.HtmlDecode(html));
        Assert.DoesNotContain("\u202E", WebUtility.HtmlDecode(html));

        await stage.Teams.Client.Say(stage.Person(1), "亮点墙");
        var book = await Http.GetByteArrayAsync(await Link(stage, 1, "下载 Excel"), cancel);
        var rows = (await LibreOffice.ReadSheets([book]))[0]["亮点时刻卡"];
        Assert.Contains("=HYPERLINK(\"\"https://example.com\"\",\"\"点我\"\")", rows);
        Assert.Contains(longest, rows);
        Assert.Contains("demo-2026-0148", rows);
    }

    [Fact]
    [Trait("Rule", "H-4")]
    [Trait("Threat", "TM-32")]
    public async Task The_program_checks_a_trail_that_was_downloaded()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasChats(stage);
        await Signed(stage, HighlightBranch.What);
        await stage.Teams.Client.Say(stage.Person(1), "亮点墙");
        var trail = await Http.GetStringAsync(await Link(stage, 1, "下载审计记录"), cancel);
        var file = Path.Combine(Directory.CreateTempSubdirectory("trail").FullName, "highlights.jsonl");
        await File.WriteAllTextAsync(file, trail, cancel);
        var (whole, said) = await BotProcess.Run(["verify", file], new Dictionary<string, string>());
        Assert.Equal(0, whole);
        Assert.Contains("Whole: demo, 3 events, 1 signatures, 2026 up to 147.", said);

        Assert.Equal(0, (await BotProcess.Run(["verify", file, "--head", said[(said.IndexOf("Head ", StringComparison.Ordinal) + 5)..][..64]], new Dictionary<string, string>())).ExitCode);
        var (other, why) = await BotProcess.Run(["verify", file, "--head", new string('0', 64)], new Dictionary<string, string>());
        Assert.Equal(1, other);
        Assert.Contains("it was written anew", why);
        await File.WriteAllTextAsync(file, trail.Replace("蹲下来", "跳起来", StringComparison.Ordinal), cancel);
        Assert.Equal(1, (await BotProcess.Run(["verify", file], new Dictionary<string, string>())).ExitCode);

        // The trail is for the manager and the region.
        await stage.Teams.Client.Say(stage.Person(6), "亮点墙");
        Assert.DoesNotContain("下载审计记录", HighlightBranch.Words(stage.Teams.Client.Chat(stage.Person(6))[^1]));
    }

    private static async Task Signed(Stage stage, string what)
    {
        await HighlightBranch.Gives(stage, 9, "李静", what);
        await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains("highlights.sign\"", StringComparison.Ordinal));
        await SalesBranch.Presses(stage, 1, "签字");
    }

    private static async Task<Uri> Link(Stage stage, int who, string title)
    {
        await stage.Teams.Client.WaitFor(stage.Person(who), m => HighlightBranch.Words(m).Contains($"\"{title}\"", StringComparison.Ordinal));
        return new((string)HighlightBranch.Button(stage, who, title).Action["url"]!);
    }

    private async Task<(HttpStatusCode Status, bool Says)> Sends(Uri link, byte[] file, string says)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "photo", "photo.jpg" } };
        using var answer = await Http.PostAsync(link, form, cancel);
        return (answer.StatusCode, (await Text(answer)).Contains(says, StringComparison.Ordinal));
    }

    private async Task<string> Text(HttpResponseMessage answer) => WebUtility.HtmlDecode(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancel)));
}
