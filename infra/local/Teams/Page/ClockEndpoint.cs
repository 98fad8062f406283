using System.Globalization;

namespace BranchBot.LocalTeams;

/// <summary>Where the clock is to go: a wall-clock time in Shanghai, or a step forward.</summary>
internal sealed record ClockChange(string? At = null, string? Forward = null);

/// <summary>Moves the clock of the demonstration, the bot's too.</summary>
internal sealed class ClockEndpoint(LocalTeamsServer teams)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    public async Task<IResult> MoveAsync(ClockChange change)
    {
        if (Step(change) is not { } step)
        {
            return Results.BadRequest("Give at as 2026-11-24T08:40 (Shanghai), or forward as 00:05:00.");
        }

        if (step < TimeSpan.Zero)
        {
            return Results.BadRequest("The clock only goes forward: reminders that were sent cannot be taken back.");
        }

        var answer = await teams.MoveClockAsync(step);
        if (answer is { Taken: false })
        {
            return Results.Text($"The bot did not move its clock (HTTP {answer.Status}).", statusCode: StatusCodes.Status502BadGateway);
        }

        return Results.Json(new { Clock = Shanghai.In(teams.Clock.GetUtcNow()) }, TeamsJson.Options);
    }

    private TimeSpan? Step(ClockChange change)
    {
        if (TimeSpan.TryParseExact(change.Forward, "c", CultureInfo.InvariantCulture, out var forward))
        {
            return forward;
        }

        return DateTime.TryParseExact(change.At, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wallClock)
            ? Shanghai.At(wallClock) - teams.Clock.GetUtcNow()
            : null;
    }
}
