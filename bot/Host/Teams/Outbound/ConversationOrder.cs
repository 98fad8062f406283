namespace BranchBot.Host.Teams;

/// <summary>Calls that change one conversation go one at a time, in the order in which they were asked for: Teams answers 412 to two at once.</summary>
internal sealed class ConversationOrder
{
    private readonly Dictionary<string, Task> last = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>How many conversations something runs or waits in.</summary>
    public int Busy
    {
        get
        {
            lock (gate)
            {
                return last.Count;
            }
        }
    }

    /// <summary>Runs a call when all earlier ones of its conversation have ended, however they ended.</summary>
    public async Task<T> Run<T>(string conversation, Func<Task<T>> call)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? before;
        lock (gate)
        {
            last.TryGetValue(conversation, out before);
            last[conversation] = done.Task;
        }

        try
        {
            await (before ?? Task.CompletedTask);
            return await call();
        }
        finally
        {
            lock (gate)
            {
                if (last[conversation] == done.Task)
                {
                    last.Remove(conversation);
                }
            }

            done.SetResult();
        }
    }
}
