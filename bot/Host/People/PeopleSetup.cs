using BranchBot.Host.Jobs;

namespace BranchBot.Host.People;

/// <summary>Adds what brings branches and staff.</summary>
internal static class PeopleSetup
{
    /// <summary>Adds what reads, compares and writes the staff list, and carries imports out.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<StaffWriter>()
        .AddSingleton<StaffCompare>()
        .AddSingleton<IWorker, ImportWorker>();
}
