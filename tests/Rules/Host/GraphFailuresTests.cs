using BranchBot.Host.Graph;
using Microsoft.Kiota.Abstractions;

namespace BranchBot.Rules.Tests.Host;

/// <summary>How Graph's client tells that Graph cannot now, and what is made of it.</summary>
public sealed class GraphFailuresTests
{
    [Fact]
    [Trait("Rule", "Q-3")]
    public async Task Where_the_client_has_tried_again_in_vain_the_last_answer_counts_with_what_Graph_asked_for()
    {
        var busy = await Assert.ThrowsAsync<CalendarBusyException>(() => Ask(new AggregateException("Too many retries performed.", Answered(503), Answered(429, "90"))));
        Assert.Equal((CalendarProblem.Throttled, TimeSpan.FromSeconds(90)), (busy.Problem, busy.RetryAfter));
        busy = await Assert.ThrowsAsync<CalendarBusyException>(() => Ask(new AggregateException("Too many retries performed.", Answered(429, "1"), Answered(503))));
        Assert.Equal((CalendarProblem.NoAnswer, null), (busy.Problem, busy.RetryAfter));
    }

    [Fact]
    public async Task Other_failures_of_several_are_not_taken_for_Graphs() =>
        await Assert.ThrowsAsync<AggregateException>(() => Ask(new AggregateException(new InvalidOperationException("A fault of ours."))));

    private static Task<(string? Answer, CalendarProblem? Problem)> Ask(Exception why) => GraphFailures.Ask<string>(() => throw why, TestContext.Current.CancellationToken);

    private static ApiException Answered(int status, string? retryAfter = null) => new("No.")
    {
        ResponseStatusCode = status,
        ResponseHeaders = retryAfter is null ? [] : new Dictionary<string, IEnumerable<string>> { ["Retry-After"] = [retryAfter] },
    };
}
