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
public sealed record Step(int Number, Text What, bool Done, Text? Detail, Button? Button) : Part;

/// <summary>A list of sentences, each with a dot.</summary>
public sealed record Bullets(IReadOnlyList<Text> Items) : Part;

/// <summary>A line of a board: a name, what he is, and a figure at the right.</summary>
public sealed record Line(Text Left, Text? Detail, Text Right, Tone Tone) : Part;
