using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Rules.Tests.House;

/// <summary>Makes an example of any type that stands in a row, the same one each time, with a value in every member.</summary>
internal static class Example
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 24, 0, 11, 0, TimeSpan.Zero);

    /// <summary>An example; null where a type would hold itself without end.</summary>
    public static object? Of(Type type) => Of(type, []);

    private static object? Of(Type type, Type[] within) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } value => Of(value, within),
        _ when type == typeof(string) => "文字",
        _ when type == typeof(int) => 7,
        _ when type == typeof(long) => 7L,
        _ when type == typeof(decimal) => 7.5m,
        _ when type == typeof(double) => 7.5,
        _ when type == typeof(bool) => true,
        _ when type == typeof(Guid) => new Guid("10000000-0000-0000-0000-000000000007"),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 24),
        _ when type == typeof(TimeOnly) => new TimeOnly(8, 30),
        _ when type == typeof(TimeSpan) => TimeSpan.FromMinutes(7),
        _ when type == typeof(DateTimeOffset) => Instant,
        _ when type == typeof(JsonElement) => JsonElement.Parse("""{"a":7}"""),
        _ when type == typeof(byte[]) => new byte[] { 7 },
        { IsEnum: true } => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1),
        _ when ItemsOf(type, typeof(IReadOnlyDictionary<,>)) is [var key, var value] => Dictionary(key, value, within),
        _ when ItemsOf(type, typeof(IReadOnlySet<>)) is [var item] => Filled(typeof(HashSet<>).MakeGenericType(item), item, within),
        _ when ItemsOf(type, typeof(IEnumerable<>)) is [var item] => List(item, within),
        _ when within.Contains(type) => null,
        { IsAbstract: true } => Of(type.Assembly.GetTypes().First(t => !t.IsAbstract && t.IsAssignableTo(type)), within),
        _ => Made(type, [.. within, type]),
    };

    private static Type[]? ItemsOf(Type type, Type generic) => new[] { type }.Concat(type.GetInterfaces()).FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == generic)?.GetGenericArguments();

    private static object Made(Type type, Type[] within)
    {
        var constructors = type.GetConstructors().Where(c => c.GetParameters() is not [var only] || only.ParameterType != type);
        var constructor = constructors.FirstOrDefault(c => c.GetCustomAttribute<JsonConstructorAttribute>() is not null) ?? constructors.MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type} has no constructor to make an example with.");
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, within))]);
        var known = constructor.GetParameters().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && p.GetCustomAttribute<JsonIgnoreAttribute>() is null && !known.Contains(p.Name) && p.GetIndexParameters().Length == 0))
        {
            property.SetValue(made, Of(property.PropertyType, within));
        }

        return made;
    }

    private static Array List(Type item, Type[] within)
    {
        if (Of(item, within) is not { } one)
        {
            return Array.CreateInstance(item, 0);
        }

        var list = Array.CreateInstance(item, 1);
        list.SetValue(one, 0);
        return list;
    }

    private static object Filled(Type type, Type item, Type[] within)
    {
        var set = Activator.CreateInstance(type)!;
        type.GetMethod("Add")!.Invoke(set, [Of(item, within)]);
        return set;
    }

    private static object Dictionary(Type key, Type value, Type[] within)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        dictionary.Add(Of(key, within)!, Of(value, within));
        return dictionary;
    }
}
