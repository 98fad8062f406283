using System.Text.Json;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Telemetry;

/// <summary>No log, trace or measure tells of people: what the operator sees, and what leaves for Application Insights (bot/Decisions/0019).</summary>
public sealed class MarkedDataTests(MarkedDay day) : IClassFixture<MarkedDay>
{
    [Fact]
    public void The_marked_words_did_get_in()
    {
        Assert.Equal(Rehearsal.Catalogue.Verbs.Count(), day.Given);
        Assert.Empty(new[] { "issues", "talks", "feedback", "highlights", "people", "sales" }.Except(day.Kept));
    }

    [Fact]
    [Trait("Threat", "TM-34")]
    public void Neither_a_word_nor_a_name_nor_a_number_nor_an_address_of_anybody_is_in_the_log()
    {
        Assert.Contains("BranchBot.", day.Console, StringComparison.Ordinal);
        Assert.Contains("the person was told the number", day.Console, StringComparison.Ordinal);
        Assert.Empty(Marks.Forbidden.SelectMany(mark => day.Console.Split('\n').Where(line => line.Contains(mark, StringComparison.Ordinal)).Take(3).Select(line => $"{mark}: {line}")));
    }

    [Fact]
    [Trait("Threat", "TM-34")]
    public void Nor_in_what_leaves_as_logs_traces_and_measures()
    {
        Assert.All(new[] { "MessageData", "ExceptionData", "RequestData", "RemoteDependencyData", "MetricData" }, kind => Assert.NotEmpty(day.Ingestion.Of(kind)));
        Assert.Empty(Found(day.Ingestion.Items, Marks.Forbidden));
    }

    [Fact]
    [Trait("Threat", "TM-34")]
    public void In_traces_and_measures_nobody_has_a_number_either() =>
        Assert.Empty(Found(day.Ingestion.Of("RequestData", "RemoteDependencyData", "MetricData"), Marks.OnlyInTheLog));

    [Fact]
    public void One_trace_leads_from_an_activity_of_Teams_to_the_row_and_to_the_message()
    {
        var spans = day.Ingestion.Of("RequestData", "RemoteDependencyData").Select(i => (
            Trace: i.GetProperty("tags").GetProperty("ai.operation.id").GetString(),
            Name: i.GetProperty("data").GetProperty("baseData").GetProperty("name").GetString()!)).ToList();
        var traces = spans.GroupBy(s => s.Trace).Select(g => g.Select(s => s.Name).ToHashSet()).ToList();

        Assert.Contains(traces, t => t.Any(n => n.StartsWith("POST ", StringComparison.Ordinal) && n.EndsWith("api/messages", StringComparison.Ordinal))
            && t.IsSupersetOf(["turn message", "handle TickNext", "read tasks", "commit tasks", "connector POST"]));
        Assert.Contains(traces, t => t.IsSupersetOf(["handle ReportIssue", "commit issues", "send", "connector POST"]));
        Assert.Empty(new[] { "wake branch", "job", "process wakeups", "graph Look" }.Except(spans.Select(s => s.Name)));
    }

    [Fact]
    public void What_is_measured_leaves_under_its_name()
    {
        var names = day.Ingestion.Of("MetricData").SelectMany(i => i.GetProperty("data").GetProperty("baseData").GetProperty("metrics").EnumerateArray()).Select(m => m.GetProperty("name").GetString()).ToHashSet();
        Assert.Empty(new[]
        {
            "branchbot.turn.duration", "branchbot.decisions", "branchbot.commits", "branchbot.sends", "branchbot.connector.calls", "branchbot.queue.messages",
            "branchbot.queue.depth", "branchbot.jobs", "branchbot.happened", "branchbot.send.delay", "branchbot.wakeups.late",
        }.Except(names));
    }

    private static IEnumerable<string> Found(IEnumerable<JsonElement> items, IReadOnlyList<string> marks) => items
        .SelectMany(item => Ingestion.Strings(item.GetProperty("data")).Concat(Ingestion.Strings(item.GetProperty("tags"))).Select(text => (item, text)))
        .SelectMany(at => marks.Where(mark => at.text.Contains(mark, StringComparison.Ordinal)).Select(mark => $"{mark}: {at.item.GetProperty("data").GetProperty("baseType")}: {at.text}"))
        .Distinct().Take(30);
}
