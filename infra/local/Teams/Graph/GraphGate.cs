using System.Collections.Concurrent;
using System.Globalization;

namespace BranchBot.LocalTeams;

/// <summary>What stands before every call of Graph: the token with its roles, the mailbox, four at once, and the failures that tests ask for.</summary>
internal sealed class GraphGate(ManagedIdentity identity, Mailboxes mailboxes, People people, GraphFaults faults, Func<string> audience, IReadOnlyList<string> roles) : IEndpointFilter
{
    private const int AtOnce = 4; // Outlook service limits
    private readonly ConcurrentDictionary<string, int> underWay = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many calls came.</summary>
    public int Calls => calls;

    private int calls;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        Interlocked.Increment(ref calls);
        try
        {
            if (!await identity.AllowsAsync(http.Request, audience()))
            {
                throw new GraphRefusal(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience.");
            }

            var mailbox = http.GetRouteValue("mailbox") as string ?? "";
            return await Inside(mailbox, http, () => Checked(mailbox, context, next));
        }
        catch (GraphRefusal refusal)
        {
            return refusal.Answer;
        }
    }

    /// <summary>What a call on a mailbox is refused for; null: nothing.</summary>
    public GraphRefusal? Refuses(string mailbox, string role) =>
        !roles.Contains(role) ? new(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        : people.Find(mailbox) is null ? new(404, "Request_ResourceNotFound", $"Resource '{mailbox}' does not exist.")
        : mailboxes.ClosedBy(mailbox) switch
        {
            403 => new(403, "ErrorAccessDenied", "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."),
            404 => new(404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise."),
            _ => null,
        };

    private async ValueTask<object?> Checked(string mailbox, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var fault = faults.Take();
        if (fault is { TakesEffect: false })
        {
            return await Fails(context.HttpContext, fault);
        }

        if (mailbox.Length > 0 && Refuses(mailbox, "Calendars.ReadWrite") is { } refusal)
        {
            throw refusal;
        }

        var answer = await next(context);
        return fault is null ? answer : await Fails(context.HttpContext, fault);
    }

    private async Task<object?> Inside(string mailbox, HttpContext http, Func<ValueTask<object?>> call)
    {
        try
        {
            if (underWay.AddOrUpdate(mailbox, 1, (_, n) => n + 1) > AtOnce && mailbox.Length > 0)
            {
                http.Response.Headers.RetryAfter = "1";
                throw new GraphRefusal(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.");
            }

            await Task.Yield();
            return await call();
        }
        finally
        {
            underWay.AddOrUpdate(mailbox, 0, (_, n) => n - 1);
        }
    }

    private static async Task<object?> Fails(HttpContext http, Fault fault)
    {
        await Task.Delay(fault.Delay);
        if (fault.Answer is not { } answer)
        {
            http.Abort();
            return Results.Empty;
        }

        if (answer.RetryAfter is { } after)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return new GraphRefusal(answer.Status, answer.Code, Fault.Scripted).Answer;
    }
}

/// <summary>Failures of Graph to come: some that are asked for, and the weather of a bad day.</summary>
public sealed class GraphFaults
{
    private readonly Lock gate = new();
    private readonly Queue<Fault> next = [];
    private Func<Fault?>? weather;

    /// <summary>Lets the next calls fail.</summary>
    public void Next(Fault fault, int times = 1)
    {
        lock (gate)
        {
            Enumerable.Repeat(fault, times).ToList().ForEach(next.Enqueue);
        }
    }

    /// <summary>From now on each call asks this whether it fails; null: none does.</summary>
    public void Weather(Func<Fault?>? asks)
    {
        lock (gate)
        {
            weather = asks;
        }
    }

    internal Fault? Take()
    {
        lock (gate)
        {
            return next.TryDequeue(out var fault) ? fault : weather?.Invoke();
        }
    }
}
