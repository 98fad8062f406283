namespace BranchBot.LocalTeams;

/// <summary>A failure that a test asks Teams for.</summary>
public sealed record Fault
{
    /// <summary>What a scripted refusal says. Services name people in their sentences: so does this one, that a test can look where it gets to.</summary>
    public const string Scripted = "Scripted by a test for 标记姓名 (13900005678, biaoji@marked.example).";

    /// <summary>What is answered; null closes the connection without an answer.</summary>
    public Refusal? Answer { get; private init; }

    /// <summary>Whether the operation takes effect before it fails.</summary>
    public bool TakesEffect { get; private init; }

    /// <summary>How long the failure lets the caller wait.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>Any refusal, without effect.</summary>
    public static Fault Refused(int status, string code) => new() { Answer = new(status, code, Scripted) };

    /// <summary>429 with Retry-After, in whole seconds.</summary>
    public static Fault Throttled(TimeSpan retryAfter) => new() { Answer = Refusal.Throttled(retryAfter) };

    /// <summary>412, as if another operation ran on the conversation.</summary>
    public static Fault PreconditionFailed => new() { Answer = Refusal.Precondition };

    /// <summary>502 without effect.</summary>
    public static Fault BadGateway => Refused(502, "ServiceError");

    /// <summary>500 without effect.</summary>
    public static Fault ServiceError => Refused(500, "ServiceError");

    /// <summary>503 without effect.</summary>
    public static Fault ServiceUnavailable => Refused(503, "ServiceUnavailable");

    /// <summary>403: the person blocked the bot.</summary>
    public static Fault BlockedByUser => new() { Answer = Refusal.BlockedByUser };

    /// <summary>403: the bot is not in the conversation.</summary>
    public static Fault NotInRoster => new() { Answer = Refusal.NotInRoster };

    /// <summary>The connection breaks before anything happened.</summary>
    public static Fault ConnectionReset => new();

    /// <summary>The message is stored, then the connection breaks: the caller cannot know.</summary>
    public static Fault AcceptedWithoutAnswer => new() { TakesEffect = true };

    /// <summary>The message is stored, then a gateway says 502 or 504.</summary>
    public static Fault AcceptedThen(int status) => Refused(status, "ServiceError") with { TakesEffect = true };

    /// <summary>The same fault after a wait.</summary>
    public Fault After(TimeSpan delay) => this with { Delay = delay };
}

/// <summary>The faults that tests have asked for, taken in order, one per call.</summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<(Operation Operation, string? ConversationId, Fault Fault)> next = [];
    private Func<Operation, Fault?>? weather;

    /// <summary>Lets the next calls of a kind fail.</summary>
    /// <param name="operation">The kind.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="times">How many calls.</param>
    /// <param name="conversationId">Only calls on this conversation; null for any.</param>
    public void Next(Operation operation, Fault fault, int times = 1, string? conversationId = null)
    {
        lock (gate)
        {
            next.AddRange(Enumerable.Repeat((operation, conversationId, fault), times));
        }
    }

    /// <summary>From now on each call that nothing was asked for asks this whether it fails; null: none does.</summary>
    public void Weather(Func<Operation, Fault?>? asks)
    {
        lock (gate)
        {
            weather = asks;
        }
    }

    /// <summary>Whether all that was asked for has happened.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return next.Count == 0;
            }
        }
    }

    /// <summary>Forgets what was asked for and has not happened.</summary>
    public void Clear()
    {
        lock (gate)
        {
            next.Clear();
        }
    }

    internal Fault? Take(Operation operation, string? conversationId)
    {
        lock (gate)
        {
            var index = next.FindIndex(n => n.Operation == operation && (n.ConversationId is null || n.ConversationId == conversationId));
            if (index < 0)
            {
                return weather?.Invoke(operation);
            }

            var fault = next[index].Fault;
            next.RemoveAt(index);
            return fault;
        }
    }
}
