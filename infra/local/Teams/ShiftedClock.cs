namespace BranchBot.LocalTeams;

/// <summary>The machine's time plus an offset that grows: the clock of the demonstration.</summary>
public sealed class ShiftedClock(TimeSpan offset) : TimeProvider
{
    private long ticks = offset.Ticks;

    /// <summary>This clock minus the machine's.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref ticks));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    /// <summary>Sets the offset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It would turn the clock back.</exception>
    public void MoveTo(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, Offset);
        Interlocked.Exchange(ref ticks, offset.Ticks);
    }

    /// <summary>Sets the offset back: the bot did not go along.</summary>
    internal void TurnBack(TimeSpan offset) => Interlocked.Exchange(ref ticks, offset.Ticks);
}

/// <summary>The wall clock of the people in this double: all of them are in China.</summary>
internal static class Shanghai
{
    /// <summary>IANA name, as Teams puts it into activities.</summary>
    public const string Name = "Asia/Shanghai";

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(Name);

    /// <summary>The same instant with the offset of Shanghai.</summary>
    public static DateTimeOffset In(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The instant at which clocks in Shanghai show this.</summary>
    public static DateTimeOffset At(DateTime wallClock) => new(wallClock, Zone.GetUtcOffset(wallClock));
}
