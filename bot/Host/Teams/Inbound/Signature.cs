namespace BranchBot.Host.Teams;

/// <summary>What bytes are, by how they begin: names and content types are only claims.</summary>
internal static class Signature
{
    /// <summary>A photo as iPhones keep it.</summary>
    public const string Heic = "heic";

    private const int Looked = 8 * 1024;

    /// <summary>jpg, png, webp, <see cref="Heic"/>, or the end of another well-known kind's name; null: none that is known, such as text.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "webp",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', var a, var b, var c, _, ..] when IsHeic(a, b, c) => Heic,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "pdf",
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => "zip",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "xls",
        _ => null,
    };

    /// <summary>Whether bytes can be text of one byte or several a character: no zero byte, and no known signature.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => Of(bytes) is null && !bytes[..Math.Min(bytes.Length, Looked)].Contains((byte)0);

    // The brands heic, heix, heim, heis, hevc, hevx, mif1, msf1 and avif.
    private static bool IsHeic(byte a, byte b, byte c) => (a, b, c) is ((byte)'h', (byte)'e', (byte)'i' or (byte)'v') or ((byte)'m', (byte)'i' or (byte)'s', (byte)'f') or ((byte)'a', (byte)'v', (byte)'i');
}
