namespace BranchBot.Host.Local;

/// <summary>The machine's clock, moved by an offset that can grow: rehearsals play at the branch's own time. Only in Development.</summary>
internal sealed class LocalClock(TimeSpan offset) : TimeProvider
{
    private long offsetTicks = offset.Ticks;

    /// <summary>Branch clock minus machine clock.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref offsetTicks));
        set => Interlocked.Exchange(ref offsetTicks, value.Ticks);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
