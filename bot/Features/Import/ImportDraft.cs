using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Import;

/// <summary>Which of the three files it is, as its name begins.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportKind>))]
public enum ImportKind
{
    /// <summary><c>regions….csv</c>.</summary>
    Regions,

    /// <summary><c>branches….csv</c>.</summary>
    Branches,

    /// <summary><c>staff….csv</c>.</summary>
    Staff,
}

/// <summary>How far an import is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportState>))]
public enum ImportState
{
    /// <summary>The files are being read and compared with what stands.</summary>
    Checking,

    /// <summary>Something is wrong in the files.</summary>
    Wrong,

    /// <summary>All is right, and it waits for a word.</summary>
    Ready,

    /// <summary>What stands has changed since it was shown; what is shown now waits for a word.</summary>
    Moved,

    /// <summary>It is being carried out.</summary>
    Running,

    /// <summary>It was carried out.</summary>
    Done,

    /// <summary>It failed again and again; what was done stands.</summary>
    Failed,
}

/// <summary>A file that an administrator sent.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Name">As the sender calls it.</param>
/// <param name="Blob">Its name in the store.</param>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record ImportFile(ImportKind Kind, string Name, string Blob, string Sha256);

/// <summary>What was found in the files, and what they would change.</summary>
/// <param name="Errors">The first of what is wrong, each with file, line and column.</param>
/// <param name="ErrorCount">How much is wrong.</param>
/// <param name="Basis">The hash of what stands in the branches named, as it was compared; null where something is wrong.</param>
/// <param name="Branches">How many branches the files name.</param>
/// <param name="Founded">How many of them are new.</param>
/// <param name="Changed">How many of them change their facts.</param>
/// <param name="Before">How many people they have.</param>
/// <param name="Joined">How many come.</param>
/// <param name="Left">How many go.</param>
/// <param name="Altered">How many change.</param>
/// <param name="Lines">The first branches with who comes, goes and changes.</param>
/// <param name="ManyLeave">Whether more than a tenth of all, or of a branch, would go.</param>
/// <param name="Differing">How many branches and regions change at all.</param>
public sealed record ImportReport(
    IReadOnlyList<Text> Errors, int ErrorCount, string? Basis = null, int Branches = 0, int Founded = 0, int Changed = 0, int Before = 0, int Joined = 0, int Left = 0, int Altered = 0,
    IReadOnlyList<Text>? Lines = null, bool ManyLeave = false, int Differing = 0)
{
    /// <summary>How many errors are kept.</summary>
    public const int MostErrors = 20;

    /// <summary>How many branches are shown.</summary>
    public const int MostLines = 12;

    /// <summary>Whether there is nothing to change.</summary>
    [JsonIgnore]
    public bool IsEmpty => ErrorCount == 0 && Founded + Changed + Joined + Left + Altered == 0;
}

/// <summary>The files that an administrator has sent, until they are taken; one draft an administrator.</summary>
/// <param name="Admin">The administrator.</param>
/// <param name="Files">The files, one of a kind.</param>
/// <param name="At">When the last one came, or it was confirmed, UTC.</param>
/// <param name="State">How far it is.</param>
/// <param name="Report">What was found.</param>
public sealed record ImportDraft(PersonId Admin, IReadOnlyList<ImportFile> Files, DateTimeOffset At, ImportState State, ImportReport? Report = null) : Row
{
    /// <summary>Files that come later than this after the last one begin a new import.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override RowAddress Address => Of(Admin);

    /// <summary>What stands for these very files.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', Files.OrderBy(f => f.Kind).Select(f => $"{f.Kind}:{f.Sha256}")))))[..32];

    /// <summary>All drafts, by one query.</summary>
    public static Read All { get; } = Read.All<ImportDraft>(Partition.OfTenant("people", "import"), "draft|");

    /// <summary>Where an administrator's draft stands.</summary>
    public static RowAddress Of(PersonId admin) => new(Partition.OfTenant("people", "import"), $"draft|{admin}");
}
