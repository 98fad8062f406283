using System.Text.Json;

namespace BranchBot.LocalTeams;

/// <summary>Keeps calendars, and who wants to be told of them, in a file each, written whole with each change: to a temporary file that then takes the place of the old one.</summary>
internal sealed class CalendarFile
{
    /// <summary>Loads what was kept in the folder, and keeps it from now on.</summary>
    public CalendarFile(string folder, Graph graph)
    {
        string At(string name) => Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        var (calendars, subscriptions) = (At("calendars.json"), At("subscriptions.json"));
        graph.Mailboxes.Load(Kept<CalendarItem>(calendars));
        graph.Mailboxes.Changed = items => Save(calendars, items);
        graph.Subscriptions.Load(Kept<GraphSubscription>(subscriptions));
        graph.Subscriptions.Changed = all => Save(subscriptions, all);
    }

    private static IReadOnlyList<T> Kept<T>(string path) => File.Exists(path) ? JsonSerializer.Deserialize<IReadOnlyList<T>>(File.ReadAllText(path), TeamsJson.Options) ?? [] : [];

    private static void Save<T>(string path, IReadOnlyCollection<T> all)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(all, TeamsJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }
}
