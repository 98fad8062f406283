using System.Text.RegularExpressions;

namespace BranchBot.Host.Documents;

/// <summary>A line of <c>staff.csv</c>: somebody of a branch, or with <see cref="Leads"/> a region's leader.</summary>
internal sealed record StaffLine(CsvLine Line, RosterEntry Entry, BranchId? Branch, RegionId? Leads, Language? Language)
{
    /// <summary>His line of the roster; a pattern and an address that the file says nothing about stay.</summary>
    public RosterEntry Over(RosterEntry? known) => Entry with
    {
        Pattern = StaffLines.Patterns.Any(Line.Has) ? Entry.Pattern : known?.Pattern,
        Mail = Line.Has(StaffLines.Mail) ? Entry.Mail : known?.Mail,
    };
}

/// <summary>Reads the lines of <c>staff.csv</c>.</summary>
internal static partial class StaffLines
{
    public static readonly IReadOnlyList<string> Columns = ["object_id", "name", "region", "branch", "position", "lobby", "language"];

    /// <summary>May be left out, all of them; then what stands is kept.</summary>
    public static readonly IReadOnlyList<string> Patterns = ["shift", "rest", "joined", "left"];

    /// <summary>May be left out too: people's mail addresses, without which their calendar files invite nobody and are merely opened.</summary>
    public const string Mail = "mail";

    // A branch's roster is one row of eight properties of 32 K characters.
    private const int MostPeople = 1000;
    private const int LongestMail = 64;

    /// <summary>What a line says; null where it cannot be told whom it means.</summary>
    public static StaffLine? Read(CsvLine line, CellChecks check)
    {
        if (!Guid.TryParseExact(line["object_id"], "D", out var id))
        {
            check.Add(line, "object_id", new($"「{line["object_id"]}」不是 Entra 对象 ID(GUID)。", $"'{line["object_id"]}' is not an Entra object id (a GUID)."));
        }

        var (name, language) = (check.Name(line), check.LanguageOf(line));
        var lobby = line["lobby"].ToLowerInvariant() switch { "" => LobbyRole.None, "primary" or "大堂" => LobbyRole.Primary, "backup" or "后备" => LobbyRole.Backup, _ => (LobbyRole?)null };
        if (lobby is null)
        {
            check.Add(line, "lobby", new($"「{line["lobby"]}」不行:primary、backup,或不填。", $"'{line["lobby"]}' is not allowed: primary, backup or nothing."));
        }

        if (line["branch"].Length == 0)
        {
            if (line["region"].Length == 0)
            {
                check.Add(line, "branch", new("要么填网点,要么(二级分行负责人)填 region。", "a person has a branch, or leads a region."));
                return null;
            }

            return new(line, new(new(id), name, default), null, new(line["region"]), language);
        }

        if (line["region"].Length > 0)
        {
            check.Add(line, "region", new("二级分行负责人不属于网点,两格只填一格。", "a region leader belongs to a region, not to a branch (leave one of the two empty)."));
        }

        if (PositionOf(line["position"]) is not { } position)
        {
            var all = string.Join('、', Enum.GetValues<Position>().Select(p => p.Name().Zh));
            check.Add(line, "position", new($"没有「{line["position"]}」这个岗位:{all}。", $"'{line["position"]}' is no position: {all}."));
            return null;
        }

        return new(line, new(new(id), name, position, lobby ?? LobbyRole.None, PatternOf(line, check), language, MailOf(line, check)), new(line["branch"]), null, language);
    }

    /// <summary>A branch has one manager and one primary lobby manager.</summary>
    public static void OneOfEach(IEnumerable<StaffLine> staff, CellChecks check)
    {
        foreach (var branch in staff.Where(s => s.Branch is not null).GroupBy(s => s.Branch!.Value))
        {
            foreach (var second in branch.Where(s => s.Entry.Position == Position.BranchManager).Skip(1))
            {
                check.Add(second.Line, "position", new($"网点 {branch.Key} 已经有支行长了。", $"branch {branch.Key} has a manager already."));
            }

            foreach (var last in branch.Skip(MostPeople).Take(1))
            {
                check.Add(last.Line, "branch", new($"网点 {branch.Key} 有 {branch.Count()} 人,最多 {MostPeople} 人。", $"branch {branch.Key} has {branch.Count()} people; at most {MostPeople} are allowed."));
            }

            foreach (var second in branch.Where(s => s.Entry.Lobby == LobbyRole.Primary).Skip(1))
            {
                check.Add(second.Line, "lobby", new($"网点 {branch.Key} 已经有大堂经理了。", $"branch {branch.Key} has a primary lobby manager already."));
            }
        }
    }

    private static Position? PositionOf(string text) =>
        Enum.GetValues<Position>().Cast<Position?>().FirstOrDefault(p => text == p!.Value.Name().Zh || text.Equals(p.ToString(), StringComparison.OrdinalIgnoreCase));

    private static string? MailOf(CsvLine line, CellChecks check)
    {
        if (line[Mail] is not { Length: > 0 } mail)
        {
            return null;
        }

        if (mail.Length > LongestMail || !MailForm().IsMatch(mail))
        {
            check.Add(line, Mail, new($"「{mail}」不是邮箱地址。", $"'{mail}' is no mail address."));
        }

        return mail;
    }

    // As strict as a calendar file needs it: nothing in it has to be written otherwise in a URI.
    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z")]
    private static partial Regex MailForm();

    private static WorkPattern? PatternOf(CsvLine line, CellChecks check)
    {
        var pattern = new WorkPattern(line["shift"].Length == 0 ? null : line["shift"], check.WeekdaysOf(line, "rest"), check.DateOf(line, "joined"), check.DateOf(line, "left"));
        if (pattern is { Joined: { } joined, Left: { } left } && left < joined)
        {
            check.Add(line, "left", new("离职早于入职。", "is before joined."));
        }

        return StaffPlan.Same(pattern, null) ? null : pattern;
    }
}
