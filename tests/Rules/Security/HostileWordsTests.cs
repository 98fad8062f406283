using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Security;

/// <summary>Whatever people write, or a client of their own sends, is answered: it breaks nothing, and nobody waits for it.</summary>
public sealed class HostileWordsTests
{
    private static readonly AdaptiveCardRenderer Cards = new(Rehearsal.Catalogue);
    private static readonly Actor[] Actors =
    [
        DemoBranch.Manager, DemoBranch.Teller,
        new RegionLeader(DemoBranch.Id(20), Language.English, "29:20", "韩冰", new(new("R01"), "城东二级分行")),
        new Administrator(DemoBranch.Administrator, Language.Chinese, "29:90"),
    ];

    [Fact]
    [Trait("Threat", "TM-23")]
    public void Behind_every_word_that_is_heard_anything_may_stand()
    {
        var (failures, turn) = (new List<string>(), 0);
        var branch = new Rehearsal();
        foreach (var word in Rehearsal.Catalogue.Phrases.Select(p => p.Words[0]).Append(""))
        {
            foreach (var tail in Hostile.Words)
            {
                var who = Actors[turn++ % Actors.Length];
                Try(failures, $"{word} {tail}", () => branch.Says(who, $"{word} {tail}"), branch, who);
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.DistinctBy(f => f[f.LastIndexOf(':')..]).Take(50)));
    }

    [Fact]
    [Trait("Threat", "TM-23")]
    public void No_line_makes_anybody_wait_however_long_it_is()
    {
        var slow = new List<string>();
        var branch = new Rehearsal();
        foreach (var word in Rehearsal.Catalogue.Phrases.Select(p => p.Words[0]).Append(""))
        {
            foreach (var tail in Hostile.Long.Select(l => l[..5000]))
            {
                var watch = Stopwatch.StartNew();
                Try(slow, $"{word} {tail[..10]}…", () => branch.Says(DemoBranch.Manager, $"{word} {tail}"), branch, DemoBranch.Manager);
                if (watch.Elapsed > TimeSpan.FromSeconds(8))
                {
                    slow.Add($"{word} {tail[..10]}… took {watch.Elapsed}");
                }
            }
        }

        Assert.True(slow.Count == 0, string.Join('\n', slow));
    }

    /// <summary>A person can send what he likes in the place of a button's payload; his client belongs to him.</summary>
    [Fact]
    [Trait("Threat", "TM-24")]
    public void A_forged_payload_of_any_verb_is_refused_or_answered_and_reads_no_foreign_row()
    {
        var (failures, turn) = (new List<string>(), 0);
        foreach (var (verb, type, _) in Rehearsal.Catalogue.Verbs)
        {
            var properties = type.GetProperties().Where(p => p.GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonIgnoreAttribute), false).Length == 0).ToList();
            foreach (var tail in Hostile.Words.Where(w => !w.Any(char.IsSurrogate)))
            {
                var data = new JsonObject();
                foreach (var property in properties)
                {
                    var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                    data[name] = Forged(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, tail);
                }

                if (CardPayload.Parse(Rehearsal.Catalogue, verb, JsonSerializer.SerializeToElement(data)) is not { } command)
                {
                    continue;
                }

                var (who, branch) = (Actors[turn++ % Actors.Length], new Rehearsal());
                Try(failures, $"{verb} {data.ToJsonString()}", () => branch.Gives(who, command), branch, who);
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.DistinctBy(f => f[f.LastIndexOf(':')..]).Take(50)));
    }

    private static JsonNode? Forged(Type type, string words) =>
        type == typeof(string) ? words
        : type == typeof(BranchId) ? "demo"
        : type == typeof(RegionId) ? "R01"
        : type == typeof(PersonId) || type == typeof(Guid) ? DemoBranch.Teller.Id.ToString()
        : type == typeof(DateOnly) ? "2026-11-24"
        : type == typeof(TimeOnly) ? "08:30:00"
        : type == typeof(DateTimeOffset) ? "2026-11-24T00:00:00Z"
        : type == typeof(bool) ? true
        : type.IsEnum ? Enum.GetNames(type)[0]
        : type == typeof(int) || type == typeof(long) ? words.Length % 2 == 0 ? int.MaxValue : int.MinValue
        : type == typeof(decimal) ? decimal.MaxValue
        : type.IsAssignableFrom(typeof(List<string>)) ? new JsonArray(words)
        : type.IsAssignableFrom(typeof(List<PersonId>)) ? new JsonArray(DemoBranch.Teller.Id.ToString())
        : type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? new JsonArray()
        : null;

    private static void Try(List<string> failures, string what, Action play, Rehearsal branch, Actor who)
    {
        try
        {
            play();
            if (branch.Last!.Answer is Shown shown)
            {
                JsonDocument.Parse(Cards.Render(shown.Card, who).Utf8).Dispose();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failures.Add($"{what}: {e.GetType().Name} {e.Message.Split('\n')[0]} {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("BranchBot.", StringComparison.Ordinal))?.Trim()}");
        }
    }
}
