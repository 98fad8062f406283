using System.Globalization;
using System.Text.Json.Serialization;
using BranchBot.Features.Handbook;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;

namespace BranchBot.Host.Wall;

/// <summary>A spirit wall as its page reads it, in the branch's language.</summary>
internal sealed record WallContent(string Branch, IReadOnlyList<string> Spirit, string Language, string Audience, string Day, string AsOf, int Poll, IReadOnlyList<WallPanelContent> Panels)
{
    /// <summary>The content of a wall.</summary>
    /// <param name="wall">The wall.</param>
    /// <param name="poll">After how many seconds the screen asks again.</param>
    /// <param name="pictures">Makes links to photos.</param>
    public static WallContent Of(Features.SpiritWall.Wall wall, int poll, IPictureLinks pictures)
    {
        var language = wall.Facts.Branch.Language;
        return new(
            PlainText.Clean(wall.Facts.Branch.Name),
            [.. HandbookText.Spirit.Select(w => w.In(language))],
            language == Core.Language.English ? "en-US" : "zh-CN",
            wall.Audience == Core.Audience.Lobby ? "lobby" : "staff",
            Dates.WithWeekday(wall.Day).In(language),
            wall.Facts.Branch.Time.Clock(wall.Now),
            poll,
            [.. wall.Panels.Select(p => Of(p, language, pictures))]);
    }

    /// <summary>
    /// The same without what moves by itself, to tell whether it is another content: not the clock, and of a photo's link only whether there is one and which
    /// quarter of the day it is, for a screen must have a new link before the old one is over (<see cref="PictureLinks.Lifetime"/>).
    /// </summary>
    /// <param name="now">The instant, UTC.</param>
    public WallContent Standing(DateTimeOffset now) => this with
    {
        AsOf = "",
        Panels = [.. Panels.Select(p => p is CardContent card ? card with { Photo = card.Photo is null ? null : $"{now.UtcDateTime:yyyyMMdd}-{now.UtcDateTime.Hour / 6}", Fresh = false } : p)],
    };

    private static WallPanelContent Of(WallPanel panel, Language language, IPictureLinks pictures)
    {
        string In(Text text) => PlainText.Clean(text.In(language));
        return panel switch
        {
            CardPanel c => new CardContent(c.Id, c.Number, In(c.Occasion), PlainText.Clean(c.To), In(c.ToIs), PlainText.Clean(c.From), PlainText.Clean(c.What), In(c.SignedBy), In(c.Day), c.Photo is { } photo ? pictures.LinkTo(photo)?.AbsoluteUri : null, c.Photo is { } id ? RowKeys.Of(id) : null, c.Fresh),
            TablePanel t => new TableContent(In(t.Title), [.. t.Lines.Select(l => new RowContent(In(l.Left), In(l.Right), l.Detail is { } detail ? In(detail) : null, ToneOf(l.Tone)))]),
            ChartPanel { Chart: var chart } => new ChartContent(In(chart.Title), In(chart.Unit), [.. chart.Bars.Select(b => new BarContent(In(b.Label), b.Value, string.Create(CultureInfo.InvariantCulture, $"{b.Value:#,##0.##}{In(chart.Unit)}"), ToneOf(b.Tone)))]),
            _ => throw new NotSupportedException($"{panel.GetType().Name} has no form on a screen."),
        };
    }

    private static string ToneOf(Tone tone) => tone switch { Tone.Good => "good", Tone.Attention => "attention", _ => "plain" };
}

/// <summary>A panel, told by its kind.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CardContent), "card")]
[JsonDerivedType(typeof(TableContent), "table")]
[JsonDerivedType(typeof(ChartContent), "chart")]
internal abstract record WallPanelContent;

/// <summary>A highlight card.</summary>
internal sealed record CardContent(string Id, string Number, string Occasion, string To, string ToIs, string From, string What, string SignedBy, string Day, string? Photo, string? PhotoId, bool Fresh) : WallPanelContent;

/// <summary>A table.</summary>
internal sealed record TableContent(string Title, IReadOnlyList<RowContent> Rows) : WallPanelContent;

/// <summary>A line of a table.</summary>
internal sealed record RowContent(string Label, string Value, string? Detail, string Tone);

/// <summary>A bar chart.</summary>
internal sealed record ChartContent(string Title, string Unit, IReadOnlyList<BarContent> Bars) : WallPanelContent;

/// <summary>A bar.</summary>
internal sealed record BarContent(string Label, decimal Value, string Shown, string Tone);
