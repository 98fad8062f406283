using System.Globalization;
using BranchBot.Host.Teams;
using BranchBot.Host.WakeUps;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Local;

/// <summary>The clock: the machine's, or in a rehearsal (setting <c>Clock:Offset</c>, Development only) one that can be set forward.</summary>
internal static class ClockSetup
{
    private const string Setting = "Clock:Offset";

    /// <summary>Adds the clock; tells whether it is a rehearsal's.</summary>
    /// <exception cref="OptionsValidationException">The setting is wrong; the message names it.</exception>
    public static bool AddClock(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Setting] is not { Length: > 0 } text)
        {
            builder.Services.AddSingleton(TimeProvider.System);
            return false;
        }

        if (!builder.Environment.IsDevelopment())
        {
            throw Wrong($"{Setting} is for rehearsals: it is allowed in the Development environment only.");
        }

        if (!TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var offset))
        {
            throw Wrong($"{Setting} is '{text}'; it is a time span such as 1.02:30:00.");
        }

        var clock = new LocalClock(offset);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<TimeProvider>(clock);
        return true;
    }

    /// <summary>In a rehearsal, <c>PUT /local/clock</c> with <c>{"offset":"00:05:00"}</c> sets the clock forward; backwards is refused.</summary>
    public static void MapClock(this WebApplication app)
    {
        if (app.Services.GetService<LocalClock>() is not { } clock)
        {
            return;
        }

        var endpoint = app.MapPut("/local/clock", async (ClockSetting setting, RepairSweep sweep, CancellationToken cancel) =>
        {
            if (!TimeSpan.TryParseExact(setting.Offset, "c", CultureInfo.InvariantCulture, out var offset) || offset < clock.Offset)
            {
                return Results.Problem($"The clock goes forward only; its offset is {clock.Offset:c}.", statusCode: StatusCodes.Status400BadRequest);
            }

            clock.Offset = offset;

            // Queues go by the machine's time: what has fallen due by the new time is looked at now.
            await sweep.WakeDue(cancel);
            return Results.NoContent();
        });
        if (app.Services.GetRequiredService<TeamsSettings>().WithoutAuthentication)
        {
            endpoint.AddEndpointFilter(async (context, next) =>
                LoopbackDoor.Refusal(context.HttpContext) is { } why ? Results.Problem(why, statusCode: StatusCodes.Status403Forbidden) : await next(context));
        }
        else
        {
            endpoint.RequireAuthorization(ChannelAuthentication.Scheme);
        }
    }

    private static OptionsValidationException Wrong(string sentence) => new(Setting, typeof(TimeSpan), [sentence]);

    internal sealed record ClockSetting(string Offset);
}
