using System.Text;
using System.Text.Json.Nodes;
using BranchBot.Host.Teams;

namespace BranchBot.Adapters.Tests.Teams;

public class AdaptiveCardRendererTests
{
    private static readonly Stranger Reader = new(new(Guid.Parse("10000000-0000-0000-0000-000000000001")), Language.Chinese, "29:fang");
    private static readonly Button Press = new(new("完成", "Done"), new ShowParrot("绿", new(2026, 11, 24)));

    private static readonly Card Everything = new(new("开门三件事", "Opening"),
    [
        new Notice(new("做得好", "Well done"), Tone.Good),
        new Notice(new("不行", "No"), Tone.Attention),
        new Paragraph(new("第一行\n第二行", "one\ntwo"), Tone.Quiet),
        new Heading(new("开门", "Open"), Text.Same("1/3")),
        new Heading(new("关门", "Close")),
        new Progress(1, 3),
        new Step(1, new("参加晨会", "Meeting"), true, Text.Same("08:11"), null),
        new Step(2, new("看文章", "Article"), false, new("等您", "waiting"), Press),
        new Step(3, new("准备", "Prepare"), false, null, new(new("这是一个很长的按钮", "A long button"), new Fall())),
        new Bullets([new("甲", "a"), new("乙", "b")]),
        new Line(Text.Same("王芳"), Text.Same("支行长"), Text.Same("3/3"), Tone.Good),
    ])
    {
        Subtitle = Text.Same("11月24日"),
        Buttons = [Press with { Primary = true }, new(new("帮助", "Help"), new Fall())],
        Refresh = new ShowParrot("绿"),
    };

    private static JsonObject Render(Card card, Actor? reader = null) =>
        (JsonObject)JsonNode.Parse(new AdaptiveCardRenderer(ParrotFeature.Catalogue).Render(card, reader ?? Reader).Utf8.Span)!;

    private static string Raw(Card card) => Encoding.UTF8.GetString(new AdaptiveCardRenderer(ParrotFeature.Catalogue).Render(card, Reader).Utf8.Span);

    private static Card Saying(string words) => new(Text.Same(words),
    [
        new Notice(Text.Same(words), Tone.Plain), new Paragraph(Text.Same(words)), new Heading(Text.Same(words), Text.Same(words)),
        new Step(1, Text.Same(words), true, Text.Same(words), new(Text.Same(words), new Repeat(words))), new Bullets([Text.Same(words)]),
        new Line(Text.Same(words), Text.Same(words), Text.Same(words), Tone.Plain),
    ])
    { Buttons = [new(Text.Same(words), new Repeat(words))], Subtitle = Text.Same(words), Summary = Text.Same(words) };

    private static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject o => [o, .. o.SelectMany(p => All(p.Value))],
        JsonArray a => a.SelectMany(All),
        _ => [],
    };

    private static IEnumerable<string> Runs(JsonNode card) => All(card["body"]).Where(o => (string?)o["type"] == "TextRun").Select(o => (string)o["text"]!);

    [Fact]
    public void A_picture_is_shown_by_a_link_made_now_and_opens_large()
    {
        var card = new Card(Text.Same("x"), [new Picture("a.jpg", new("叫号器的照片", "Photo of the machine"))]);
        var image = (JsonObject)JsonNode.Parse(new AdaptiveCardRenderer(ParrotFeature.Catalogue, new Links()).Render(card, Reader).Utf8.Span)!["body"]![1]!;
        Assert.Equal(("Image", "https://blobs.example/a.jpg?sig=1%2B2&x=3"), ((string?)image["type"], (string?)image["url"]));
        Assert.Equal("叫号器的照片", (string?)image["altText"]);
        Assert.True((bool?)image["msteams"]!["allowExpand"]);
    }

    [Fact]
    public void Without_a_link_the_words_for_a_picture_are_shown() => Assert.Contains(
        "[叫号器的照片]", Raw(new(Text.Same("x"), [new Picture("a.jpg", new("叫号器的照片", "Photo of the machine"))])), StringComparison.Ordinal);

    [Fact]
    public void A_card_declares_the_newest_version_that_Teams_draws()
    {
        var card = Render(Everything);
        Assert.Equal(("AdaptiveCard", "1.5", "full"), ((string?)card["type"], (string?)card["version"], (string?)card["msteams"]!["width"]));
    }

    [Fact]
    [Trait("Threat", "TM-20")]
    public void No_element_is_newer_than_1_5_and_none_takes_text_for_Markdown()
    {
        string[] known = ["AdaptiveCard", "RichTextBlock", "TextRun", "ColumnSet", "Column", "Container", "ActionSet", "Action.Execute", "Action.Submit"];
        var types = All(Render(Everything)).Select(o => (string?)o["type"]).OfType<string>().Distinct().Order().ToList();
        Assert.Equal(known.Order(), types);
    }

    [Fact]
    public void Three_columns_are_the_most_on_a_phone() =>
        Assert.All(All(Render(Everything)).Where(o => (string?)o["type"] == "ColumnSet"), c => Assert.InRange(c["columns"]!.AsArray().Count, 1, 3));

    [Fact]
    public void All_that_the_card_says_is_there_in_the_readers_language()
    {
        Assert.Equal(
            [
                "开门三件事", "11月24日", "做得好", "不行", "第一行", "第二行", "开门", "1/3", "关门", "1/3 ", "■", "□□", "1.", "参加晨会", "✓ 08:11", "2.", "看文章", "等您",
                "3.", "准备", "• 甲", "• 乙", "王芳", "支行长", "3/3",
            ],
            Runs(Render(Everything)));
        Assert.Contains("Article", Runs(Render(Everything, Reader with { Language = Language.English })));
    }

    [Fact]
    public void A_button_is_its_command_and_old_clients_get_the_same()
    {
        var button = Render(Everything)["actions"]![0]!;
        Assert.Equal(("Action.Execute", "完成", "parrot.show", "positive"), ((string?)button["type"], (string?)button["title"], (string?)button["verb"], (string?)button["style"]));
        Assert.Equal("""{"verb":"parrot.show","name":"绿","day":"2026-11-24"}""", button["data"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        var fallback = button["fallback"]!;
        Assert.Equal(("Action.Submit", "完成"), ((string?)fallback["type"], (string?)fallback["title"]));
        Assert.True(JsonNode.DeepEquals(button["data"], fallback["data"]));
        Assert.Null(Render(Everything)["actions"]![1]!["style"]);
    }

    [Fact]
    public void A_payload_reads_back_as_the_same_command()
    {
        var data = System.Text.Json.JsonSerializer.SerializeToElement(Render(Everything)["actions"]![0]!["data"]);
        Assert.Equal(Press.Command, ParrotFeature.Catalogue.Parse("parrot.show", data));
    }

    [Fact]
    public void A_card_refreshes_only_where_it_is_known_for_whom()
    {
        var refresh = Render(Everything)["refresh"]!;
        Assert.Equal("""["29:fang"]""", refresh["userIds"]!.ToJsonString());
        Assert.Equal(("Action.Execute", "parrot.show"), ((string?)refresh["action"]!["type"], (string?)refresh["action"]!["verb"]));
        Assert.Null(Render(Everything, Reader with { UserId = null })["refresh"]);
        Assert.Null(Render(Everything with { Refresh = null })["refresh"]);
    }

    [Fact]
    public void A_short_button_stands_beside_its_step_and_a_long_one_below()
    {
        var sets = All(Render(Everything)).Where(o => (string?)o["type"] == "ColumnSet").ToList();
        var beside = sets.Single(s => s.ToJsonString().Contains("2.", StringComparison.Ordinal));
        var below = sets.Single(s => s.ToJsonString().Contains("3.", StringComparison.Ordinal));
        Assert.Equal("ActionSet", (string?)beside["columns"]![2]!["items"]![0]!["type"]);
        Assert.Equal("ActionSet", (string?)below["columns"]![1]!["items"]![1]!["type"]);
    }

    [Theory]
    [InlineData(0, 3, "", "□□□")]
    [InlineData(3, 3, "■■■", "")]
    [InlineData(19, 20, "■■■■■■■■■", "□")]
    [InlineData(0, 0, "", "□")]
    public void A_bar_is_full_only_when_all_is_done(int done, int total, string full, string empty)
    {
        var runs = Runs(Render(new(Text.Same("x"), [new Progress(done, total)]))).Skip(1).ToList();
        Assert.Equal([$"{done}/{total} ", .. new[] { full, empty }.Where(t => t.Length > 0)], runs);
    }

    [Theory]
    [Trait("Threat", "TM-20")]
    [InlineData("**粗** _斜_ [点我](https://evil.example) # 1")]
    [InlineData("\"quotes\" \\ / <at>王芳</at> & ; : | {}")]
    [InlineData("👩‍💼 😀 ﷽")]
    [InlineData("${name} $(x)")]
    public void What_people_wrote_is_shown_as_they_wrote_it(string words)
    {
        var card = Render(Saying(words));
        Assert.All(Runs(card), run => Assert.Contains(run, (string[])[words, $"• {words}", $"✓ {words}", "1."]));
        Assert.Equal(words, (string?)card["actions"]![0]!["title"]);
        Assert.Contains(words, (string?)card["fallbackText"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "TM-20")]
    public void A_date_that_somebody_typed_stays_what_he_typed()
    {
        const string typed = "见 {{DATE(2026-11-24T08:00:00Z, SHORT)}} {{{x";
        var runs = Runs(Render(new(Text.Same("x"), [new Paragraph(Text.Same(typed))]))).Skip(1).ToList();
        Assert.Equal(typed, string.Concat(runs));
        Assert.DoesNotContain(runs, run => run.Contains("{{", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-20")]
    public void Nothing_invisible_gets_through()
    {
        var card = Render(Saying("a\u202Eb\u2066c\u200Fd\u0007e\u0000f\uFEFFg\u061Ch"));
        // A command's own data are nothing that is shown, and come back as they were.
        foreach (var payload in All(card).Where(o => o["data"] is not null).ToList())
        {
            payload.Remove("data");
        }

        var raw = card.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.DoesNotContain("\\u", raw, StringComparison.Ordinal);
        Assert.DoesNotContain(raw, c => c is '\u202E' or '\u2066' or '\u200F' or '\uFEFF' or '\u061C');
        Assert.Contains("abcdefgh", raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_becomes_a_mark_and_breaks_nothing() => Assert.Equal("a\uFFFDb", Runs(Render(new(Text.Same("a\uD800b"), []))).Single());

    [Fact]
    public void An_empty_text_leaves_a_valid_card() => Assert.All(Runs(Render(Saying(""))), run => Assert.NotEmpty(run));

    [Fact]
    public void Chinese_is_written_as_Chinese() => Assert.DoesNotContain("\\u", Raw(Everything), StringComparison.Ordinal);

    [Fact]
    public void A_card_that_Teams_would_not_take_is_written_in_less_room_and_where_there_is_none_refused()
    {
        var lines = Enumerable.Range(0, 80).Select(i => new Line(Text.Same($"很长的一行 {i}"), Text.Same(new string('长', 20)), Text.Same($"{i} 笔"), Tone.Plain));
        Assert.Contains("很长的一行 79:79 笔 · 长长", string.Concat(Runs(Render(new(Text.Same("x"), [new Paragraph(Text.Same("y")), .. lines, new Paragraph(Text.Same("z"))])))), StringComparison.Ordinal);
        Assert.Throws<UnshowableCardException>(() => Render(new(Text.Same("x"), [new Paragraph(Text.Same(new string('长', 10_000)))])));
        Assert.Throws<UnshowableCardException>(() => Render(new(Text.Same("x"), []) { Buttons = [.. Enumerable.Repeat(Press, 7)] }));
    }

    [Fact]
    public void A_part_without_a_look_is_noticed() => Assert.Throws<NotSupportedException>(() => Render(new(Text.Same("x"), [new Riddle()])));

    [Fact]
    public void The_text_says_the_same_as_the_card() => Assert.Equal(
        """
        开门三件事
        11月24日
        做得好
        ! 不行
        第一行
        第二行
        开门  1/3
        关门
        1/3
        1. [✓ 08:11] 参加晨会
        2. [ ] 看文章 – 等您
        3. [ ] 准备
        • 甲
        • 乙
        王芳 支行长:3/3
        (1) 完成:看文章
        (2) 这是一个很长的按钮:准备
        (3) 完成
        (4) 帮助
        """,
        TextRenderer.Render(Everything, Language.Chinese));

    [Fact]
    public void A_summary_is_one_short_line()
    {
        Assert.Equal("开门三件事", TextRenderer.Summary(Everything, Language.Chinese));
        Assert.Equal("a b", TextRenderer.Summary(Everything with { Summary = Text.Same("a\nb") }, Language.Chinese));
        Assert.Equal(150, TextRenderer.Summary(Everything with { Summary = Text.Same(new string('长', 500)) }, Language.Chinese).Length);
    }

    private sealed record Riddle : Part;

    private sealed class Links : BranchBot.Host.Storage.IPictureLinks
    {
        public Uri? LinkTo(string picture) => new($"https://blobs.example/{picture}?sig=1%2B2&x=3");
    }
}
