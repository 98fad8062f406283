using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace BranchBot.Host.Graph;

/// <summary>That Graph tells the bot when a calendar changes: a row beside the job that follows the calendar.</summary>
/// <param name="Partition">The job's partition.</param>
/// <param name="Job">The job's key there.</param>
/// <param name="Mailbox">Whose calendar.</param>
/// <param name="Url">The bot's address that Graph was given.</param>
/// <param name="Secret">What only Graph and the bot know; it stands here before Graph hears of it, so that no notification comes too early.</param>
/// <param name="Id">Its id in Graph; null: there is none, or it is not known.</param>
/// <param name="Until">Until when it is good.</param>
/// <param name="Doubted">Whether Graph has said that something is the matter with it.</param>
/// <param name="NotBefore">When it is asked for again, where Graph did not take it.</param>
internal sealed partial record CalendarSubscription(
    Partition Partition,
    string Job,
    PersonId Mailbox,
    string Url,
    string Secret,
    string? Id = null,
    DateTimeOffset? Until = null,
    bool Doubted = false,
    DateTimeOffset? NotBefore = null) : Row
{
    private const string Keys = "subscription|";
    private const int SecretBytes = 16;

    /// <inheritdoc/>
    public override RowAddress Address => At(Partition, Job);

    /// <summary>
    /// What Graph shows with each notification: where the job is, and the secret. At most 128 characters (docs of the subscription resource).
    /// </summary>
    [JsonIgnore]
    public string ClientState => $"{Partition.Table}|{Partition.Key}|{Job}|{Secret}";

    /// <summary>Where that of a job stands.</summary>
    public static RowAddress At(Partition partition, string job) => new(partition, Keys + job);

    /// <summary>A new one that Graph knows nothing of.</summary>
    /// <exception cref="ArgumentException">The way to the job does not fit into what Graph may be given.</exception>
    public static CalendarSubscription New(Partition partition, string job, PersonId mailbox, string url)
    {
        var made = new CalendarSubscription(partition, job, mailbox, url, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));
        return ShownBy(made.ClientState) is { } shown && shown.Address == made.Address ? made : throw new ArgumentException($"The way to {job} of {partition.Key} cannot be given to Graph.");
    }

    /// <summary>Where something leads that came as a client state, and the secret it shows; null: it is none of ours.</summary>
    public static (RowAddress Address, string Secret)? ShownBy(string clientState)
    {
        if (Form().Match(clientState) is not { Success: true } match)
        {
            return null;
        }

        string Of(string part) => match.Groups[part].Value;
        return (At(Partition.OfBranch(Of("table"), new(Of("branch")), Of("rest")), Of("job")), Of("secret"));
    }

    /// <summary>Whether this is the secret, in a time that does not tell how much of it is.</summary>
    public bool Knows(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Secret));

    // At its longest 128 characters.
    [GeneratedRegex(@"\A(?<table>[a-z]{1,20})\|b\|(?<branch>[A-Za-z0-9-]{1,40})\|(?<rest>[A-Za-z0-9-]{1,20})\|(?<job>[a-z0-9-]{1,20})\|(?<secret>[A-Za-z0-9_-]{22})\z")]
    private static partial Regex Form();
}
