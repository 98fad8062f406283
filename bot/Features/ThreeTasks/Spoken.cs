using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Features.ThreeTasks;

/// <summary>Times and spans as people write them: 9:00, 9点半, 30分钟, 半小时, 1小时, 9 am.</summary>
internal static partial class Spoken
{
    internal const int MostMinutes = 12 * 60;

    /// <summary>Without the words that may stand around a time.</summary>
    public static string Trimmed(string rest) => Around().Replace(rest.Trim(), "").Trim();

    /// <summary>A span in minutes, from one minute to half a day; null where it is none.</summary>
    public static int? Minutes(string said)
    {
        var minutes = said is "半小时" or "半个小时" or "half an hour" ? 30
            : Span().Match(said) is { Success: true } span ? int.Parse(span.Groups[1].Value, CultureInfo.InvariantCulture) * (span.Groups["hour"].Success ? 60 : 1)
            : 0;
        return minutes is > 0 and <= MostMinutes ? minutes : null;
    }

    /// <summary>A time of day; null where it is none.</summary>
    public static TimeOnly? Time(string said)
    {
        if (Clock().Match(said) is not { Success: true } clock)
        {
            return null;
        }

        var hour = int.Parse(clock.Groups["h"].Value, CultureInfo.InvariantCulture);
        var minute = clock.Groups["half"].Success ? 30 : clock.Groups["m"] is { Success: true, Value: var m } ? int.Parse(m, CultureInfo.InvariantCulture) : 0;
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    [GeneratedRegex(@"^(到|至|until|till|for)\s*|\s*(前|为止)$")]
    private static partial Regex Around();

    [GeneratedRegex(@"^([0-9]{1,3})\s*(分钟|分|minutes?|mins?|m|(?<hour>个?小时|hours?|h))$")]
    private static partial Regex Span();

    [GeneratedRegex(@"^(?<h>[0-9]{1,2})\s*(点(?<half>半)|[:点时](?<m>[0-9]{1,2})?分?)$")]
    private static partial Regex Clock();
}
