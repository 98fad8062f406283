using BranchBot.Host.Jobs;

namespace BranchBot.Host.Planning;

/// <summary>Adds what arranges appointments.</summary>
internal static class PlanningSetup
{
    /// <summary>Adds the solver and the worker that asks it.</summary>
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services.AddSingleton<IAppointmentPlanner, AppointmentSolver>().AddSingleton<IWorker, AppointmentWorker>().AddSingleton<IWorker, CalendarWorker>()
        .AddSingleton<IWorker, CalendarWatcher>()
        .AddSingleton(s => s.GetRequiredService<IConfiguration>().GetSection("Calendars").Get<CalendarTimes>() ?? new());
}
