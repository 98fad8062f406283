namespace BranchBot.Core;

/// <summary>A job that arranges appointments: the host solves the problem (<see cref="IAppointmentPlanner"/>), and this decides what is written. Pure.</summary>
public abstract record AppointmentJob : Job
{
    /// <summary>The rows that it needs.</summary>
    public abstract IReadOnlyList<Read> Needs();

    /// <summary>What is to be arranged; null: nothing any more, it was done or another one has taken its place.</summary>
    public abstract AppointmentProblem? Problem(Rows rows, DateTimeOffset now);

    /// <summary>What is written.</summary>
    /// <param name="plan">The arrangement.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="now">The instant of which the problem was, UTC.</param>
    public abstract JobStep Do(AppointmentPlan plan, Rows rows, DateTimeOffset now);
}
