using System.Globalization;
using BranchBot.Host.Teams;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Records;

/// <summary>For how long kinds of records are kept in this deployment (section <c>Retention</c>, in days), and how often old ones are looked for.</summary>
internal sealed class RetentionSettings
{
    public const string Section = "Retention";

    /// <summary>How often the sweep begins anew, unless set.</summary>
    public static readonly TimeSpan UsualEvery = TimeSpan.FromDays(7);

    private readonly Dictionary<string, int> days = [];

    private RetentionSettings()
    {
    }

    /// <summary>How often the sweep begins anew.</summary>
    public TimeSpan Every { get; private init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">One is wrong; the message is a sentence that names it.</exception>
    public static RetentionSettings Read(IConfiguration configuration, RecordKinds kinds)
    {
        var section = configuration.GetSection(Section);
        var read = new SettingsReader(section, development: false);
        var settings = new RetentionSettings { Every = TimeSpan.FromDays(read.Number(nameof(Every), 1, 31, (int)UsualEvery.TotalDays)) };
        foreach (var period in kinds.Periods)
        {
            settings.days[period.Name] = read.Number(period.Name, period.Least, RetentionPeriod.Most, period.Usual);
        }

        if (section.GetChildren().FirstOrDefault(c => c.Key != nameof(Every) && !settings.days.ContainsKey(c.Key)) is { } unknown)
        {
            throw new OptionsValidationException(Section, typeof(RetentionSettings), [$"{Section}:{unknown.Key} is no kind of records; there are {string.Join(", ", kinds.Periods.Select(p => p.Name))}, and {nameof(Every)}."]);
        }

        return settings;
    }

    /// <summary>The last day that is old enough on a day: what counts from it or from before is deleted.</summary>
    public DateOnly Oldest(RetentionPeriod period, DateOnly today) => today.AddDays(-days.GetValueOrDefault(period.Name, period.Usual) - 1);

    /// <summary>The last day of the time that the rest of a partition's key names; null: it names none.</summary>
    public static DateOnly? EndOf(string partition)
    {
        var last = partition[(partition.LastIndexOf('|') + 1)..];
        return partition.Count(c => c == '|') < 2 ? null
            : DateOnly.TryParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : last.Length == 6 && last[4] == 'Q' && int.TryParse(last[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0 && last[5] is >= '1' and <= '4'
                ? new DateOnly(year, ((last[5] - '1') * 3) + 1, 1).AddMonths(3).AddDays(-1)
            : null;
    }
}
