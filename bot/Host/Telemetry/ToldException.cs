using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Azure;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace BranchBot.Host.Telemetry;

/// <summary>
/// What the log is told of an exception: which kinds, with the codes of services, and where it was thrown. No message: that of a service repeats what it was
/// asked, that of a parser what it read.
/// </summary>
internal sealed class ToldException : Exception
{
    private const int MostCauses = 8;

    private ToldException(string kinds, string stack)
        : base(stack.Length == 0 ? kinds : $"{kinds}\n{stack}")
    {
    }

    /// <summary>Tells of an exception.</summary>
    public static Exception Of(Exception exception)
    {
        if (exception is ToldException)
        {
            return exception;
        }

        var causes = new List<Exception>();
        for (var cause = exception; cause is not null && causes.Count < MostCauses; cause = cause.InnerException)
        {
            causes.Add(cause);
        }

        var told = new ToldException(string.Join(" <- ", causes.Select(Kind)), string.Join("\n   --- of\n", causes.AsEnumerable().Reverse().Select(c => c.StackTrace).OfType<string>()));
        return exception.StackTrace is { } stack ? ExceptionDispatchInfo.SetRemoteStackTrace(told, stack) : told;
    }

    /// <inheritdoc/>
    public override string ToString() => Message;

    private static string Kind(Exception exception) => exception switch
    {
        RequestFailedException failed => $"{failed.GetType().FullName} ({failed.Status} {Word(failed.ErrorCode)})",
        ODataError graph => $"{graph.GetType().FullName} ({graph.ResponseStatusCode} {Word(graph.Error?.Code)})",
        ApiException graph => $"{graph.GetType().FullName} ({graph.ResponseStatusCode})",
        HttpRequestException http => $"{http.GetType().FullName} ({http.HttpRequestError}{(http.StatusCode is { } status ? $" {(int)status}" : "")})",
        SocketException socket => $"{socket.GetType().FullName} ({socket.SocketErrorCode})",
        _ => exception.GetType().FullName ?? exception.GetType().Name,
    };

    // A code is a word; whatever else a service puts in its place is not told.
    private static string Word(string? code) => code is { Length: > 0 and <= 60 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') ? code : "?";
}
