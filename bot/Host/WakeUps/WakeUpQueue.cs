using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.WakeUps;

/// <summary>That a branch is to be woken.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Due">When, UTC. That the queue shows the message is only a hint.</param>
/// <param name="Nonce">What the index says of the branch's one message; another one was put down later and this is superseded. Null: something has changed, look in any case.</param>
/// <param name="Trace">What was going on when it was put down (<see cref="Telemetry.Traces.Here"/>).</param>
internal sealed record WakeUp(BranchId Branch, DateTimeOffset Due, string? Nonce = null, string? Trace = null);

/// <summary>The queue of branches to be woken: one message a branch, visible when the next thing falls due.</summary>
internal sealed class WakeUpQueue(QueueServiceClient service, IOptions<StorageSettings> settings) : WorkQueue(service, settings, "wakeups")
{
    /// <summary>Puts a wake-up down.</summary>
    public Task<SendReceipt> Put(WakeUp wakeUp, TimeSpan after, CancellationToken cancel) => Put(JsonSerializer.Serialize(wakeUp, Catalogue.Json), after, cancel);

    /// <summary>A wake-up that was put down before a commit, hidden for longer than that may take, comes at its time now that the commit stands.</summary>
    public async Task ShowInTime(SendReceipt message, WakeUp wakeUp, DateTimeOffset now, ILogger log)
    {
        try
        {
            // Whoever has taken it already may have looked before the commit stood.
            if (!await Show(message, wakeUp.Due - now, CancellationToken.None))
            {
                await Put(wakeUp, wakeUp.Due - now, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException or IOException)
        {
            // It comes a little later by itself.
            Log.NotShown(log, wakeUp.Branch.Value, e);
        }
    }

    /// <summary>What a message says.</summary>
    /// <exception cref="JsonException">The message is not one of ours.</exception>
    public static WakeUp Read(QueueMessage message) => JsonSerializer.Deserialize<WakeUp>(message.MessageText, Catalogue.Json) ?? throw new JsonException("The message is empty.");
}
