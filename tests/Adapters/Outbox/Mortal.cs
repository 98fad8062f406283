using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Outbox;

namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>The process was killed.</summary>
internal sealed class ProcessKilledException : Exception;

/// <summary>
/// What kills a process at one of its steps. Before and after each request to storage and each send is a step; once killed, nothing of the process
/// reaches the world any more.
/// </summary>
internal sealed class Mortal : ISender
{
    private readonly Func<int, string, bool> dies;
    private readonly RecordingSender world;
    private int steps;
    private int sending;

    public Mortal(Func<int, string, bool> dies, RecordingSender world)
    {
        (this.dies, this.world) = (dies, world);
        Wire.At = (request, after) => Step($"{(after ? "after" : "before")} {request}");
    }

    public Wire Wire { get; } = new();

    /// <summary>Where it was killed; null while it lives.</summary>
    public string? KilledAt { get; private set; }

    /// <summary>How many sends had reached the receiver, and had not been noted down, when it was killed.</summary>
    public int InFlight { get; private set; }

    public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel)
    {
        Step("ready");
        return Task.FromResult<Prepared>(new Prepared.Ready(_ => Task.Run(() => Send(effect), CancellationToken.None)));
    }

    private SendOutcome Send(Effect effect)
    {
        Step("before send");
        var outcome = world.Send(effect);
        Interlocked.Increment(ref sending);
        Step("after send");
        return outcome;
    }

    private void Step(string step)
    {
        lock (Wire)
        {
            if (KilledAt is null && dies(++steps, step))
            {
                (KilledAt, InFlight) = (step, sending);
            }

            if (KilledAt is not null)
            {
                throw new ProcessKilledException();
            }

            // The send is noted down when its row is gone.
            if (step.StartsWith("after DELETE", StringComparison.Ordinal))
            {
                sending = 0;
            }
        }
    }
}
