using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BranchBot.Host.Teams;

/// <summary>What an inbound request is answered: an HTTP status, and JSON or nothing.</summary>
internal sealed record InvokeResponse(int Status, RawJson? Body)
{
    /// <summary>Taken; nothing to say.</summary>
    public static readonly InvokeResponse Accepted = new(StatusCodes.Status200OK, null);

    /// <summary>An invoke that the bot does not know.</summary>
    public static readonly InvokeResponse NotImplemented = new(StatusCodes.Status501NotImplemented, null);

    /// <summary>A refusal of the whole request.</summary>
    public static InvokeResponse Error(int status, string code, string message) =>
        Of(status, new ErrorResponse(new(code, message)), OutboundJson.Instance.ErrorResponse);

    /// <summary>An answer with a body.</summary>
    public static InvokeResponse Of<T>(int status, T body, JsonTypeInfo<T> type) => new(status, new RawJson(JsonSerializer.SerializeToUtf8Bytes(body, type)));
}

/// <summary>The body of a refused request.</summary>
internal sealed record ErrorResponse(ErrorDetail? Error);

/// <summary>What went wrong.</summary>
internal sealed record ErrorDetail(string? Code, string? Message);

/// <summary>The answer to adaptiveCard/action. HTTP says 200 whenever the bot handled it; this status speaks to the card.</summary>
internal sealed record AdaptiveCardInvokeResponse(int StatusCode, string Type, RawJson Value)
{
    /// <summary>Puts a card in the place of the pressed one, for the person who pressed.</summary>
    public static InvokeResponse Card(RawJson card) => Answer(new(StatusCodes.Status200OK, Attachment.AdaptiveCard, card));

    /// <summary>Says a sentence above the card.</summary>
    public static InvokeResponse Message(string text) => Answer(new(StatusCodes.Status200OK, "application/vnd.microsoft.activity.message", RawJson.Of(text)));

    /// <summary>Says that it went wrong.</summary>
    public static InvokeResponse Failed(int status, string code, string message) =>
        Answer(new(status, "application/vnd.microsoft.error", new(JsonSerializer.SerializeToUtf8Bytes(new ErrorDetail(code, message), OutboundJson.Instance.ErrorDetail))));

    private static InvokeResponse Answer(AdaptiveCardInvokeResponse body) =>
        InvokeResponse.Of(StatusCodes.Status200OK, body, OutboundJson.Instance.AdaptiveCardInvokeResponse);
}

/// <summary>The answer to task/fetch and task/submit.</summary>
internal sealed record TaskModuleResponse(TaskModuleTask Task)
{
    /// <summary>Shows a card in the dialog.</summary>
    public static InvokeResponse Continue(string title, RawJson card) => Answer(new("continue", new(JsonSerializer.SerializeToUtf8Bytes(
        new TaskModuleTaskInfo(title, "medium", "medium", new(Attachment.AdaptiveCard, card)), OutboundJson.Instance.TaskModuleTaskInfo))));

    /// <summary>Says a sentence and closes the dialog.</summary>
    public static InvokeResponse Message(string text) => Answer(new("message", RawJson.Of(text)));

    private static InvokeResponse Answer(TaskModuleTask task) =>
        InvokeResponse.Of(StatusCodes.Status200OK, new TaskModuleResponse(task), OutboundJson.Instance.TaskModuleResponse);
}

/// <summary>What a dialog does next.</summary>
internal sealed record TaskModuleTask(string Type, RawJson Value);

/// <summary>A dialog with a card.</summary>
internal sealed record TaskModuleTaskInfo(string Title, string Height, string Width, Attachment Card);
