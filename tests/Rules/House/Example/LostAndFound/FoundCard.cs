namespace BranchBot.Features.LostAndFound;

/// <summary>The drawer as a card.</summary>
internal static class FoundCard
{
    private static readonly Text Fetched = new("领走了", "Fetched");

    /// <summary>What is there, a button each, and what has just happened.</summary>
    public static Shown Of(Turn turn, Drawer drawer, Text? news = null) => new(new(
        new("失物", "Lost and found"),
        [
            .. news is { } happened ? [new Notice(happened, Tone.Good)] : Array.Empty<Part>(),
            .. drawer.Things.Count == 0 ? [new Paragraph(new("没有客户落下的东西。", "Nothing waits for its owner."), Tone.Quiet)] : Array.Empty<Part>(),
            .. drawer.Things.Select((thing, place) => new Step(
                place + 1, Text.Same(thing.What), false, Dates.Brief(thing.Day, turn.Today), new(Fetched, new HandBack(drawer.Branch, thing.Key))) { Stands = true }),
        ])
    {
        Subtitle = Text.Same(turn.Branch.Name),
        Refresh = new NoteFound(),
    });
}
