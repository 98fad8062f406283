using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>How a piece of text looks.</summary>
internal sealed record Look(string? Size = null, bool Bold = false, string? Color = null, bool Subtle = false)
{
    /// <summary>As it is.</summary>
    public static readonly Look Plain = new();

    /// <summary>How a tone looks.</summary>
    public static Look Of(Tone tone) => tone switch
    {
        Tone.Quiet => new(Subtle: true),
        Tone.Good => new(Color: "Good"),
        Tone.Attention => new(Color: "Attention"),
        _ => Plain,
    };
}

/// <summary>
/// Writes the few elements of Adaptive Cards 1.5 that cards consist of. All text goes through RichTextBlock: unlike TextBlock it takes nothing
/// for Markdown, so that what people wrote needs no table of escapes.
/// </summary>
internal sealed class CardWriter(Utf8JsonWriter json)
{
    /// <summary>The writer below.</summary>
    public Utf8JsonWriter Json => json;

    /// <summary>A paragraph for each line of a text.</summary>
    public void RichText(string text, Look look, string? spacing = null, bool right = false)
    {
        foreach (var line in PlainText.Clean(text).Split('\n'))
        {
            RichText([(line, look)], spacing, right);
            spacing = "None";
        }
    }

    /// <summary>One line of differently looking pieces.</summary>
    public void RichText(IReadOnlyList<(string Text, Look Look)> pieces, string? spacing = null, bool right = false)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        Optional("spacing", spacing);
        if (right)
        {
            json.WriteString("horizontalAlignment", "Right");
        }

        json.WriteStartArray("inlines");
        // A run without text is not allowed; an empty line is a line.
        foreach (var (text, look) in pieces.Any(p => p.Text.Length > 0) ? pieces.Where(p => p.Text.Length > 0) : [(" ", Look.Plain)])
        {
            Runs(PlainText.Clean(text).Replace('\n', ' '), look);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Columns beside one another.</summary>
    public void Columns(string? spacing, bool separator, params ReadOnlySpan<(string Width, Action Items)> columns)
    {
        json.WriteStartObject();
        json.WriteString("type", "ColumnSet");
        Optional("spacing", spacing);
        if (separator)
        {
            json.WriteBoolean("separator", true);
        }

        json.WriteStartArray("columns");
        foreach (var (width, items) in columns)
        {
            json.WriteStartObject();
            json.WriteString("type", "Column");
            json.WriteString("width", width);
            json.WriteString("verticalContentAlignment", "Center");
            Items("items", items);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A box that stands out.</summary>
    public void Container(string style, Action items)
    {
        json.WriteStartObject();
        json.WriteString("type", "Container");
        json.WriteString("style", style);
        Items("items", items);
        json.WriteEndObject();
    }

    /// <summary>An array of what <paramref name="write"/> writes.</summary>
    public void Items(string name, Action write)
    {
        json.WriteStartArray(name);
        write();
        json.WriteEndArray();
    }

    // Every renderer replaces {{DATE(…)}} and {{TIME(…)}} in the text of one run: cut between the braces, it stays what somebody wrote.
    private void Runs(string text, Look look)
    {
        var from = 0;
        for (var brace = text.IndexOf("{{", StringComparison.Ordinal); brace >= 0; brace = text.IndexOf("{{", from, StringComparison.Ordinal))
        {
            Run(text[from..(brace + 1)], look);
            from = brace + 1;
        }

        Run(text[from..], look);
    }

    private void Run(string text, Look look)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", text.Length == 0 ? " " : text);
        Optional("size", look.Size);
        Optional("weight", look.Bold ? "Bolder" : null);
        Optional("color", look.Color);
        if (look.Subtle)
        {
            json.WriteBoolean("isSubtle", true);
        }

        json.WriteEndObject();
    }

    private void Optional(string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
