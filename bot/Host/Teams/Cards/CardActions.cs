using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>Writes what can be pressed: the command itself, as <c>{verb, …}</c>. It carries ids and no authority.</summary>
internal sealed class CardActions(Catalogue catalogue, Utf8JsonWriter json, bool dialog = false)
{
    // Teams reads msteams in a payload as an instruction; verb is what tells commands apart.
    private static readonly string[] Taken = ["verb", "msteams"];

    /// <summary>The array of actions.</summary>
    public void Buttons(IReadOnlyList<Button> buttons, Language language)
    {
        json.WriteStartArray("actions");
        foreach (var button in buttons)
        {
            Button(button, language);
        }

        json.WriteEndArray();
    }

    /// <summary>Buttons inside of the card.</summary>
    public void Set(IReadOnlyList<Button> buttons, Language language)
    {
        json.WriteStartObject();
        json.WriteString("type", "ActionSet");
        Buttons(buttons, language);
        json.WriteEndObject();
    }

    /// <summary>Opens a page in the browser.</summary>
    public void Open(string title, Uri page)
    {
        json.WriteStartObject();
        json.WriteString("type", "ActionSet");
        json.WriteStartArray("actions");
        json.WriteStartObject();
        json.WriteString("type", "Action.OpenUrl");
        json.WriteString("title", PlainText.Clean(title));
        json.WriteString("url", page.AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What a client asks by itself when the card comes into view again, for one reader.</summary>
    public void Refresh(Command command, string userId)
    {
        json.WriteStartObject("refresh");
        json.WriteStartObject("action");
        Execute(command, null, false, submits: true);
        json.WriteEndObject();
        json.WriteStartArray("userIds");
        json.WriteStringValue(userId);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // A button: Action.Execute, and for clients that do not know it Action.Submit with the same payload.
    private void Button(Button button, Language language)
    {
        var title = PlainText.Clean(button.Title.In(language));
        json.WriteStartObject();
        if (dialog)
        {
            Submit(button, title);
        }
        else
        {
            Execute(button.Command, title, button.Primary, button.Submits);
            json.WriteStartObject("fallback");
            Submit(button, title);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Submit(Button button, string title)
    {
        json.WriteString("type", "Action.Submit");
        Head(title, button.Primary, button.Submits);
        Data(button.Command);
    }

    private void Execute(Command command, string? title, bool primary, bool submits)
    {
        json.WriteString("type", "Action.Execute");
        json.WriteString("verb", catalogue.VerbOf(command));
        Head(title, primary, submits);
        Data(command);
    }

    private void Head(string? title, bool primary, bool submits)
    {
        // What stands in the fields goes with a button that asks for it, and holds up no other.
        if (!submits)
        {
            json.WriteString("associatedInputs", "none");
        }

        if (title is not null)
        {
            json.WriteString("title", title);
        }

        if (primary)
        {
            json.WriteString("style", "positive");
        }
    }

    private void Data(Command command)
    {
        json.WriteStartObject("data");
        json.WriteString("verb", catalogue.VerbOf(command));
        foreach (var property in JsonSerializer.SerializeToElement(command, command.GetType(), Catalogue.Json).EnumerateObject())
        {
            if (Taken.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"{command.GetType().Name} has a property '{property.Name}', which means something else in a card.");
            }

            property.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
