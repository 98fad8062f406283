namespace BranchBot.Core;

/// <summary>What a feature shows on the branch's spirit wall (精神墙, W-3). Pure.</summary>
public interface IWallPanels
{
    /// <summary>The rows that it needs, all of the branch's or its region's.</summary>
    /// <param name="facts">The branch.</param>
    /// <param name="day">The branch's day.</param>
    /// <param name="audience">Who passes the screen.</param>
    IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day, Audience audience);

    /// <summary>Its panels, in their order; none where there is nothing to show to them.</summary>
    /// <param name="turn">The branch, now.</param>
    /// <param name="audience">Who passes the screen: customers see no figures by name, and no praise that was not released for them.</param>
    /// <param name="rows">The rows.</param>
    IReadOnlyList<WallPanel> Panels(Turn turn, Audience audience, Rows rows);
}

/// <summary>One thing that a screen shows at a time.</summary>
public abstract record WallPanel;

/// <summary>A highlight card.</summary>
/// <param name="Id">What tells it apart.</param>
/// <param name="Number">Its number.</param>
/// <param name="Occasion">For what.</param>
/// <param name="To">For whom.</param>
/// <param name="ToIs">The receiver's position.</param>
/// <param name="From">Who gave it.</param>
/// <param name="What">What happened.</param>
/// <param name="SignedBy">Who signed it.</param>
/// <param name="Day">When it happened.</param>
/// <param name="Photo">The photo's name in the store; null: none.</param>
/// <param name="Fresh">Whether it was signed just now.</param>
public sealed record CardPanel(string Id, string Number, Text Occasion, string To, Text ToIs, string From, string What, Text SignedBy, Text Day, string? Photo, bool Fresh) : WallPanel;

/// <summary>A table of a few lines.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Lines">Its lines.</param>
public sealed record TablePanel(Text Title, IReadOnlyList<Line> Lines) : WallPanel;

/// <summary>A bar chart.</summary>
/// <param name="Chart">The chart.</param>
public sealed record ChartPanel(BarChart Chart) : WallPanel;
