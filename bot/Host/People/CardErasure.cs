using BranchBot.Features.HighlightCards;
using BranchBot.Host.Storage;

namespace BranchBot.Host.People;

/// <summary>
/// <c>erase BRANCH PERSON</c>: takes a person out of a branch's highlight cards (<see cref="HighlightErasure"/>): cards, lists, drafts, photos, and what the
/// audit trail says of him. The bots then renew the messages that show them. Running it again does what is left to do.
/// </summary>
internal sealed class CardErasure(IStorage storage, IBlobs blobs, TimeProvider clock)
{
    public const string Usage = "usage: erase [--yes] BRANCH PERSON (the person's Entra object id)";

    private const int MostTries = 10;

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextReader input, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        if (arguments.Where(a => a != "--yes").ToList() is not [var name, var id] || !CellChecks.IsId(name) || !Guid.TryParse(id, out var guid))
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        var (branch, person) = (new BranchId(name), new PersonId(guid));
        var cards = HighlightErasure.CardsOf((await storage.Load([HighlightEvent.All(branch)], cancel)).All<HighlightEvent>(), person);
        await output.WriteLineAsync($"{branch}: named in {cards.Count} highlight cards.");
        if ( !arguments.Contains("--yes"))
        {
            await output.WriteAsync("Erase? It cannot be undone. (yes/no) ");
            if (await input.ReadLineAsync(cancel) is not ("yes" or "y"))
            {
                await output.WriteLineAsync("Nothing was erased.");
                return 1;
            }
        }

        var (erased, drafts) = await Erase(branch, person, cancel);
        await output.WriteLineAsync($"Erased from {erased} cards, and {drafts} drafts. Numbers and hashes stay, and the trail is whole. Trails, workbooks and pages that were downloaded before are not reached.");
        return 0;
    }

    /// <summary>Takes a person out of a branch's cards.</summary>
    /// <returns>From how many cards, and how many drafts.</returns>
    public async Task<(int Cards, int Drafts)> Erase(BranchId branch, PersonId person, CancellationToken cancel)
    {
        var cards = HighlightErasure.CardsOf((await storage.Load([HighlightEvent.All(branch)], cancel)).All<HighlightEvent>(), person);
        var emptied = new HashSet<string>();
        foreach (var card in cards)
        {
            if (await Erase(branch, card, person, cancel))
            {
                emptied.Add(card);
            }
        }

        var drafts = HighlightErasure.DraftsOf((await storage.Load([HighlightDraft.OfAll(branch)], cancel)).All<HighlightDraft>(), person, emptied);
        foreach (var draft in drafts)
        {
            await Drop(draft, cancel);
        }

        return (cards.Count, drafts.Count);
    }

    // Whether the card says nothing any more.
    private async Task<bool> Erase(BranchId branch, string id, PersonId person, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var rows = await storage.Load([.. HighlightErasure.Needs(branch, id), HighlightEvent.All(branch)], cancel);
            if (rows.Find<HighlightCard>(HighlightCard.At(branch, id)) is not { } card)
            {
                return false;
            }

            rows = rows.And(await storage.Load(HighlightErasure.Lists(card), cancel));
            if (HighlightErasure.Of(card, [.. rows.All<HighlightEvent>().Where(e => e.Card == id)], rows, person, clock.GetUtcNow(), Guid.NewGuid().ToString("N")) is not var (commit, photos))
            {
                return HighlightErasure.Empties(card, person);
            }

            // The photos go first: a death between the two leaves a card that is erased again, and no photo that nobody knows of.
            foreach (var photo in photos)
            {
                await blobs.Remove(BlobKind.Pictures, photo, cancel);
            }

            if (await storage.Commit(commit, cancel) == CommitResult.Committed)
            {
                return HighlightErasure.Empties(card, person);
            }
        }

        throw new TimeoutException($"Card {id} changed {MostTries} times while it was erased. Please run this again.");
    }

    private async Task Drop(HighlightDraft draft, CancellationToken cancel)
    {
        if (draft.Photo is { } photo)
        {
            await blobs.Remove(BlobKind.Pictures, photo, cancel);
        }

        var rows = await storage.Load([Read.One<HighlightDraft>(draft.Address)], cancel);
        if (rows.VersionOf(draft.Address) is { } version && await storage.Commit(new(draft.Address.Partition, [], [], []) { Removes = [(draft.Address, version)] }, cancel) != CommitResult.Committed)
        {
            throw new TimeoutException("A draft changed while it was erased. Please run this again.");
        }
    }
}
