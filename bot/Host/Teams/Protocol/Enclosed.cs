using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>A picture or a file that came with a message: where it is to be fetched, and what it claims to be.</summary>
/// <param name="Url">Where it is; null where the message does not say.</param>
/// <param name="Name">What the sender's device calls it, at most <see cref="LongestName"/> characters; empty where it has no name.</param>
internal abstract record Enclosed(string? Url, string Name)
{
    /// <summary>The most characters of a name that are kept.</summary>
    public const int LongestName = 100;

    private const string FileDownloadInfo = "application/vnd.microsoft.teams.file.download.info";

    /// <summary>What a message brought besides its text. What is unknown is left out, the copy of the text in HTML and cards among it.</summary>
    public static IReadOnlyList<Enclosed> In(Activity activity) =>
        activity.Attachments is { ValueKind: JsonValueKind.Array } all ? [.. all.EnumerateArray().Select(One).OfType<Enclosed>()] : [];

    private static Enclosed? One(JsonElement attachment)
    {
        var type = Activity.Find(attachment, "contentType") ?? "";
        var name = Shortened(PlainText.Clean(Activity.Find(attachment, "name") ?? "").Replace('\n', ' ').Trim());
        return type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? new EnclosedPicture(Activity.Find(attachment, "contentUrl"), name)
            : type.Equals(FileDownloadInfo, StringComparison.OrdinalIgnoreCase) ? new EnclosedFile(Activity.Find(attachment, "content", "downloadUrl"), name, TypeOf(name, Activity.Find(attachment, "content", "fileType")))
            : null;
    }

    // The name decides, for it is what the person sees; Teams' own word counts where the name has no ending.
    private static string TypeOf(string name, string? fileType)
    {
        var point = name.LastIndexOf('.');
        var type = (point >= 0 ? name[(point + 1)..] : fileType ?? "").ToLowerInvariant();
        return type is "jpeg" ? "jpg" : type.Length is > 0 and <= 10 && type.All(char.IsAsciiLetterOrDigit) ? type : "";
    }

    // The end is what tells a file's kind.
    private static string Shortened(string name) => name.Length <= LongestName ? name : PlainText.Clean("…" + name[^(LongestName - 1)..]);
}

/// <summary>A picture of the camera or the clipboard. It lies on the connector, which wants the bot's token for it.</summary>
internal sealed record EnclosedPicture(string? Url, string Name) : Enclosed(Url, Name);

/// <summary>A file of the person's OneDrive, behind a link that needs no token and must not be shown one.</summary>
/// <param name="Url">The link.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Type">What it claims to be: the end of its name, or what Teams calls its type; empty where neither says.</param>
internal sealed record EnclosedFile(string? Url, string Name, string Type) : Enclosed(Url, Name);
