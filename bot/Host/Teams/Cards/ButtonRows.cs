namespace BranchBot.Host.Teams;

/// <summary>Buttons in rows that a phone shows whole: a client squeezes one row until titles are cut.</summary>
internal static class ButtonRows
{
    // A phone's card has 326 px inside; a button has 26 px around its title, a Latin letter 7 px, buttons stand 8 px apart.
    private const int Inside = 326;
    private const int Around = 26;
    private const int Letter = 7;
    private const int Apart = 8;

    /// <summary>The rows in their order; none where there are no buttons.</summary>
    public static IReadOnlyList<IReadOnlyList<Button>> Of(IReadOnlyList<Button> buttons, Language language)
    {
        var rows = new List<List<Button>>();
        var left = 0;
        foreach (var button in buttons)
        {
            var width = Around + (Letter * PlainText.Width(button.Title.In(language)));
            if (rows.Count == 0 || width > left)
            {
                rows.Add([]);
                left = Inside;
            }

            rows[^1].Add(button);
            left -= width + Apart;
        }

        return rows;
    }
}
