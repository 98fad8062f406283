using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Queues;

/// <summary>A queue of things to look at. A message says where to look, never what to do; it lives until it is dealt with.</summary>
internal abstract class WorkQueue(QueueServiceClient service, IOptions<StorageSettings> settings, string name)
{
    // Azure hides a message for at most seven days.
    private static readonly TimeSpan LongestHidden = TimeSpan.FromDays(7);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private TaskCompletionSource putDown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly QueueClient queue = service.GetQueueClient($"{settings.Value.Prefix.ToLowerInvariant()}-{name}");

    /// <summary>The queue's name.</summary>
    public string Name => queue.Name;

    /// <summary>What it is a queue of.</summary>
    public string Kind => name;

    /// <summary>Ends when this process puts down something that is to be looked at now: whoever pauses before he looks again need not wait any longer.</summary>
    public Task PutDown => Volatile.Read(ref putDown).Task;

    /// <summary>How many messages it has about, hidden ones too.</summary>
    public async Task<int> Count(CancellationToken cancel)
    {
        try
        {
            return (await queue.GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }
    }

    /// <summary>Takes what is due; it comes again after <paramref name="hidden"/> unless it is deleted.</summary>
    public async Task<IReadOnlyList<QueueMessage>> Take(int most, TimeSpan hidden, CancellationToken cancel)
    {
        try
        {
            return (await queue.ReceiveMessagesAsync(most, hidden, cancel)).Value;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
    }

    /// <summary>The message is dealt with. Where that took so long that somebody else has taken it, it is his.</summary>
    public Task Delete(QueueMessage message, CancellationToken cancel) =>
        UnlessTaken(() => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel));

    /// <summary>The message comes again after a while as a new one: it has not failed.</summary>
    public async Task PutOff(QueueMessage message, TimeSpan after, CancellationToken cancel)
    {
        await Put(message.MessageText, after, cancel);
        await Delete(message, cancel);
    }

    /// <summary>A message that was taken out of the queue comes at once, as a new one.</summary>
    public Task PutBack(string body, CancellationToken cancel) => Put(body, TimeSpan.Zero, cancel);

    /// <summary>A message that was put down comes after a while from now, or at once.</summary>
    /// <returns>False: it came before, and somebody has taken it.</returns>
    public async Task<bool> Show(SendReceipt message, TimeSpan after, CancellationToken cancel)
    {
        var shown = await UnlessTaken(() => queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: Allowed(after), cancellationToken: cancel));
        TellPutDown(after);
        return shown;
    }

    /// <summary>Creates the queue where it is missing.</summary>
    public Task Reach(CancellationToken cancel) => queue.CreateIfNotExistsAsync(cancellationToken: cancel);

    /// <summary>Puts a message down that comes after a while.</summary>
    protected async Task<SendReceipt> Put(string body, TimeSpan after, CancellationToken cancel)
    {
        var receipt = await Send(body, after, cancel);
        TellPutDown(after);
        return receipt;
    }

    private async Task<SendReceipt> Send(string body, TimeSpan after, CancellationToken cancel)
    {
        try
        {
            return await queue.SendMessageAsync(body, Allowed(after), Forever, cancel);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancel);
            return await queue.SendMessageAsync(body, Allowed(after), Forever, cancel);
        }
    }

    private void TellPutDown(TimeSpan after)
    {
        if (after <= TimeSpan.Zero)
        {
            Interlocked.Exchange(ref putDown, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    private static TimeSpan Allowed(TimeSpan after) => after < TimeSpan.Zero ? TimeSpan.Zero : after > LongestHidden ? LongestHidden : after;

    private static async Task<bool> UnlessTaken(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            // The other one finds in the rows what is left to do.
            return false;
        }
    }
}
