using System.Text.Json;

namespace BranchBot.LocalTeams;

/// <summary>Keeps calendars in one file, written whole with each change: to a temporary file that then takes the place of the old one.</summary>
internal sealed class CalendarFile
{
    private readonly string path;

    /// <summary>Loads what was kept in the folder, and keeps it from now on.</summary>
    public CalendarFile(string folder, Mailboxes mailboxes)
    {
        path = Path.Combine(Directory.CreateDirectory(folder).FullName, "calendars.json");
        if (File.Exists(path))
        {
            mailboxes.Load(JsonSerializer.Deserialize<IReadOnlyList<CalendarItem>>(File.ReadAllText(path), TeamsJson.Options) ?? []);
        }

        mailboxes.Changed = Save;
    }

    private void Save(IReadOnlyCollection<CalendarItem> items)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(items, TeamsJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }
}
