using System.Reflection;
using System.Text.Json;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>Where no card can be shown, nothing is out of reach: every button has a number, every form can be filled in by words.</summary>
public sealed class TextOnlyTests
{
    private readonly Rehearsal branch = new();

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public void Every_button_of_every_card_is_reached_by_its_number(Language language) => Assert.All(CardSamples.All(language), sample =>
    {
        var chat = new WordChat(branch, sample.Reader) { Carry = (_, _) => new Said(Text.Same("")) };
        var text = chat.Sees(sample.Card);
        foreach (var (button, option) in ButtonsOf(sample.Card).Select(button => (button, OptionOf(chat.Dialog, button))))
        {
            Assert.Contains($"({option.Number}) {button.Title.In(language)}", text);
            var answer = chat.Says($"{option.Number}");
            if (button.Submits && sample.Card.Body.OfType<Field>().Any())
            {
                Assert.NotNull(chat.Dialog.Form);
                Assert.Contains("(1/", answer);
                chat.Says("取消");
            }
            else
            {
                Assert.Equal(WordChat.Json(Rehearsal.Catalogue, button.Command), chat.Given);
            }
        }
    });

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public void Every_form_is_filled_in_by_words_as_on_its_card(Language language) => Assert.All(
        from sample in CardSamples.All(language) from button in sample.Card.Buttons where button.Submits && sample.Card.Body.OfType<Field>().Any() select (sample.Card, sample.Reader, button),
        form =>
        {
            var chat = new WordChat(branch, form.Reader) { Carry = (_, _) => new Said(Text.Same("")) };
            chat.Sees(form.Card);
            chat.Says($"{OptionOf(chat.Dialog, form.button).Number}");
            var filled = new Dictionary<string, string>();
            foreach (var field in form.Card.Body.OfType<Field>())
            {
                Assert.Contains(field.Label.In(language), chat.Dialog.Form!.Ask().In(language));
                (filled[field.Id], var said) = Answer(field, chat.Dialog.Form, language);
                chat.Says(said);
            }

            Assert.Equal(WordChat.Json(Rehearsal.Catalogue, WordChat.Filled(Rehearsal.Catalogue, form.button, filled)!), chat.Given);
        });

    [Fact]
    public void Every_card_fits_into_a_message_and_its_numbers_into_a_row() => Assert.All(CardSamples.All(Language.Chinese), sample =>
    {
        var chat = new WordChat(branch, sample.Reader);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(chat.Sees(sample.Card)), 1, ChatText.LargestMessage);
        Assert.InRange(JsonSerializer.Serialize(chat.Dialog, Catalogue.Json).Length, 1, Numbering.MostCharacters);
    });

    [Fact]
    public void Every_kind_of_part_has_its_words_and_every_kind_of_field_its_question()
    {
        var kinds = typeof(Part).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Part))).ToList();
        Assert.All(kinds, kind =>
        {
            var part = (Part)Any(kind);
            var card = new Card(Text.Same("卡片"), [part]);
            Assert.NotEmpty(ChatText.Render(card, [.. ChatText.Options(card).Select(_ => 1)], Language.Chinese));
            Assert.Equal(part is Field, Sheet.Of(card) is not null);

            // What can be pressed beside a part is among what gets a number.
            var buttons = kind.GetProperties().Where(p => p.PropertyType == typeof(Button)).Select(p => p.GetValue(part)).Where(b => b is not null);
            Assert.All(buttons, button => Assert.Contains(ChatText.Options(card), o => Equals(o.Button, button)));
        });
    }

    private static IEnumerable<Button> ButtonsOf(Card card) => ChatText.Options(card).Select(o => o.Button);

    private static Option OptionOf(Dialog dialog, Button button) => dialog.Offers.SelectMany(o => o.Options).First(o =>
        o.Submits == button.Submits && o.Verb == Rehearsal.Catalogue.VerbOf(button.Command)
        && JsonElement.DeepEquals(o.Data, JsonSerializer.SerializeToElement(button.Command, button.Command.GetType(), Catalogue.Json)));

    // An answer to a field, as the client would send it and as somebody would say it.
    private static (string Value, string Said) Answer(Field field, Form form, Language language) => field switch
    {
        TextField text => (new string('好', Math.Min(text.MaxLength, 5)), new string('好', Math.Min(text.MaxLength, 5))),
        ChoiceField { Many: true, Choices: var choices } => (string.Join(',', choices.Select(c => c.Value)), string.Join(',', choices.Select((_, place) => form.First + place))),
        ChoiceField { Choices: var choices } => (choices[^1].Value, $"{form.First + choices.Count - 1}"),
        NumberField number => ($"{number.Max}", $"{number.Max}"),
        DateField => ("2026-11-25", language == Language.English ? "tomorrow" : "明天"),
        TimeField => ("09:05", "9:05"),
        _ => throw new NotSupportedException($"{field.GetType().Name}: say here how it is answered."),
    };

    // A value of any type of the card model.
    private static object Any(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Any(inner);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var items = Array.CreateInstance(type.GenericTypeArguments[0], 1);
            items.SetValue(Any(type.GenericTypeArguments[0]), 0);
            return items;
        }

        return type switch
        {
            _ when type == typeof(string) => "词",
            _ when type == typeof(Text) => new Text("词", "word"),
            _ when type == typeof(Command) => new BranchBot.Features.Help.ShowHelp(),
            _ when type == typeof(Button) => new Button(new("按", "press"), new BranchBot.Features.Help.ShowHelp()),
            _ when type == typeof((string, Text)) => ("a", new Text("甲", "A")),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
            _ when type.IsPrimitive => Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 24),
            _ when type == typeof(TimeOnly) => new TimeOnly(8, 30),
            _ => Made(type.GetConstructors().MaxBy(c => c.GetParameters().Length)!),
        };
    }

    private static object Made(ConstructorInfo constructor) => constructor.Invoke([.. constructor.GetParameters().Select(p => Any(p.ParameterType))]);
}
