using BranchBot.Host.Pages;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Teams;

/// <summary>
/// Writes answers as words with numbers. The numbers are kept before the message goes out: if it then does not arrive, nobody knows them, and no number
/// ever stands for anything but what was beside it.
/// </summary>
internal sealed class ChatMessages(DialogRows rows, Catalogue catalogue, TimeProvider clock, IPictureLinks? pictures = null, IPageLinks? pages = null)
{
    private const int Tries = 8;

    /// <summary>An answer that nothing in the chat led to, such as a reminder.</summary>
    public async Task<string> Write(Answer answer, Actor reader, CancellationToken cancel)
    {
        if (answer is not Shown { Card: var card } || reader is Onlookers || ChatText.Options(card).Count == 0)
        {
            // Without numbers nothing has to be kept.
            return TextOf(answer, [], reader);
        }

        var (stored, version) = await rows.Load(reader.Id, cancel);
        var dialog = Dialog.Of(stored, reader.Id, clock.GetUtcNow());
        return (await Keep(dialog, dialog, version, answer, reader, cancel)).Text;
    }

    /// <summary>The answer to a line of chat, and after it the question that is still open.</summary>
    /// <param name="understood">What the line was understood as.</param>
    /// <param name="before">The dialog in which it was understood.</param>
    /// <param name="version">Its version.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<string> Write(Understood understood, Dialog before, string? version, Reply reply, CancellationToken cancel)
    {
        var (text, kept) = await Keep(understood.Next, before, version, reply.Answer, reply.Actor, cancel);
        return string.Join("\n\n", new[] { understood.Before?.In(reply.Actor.Language), text, kept.Form?.Ask().In(reply.Actor.Language) }.OfType<string>());
    }

    private async Task<(string Text, Dialog Kept)> Keep(Dialog next, Dialog before, string? version, Answer answer, Actor reader, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var (offering, numbers) = answer is Shown shown ? Numbering.Of(catalogue, next, shown.Card, reader, clock.GetUtcNow()) : (next, []);
            if (ReferenceEquals(offering, before) || await rows.Save(offering, version, cancel))
            {
                return (TextOf(answer, numbers, reader), offering);
            }

            (var stored, version) = await rows.Load(reader.Id, cancel);
            var fresh = Dialog.Of(stored, reader.Id, clock.GetUtcNow());
            (next, before) = (before.Redo(next, fresh), fresh);
        }

        throw new TimeoutException($"The dialog of {reader.Id} could not be kept.");
    }

    private string TextOf(Answer answer, IReadOnlyList<int> numbers, Actor reader) => answer switch
    {
        Shown shown => ChatText.Render(shown.Card, numbers, reader.Language, name => pictures?.LinkTo(name), link => pages?.LinkTo(link.Command, reader)),
        Said said => said.Text.In(reader.Language),
        _ => throw new NotSupportedException($"{answer.GetType().Name} has no words."),
    };
}
