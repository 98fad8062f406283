namespace BranchBot.Host.Stopping;

/// <summary>How the program ends when it is asked to (section <c>Stopping</c>).</summary>
internal sealed record StoppingTimes
{
    /// <summary>
    /// So long it goes on as ever, but says that it is not ready, so that whoever shares requests out sends it no more; then it takes none. None where nobody
    /// shares them out, as on one machine.
    /// </summary>
    public TimeSpan Notice { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so long, the notice with it, what still runs is cut off: longer than a turn may take (<see cref="Teams.RunningTurns.TurnLimit"/>) and than what is
    /// on its way needs to arrive. The platform must wait for longer before it kills (<c>terminationGracePeriodSeconds</c>).
    /// </summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(80);
}
