using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>A person, known by the Entra object id.</summary>
[JsonConverter(typeof(PersonIdConverter))]
public readonly record struct PersonId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>A branch (网点), known by the short name that the import gives it: letters, digits and hyphens.</summary>
[JsonConverter(typeof(BranchIdConverter))]
public readonly record struct BranchId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A region (二级分行), known by the short name that the import gives it.</summary>
[JsonConverter(typeof(RegionIdConverter))]
public readonly record struct RegionId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Writes a <see cref="PersonId"/> as its GUID.</summary>
public sealed class PersonIdConverter : JsonConverter<PersonId>
{
    /// <inheritdoc/>
    public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>Writes a <see cref="BranchId"/> as its name.</summary>
public sealed class BranchIdConverter : JsonConverter<BranchId>
{
    /// <inheritdoc/>
    public override BranchId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A branch id is a string."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BranchId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>Writes a <see cref="RegionId"/> as its name.</summary>
public sealed class RegionIdConverter : JsonConverter<RegionId>
{
    /// <inheritdoc/>
    public override RegionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A region id is a string."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RegionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
