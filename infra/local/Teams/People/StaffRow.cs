using System.Globalization;
using CsvHelper;

namespace BranchBot.LocalTeams;

/// <summary>A line of the staff list, as far as Teams would know it.</summary>
public sealed record StaffRow(
    string ObjectId,
    string Name,
    string Region = "",
    string Branch = "",
    string Position = "",
    string Lobby = "",
    string Language = "");

/// <summary>Reads the staff list, and the lists of places beside it.</summary>
internal static class StaffFile
{
    /// <summary>Names of regions or branches by their code: the first two columns.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CsvHelperException">The file is malformed.</exception>
    public static IEnumerable<KeyValuePair<string, string>> ReadPlaces(string path)
    {
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            yield return new(csv.GetField(0)!.Trim(), csv.GetField(1)!.Trim());
        }
    }

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CsvHelperException">A column is missing, or the file is malformed.</exception>
    public static IReadOnlyList<StaffRow> Read(string path)
    {
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<StaffRow>();
        while (csv.Read())
        {
            rows.Add(new StaffRow(
                Cell("object_id"), Cell("name"), Cell("region"), Cell("branch"), Cell("position"), Cell("lobby"), Cell("language")));
        }

        return rows;

        string Cell(string column) => csv.GetField(column)!.Trim();
    }
}
