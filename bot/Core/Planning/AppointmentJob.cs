namespace BranchBot.Core;

/// <summary>A job that arranges appointments: the host solves the problem (<see cref="IAppointmentPlanner"/>), and this decides what is written. Pure.</summary>
public abstract record AppointmentJob : Job
{
    /// <summary>The rows that it needs.</summary>
    public abstract IReadOnlyList<Read> Needs();

    /// <summary>Whose calendars are looked at first; null: nobody's.</summary>
    public abstract CalendarQuestion? Asks(Rows rows);

    /// <summary>What is to be arranged; null: nothing any more, it was done or another one has taken its place.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="seen">What was seen of the calendars; null: there are none.</param>
    /// <param name="now">The instant, UTC.</param>
    public abstract AppointmentProblem? Problem(Rows rows, IReadOnlyList<SeenCalendar>? seen, DateTimeOffset now);

    /// <summary>What is written.</summary>
    /// <param name="plan">The arrangement.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="seen">What was seen of the calendars; null: there are none.</param>
    /// <param name="now">The instant of which the problem was, UTC.</param>
    public abstract JobStep Do(AppointmentPlan plan, Rows rows, IReadOnlyList<SeenCalendar>? seen, DateTimeOffset now);
}
