using System.Runtime.CompilerServices;
using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>The connector's operations that the bot uses, under the names of the Bot Connector REST API.</summary>
internal sealed class ConnectorClient(ConnectorTransport transport, ConversationOrder order)
{
    /// <summary>How many members a page has at most.</summary>
    public const int PageSize = 500;

    /// <summary>Sends to the end of a conversation. In a channel, the conversation's id names the thread.</summary>
    public Task<SendResult> Send(ConversationReference to, OutgoingActivity activity, Delivery delivery, CancellationToken cancel, Lane lane = Lane.Answers, bool admitted = false) =>
        Make(HttpMethod.Post, to, "activities", activity, Of(delivery), new(lane, to.ConversationId) { Admitted = admitted }, cancel);

    /// <summary>Replies to an activity.</summary>
    public Task<SendResult> Reply(ConversationReference to, string activityId, OutgoingActivity activity, Delivery delivery, CancellationToken cancel) =>
        Make(HttpMethod.Post, to, $"activities/{Escaped(activityId)}", activity, Of(delivery), new(Lane.Answers, to.ConversationId), cancel);

    /// <summary>Puts something else in the place of what the bot sent.</summary>
    public Task<SendResult> Update(ConversationReference to, string activityId, OutgoingActivity activity, CancellationToken cancel, Lane lane = Lane.Answers, bool admitted = false) =>
        Make(HttpMethod.Put, to, $"activities/{Escaped(activityId)}", activity, Repeatable.Freely, new(lane, to.ConversationId) { Admitted = admitted }, cancel);

    /// <summary>Takes back what the bot sent.</summary>
    public Task<SendResult> Delete(ConversationReference to, string activityId, CancellationToken cancel) =>
        Make(HttpMethod.Delete, to, $"activities/{Escaped(activityId)}", null, Repeatable.Freely, new(Lane.Answers, to.ConversationId), cancel);

    /// <summary>Gets the personal chat with one person; it is the same one each time, so this may be repeated.</summary>
    public async Task<SendResult> CreateConversation(string serviceUrl, ConversationParameters parameters, CancellationToken cancel, Lane lane = Lane.Answers, bool admitted = false)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(parameters, OutboundJson.Instance.ConversationParameters);
        var (result, body) = await transport.Call(HttpMethod.Post, serviceUrl, "v3/conversations", json, Repeatable.Freely, Traffic.Opening(parameters.Members[0].Id, lane) with { Admitted = admitted }, cancel);
        return WithId(result, body);
    }

    /// <summary>One member of a conversation; null where it has none of that id.</summary>
    /// <exception cref="ConnectorException">The connector could not be asked now.</exception>
    public async Task<ChannelAccount?> GetMember(ConversationReference of, string memberId, CancellationToken cancel)
    {
        var (result, body) = await transport.Call(HttpMethod.Get, of.ServiceUrl, $"{Path(of)}/members/{Escaped(memberId)}", null, Repeatable.Freely, new(Lane.Answers, of.ConversationId, Reads: true), cancel);
        return result switch
        {
            SendResult.Sent => Parsed(body, InboundJson.Default.ChannelAccount),
            SendResult.Refused => null,
            _ => throw new ConnectorException(result),
        };
    }

    /// <summary>All members of a conversation, page by page.</summary>
    /// <exception cref="ConnectorException">The connector refused a page.</exception>
    public async IAsyncEnumerable<ChannelAccount> GetMembers(ConversationReference of, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? next = null;
        do
        {
            var path = $"{Path(of)}/pagedmembers?pageSize={PageSize}" + (next is null ? "" : $"&continuationToken={Escaped(next)}");
            var (result, body) = await transport.Call(HttpMethod.Get, of.ServiceUrl, path, null, Repeatable.Freely, new(Lane.Answers, of.ConversationId, Reads: true), cancel);
            var page = result is SendResult.Sent ? Parsed(body, InboundJson.Default.PagedMembersResult) : null;
            foreach (var member in (page ?? throw new ConnectorException(result)).Members ?? [])
            {
                yield return member;
            }

            next = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    private Task<SendResult> Make(HttpMethod method, ConversationReference to, string path, OutgoingActivity? activity, Repeatable repeatable, Traffic traffic, CancellationToken cancel)
    {
        var json = activity is null ? null : JsonSerializer.SerializeToUtf8Bytes(activity, OutboundJson.Instance.OutgoingActivity);
        return order.Run(to.ConversationId, async () =>
        {
            var (result, body) = await transport.Call(method, to.ServiceUrl, $"{Path(to)}/{path}", json, repeatable, traffic, cancel);
            return WithId(result, body);
        });
    }

    private static Repeatable Of(Delivery delivery) => delivery == Delivery.Certain ? Repeatable.LostByGateway : Repeatable.WithoutEffect;

    private static SendResult WithId(SendResult result, byte[] body) =>
        result is SendResult.Sent ? new SendResult.Sent(Parsed(body, InboundJson.Default.ResourceResponse)?.Id) : result;

    // What was done is done, however its answer looks.
    private static T? Parsed<T>(byte[] body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Path(ConversationReference of) => $"v3/conversations/{Escaped(of.ConversationId)}";

    // Ids hold : ; @ = and must not reach for another path.
    private static string Escaped(string part) => Uri.EscapeDataString(part);
}
