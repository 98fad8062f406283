namespace BranchBot.Host.Records;

/// <summary>Adds the life of data: how long it is kept, and what is done with a person's.</summary>
internal static class RecordsSetup
{
    /// <summary>Adds what knows all kinds of records and reaches their rows.</summary>
    public static IServiceCollection AddRecords(this IServiceCollection services) => services.AddSingleton<RecordKinds>().AddSingleton<TableRows>().AddSingleton<Overdue>();

    /// <summary>Adds the sweep of old rows, with its settings.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.AddRecords().AddRetentionSweep(RetentionSettings.Read(builder.Configuration, new(new Catalogue(BranchBot.Features.AllFeatures.List))));
        builder.Services.AddHostedService(s => s.GetRequiredService<RetentionSweep>());
    }

    /// <summary>Adds the sweep of old rows, which does not run by itself yet.</summary>
    public static IServiceCollection AddRetentionSweep(this IServiceCollection services, RetentionSettings settings) => services.AddSingleton(settings).AddSingleton<TableSweep>().AddSingleton<RetentionSweep>();

    /// <summary>Adds what exports and forgets a person, on the command line.</summary>
    public static IServiceCollection AddPersonCommands(this IServiceCollection services) => services.AddSingleton<PersonRows>().AddSingleton<PersonExport>().AddSingleton<PersonForgetting>();
}
