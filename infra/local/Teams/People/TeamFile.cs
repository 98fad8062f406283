using System.Globalization;
using CsvHelper;

namespace BranchBot.LocalTeams;

/// <summary>A line of the list of teams: somebody in a team, who may be on no staff list. Without a team he only has an account.</summary>
/// <param name="Team">The team's code.</param>
/// <param name="Name">What the team is called.</param>
/// <param name="ObjectId">The member.</param>
/// <param name="Member">The member's name.</param>
/// <param name="Role">user or guest.</param>
public sealed record TeamRow(string Team, string Name, string ObjectId, string Member, string Role = "user");

/// <summary>Reads the list of teams.</summary>
internal static class TeamFile
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CsvHelperException">A column is missing, or the file is malformed.</exception>
    public static IReadOnlyList<TeamRow> Read(string path)
    {
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<TeamRow>();
        while (csv.Read())
        {
            rows.Add(new(Cell("team"), Cell("name"), Cell("object_id"), Cell("member"), Cell("role")));
        }

        return rows;

        string Cell(string column) => csv.GetField(column)!.Trim();
    }
}
