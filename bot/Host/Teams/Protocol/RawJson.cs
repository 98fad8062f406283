using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Host.Teams;

/// <summary>JSON that was written already, put into other JSON as it is.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>A string as JSON.</summary>
    public static RawJson Of(string text) => new(JsonSerializer.SerializeToUtf8Bytes(text, OutboundJson.Instance.String));
}

/// <summary>Writes a <see cref="RawJson"/>; it is never read.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <inheritdoc/>
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
