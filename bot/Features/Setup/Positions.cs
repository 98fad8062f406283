using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Setup;

/// <summary>The positions of a branch that is set up: all of them on one card, or a page to pick from.</summary>
/// <param name="Team">What stands for the team.</param>
/// <param name="Page">The page of people to pick positions for, from 0; null: what is picked so far, or the first page where nothing is.</param>
public sealed record ShowPositions(string Team, int? Page = null) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Reads(turn, Team);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Picking.Find(rows) switch
    {
        ({ } founding, { } staffing, _) => Decision.Show(new Shown(Page is { } page || staffing.Picked.Count == 0 ? PositionsCard.Page(founding, staffing, Page ?? 0) : PositionsCard.Whole(founding, staffing))),
        (_, _, var otherwise) => otherwise!,
    };

    /// <summary>The set-up and the picks of who speaks.</summary>
    internal static IReadOnlyList<Read> Reads(Turn turn, string team) => [Founding.Of(turn, team), Read.One<Staffing>(Staffing.At(turn.Actor.Id, team))];
}

/// <summary>What every pick asks first.</summary>
internal static class Picking
{
    /// <summary>The approved set-up with the team's people; else what to say.</summary>
    public static (Founding? Founding, Staffing? Staffing, Decision? Otherwise) Find(Rows rows) => (rows.All<Founding>().FirstOrDefault(), rows.All<Staffing>().FirstOrDefault()) switch
    {
        (null, _) => (null, null, Decision.Refuse(Founding.None)),
        ({ State: not FoundingState.Approved } other, _) => (null, null, Decision.Instead(new ShowSetup(other.Team))),
        ({ } approved, null) => (null, null, Decision.Show(new Shown(PositionsCard.Unread(approved)))),
        (var founding, var staffing) => (founding, staffing, null),
    };
}

/// <summary>Picks the positions of a page: each field is a person. Given twice it is the same.</summary>
/// <param name="Team">What stands for the team.</param>
/// <param name="Page">The page.</param>
public sealed record PickPositions(string Team, int Page = 0) : Command
{
    /// <summary>The values, by <see cref="PositionsCard.FieldOf"/>; what is none is not looked at.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Values { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ShowPositions.Reads(turn, Team);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Picking.Find(rows) is not ({ } founding, { } staffing, _))
        {
            return Picking.Find(rows).Otherwise!;
        }

        var changed = staffing;
        foreach (var person in staffing.Eligible)
        {
            if (Values?.GetValueOrDefault(PositionsCard.FieldOf(person)) is { ValueKind: JsonValueKind.String } value)
            {
                changed = changed.With(person.Id, Enum.TryParse<Position>(value.GetString(), out var position) && Enum.IsDefined(position) ? position : null);
            }
        }

        var card = (Page + 1) * PositionsCard.PageSize < changed.Eligible.Count ? PositionsCard.Page(founding, changed, Page + 1) : PositionsCard.Whole(founding, changed);
        return Decision.Write(new Shown(card), changed);
    }
}

/// <summary>The cards on which positions are picked.</summary>
internal static class PositionsCard
{
    /// <summary>How many people are on a page.</summary>
    public const int PageSize = 10;

    private const string None = "None";
    private static readonly Text Title = new("挑岗位", "Positions");

    /// <summary>The field of a person.</summary>
    public static string FieldOf(Candidate person) => "p" + person.Id.Value.ToString("N");

    /// <summary>A page of people, each with a choice of positions.</summary>
    public static Card Page(Founding founding, Staffing staffing, int page)
    {
        var all = staffing.Eligible;
        var pages = Math.Max(1, (all.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        IReadOnlyList<(string, Text)> choices = [.. Enum.GetValues<Position>().Select(p => (p.ToString(), p.Name())), (None, new("不在名单", "not on the list"))];
        List<Part> body = [new Paragraph(new("给团队里的每个人选岗位;不是网点员工的,留「不在名单」。", "Choose a position for everybody of the team; who is none of the branch's people stays \"not on the list\"."), Tone.Quiet)];
        body.AddRange(all.Skip(page * PageSize).Take(PageSize).Select(p => new ChoiceField(FieldOf(p), Text.Same(p.Name), choices, p.Position?.ToString() ?? None)));
        body.AddRange(Marked(staffing));
        return new(Title, body)
        {
            Subtitle = Text.Same(founding.Name) + (pages > 1 ? new Text($" · 第 {page + 1}/{pages} 页", $" · page {page + 1} of {pages}") : Text.Same("")),
            Buttons =
            [
                new(page + 1 < pages ? new("保存,下一页", "Save, next page") : new("保存", "Save"), new PickPositions(founding.Team, page)) { Primary = true, Submits = true },
                .. page > 0 ? new Button[] { new(new("上一页", "Page before"), new ShowPositions(founding.Team, page - 1)) } : [],
                .. staffing.Picked.Count > 0 ? new Button[] { new(new("看总表", "All so far"), new ShowPositions(founding.Team)) } : [],
                new(new("重新读名单", "Read again"), new RereadTeam(founding.Team)),
            ],
            Summary = Title + Text.Same($" · {founding.Name}"),
        };
    }

    /// <summary>All that is picked, with the lobby role and what is wrong yet.</summary>
    public static Card Whole(Founding founding, Staffing staffing, Notice? notice = null)
    {
        var picked = staffing.Picked;
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice]];
        if (notice is null && staffing.Wrong() is { } wrong)
        {
            body.Add(new Notice(wrong, Tone.Attention));
        }

        body.AddRange(picked.OrderBy(p => p.Position).Select(p => new Line(Text.Same(p.Name), null, p.Position!.Value.Name() + LobbyOf(p.Lobby), Tone.Plain)));
        var left = staffing.Eligible.Where(p => p.Position is null).ToList();
        body.Add(new Paragraph(new Text($"{picked.Count} 人有岗位", $"{picked.Count} with a position") + (left.Count == 0 ? Text.Same("") : new($";不在名单:{string.Join("、", left.Select(p => p.Name))}", $"; not on the list: {string.Join(", ", left.Select(p => p.Name))}")), Tone.Quiet));
        body.AddRange(Marked(staffing));
        IReadOnlyList<(string, Text)> people = [.. picked.Select(p => (p.Id.ToString(), Text.Same(p.Name)))];
        if (picked.Count > 0)
        {
            body.Add(new ChoiceField("lobby", PositionNames.Lobby, [.. people, (None, new("暂时没有", "nobody yet"))], picked.FirstOrDefault(p => p.Lobby == LobbyRole.Primary)?.Id.ToString() ?? None));
            body.Add(new ChoiceField("backups", new("后备大堂", "Backup lobby managers"), people, string.Join(',', picked.Where(p => p.Lobby == LobbyRole.Backup).Select(p => p.Id)), Many: true));
        }

        return new(Title, body)
        {
            Subtitle = Text.Same(founding.Name),
            Buttons =
            [
                .. picked.Count > 0 ? new Button[] { new(new("确认名单", "Confirm"), new ConfirmStaff(founding.Team)) { Primary = true, Submits = true } } : [],
                new(new("改岗位", "Change"), new ShowPositions(founding.Team, 0)),
                new(new("重新读名单", "Read again"), new RereadTeam(founding.Team)),
            ],
            Summary = Title + Text.Same($" · {founding.Name}"),
        };
    }

    /// <summary>The team was not read yet, or could not be.</summary>
    public static Card Unread(Founding founding) => new(Title, [new Paragraph(new("已批准。团队的成员还没有读到。", "Approved. The team's members are not read yet."))])
    {
        Subtitle = Text.Same(founding.Name),
        Buttons = [new(new("读名单", "Read them"), new RereadTeam(founding.Team)) { Primary = true }],
    };

    private static IEnumerable<Part> Marked(Staffing staffing)
    {
        List<Text> marked =
        [
            .. staffing.People.Where(p => p.Guest).Select(p => new Text($"{p.Name} · 来宾,不能有岗位", $"{p.Name} · a guest: no position")),
            .. staffing.People.Where(p => p is { Guest: false, Elsewhere: true }).Select(p => new Text($"{p.Name} · 已在别处的员工名单上", $"{p.Name} · on another staff list already")),
        ];
        if (staffing.More)
        {
            marked.Add(new($"团队很大,只读了前 {Staffing.Most} 人", $"a large team: only the first {Staffing.Most} were read"));
        }

        return marked.Count == 0 ? [] : [new Bullets(marked)];
    }

    private static Text LobbyOf(LobbyRole lobby) => lobby switch
    {
        LobbyRole.Primary => Text.Same(" · ") + PositionNames.Lobby,
        LobbyRole.Backup => new(" · 后备大堂", " · backup lobby"),
        _ => Text.Same(""),
    };
}
