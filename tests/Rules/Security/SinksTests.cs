using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Host.Documents;
using BranchBot.Host.Pages;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Rules.Tests.Security;

/// <summary>Whatever people wrote stays words, wherever it comes out: one test for each place.</summary>
public sealed partial class SinksTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    [Trait("Threat", "TM-20")]
    public void On_a_card_words_are_neither_Markdown_nor_an_address_nor_a_template()
    {
        foreach (var words in Hostile.Words)
        {
            var text = Text.Same(words);
            var card = new Card(text,
            [
                new Notice(text, Tone.Attention), new Paragraph(text, Tone.Plain), new Heading(text, text), new Bullets([text]), new Line(text, text, text, Tone.Plain), new Quote(text), new Picture("x.jpg", text),
                new TextField("t", text, 100, words, Hint: text), new ChoiceField("c", text, [(words, text)], words),
            ])
            { Subtitle = text, Summary = text };
            using var json = JsonDocument.Parse(new AdaptiveCardRenderer(Rehearsal.Catalogue).Render(card, DemoBranch.Manager).Utf8);
            foreach (var (path, value) in Strings(json.RootElement, ""))
            {
                // What goes back to the bot in a choice is data and shown to nobody.
                Assert.True(path.EndsWith(".value", StringComparison.Ordinal) || !value.Any(c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u2066' or '\u200F'), $"{path}: {words}");
                Assert.False(path.EndsWith(".type", StringComparison.Ordinal) && value is "TextBlock" or "FactSet", "An element that reads Markdown.");
                Assert.False(path.EndsWith(".text", StringComparison.Ordinal) && value.Contains("{{", StringComparison.Ordinal), words);
                Assert.False(path.EndsWith("url", StringComparison.OrdinalIgnoreCase), "A card of words has no address.");
            }
        }
    }

    [Fact]
    [Trait("Threat", "TM-20")]
    public void A_message_of_words_is_plain_and_mentions_nobody()
    {
        foreach (var words in Hostile.Words)
        {
            using var json = JsonSerializer.SerializeToDocument(MessageRenderer.Words(words), OutboundJson.Instance.OutgoingActivity);
            Assert.Equal("plain", json.RootElement.GetProperty("textFormat").GetString());
            Assert.False(json.RootElement.TryGetProperty("entities", out _), "Teams mentions only whom the entities name.");
            Assert.DoesNotContain(json.RootElement.GetProperty("text").GetString()!, c => char.IsControl(c) && c != '\n');
        }
    }

    [Fact]
    [Trait("Threat", "TM-21")]
    public async Task In_a_workbook_no_word_is_a_formula()
    {
        var head = new WorksheetHead("words", "Words", [new("who", Hostile.Words[0], CellType.Text), new("n", Hostile.Words[6], CellType.Count) { Summed = true }]);
        var book = new Workbook(Hostile.Words[2], Hostile.Words[3], SampleBook.AsOf, "1", [head]) { Stamp = Hostile.Words[4], Total = Hostile.Words[1] };
        var rows = Hostile.Words.Select((w, i) => (IReadOnlyList<Cell>)[new(w), new(i)]).ToList();
        using var stream = new MemoryStream(await SampleBook.File(book, _ => rows.ToAsyncEnumerable()));
        using var file = SpreadsheetDocument.Open(stream, false);
        var cells = file.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<S.Cell>().ToList();

        // The one formula is the bot's own sum.
        var formula = Assert.Single(cells, c => c.CellFormula is not null);
        Assert.StartsWith("SUBTOTAL(", formula.CellFormula!.Text, StringComparison.Ordinal);
        Assert.All(cells.Where(c => c.CellReference!.Value!.StartsWith('A')), c => Assert.True(c.DataType?.Value == S.CellValues.InlineString || c.InnerText.Length == 0, c.OuterXml));
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(file, Cancel).Select(e => e.Description));
        Assert.Null(file.WorkbookPart.ExternalWorkbookParts.FirstOrDefault());
        Assert.Empty(file.WorkbookPart.WorksheetParts.Single().HyperlinkRelationships);
    }

    [Fact]
    [Trait("Threat", "TM-21")]
    public void In_the_list_of_products_no_word_is_a_formula()
    {
        foreach (var words in Hostile.Words.Concat(["=1+1", "+1", "-甲", "-A(1)", "@甲", "\t=1", "甲=1"]))
        {
            var product = new SentProduct("p", words, words, CountingUnit.Deal, true) { Aliases = [words] };
            var plan = ProductPlan.Of([], [product], new(2026, 11, 24), Rehearsal.Catalogue.Hear);
            var cells = ProductFile.Write(plan.Faults.Count > 0 ? [] : plan.Products).Split('\n')[1].Split(',');
            Assert.DoesNotContain(cells, c => c.TrimStart('"', ' ').IndexOfAny(['=', '+', '-', '@', '\t', '\r']) == 0);
        }
    }

    [Fact]
    [Trait("Threat", "TM-22")]
    public async Task On_a_page_words_are_text()
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var html = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var plain = Tags().Matches(await Page("words")).Select(m => m.Value).ToList();
        foreach (var words in Hostile.Words.Where(w => w.Trim().Length > 0 && !w.Any(char.IsSurrogate)))
        {
            Assert.Equal(plain, Tags().Matches(await Page(words)).Select(m => m.Value));
        }

        // Pages say the same words wherever they say any: which tags there are must not depend on them.
        async Task<string> Page(string words) => await html.Dispatcher.InvokeAsync(async () =>
        {
            var form = new UploadPage(Text.Same(words), Text.Same(words), Text.Same(words), _ => throw new InvalidOperationException());
            var first = await html.RenderComponentAsync<PhotoForm>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Form"] = form, ["Language"] = Language.Chinese, ["Problem"] = Text.Same(words) }));
            var second = await html.RenderComponentAsync<PageSentence>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Said"] = Text.Same(words), ["Language"] = Language.English }));
            var third = await html.RenderComponentAsync<TalkPaper>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Sheet"] = Talk(words), ["Language"] = Language.Chinese }));
            var card = new HighlightSheet(words, words, Text.Same(words), words, Text.Same(words), words, words, Text.Same(words), Text.Same(words), null, true, Text.Same(words));
            var fourth = await html.RenderComponentAsync<CardSheet>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Sheet"] = card, ["Language"] = Language.English }));
            return first.ToHtmlString() + second.ToHtmlString() + third.ToHtmlString() + Sizes().Replace(fourth.ToHtmlString(), "class=\"sheet\"");
        });
    }

    [Fact]
    [Trait("Threat", "TM-25")]
    public void In_a_calendar_file_no_word_begins_a_line_of_its_own()
    {
        var allowed = new HashSet<string>(["BEGIN", "END", "VERSION", "PRODID", "METHOD", "TZID", "X-LIC-LOCATION", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "DTSTART", "DTEND", "RRULE", "RDATE", "CLASS", "DTSTAMP", "LOCATION", "ORGANIZER", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID", "ATTENDEE", "ACTION", "DESCRIPTION", "TRIGGER", "CREATED"]);
        foreach (var words in Hostile.Words)
        {
            var party = new CalendarParty(DemoBranch.Teller.Id, words, "li.jing@bank.example");
            var page = new CalendarPage("talk-1@branchbot", 1, Text.Same(words), DemoBranch.At("09:30", "2027-01-04"), TimeSpan.FromHours(1), "Asia/Shanghai", words, party, party);
            var file = Encoding.UTF8.GetString(CalendarFile.Of(page, Language.Chinese, DemoBranch.At("09:00")));
            Assert.DoesNotMatch("(?<!\r)\n|\r(?!\n)", file);
            var lines = file.Replace("\r\n ", "", StringComparison.Ordinal).Replace("\r\n\t", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => Assert.Contains(line.Split(':', ';')[0], allowed));
            Assert.Single(lines, line => line.StartsWith("ATTENDEE", StringComparison.Ordinal));
            Assert.Single(lines, line => line == "END:VEVENT");
            Assert.DoesNotContain(lines, line => line.Any(c => char.IsControl(c) && c != '\t'));
        }
    }

    [Fact]
    [Trait("Threat", "TM-26")]
    public async Task A_files_name_is_a_name_and_no_other_header()
    {
        foreach (var words in Hostile.Words.Where(w => w.Length > 0))
        {
            var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
            http.Response.Body = new MemoryStream();
            await TypedResults.File(Array.Empty<byte>(), "application/octet-stream", words).ExecuteAsync(http);
            var header = http.Response.Headers.ContentDisposition.ToString();
            Assert.StartsWith("attachment; filename=", header, StringComparison.Ordinal);
            Assert.DoesNotContain(header, c => char.IsControl(c) || c > '~');
            Assert.Equal(["filename", "filename*"], Microsoft.Net.Http.Headers.ContentDispositionHeaderValue.Parse(header).Parameters.Select(p => p.Name.ToString()));
        }
    }

    [Fact]
    [Trait("Threat", "TM-09")]
    public void What_a_file_says_does_not_speak_to_the_operators_terminal()
    {
        foreach (var words in Hostile.Words)
        {
            var line = new CsvLine(words, 2, new Dictionary<string, string> { ["name"] = words });
            List<FileError> errors = [line.Error(words, Text.Same(words))];
            Assert.DoesNotContain(errors[0].ToString(), char.IsControl);
            Assert.DoesNotContain(errors[0].Said().Zh, char.IsControl);
            new CellChecks(errors).Name(line);
            Assert.Equal(words.Any(char.IsControl) || words.Length == 0, errors.Count == 2);
        }
    }

    [Fact]
    [Trait("Threat", "TM-18")]
    public void A_link_to_a_page_is_over_after_two_hours_and_no_other_seal_opens_one()
    {
        var keys = new EphemeralDataProtectionProvider();
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build();
        var links = new PageLinks(PageSettings.Read(configuration, new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = "Production" }), Rehearsal.Catalogue, keys);
        var command = new OpenHighlightTrail(DemoBranch.Branch.Id);
        var ticket = JsonSerializer.Serialize(new PageTicket(DemoBranch.Manager.Id, Rehearsal.Catalogue.PageOf(command), JsonSerializer.SerializeToElement(command, Catalogue.Json)), Catalogue.Json);
        string Sealed(string purpose, TimeSpan good) => keys.CreateProtector(purpose).ToTimeLimitedDataProtector().Protect(ticket, TimeProvider.System.GetUtcNow() + good);
        Assert.Equal(TimeSpan.FromHours(2), PageLinks.Lifetime);
        Assert.NotNull(links.Read(Sealed("BranchBot.Pages", TimeSpan.FromMinutes(1))));
        Assert.Null(links.Read(Sealed("BranchBot.Pages", TimeSpan.FromMinutes(-1))));
        Assert.Null(links.Read(Sealed("BranchBot.Screens", TimeSpan.FromMinutes(1))));
        Assert.Null(links.Read(keys.CreateProtector("BranchBot.Pages").Protect(ticket)));
        Assert.Null(links.Read(new EphemeralDataProtectionProvider().CreateProtector("BranchBot.Pages").ToTimeLimitedDataProtector().Protect(ticket, TimeSpan.FromHours(1))));
    }

    // A talk whose every word somebody else chose.
    private static TalkSheet Talk(string words) => new(
        DemoBranch.Branch.Id, new(2027, 1, 1), DemoBranch.Teller.Id, words, words, words, true, true, words, DemoBranch.At("09:30", "2027-01-04"), 60, 60, TalkState.Invited, words,
        [new(words, [new(words, words, words, SheetTone.Attention)])], words, [words], [words],
        new(words, [new(words, true, words, new(2027, 1, 31), true, false, true)], MinutesState.Draft, words, 1, 1, true), new(2027, 1, 4));

    private static IEnumerable<(string Path, string Value)> Strings(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Strings(p.Value, $"{path}.{p.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(i => Strings(i, path)),
        JsonValueKind.String => [(path, json.GetString()!)],
        _ => [],
    };

    // How long the words are tells how large they are written.
    [GeneratedRegex("class=\"sheet[^\"]*\"")]
    private static partial Regex Sizes();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
