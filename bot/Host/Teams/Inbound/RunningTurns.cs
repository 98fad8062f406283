namespace BranchBot.Host.Teams;

/// <summary>
/// The turns that run now. A turn belongs to the bot and not to its request: a request waits only so long, for Teams repeats what is not answered in 15 s,
/// and a stop waits for the turns that still run.
/// </summary>
internal sealed class RunningTurns(TimeProvider clock, ILogger<RunningTurns> log) : IHostedService
{
    /// <summary>How long a request waits for its turn.</summary>
    public static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(8);

    /// <summary>How long a turn may take: a decision has <see cref="CommandHandler.Deadline"/>, the rest is for sending.</summary>
    public static readonly TimeSpan TurnLimit = TimeSpan.FromMinutes(1);

    private readonly HashSet<Task> running = [];
    private readonly Lock gate = new();

    /// <summary>Runs a turn, which catches its own failures.</summary>
    /// <returns>What it came to; null where it takes longer than a request waits.</returns>
    public async Task<InvokeResponse?> Run(string activity, Func<CancellationToken, Task<InvokeResponse>> turn)
    {
        var task = Limited(turn);
        lock (gate)
        {
            running.Add(task);
        }

        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await task.WaitAsync(RequestLimit, clock);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            log.TakesLong(activity, RequestLimit);
            return null;
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for what still runs.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task[] last;
        lock (gate)
        {
            last = [.. running];
        }

        try
        {
            await Task.WhenAll(last).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.TurnsCutOff(last.Count(t => !t.IsCompleted));
        }
    }

    private async Task<InvokeResponse> Limited(Func<CancellationToken, Task<InvokeResponse>> turn)
    {
        using var limit = new CancellationTokenSource(TurnLimit, clock);
        return await turn(limit.Token);
    }

    private void Forget(Task task)
    {
        lock (gate)
        {
            running.Remove(task);
        }
    }
}
