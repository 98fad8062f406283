using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>A numbered thing to choose: a button as words.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Verb">The button's command.</param>
/// <param name="Data">The command's data.</param>
/// <param name="Submits">Whether the questions beside it are asked first.</param>
public sealed record Option(int Number, string Verb, JsonElement Data, bool Submits = false);

/// <summary>What one message offered.</summary>
/// <param name="Message">Which message, counted from 1.</param>
/// <param name="Title">The card's heading.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="Sheet">The card's fields; null where it has none.</param>
public sealed record Offer(int Message, Text Title, IReadOnlyList<Option> Options, Sheet? Sheet = null);

/// <summary>A form that is filled in by words, one question at a time.</summary>
/// <param name="Id">What tells it apart: the message that opened it.</param>
/// <param name="Title">The card's heading.</param>
/// <param name="Verb">The command of the button that submits it.</param>
/// <param name="Data">The command's data.</param>
/// <param name="Sheet">The questions.</param>
/// <param name="Values">What stands now, by the question's id.</param>
public sealed record Form(string Id, Text Title, string Verb, JsonElement Data, Sheet Sheet, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>How long a question waits: words that come later are not taken for its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>The place of the open question.</summary>
    public int At { get; init; }

    /// <summary>The number of the open question's first choice.</summary>
    public int First { get; init; }

    /// <summary>The last message before it was asked: what is offered later may be what a number is meant for.</summary>
    public int Message { get; init; }

    /// <summary>When it was asked, UTC.</summary>
    public DateTimeOffset Asked { get; init; }

    /// <summary>The open question.</summary>
    [JsonIgnore]
    public Question Question => Sheet.Questions[At];

    /// <summary>The open question in words.</summary>
    public Text Ask() => FormQuestion.Of(this);

    /// <summary>What a client sends when the card with these fields is submitted: the command's data, and each field under its name, empty ones too.</summary>
    public JsonElement Payload()
    {
        var merged = Data.ValueKind == JsonValueKind.Object ? Data.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];
        foreach (var question in Sheet.Questions)
        {
            merged[question.Id] = JsonSerializer.SerializeToElement(Values.GetValueOrDefault(question.Id, ""), Catalogue.Json);
        }

        return JsonSerializer.SerializeToElement(merged, Catalogue.Json);
    }
}

/// <summary>A command that a form came to, kept for a repeat of the message that completed it.</summary>
public sealed record Submission(string Operation, string Verb, JsonElement Data);

/// <summary>
/// What the bot and a person talk about where no card can be shown. A number is given out once a day and keeps its meaning: a newer list uses it again only
/// for the very same thing. So a number always means what the person saw beside it, whatever came by itself meanwhile, however slow the phone is, and a
/// number sent twice presses the same button twice, which is answered as on an older copy of a card.
/// </summary>
/// <param name="Person">Who talks.</param>
public sealed record Dialog(PersonId Person) : Row
{
    private const int KeptHeard = 8;

    /// <summary>The end of the branch's day (P-8), UTC: numbers begin anew.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>The clock of the person's branch; null where he has none.</summary>
    public BranchTime? Time { get; init; }

    /// <summary>How many numbers were given out.</summary>
    public int Numbers { get; init; }

    /// <summary>How many messages offered something.</summary>
    public int Messages { get; init; }

    /// <summary>What is offered, the newest last.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>The open form.</summary>
    public Form? Form { get; init; }

    /// <summary>The last messages that took a form on, so that a repeat does not.</summary>
    public IReadOnlyList<string> Heard { get; init; } = [];

    /// <summary>What the last form came to.</summary>
    public Submission? Last { get; init; }

    /// <summary>Where somebody's row stands.</summary>
    public static RowAddress At(PersonId person) => new(Partition.OfPerson("dialogs", person), "dialog");

    /// <inheritdoc/>
    public override RowAddress Address => At(Person);

    /// <summary>As it is at an instant: what is over is forgotten.</summary>
    public static Dialog Of(Dialog? stored, PersonId person, DateTimeOffset now) => stored is { } open && now < open.Until ? open : new(person);

    /// <summary>The day in the person's branch.</summary>
    public DateOnly Today(DateTimeOffset now) => Time?.DayOf(now) ?? DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>What a number stands for, and where it was offered; null where it stands for nothing.</summary>
    public (Offer Offer, Option Option)? Find(int number) =>
        Offers.SelectMany(offer => offer.Options.Select(option => ((Offer Offer, Option Option)?)(offer, option))).FirstOrDefault(o => o!.Value.Option.Number == number);

    /// <summary>The same after a message that took a form on.</summary>
    public Dialog Hearing(string operation) => this with { Heard = [.. Heard.TakeLast(KeptHeard - 1), operation] };

    /// <summary>What became of this by a message, done to what stands by now: another message was faster.</summary>
    public Dialog Redo(Dialog after, Dialog fresh) => fresh with
    {
        Form = !ReferenceEquals(Form, after.Form) && fresh.Form is { } open && open.Id == Form?.Id && open.At == Form.At ? after.Form : fresh.Form,
        Heard = [.. fresh.Heard.Union(after.Heard).TakeLast(KeptHeard)],
        Last = after.Last ?? fresh.Last,
    };
}
