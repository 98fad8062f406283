using System.Text.Json;
using BranchBot.Host.Teams;

namespace BranchBot.Tests.Support;

/// <summary>
/// A person's own chat where no card can be shown, played without I/O: what is kept between two lines goes through JSON each time, as a row does.
/// </summary>
public sealed class WordChat(Rehearsal branch, Actor who, Catalogue? catalogue = null)
{
    private readonly Catalogue catalogue = catalogue ?? Rehearsal.Catalogue;
    private string row = "null";
    private int messages;

    /// <summary>What is kept.</summary>
    public Dialog Dialog => Dialog.Of(JsonSerializer.Deserialize<Dialog>(row, Catalogue.Json), who.Id, branch.Now);

    /// <summary>The last command that a line came to, as its JSON with its verb; null where there was only talk.</summary>
    public string? Given { get; private set; }

    /// <summary>Carries a command out; by default in the rehearsal.</summary>
    public Func<Command, string, Answer>? Carry { get; set; }

    /// <summary>She writes a line; <paramref name="operation"/> repeats a message that was sent before.</summary>
    public string Says(string line, string? at = null, string? operation = null)
    {
        branch.Now = at is null ? branch.Now : DemoBranch.At(at);
        operation ??= $"chat-{++messages}";
        Given = null;
        var understood = new Listener(catalogue).Listen(Dialog, line, operation, branch.Now);
        if (understood is Understood.Talk talk)
        {
            Keep(talk.Next);
            return talk.Text.In(who.Language);
        }

        var command = understood is Understood.Chose chose ? CardPayload.Parse(catalogue, chose.Verb, chose.Data) : ((Understood.Heard)understood).Command;
        if (command is null)
        {
            Keep(understood.Next);
            return Sentences.OldCard.In(who.Language);
        }

        Given = Json(catalogue, command);
        var text = Show(Perform(command, operation), understood.Next);
        return string.Join("\n\n", new[] { understood.Before?.In(who.Language), text, Dialog.Form?.Ask().In(who.Language) }.OfType<string>());
    }

    /// <summary>Something comes by itself.</summary>
    public string Comes(Command show) => Show(Perform(show, $"push-{++messages}"), Dialog);

    /// <summary>She sees a card.</summary>
    public string Sees(Card card) => Show(new Shown(card), Dialog);

    /// <summary>A command as its JSON with its verb, to compare.</summary>
    public static string Json(Catalogue catalogue, Command command) => $"{catalogue.VerbOf(command)} {JsonSerializer.Serialize(command, command.GetType(), Catalogue.Json)}";

    /// <summary>The command of a card with its fields filled in: the client puts each field's value, as a string, under its name.</summary>
    public static Command? Filled(Catalogue catalogue, Button button, IReadOnlyDictionary<string, string> fields)
    {
        var data = JsonSerializer.SerializeToNode(button.Command, button.Command.GetType(), Catalogue.Json)!.AsObject();
        foreach (var (name, value) in fields)
        {
            data[name] = value;
        }

        return CardPayload.Parse(catalogue, catalogue.VerbOf(button.Command), JsonSerializer.SerializeToElement(data));
    }

    private Answer Perform(Command command, string operation)
    {
        if (Carry is { } carry)
        {
            return carry(command, operation);
        }

        branch.Gives(who, command, operation: operation);
        return branch.Last!.Answer;
    }

    private string Show(Answer answer, Dialog next)
    {
        var (offering, numbers) = answer is Shown shown ? Numbering.Of(catalogue, next, shown.Card, who, branch.Now) : (next, []);
        Keep(offering);
        return answer switch
        {
            Shown { Card: var card } => ChatText.Render(card, numbers, who.Language),
            Said said => said.Text.In(who.Language),
            _ => throw new NotSupportedException(),
        };
    }

    private void Keep(Dialog dialog) => row = JsonSerializer.Serialize(dialog, Catalogue.Json);
}
