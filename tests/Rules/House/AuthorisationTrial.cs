using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BranchBot.Features.Feedback;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>Tries what the page of who may do what says yes to: gives the command with whatever it could carry, and looks whether the decision says each time that it is not his to give.</summary>
internal static class AuthorisationTrial
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    /// <summary>Whether somebody is refused as not entitled whatever a command carries.</summary>
    public static bool IsAlwaysRefused(Actor who, Type command, Position? actsFor = null) => Tried(who, command, actsFor) is { Count: > 0 } tried && tried.All(refused => refused == true);

    /// <summary>Whether a decision was come to for any of what a command could carry: else nothing is known of who is refused.</summary>
    public static bool IsDecided(Actor who, Type command) => Tried(who, command, null).Any(refused => refused is not null);

    // For each thing that a command may carry whether it was refused as not his to give; null: made-up words came to no decision.
    private static List<bool?> Tried(Actor who, Type command, Position? actsFor) =>
        [.. Carried(who, command).Select(data => Read(command, data)).OfType<Command>().Select(c =>
        {
            var branch = Of(who);
            if (actsFor is { } post)
            {
                branch.Put(branch.Facts.With(new DutyEntry("d", DutyKind.Deputy, who.Id, Day, Day, DemoBranch.Manager.Id, branch.Now) { Post = post }));
            }

            try
            {
                branch.Gives(who, c);
                return branch.Last is Refused { Kind: RefusalKind.Forbidden } ? true : (bool?)false;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // What only the bot gives is not made of made-up words; who asks was asked before.
                return null;
            }
        })];

    // A branch in which there is something of his to see and to take back.
    private static Rehearsal Of(Actor who)
    {
        var branch = new Rehearsal();
        branch.Put(new TalkRecord(DemoBranch.Branch.Id, Day, who.Id, who.Name, "谈了目标。", [new("x", who.Id, Day)], MinutesState.Released, 1, 1, null, DemoBranch.Manager.Id));
        branch.Put(new FeedbackEntry(DemoBranch.Branch.Id, DemoBranch.Teller.Id, FeedbackKind.Observation, Day, "x", "帮了客户", who.Id, false, branch.Now));
        branch.Put(new FeedbackEntry(DemoBranch.Branch.Id, DemoBranch.Manager.Id, FeedbackKind.Observation, Day, "x", "帮了客户", who.Id, false, branch.Now));
        return branch;
    }

    private static Command? Read(Type command, JsonObject data)
    {
        try
        {
            return (Command?)data.Deserialize(command, Catalogue.Json);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    // With all that it can carry, and with as little as it must; about himself and others.
    private static IEnumerable<JsonObject> Carried(Actor who, Type command)
    {
        var properties = command.GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null && p.GetCustomAttribute<JsonExtensionDataAttribute>() is null).ToList();
        var must = command.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => !p.IsOptional).Select(p => p.Name).ToHashSet();
        foreach (var person in new[] { DemoBranch.Teller.Id, DemoBranch.Manager.Id, who.Id })
        {
            foreach (var yes in new[] { true, false })
            {
                yield return new(properties.Where(p => yes || must.Contains(p.Name)).Select(p => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(p.Name), Some(p.PropertyType, person, yes))).Where(p => p.Value is not null));
            }
        }
    }

    private static JsonNode? Some(Type of, PersonId person, bool yes)
    {
        var type = Nullable.GetUnderlyingType(of) ?? of;
        return type == typeof(string) ? "x"
            : type == typeof(BranchId) ? DemoBranch.Branch.Id.Value
            : type == typeof(RegionId) ? "R01"
            : type == typeof(PersonId) || type == typeof(Guid) ? person.ToString()
            : type == typeof(DateOnly) ? "2026-11-24"
            : type == typeof(TimeOnly) ? "08:30:00"
            : type == typeof(DateTimeOffset) ? "2026-11-24T00:00:00Z"
            : type == typeof(bool) ? yes
            : type.IsEnum ? Enum.GetNames(type)[0]
            : type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(double) ? 1
            : type != typeof(JsonElement) && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && !type.Name.Contains("Dictionary", StringComparison.Ordinal) ? new JsonArray()
            : type.IsAssignableTo(typeof(Command)) || type == typeof(JsonElement) ? null
            : type.IsClass ? new JsonObject(type.GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null).Select(p => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(p.Name), Some(p.PropertyType, person, yes))).Where(p => p.Value is not null))
            : null;
    }
}
