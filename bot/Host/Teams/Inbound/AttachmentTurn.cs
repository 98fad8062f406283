using System.Security.Cryptography;
using System.Threading.RateLimiting;
using BranchBot.Host.Documents;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Teams;

/// <summary>
/// Pictures and files that a person sent into his own chat. First whether anybody takes such a thing from him, then all of the message is fetched, told by
/// its bytes and stored, then the command is given. One that cannot be taken lets all of its message be: nobody has to find out which part arrived.
/// </summary>
internal sealed class AttachmentTurn(CommandHandler handler, Catalogue catalogue, AttachmentReader reader, IBlobs blobs, ILogger<AttachmentTurn> log) : IDisposable
{
    /// <summary>The most attachments of one message.</summary>
    public const int Most = 5;

    /// <summary>How many messages' attachments are fetched at a time, for they are held in memory.</summary>
    public const int AtOnce = 4;

    // An album of thirty photos comes as six messages.
    private const int Waiting = 8;

    private static readonly string[] TextTypes = ["csv", "ics", "txt"];
    private readonly SemaphoreSlim gate = new(AtOnce);
    private readonly PartitionedRateLimiter<PersonId> one = PartitionedRateLimiter.Create<PersonId, PersonId>(person => RateLimitPartition.GetConcurrencyLimiter(person, _ => new() { PermitLimit = 1, QueueLimit = Waiting }));

    /// <summary>Takes what one message brought.</summary>
    /// <param name="asked">Who sent it.</param>
    /// <param name="sent">What it brought, at least one.</param>
    /// <param name="words">What was written beside it and is no command.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The answers, in order.</returns>
    public async Task<IReadOnlyList<Reply>> Take(Asked asked, IReadOnlyList<Enclosed> sent, string words, CancellationToken cancel)
    {
        var actor = await handler.Who(asked, cancel);
        var takers = catalogue.TakersOf(actor);
        if (Refusal(actor, sent, takers) is { } refusal)
        {
            return [await handler.Say(asked, refusal, cancel)];
        }

        // His own first, so that nobody who sends many holds up the others.
        using var his = await one.AcquireAsync(asked.Who, cancellationToken: cancel);
        if (!his.IsAcquired)
        {
            return [await handler.Say(asked, AttachmentSentences.OneByOne, cancel)];
        }

        await gate.WaitAsync(cancel);
        try
        {
            return await Fetched(asked, sent, words, takers, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gate.Dispose();
        one.Dispose();
    }

    // Before anything is fetched: whoever sends what nobody takes costs nothing.
    private static Text? Refusal(Actor actor, IReadOnlyList<Enclosed> sent, IReadOnlyList<Taker> takers) =>
        actor is Stranger && takers.Count == 0 ? Refusals.NotYours(actor, Who.Known)
        : sent.Count > Most ? AttachmentSentences.TooMany
        : sent.FirstOrDefault(e => !takers.Any(t => ClaimedTypes(e).Any(t.Takes))) switch
        {
            null => null,
            EnclosedFile { Type: Signature.Heic or "heif" } when takers.Any(t => t.Types.Count == 0) => AttachmentSentences.Heic,
            _ => AttachmentSentences.NobodyTakes(takers),
        };

    private static IEnumerable<string> ClaimedTypes(Enclosed enclosed) => enclosed is EnclosedFile file ? [file.Type] : Taker.PictureTypes;

    private async Task<IReadOnlyList<Reply>> Fetched(Asked asked, IReadOnlyList<Enclosed> sent, string words, IReadOnlyList<Taker> takers, CancellationToken cancel)
    {
        var read = new List<(Enclosed Enclosed, byte[] Content, string Type)>();
        foreach (var enclosed in sent)
        {
            var (content, refusal) = await reader.Fetch(enclosed, cancel);
            var type = content is null ? "" : Signature.Of(content) is { } told && (told == Signature.Heic || Taker.PictureTypes.Contains(told)) ? told : (enclosed as EnclosedFile)?.Type ?? "";
            refusal ??= NotTaken(enclosed, content!, type) ?? (takers.Any(t => t.Takes(type)) ? null : AttachmentSentences.NobodyTakes(takers));
            if (refusal is { } why)
            {
                return [await handler.Say(asked, sent.Count == 1 || enclosed.Name.Length == 0 ? why : Text.Same($"{enclosed.Name}: ") + why, cancel)];
            }

            if (Taker.PictureTypes.Contains(type))
            {
                (content, type) = (await Photos.KeptInTurn(content!, cancel), "jpg");
            }

            if (content is null)
            {
                return [await handler.Say(asked, AttachmentSentences.NoPicture, cancel)];
            }

            read.Add((enclosed, content, type));
        }

        var replies = new List<Reply>();
        foreach (var group in read.GroupBy(r => takers.First(t => t.Takes(r.Type))))
        {
            // The operation is the same again when the message is repeated.
            replies.Add(await Give(asked with { Operation = $"{asked.Operation}|{replies.Count}" }, [.. group], words, group.Key, cancel));
        }

        return replies;
    }

    private static Text? NotTaken(Enclosed enclosed, byte[] content, string type) =>
        type == Signature.Heic ? AttachmentSentences.Heic
        : enclosed is EnclosedPicture ? Taker.PictureTypes.Contains(type) ? null : AttachmentSentences.NoPicture
        : Taker.PictureTypes.Contains(((EnclosedFile)enclosed).Type) && Signature.Of(content) is not ("jpg" or "png" or "webp") ? AttachmentSentences.NoPicture
        : TextTypes.Contains(type) && !Signature.IsText(content) ? AttachmentSentences.NotWhatItSays(type)
        : null;

    // Of several pictures the last answer is enough: it shows what became of all of them.
    private async Task<Reply> Give(Asked asked, IReadOnlyList<(Enclosed Enclosed, byte[] Content, string Type)> read, string words, Taker taker, CancellationToken cancel)
    {
        var kind = taker.Types.Count == 0 ? BlobKind.Pictures : BlobKind.Files;
        var stored = new List<Received>();
        foreach (var (enclosed, content, type) in read)
        {
            var name = await blobs.Put(kind, type, ContentType(type), content, cancel);
            stored.Add(new(name, type, enclosed.Name, Convert.ToHexStringLower(SHA256.HashData(content)), words, content) { Table = type == "csv" ? new CsvFile(enclosed.Name, content) : null });
        }

        Reply? reply = null;
        foreach (var ((command, of), index) in taker.Make(stored).Select((made, index) => (made, index)))
        {
            reply = await handler.Handle(asked with { Operation = $"{asked.Operation}|{index}" }, command, cancel);
            log.AttachmentsTaken(of.Count, of.Sum(r => (long)r.Content.Length), reply.Changed);
            if (!reply.Changed)
            {
                // Refused, or a repeat of a message whose pictures are kept already. Where the decision failed, they stay: it may have been committed.
                await Task.WhenAll(of.Select(r => blobs.Remove(kind, r.Blob, cancel)));
            }
        }

        return reply ?? throw new InvalidOperationException($"{taker.Command.Name} was made of nothing.");
    }

    private static string ContentType(string type) => type switch
    {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    };
}
