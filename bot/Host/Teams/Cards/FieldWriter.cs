using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>Writes what can be filled in. The client checks the same that the command checks again.</summary>
internal sealed class FieldWriter(Utf8JsonWriter json, Language language)
{
    private static readonly Text Missing = new("这一项必须填。", "This has to be filled in.");

    /// <summary>Writes a field.</summary>
    /// <exception cref="NotSupportedException">There is a new kind of field, and no form for it.</exception>
    public void Write(Field field)
    {
        json.WriteStartObject();
        json.WriteString("type", field switch
        {
            TextField => "Input.Text",
            ChoiceField => "Input.ChoiceSet",
            NumberField => "Input.Number",
            DateField => "Input.Date",
            TimeField => "Input.Time",
            _ => throw new NotSupportedException($"{field.GetType().Name} has no form on a card."),
        });
        json.WriteString("id", field.Id);
        json.WriteString("label", Label(field));
        if (field.Required)
        {
            json.WriteBoolean("isRequired", true);
            json.WriteString("errorMessage", Missing.In(language));
        }

        switch (field)
        {
            case TextField text:
                json.WriteNumber("maxLength", text.MaxLength);
                json.WriteBoolean("isMultiline", text.Multiline);
                if (text.Hint is { } hint)
                {
                    json.WriteString("placeholder", PlainText.Clean(hint.In(language)));
                }

                break;
            case ChoiceField choice:
                Choices(choice);
                break;
            case NumberField number:
                json.WriteNumber("min", number.Min);
                json.WriteNumber("max", number.Max);
                break;
        }

        if (field.Value is { } value)
        {
            if (field is NumberField { Number: { } shown })
            {
                json.WriteNumber("value", shown);
            }
            else
            {
                json.WriteString("value", PlainText.Clean(value));
            }
        }

        json.WriteEndObject();
    }

    // Who fills in a name or a figure is far from the limit; who writes sentences wants to know it.
    private string Label(Field field) => PlainText.Clean(field.Label.In(language))
        + (field is TextField { MaxLength: > 40 } text ? new Text($"(最多 {text.MaxLength} 字)", $" (at most {text.MaxLength} characters)").In(language) : "");

    private void Choices(ChoiceField field)
    {
        json.WriteString("style", field.Compact ? "compact" : "expanded");
        json.WriteBoolean("isMultiSelect", field.Many);
        json.WriteBoolean("wrap", true);
        json.WriteStartArray("choices");
        foreach (var (value, title) in field.Choices)
        {
            json.WriteStartObject();
            json.WriteString("title", PlainText.Clean(title.In(language)));
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
