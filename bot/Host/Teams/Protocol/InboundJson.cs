using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Host.Teams;

/// <summary>How activities and the connector's answers are read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = 32, NumberHandling = JsonNumberHandling.Strict, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ChannelAccount))]
[JsonSerializable(typeof(PagedMembersResult))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class InboundJson : JsonSerializerContext;

/// <summary>What the connector says of something that it made.</summary>
internal sealed record ResourceResponse(string? Id);

/// <summary>One page of the members of a conversation.</summary>
internal sealed record PagedMembersResult(IReadOnlyList<ChannelAccount>? Members, string? ContinuationToken);
