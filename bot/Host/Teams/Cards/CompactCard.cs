namespace BranchBot.Host.Teams;

/// <summary>A card in as little room as it can have: what sixty products or a large branch make too large for Teams is still shown, less well set.</summary>
internal static class CompactCard
{
    /// <summary>The same, with lines that follow one another as one list.</summary>
    public static Card Of(Card card)
    {
        var body = new List<Part>();
        var lines = new List<Text>();
        foreach (var part in card.Body)
        {
            if (part is Line line)
            {
                lines.Add(line.Left + new Text(":", ": ") + line.Right + (line.Detail is { } detail ? Text.Same(" · ") + detail : Text.Same("")));
                continue;
            }

            End();
            body.Add(part);
        }

        End();
        return card with { Body = body };

        void End()
        {
            if (lines.Count > 0)
            {
                body.Add(new Bullets([.. lines]));
                lines.Clear();
            }
        }
    }
}
