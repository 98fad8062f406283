using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Features.HighlightCards;

/// <summary>How far a card is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HighlightState>))]
public enum HighlightState
{
    /// <summary>待签字.</summary>
    Waiting,

    /// <summary>已退回: its giver mends it.</summary>
    Returned,

    /// <summary>已签字: valid (H-2).</summary>
    Signed,

    /// <summary>已撤销: kept, with its number (H-4).</summary>
    Revoked,

    /// <summary>已撤回 by its giver before it was signed.</summary>
    Withdrawn,

    /// <summary>已删除: says nothing any more, for somebody was taken out of it (<see cref="HighlightErasure"/>); its number and its hashes stay.</summary>
    Erased,
}

/// <summary>What was done to a card.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HighlightDeed>))]
public enum HighlightDeed
{
    /// <summary>Given: sent for signature.</summary>
    Given,

    /// <summary>Returned, with why.</summary>
    Returned,

    /// <summary>Mended and sent again.</summary>
    Mended,

    /// <summary>Signed.</summary>
    Signed,

    /// <summary>Revoked, with why.</summary>
    Revoked,

    /// <summary>Withdrawn.</summary>
    Withdrawn,

    /// <summary>A branch that numbered its cards on paper goes on behind its last number.</summary>
    Began,

    /// <summary>Somebody's words and name were taken out of it.</summary>
    Erased,
}

/// <summary>One entry of a card's history.</summary>
/// <param name="Deed">What was done.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Name">His name, with the capacity in which he did it.</param>
/// <param name="Note">Why, where that is asked.</param>
public sealed record HighlightStep(HighlightDeed Deed, DateTimeOffset At, PersonId By, Text Name, string? Note = null);

/// <summary>What a card says: all that a signature binds (H-4).</summary>
/// <param name="Giver">Who gives it.</param>
/// <param name="GiverName">His name.</param>
/// <param name="Receiver">For whom it is.</param>
/// <param name="ReceiverName">His name.</param>
/// <param name="ReceiverIs">His position then.</param>
/// <param name="Occasion">For what.</param>
/// <param name="What">What happened, in the giver's words.</param>
/// <param name="Happened">When: the branch's day.</param>
/// <param name="Photo">The photo's name in the store; null: none.</param>
/// <param name="PhotoHash">The SHA-256 of the photo's bytes.</param>
public sealed record HighlightContent(
    PersonId Giver, string GiverName, PersonId Receiver, string ReceiverName, Position ReceiverIs, Occasion Occasion, string What, DateOnly Happened, string? Photo = null, string? PhotoHash = null)
{
    /// <summary>The most characters of what happened.</summary>
    public const int MostWords = 4000;

    /// <summary>The most lines of it: on a card each costs as much as forty characters, and Teams takes 28 KB.</summary>
    public const int MostLines = 40;

    /// <summary>The SHA-256, in hexadecimal digits, of everything that the card says; of a photo its bytes count, not where they lie.</summary>
    public string HashIn(BranchId branch, string card) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new[]
        {
            branch.Value, card, Giver.ToString(), GiverName, Receiver.ToString(), ReceiverName, ReceiverIs.ToString(), Occasion.ToString(), What, Happened.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), PhotoHash ?? "",
        }, Catalogue.Json))));
}

/// <summary>A signature (签字): who, when, in what capacity, over which content, under which number (H-4, H-5).</summary>
/// <param name="By">Who signed.</param>
/// <param name="Name">His name with his capacity: 王芳, 刘强(代支行长).</param>
/// <param name="At">When, UTC.</param>
/// <param name="Day">The branch's day.</param>
/// <param name="Serial">The serial in the year of that day.</param>
/// <param name="ContentHash">What it binds (<see cref="HighlightContent.HashIn"/>).</param>
/// <param name="OnWall">Whether customers may see the card (可上墙, H-6).</param>
public sealed record HighlightSignature(PersonId By, Text Name, DateTimeOffset At, DateOnly Day, int Serial, string ContentHash, bool OnWall);

/// <summary>Somebody who was asked to sign, and the message that asked him.</summary>
/// <param name="To">Who.</param>
/// <param name="Tells">The effect's key.</param>
public sealed record HighlightAsk(PersonId To, string Tells);

/// <summary>A highlight card (亮点时刻卡). It stands at one key for ever; what waits, and what was signed in which month, is found by <see cref="HighlightEntry"/>.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Id">Day and a serial that its draft carried, so that a form sent twice is one card.</param>
/// <param name="Content">What it says.</param>
/// <param name="State">How far it is.</param>
/// <param name="History">Oldest first, never removed.</param>
/// <param name="Signature">The signature; null: none yet.</param>
public sealed record HighlightCard(BranchId Branch, string Id, HighlightContent Content, HighlightState State, IReadOnlyList<HighlightStep> History, HighlightSignature? Signature = null) : Row
{
    /// <summary>How much may be done to one: a row has its limit of size.</summary>
    public const int MostSteps = 40;

    /// <summary>Who was asked to sign: their messages are renewed whenever something is done.</summary>
    public IReadOnlyList<HighlightAsk> Asked { get; init; } = [];

    /// <summary>Where a card stands.</summary>
    public static RowAddress At(BranchId branch, string id) => new(PartitionOf(branch), "card|" + id);

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Id);

    /// <summary>The number: branch, year, serial (H-5).</summary>
    [JsonIgnore]
    public string? Number => Signature is { } signed ? NumberOf(Branch, signed.Day.Year, signed.Serial) : null;

    /// <summary>When it was last sent for signature, UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset SentAt => History.Last(s => s.Deed is HighlightDeed.Given or HighlightDeed.Mended).At;

    /// <summary>Which version of the content it is, so that nobody signs what he has not seen.</summary>
    [JsonIgnore]
    public int Version => History.Count(s => s.Deed is HighlightDeed.Given or HighlightDeed.Mended);

    /// <summary>The last time that something was done; null: never.</summary>
    public HighlightStep? Last(HighlightDeed deed) => History.LastOrDefault(s => s.Deed == deed);

    /// <summary>The partition of a branch's cards.</summary>
    internal static Partition PartitionOf(BranchId branch) => Partition.OfBranch("highlights", branch);

    /// <summary>A number as it is written.</summary>
    internal static string NumberOf(BranchId branch, int year, int serial) => string.Create(CultureInfo.InvariantCulture, $"{branch}-{year}-{serial:D4}");
}

/// <summary>A card's id: the day and a serial.</summary>
internal static class HighlightId
{
    private const int Length = 25;

    /// <summary>A new one.</summary>
    public static string New(Turn turn) => $"{turn.Today:yyyyMMdd}-{RowKeys.Of(turn.Operation)[..16]}";

    /// <summary>Whether a text can be one: it comes from a card, and goes into a key.</summary>
    public static bool IsOne(string? text) => text is { Length: Length } && text[8] == '-' && text.Where((_, place) => place != 8).All(char.IsAsciiHexDigitLower);
}
