using System.Text.Json;

namespace BranchBot.Core;

/// <summary>Gives numbers to what a card offers.</summary>
public static class Numbering
{
    /// <summary>The most characters that a person's row may have; of more, what was offered first is forgotten.</summary>
    public const int MostCharacters = 30_000;

    private static readonly TimeSpan WithoutBranch = TimeSpan.FromHours(12);

    /// <summary>A dialog that offers a card's buttons, and their numbers in the card's order.</summary>
    /// <param name="catalogue">Knows the verbs.</param>
    /// <param name="dialog">What was offered before.</param>
    /// <param name="card">The card.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="now">The instant.</param>
    public static (Dialog Dialog, IReadOnlyList<int> Numbers) Of(Catalogue catalogue, Dialog dialog, Card card, Actor reader, DateTimeOffset now)
    {
        var buttons = ChatText.Options(card).Select(o => o.Button).ToList();
        if (buttons.Count == 0)
        {
            return (dialog, []);
        }

        var next = dialog.Numbers;
        var options = new List<Option>();
        var numbers = new List<int>();
        foreach (var button in buttons)
        {
            var option = new Option(0, catalogue.VerbOf(button.Command), JsonSerializer.SerializeToElement(button.Command, button.Command.GetType(), Catalogue.Json), button.Submits);
            var same = options.Concat(dialog.Offers.SelectMany(o => o.Options)).FirstOrDefault(o => Same(o, option));
            numbers.Add(same?.Number ?? ++next);
            if (!options.Any(o => Same(o, option)))
            {
                options.Add(option with { Number = numbers[^1] });
            }
        }

        var offer = new Offer(dialog.Messages + 1, card.Title, options, options.Exists(o => o.Submits) ? Sheet.Of(card) : null);
        var time = (reader as Member)?.Branch.Time;
        var offering = dialog with
        {
            Numbers = next,
            Messages = offer.Message,
            Offers = [.. dialog.Offers.Select(o => Without(o, options)).Where(o => o.Options.Count > 0), offer],
            Time = time,
            Until = time?.EndOf(time.DayOf(now)) ?? now + WithoutBranch,
        };
        return (Fitting(offering), numbers);
    }

    private static bool Same(Option one, Option other) =>
        one.Verb == other.Verb && one.Submits == other.Submits && JsonElement.DeepEquals(one.Data, other.Data);

    // What is offered again is offered by the newest message, with the fields as they are now.
    private static Offer Without(Offer offer, List<Option> again) => offer with { Options = [.. offer.Options.Where(o => !again.Exists(a => a.Number == o.Number))] };

    private static Dialog Fitting(Dialog dialog)
    {
        while (dialog.Offers.Count > 1 && JsonSerializer.Serialize(dialog, Catalogue.Json).Length > MostCharacters)
        {
            dialog = dialog with { Offers = [.. dialog.Offers.Skip(1)] };
        }

        return dialog;
    }
}
