namespace BranchBot.Host.Teams;

/// <summary>
/// The first call of a process has everything to load, a token to fetch and a connection to open. Those behind it wait for it a little, or all that went
/// meanwhile, each at its time, would arrive in one heap.
/// </summary>
internal sealed class FirstCall(TimeProvider clock)
{
    /// <summary>So long at most the others wait.</summary>
    public static readonly TimeSpan Takes = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int begun;

    /// <summary>Waits for the first call, unless this is it.</summary>
    public async Task Follow(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref begun, 1) == 1 && !arrived.Task.IsCompleted)
        {
            await Task.WhenAny(arrived.Task, Task.Delay(Takes, clock, cancel));
        }
    }

    /// <summary>A call has ended, however.</summary>
    public void Arrived() => arrived.TrySetResult();
}
