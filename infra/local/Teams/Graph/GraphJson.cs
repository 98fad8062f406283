using System.Collections;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;

namespace BranchBot.LocalTeams;

/// <summary>Bodies by Microsoft.Graph's own models. What a model does not know is refused, as Graph refuses it.</summary>
internal static class GraphJson
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="GraphRefusal">It is no JSON, or has properties that the type has not.</exception>
    public static async Task<T> Read<T>(HttpRequest request, ParsableFactory<T> factory)
        where T : IParsable
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        body.Position = 0;
        T read;
        try
        {
            read = (await new JsonParseNodeFactory().GetRootParseNodeAsync("application/json", body)).GetObjectValue(factory) ?? throw new InvalidOperationException("empty");
        }
        catch (Exception e) when (e is not GraphRefusal)
        {
            throw new GraphRefusal(400, "RequestBodyRead", $"The body could not be read: {e.Message}");
        }

        return Unknown(read) is { } name ? throw new GraphRefusal(400, "RequestBodyRead", $"The property '{name}' does not exist on type 'microsoft.graph.{typeof(T).Name}'.") : read;
    }

    /// <summary>Writes an answer.</summary>
    public static IResult Write<T>(T answer, int status = 200)
        where T : IParsable
    {
        using var writer = new JsonSerializationWriter();
        writer.WriteObjectValue(null, answer);
        using var reader = new StreamReader(writer.GetSerializedContent());
        return Results.Text(reader.ReadToEnd(), "application/json; charset=utf-8", statusCode: status);
    }

    private static string? Unknown(object? value) => value switch
    {
        null or string => null,
        IEnumerable many and not IDictionary => many.Cast<object?>().Select(Unknown).FirstOrDefault(n => n is not null),
        IParsable model => (model as IAdditionalDataHolder)?.AdditionalData.Keys.FirstOrDefault(k => !k.StartsWith("@odata", StringComparison.Ordinal))
            ?? model.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name is not ("AdditionalData" or "BackingStore")).Select(p => Unknown(p.GetValue(model))).FirstOrDefault(n => n is not null),
        _ => null,
    };
}

/// <summary>What Graph refuses.</summary>
internal sealed class GraphRefusal(int status, string code, string message) : Exception(message)
{
    public IResult Answer => Results.Json(new { error = new { code, message = Message } }, TeamsJson.Options, statusCode: status);
}
