namespace BranchBot.Core;

/// <summary>
/// A picture or file that a person sent into his own chat. The host has fetched it, told its kind by its bytes and put it into the store; it stays there
/// if the decision writes something, and is taken away again otherwise. The command made of it is <see cref="IInternal"/>, for a name opens what it names;
/// content that only the decision needs is left out of the command's JSON.
/// </summary>
/// <param name="Blob">Its name in the store, which nobody can guess: what <see cref="Picture"/> shows, and what a row keeps.</param>
/// <param name="Type">jpg, png or webp of a picture; of a file what its name ends with, in small letters and without the point.</param>
/// <param name="Name">What the sender's device calls it: text from people, at most 100 characters; empty for most pictures.</param>
/// <param name="Sha256">The hash of its bytes, in hexadecimal digits.</param>
/// <param name="Words">What was written beside it and is no command; empty: nothing.</param>
/// <param name="Content">Its bytes: at most 10 MB of a picture, 20 MB of a file.</param>
public sealed record Received(string Blob, string Type, string Name, string Sha256, string Words, ReadOnlyMemory<byte> Content)
{
    /// <summary>Of a file that is a table, its lines; null: it is none.</summary>
    public ISentTable? Table { get; init; }
}

/// <summary>A feature's word that it takes pictures, or files of some types, from some people.</summary>
/// <param name="Types">What the names of the files end with, in small letters and without the point; empty: pictures.</param>
/// <param name="What">What is taken, for who sends something else: 异常的照片, 名单(.csv).</param>
/// <param name="Command">The command that it leads to.</param>
/// <param name="Make">Makes the commands of what one message brought for it (at least one), each with what it is made of.</param>
public sealed record Taker(
    IReadOnlyList<string> Types, Text What, Type Command, Func<IReadOnlyList<Received>, IReadOnlyList<(Command Command, IReadOnlyList<Received> Of)>> Make)
{
    /// <summary>The types of pictures that are taken at all, by their bytes.</summary>
    public static readonly IReadOnlyList<string> PictureTypes = ["jpg", "png", "webp"];

    /// <summary>Whether it takes something of this type.</summary>
    public bool Takes(string type) => (Types.Count == 0 ? PictureTypes : Types).Contains(type, StringComparer.Ordinal);
}
