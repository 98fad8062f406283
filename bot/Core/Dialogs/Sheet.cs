namespace BranchBot.Core;

/// <summary>What a question takes for an answer.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Takes>))]
public enum Takes
{
    /// <summary>Words.</summary>
    Words,

    /// <summary>One or some of several.</summary>
    Choice,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A time of day.</summary>
    Time,
}

/// <summary>One of several.</summary>
/// <param name="Value">As the property is written in JSON.</param>
/// <param name="Title">As it is shown.</param>
public sealed record Choice(string Value, Text Title);

/// <summary>A field of a card as a question, as it is kept until it is answered.</summary>
/// <param name="Id">The property that the answer goes into.</param>
/// <param name="Takes">What it takes.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Value">What stands at first.</param>
/// <param name="Required">Whether it must be answered.</param>
/// <param name="Least">The smallest number.</param>
/// <param name="Most">The largest number; of words: the most characters.</param>
/// <param name="Many">Whether several can be chosen.</param>
/// <param name="Multiline">Whether words may have several lines.</param>
/// <param name="Hint">What helps to answer.</param>
/// <param name="Choices">Which of the sheet's lists of choices.</param>
public sealed record Question(
    string Id,
    Takes Takes,
    Text Label,
    string? Value = null,
    bool Required = false,
    int Least = 0,
    int Most = 0,
    bool Many = false,
    bool Multiline = false,
    Text? Hint = null,
    int? Choices = null);

/// <summary>The questions of a card. Lists of choices that are alike, such as the positions beside each name, are kept once.</summary>
public sealed record Sheet(IReadOnlyList<Question> Questions, IReadOnlyList<IReadOnlyList<Choice>> Lists)
{
    /// <summary>The fields of a card as questions, in their order; null where it has none.</summary>
    /// <exception cref="NotSupportedException">There is a new kind of field, and no question for it.</exception>
    public static Sheet? Of(Card card)
    {
        var lists = new List<IReadOnlyList<Choice>>();
        var questions = card.Body.OfType<Field>().Select(field => Of(field, lists)).ToList();
        return questions.Count == 0 ? null : new(questions, lists);
    }

    /// <summary>What can be chosen for a question; none where it takes something else.</summary>
    public IReadOnlyList<Choice> ChoicesOf(Question question) => question.Choices is { } place ? Lists[place] : [];

    private static Question Of(Field field, List<IReadOnlyList<Choice>> lists) => field switch
    {
        TextField text => Asked(text, Takes.Words) with { Most = text.MaxLength, Multiline = text.Multiline, Hint = text.Hint },
        ChoiceField choice => Asked(choice, Takes.Choice) with { Many = choice.Many, Choices = PlaceOf([.. choice.Choices.Select(c => new Choice(c.Value, c.Title))], lists) },
        NumberField number => Asked(number, Takes.Number) with { Least = number.Min, Most = number.Max },
        DateField date => Asked(date, Takes.Day),
        TimeField time => Asked(time, Takes.Time),
        _ => throw new NotSupportedException($"{field.GetType().Name} has no question."),
    };

    private static Question Asked(Field field, Takes takes) => new(field.Id, takes, field.Label, field.Value, field.Required);

    private static int PlaceOf(List<Choice> choices, List<IReadOnlyList<Choice>> lists)
    {
        var place = lists.FindIndex(list => list.SequenceEqual(choices));
        if (place < 0)
        {
            lists.Add(choices);
        }

        return place < 0 ? lists.Count - 1 : place;
    }
}
