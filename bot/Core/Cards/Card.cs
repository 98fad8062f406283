namespace BranchBot.Core;

/// <summary>A card as a value: what it says and what can be pressed, without a word of how Teams writes it. Texts are plain: a renderer escapes them.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Body">What it says.</param>
public sealed record Card(Text Title, IReadOnlyList<Part> Body)
{
    /// <summary>Beside or below the heading, small: a date, a place.</summary>
    public Text? Subtitle { get; init; }

    /// <summary>The row of buttons at the bottom; at most six, as Teams shows no more.</summary>
    public IReadOnlyList<Button> Buttons { get; init; } = [];

    /// <summary>What Teams asks when somebody opens the card again, so that an old one shows the newest state; null: it does not refresh.</summary>
    public Command? Refresh { get; init; }

    /// <summary>One line for a notification and for clients that show no card; null: the heading.</summary>
    public Text? Summary { get; init; }
}

/// <summary>A button: the command that it gives.</summary>
/// <exception cref="ArgumentException">The command is relative (<see cref="IRelative"/>).</exception>
public sealed record Button(Text Title, Command Command)
{
    /// <summary>What it does when it is pressed.</summary>
    public Command Command { get; } = Command is IRelative ? throw new ArgumentException($"{Command.GetType().Name} is relative: it cannot stand on a button.") : Command;

    /// <summary>Whether it is the one that most people will press.</summary>
    public bool Primary { get; init; }

    /// <summary>
    /// Whether what was filled into the card's fields goes with it: each field's value takes the place of the command's property of that name. The
    /// client checks what it can; the command checks again.
    /// </summary>
    public bool Submits { get; init; }
}

/// <summary>How something is meant.</summary>
public enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Less important.</summary>
    Quiet,

    /// <summary>Done, good.</summary>
    Good,

    /// <summary>To be looked at.</summary>
    Attention,
}

/// <summary>A part of a card.</summary>
public abstract record Part;

/// <summary>A sentence that stands out at the top: what has just happened, or why something was refused.</summary>
public sealed record Notice(Text Text, Tone Tone) : Part;

/// <summary>A paragraph.</summary>
public sealed record Paragraph(Text Text, Tone Tone = Tone.Plain) : Part;

/// <summary>The heading of what follows, with something at its right such as 1/3.</summary>
public sealed record Heading(Text Text, Text? Right = null) : Part;

/// <summary>How far it is: done of total.</summary>
public sealed record Progress(int Done, int Total) : Part;

/// <summary>Something to do: done or not, with its button.</summary>
/// <param name="Number">Its place in the list, from 1.</param>
/// <param name="What">What is to be done.</param>
/// <param name="Done">Whether it is done.</param>
/// <param name="Detail">When it was done, or what it waits for.</param>
/// <param name="Button">What can be pressed beside it.</param>
public sealed record Step(int Number, Text What, bool Done, Text? Detail, Button? Button) : Part
{
    /// <summary>What else can be pressed beside it, less often.</summary>
    public Button? Other { get; init; }

    /// <summary>Whether something is the matter with it: done, but with an issue.</summary>
    public bool Warns { get; init; }

    /// <summary>All that can be pressed beside it.</summary>
    public IReadOnlyList<Button> Buttons => [.. new[] { Button, Other }.OfType<Button>()];

    /// <summary>Whether it is nothing to do but something that stands, such as an entry of a list: it has no box to tick.</summary>
    public bool Stands { get; init; }
}

/// <summary>A list of sentences, each with a dot.</summary>
public sealed record Bullets(IReadOnlyList<Text> Items) : Part;

/// <summary>A line of a board: a name, what he is, and a figure at the right.</summary>
public sealed record Line(Text Left, Text? Detail, Text Right, Tone Tone) : Part;

/// <summary>Bars below one another, each as long as its value: a chart where the client draws charts, blocks of text where not.</summary>
/// <param name="Title">What they show.</param>
/// <param name="Bars">The bars, from the top.</param>
/// <param name="Unit">What stands behind each value, such as % or 笔.</param>
public sealed record BarChart(Text Title, IReadOnlyList<Bar> Bars, Text Unit) : Part;

/// <summary>A bar of a chart.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Value">Its value, not below zero.</param>
/// <param name="Tone">How it is meant.</param>
public sealed record Bar(Text Label, decimal Value, Tone Tone = Tone.Plain);

/// <summary>A picture that somebody sent, by its name in the store; a renderer makes a short-lived link of it.</summary>
public sealed record Picture(string Name, Text Alt) : Part;

/// <summary>
/// Opens a page of the bot in the browser, for what a card cannot do: take a file, be printed, be downloaded. The page gives the command as the reader of the
/// card, some time at most; where the bot has no public address, there is no such link.
/// </summary>
/// <param name="Title">What the link says.</param>
/// <param name="Command">What the page asks for; its answer is <see cref="Given"/>.</param>
public sealed record PageLink(Text Title, Command Command) : Part;

/// <summary>Words that stand out: what somebody said, quoted.</summary>
public sealed record Quote(Text Text) : Part;

/// <summary>Something to fill in. Its value goes into the property of that name of the command of a button that submits.</summary>
/// <param name="Id">The property's name in camelCase.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Value">What stands in it at first, as the property is written in JSON; null: nothing.</param>
/// <param name="Required">Whether it must be filled in.</param>
public abstract record Field(string Id, Text Label, string? Value, bool Required) : Part;

/// <summary>A line or paragraph of text.</summary>
/// <param name="Id">The property's name in camelCase.</param>
/// <param name="Label">What is asked.</param>
/// <param name="MaxLength">The most characters; told in the label where it is room for sentences.</param>
/// <param name="Value">What stands in it at first.</param>
/// <param name="Required">Whether it must be filled in.</param>
/// <param name="Multiline">Whether it has several lines.</param>
/// <param name="Hint">What stands in the empty field.</param>
public sealed record TextField(string Id, Text Label, int MaxLength, string? Value = null, bool Required = false, bool Multiline = false, Text? Hint = null)
    : Field(Id, Label, Value, Required);

/// <summary>One of several, or with <paramref name="Many"/> some of them, joined by commas.</summary>
/// <param name="Id">The property's name in camelCase.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Choices">What can be chosen: the value as the property is written in JSON, and what is shown.</param>
/// <param name="Value">What is chosen at first.</param>
/// <param name="Required">Whether something must be chosen.</param>
/// <param name="Many">Whether several can be chosen.</param>
/// <param name="Compact">A list that opens, instead of all choices under one another.</param>
public sealed record ChoiceField(
    string Id, Text Label, IReadOnlyList<(string Value, Text Title)> Choices, string? Value = null, bool Required = false, bool Many = false, bool Compact = true)
    : Field(Id, Label, Value, Required);

/// <summary>A whole number.</summary>
public sealed record NumberField(string Id, Text Label, int Min, int Max, int? Number = null, bool Required = false)
    : Field(Id, Label, Number?.ToString(System.Globalization.CultureInfo.InvariantCulture), Required);

/// <summary>A day, as <c>yyyy-MM-dd</c>.</summary>
public sealed record DateField(string Id, Text Label, DateOnly? Day = null, bool Required = false)
    : Field(Id, Label, Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Required);

/// <summary>A time of day, as <c>HH:mm</c>.</summary>
public sealed record TimeField(string Id, Text Label, TimeOnly? Time = null, bool Required = false)
    : Field(Id, Label, Time?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), Required);
