using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Telemetry;

/// <summary>Data that can be found again wherever it gets to: words, names, numbers and addresses that nothing else in the program has.</summary>
internal static class Marks
{
    /// <summary>Words as people write them, with all that must not be told.</summary>
    public const string Words = "标记姓名王小明 13900005678 biaoji@marked.example MARKEDword 标记说明";

    /// <summary>A name of a file that has them.</summary>
    public const string File = "标记姓名-13900005678-MARKEDfile";

    /// <summary>What must be nowhere: parts of the marked data, the names and addresses of the branch's people, tokens, what seals links.</summary>
    public static IReadOnlyList<string> Forbidden { get; } =
    [
        "标记", "王小明", "13900005678", "marked.example", "MARKED", "bank.example", "eyJ", "CfDJ8",
        .. DemoBranch.Staff.Select(m => m.Name), "徐刚", "马超", "朱琳",
    ];

    /// <summary>What may stand in the log, for an operator needs a handle, and in no trace and no measure: object ids of people, chats.</summary>
    public static IReadOnlyList<string> OnlyInTheLog { get; } = ["10000000-0000-0000-0000-0000000000", "conversations/", "messageid", "b|demo", "p|1000", "/pages/C", "PartitionKey"];

    /// <summary>A command's data with marked words wherever words fit, made of its own parameters: so a new command needs nothing here.</summary>
    public static JsonObject DataOf(Type command, bool marked = true)
    {
        var made = new JsonObject();
        foreach (var parameter in Parameters(command))
        {
            if (Sample(parameter.ParameterType, marked, 0) is { } value)
            {
                made[char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..]] = value;
            }
        }

        return made;
    }

    private static ParameterInfo[] Parameters(Type type) => type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()?.GetParameters() ?? [];

    private static JsonNode? Sample(Type type, bool marked, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return marked ? Words : "PersonalTeller.Opening.1";
        }

        object? value = type switch
        {
            _ when type == typeof(BranchId) => DemoBranch.Branch.Id,
            _ when type == typeof(RegionId) => new RegionId("R01"),
            _ when type == typeof(PersonId) => DemoBranch.Id(6),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 12, 28),
            _ when type == typeof(TimeOnly) => new TimeOnly(9, 5),
            _ when type == typeof(DateTimeOffset) => DemoBranch.At("09:05", "2026-12-28"),
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(double) => Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture),
            { IsEnum: true } => Enum.GetValues(type).GetValue(0),
            _ => null,
        };
        if (value is not null)
        {
            return System.Text.Json.JsonSerializer.SerializeToNode(value, type, Catalogue.Json);
        }

        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var item])
        {
            return Sample(item, marked, depth + 1) is { } one ? new JsonArray(one) : new JsonArray();
        }

        if (depth > 3 || type.IsAbstract || type.IsInterface || type.Namespace?.StartsWith("BranchBot.", StringComparison.Ordinal) != true)
        {
            return null;
        }

        var made = new JsonObject();
        foreach (var parameter in Parameters(type))
        {
            if (Sample(parameter.ParameterType, marked, depth + 1) is { } inner)
            {
                made[char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..]] = inner;
            }
        }

        return made;
    }
}
