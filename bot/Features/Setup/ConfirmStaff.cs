namespace BranchBot.Features.Setup;

/// <summary>Confirms the picks: the list of people stands. Given twice it is done once.</summary>
/// <param name="Team">What stands for the team.</param>
/// <param name="Lobby">The lobby manager's object id; none: nobody.</param>
/// <param name="Backups">The backups' object ids, joined by commas.</param>
public sealed record ConfirmStaff(string Team, string? Lobby = null, string? Backups = null) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ShowPositions.Reads(turn, Team);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Picking.Find(rows) is not ({ } founding, { } staffing, _))
        {
            return Picking.Find(rows).Otherwise!;
        }

        var backups = (Backups ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        var said = Lobby is not null || Backups is not null;
        var picked = staffing with
        {
            People = [.. staffing.People.Select(p => !said || p.Position is null ? p : p with { Lobby = p.Id.ToString() == Lobby ? LobbyRole.Primary : backups.Contains(p.Id.ToString()) ? LobbyRole.Backup : LobbyRole.None })],
        };
        if (picked.Wrong() is { } wrong)
        {
            return new Refused(new Shown(PositionsCard.Whole(founding, picked, new(wrong, Tone.Attention))));
        }

        var confirmed = founding with { State = FoundingState.Confirmed };
        return Decision
            .Write(new Shown(FoundingCard.Of(turn, confirmed)), confirmed, picked)
            .Starting($"staff|{Team}", new BringStaff(turn.Actor.Id, Team, founding.Form!.Id, [.. picked.Picked.Select(p => p.Id)]));
    }
}

/// <summary>Brings the confirmed people: everybody's own row first, for what he may do is read from there, then the roster. Who got a place elsewhere meanwhile is left out.</summary>
/// <param name="By">Who picked them.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="Branch">The branch.</param>
/// <param name="People">Whom.</param>
public sealed record BringStaff(PersonId By, string Team, BranchId Branch, IReadOnlyList<PersonId> People) : SteppedJob
{
    private const string One = "1 ";
    private const string List = "2 roster";
    private const string Done = "3 done";

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override string Stage(string step) => step[..1];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [.. People.Select(p => One + p), List, Done];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
    [
        Read.One<Staffing>(Staffing.At(By, Team)),
        .. step switch
        {
            List => [Read.One<Roster>(Roster.At(Branch)), .. People.Select(p => Read.One<Person>(Person.At(p)))],
            Done => [Read.One<Founding>(Founding.At(By, Team)), .. People.Select(p => Read.One<Person>(Person.At(p)))],
            _ => new Read[] { Read.One<Person>(Person.At(IdOf(step))) },
        },
    ];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<Staffing>(Staffing.At(By, Team)) is not { } staffing)
        {
            return JobStep.Nothing;
        }

        var people = rows.All<Person>().Where(p => p.Placement?.Branch == Branch).ToDictionary(p => p.Id);
        switch (step)
        {
            case List:
                var (roster, staff) = (rows.Find<Roster>(Roster.At(Branch)) ?? new(Branch, []), staffing.Entries().Where(e => people.ContainsKey(e.Id)).ToList());
                return roster.Staff.SequenceEqual(staff) ? JobStep.Nothing : JobStep.Write(roster with { Staff = staff });
            case Done:
                return rows.Find<Founding>(Founding.At(By, Team)) is { State: FoundingState.Confirmed } founding
                    ? new([founding with { State = FoundingState.Done, Said = Said(staffing, people) }], [new($"done|{Team}", By, Delivery.Certain, new ShowSetup(Team))])
                    : JobStep.Nothing;
            default:
                return Place(rows, staffing.Entries().First(e => e.Id == IdOf(step)));
        }
    }

    // Whom nothing reaches yet, and whom somebody else has taken meanwhile.
    private static Text? Said(Staffing staffing, Dictionary<PersonId, Person> people)
    {
        var silent = staffing.Picked.Where(p => people.GetValueOrDefault(p.Id) is { Chat: null }).Select(p => p.Name).ToList();
        var gone = staffing.Picked.Where(p => !people.ContainsKey(p.Id)).Select(p => p.Name).ToList();
        var said = (silent.Count == 0 ? Text.Same("") : new Text($"还没有在个人聊天里添加 BranchBot:{string.Join("、", silent)}。", $"Have not added BranchBot to their personal chats yet: {string.Join(", ", silent)}. "))
            + (gone.Count == 0 ? Text.Same("") : new Text($"已在别处,没有加入:{string.Join("、", gone)}。", $"On another list, left out: {string.Join(", ", gone)}."));
        return said.Zh.Length == 0 ? null : said;
    }

    private JobStep Place(Rows rows, RosterEntry entry) => Placing.Of(rows.Find<Person>(Person.At(entry.Id)) ?? new(entry.Id), entry, Branch) is { } placed
        ? new([placed], [new($"placed|{Team}", entry.Id, Delivery.Certain, new ShowPlaced(Branch))])
        : JobStep.Nothing;

    private static PersonId IdOf(string step) => new(Guid.Parse(step[One.Length..]));
}

/// <summary>Places somebody in a branch.</summary>
internal static class Placing
{
    /// <summary>His row with his place in the branch; null where it stands already, or he has a place elsewhere: nobody is taken out of another branch.</summary>
    public static Person? Of(Person person, RosterEntry entry, BranchId branch)
    {
        var placement = new Placement(entry.Name, branch, entry.Position, entry.Lobby, null, person.Placement?.Language, person.Placement?.Pattern);
        return person.Placement is { } old && (old.Branch != branch || old == placement) ? null : person with { Placement = placement };
    }
}

/// <summary>What somebody is told who got a position.</summary>
/// <param name="Branch">The branch.</param>
public sealed record ShowPlaced(BranchId Branch) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(new(
        new($"{turn.Member.Name},欢迎加入{turn.Branch.Name}", $"Welcome to {turn.Branch.Name}, {turn.Member.Name}"),
        [
            new Paragraph(new Text("您的岗位:", "Your position: ") + turn.Member.Position.Name() + (turn.Member.Lobby == LobbyRole.Primary ? Text.Same(" · ") + PositionNames.Lobby : turn.Member.Lobby == LobbyRole.Backup ? new(" · 后备大堂", " · backup lobby manager") : Text.Same(""))),
            new Paragraph(new("写「开门」做开门三件事,写「帮助」看看可以说什么。", "Write \"opening\" for your opening three tasks, and \"help\" to see what you can say."), Tone.Quiet),
        ])
    {
        Buttons = [.. turn.Phrases.Where(p => p.Listed).Select(p => (p.Shown, Command: p.Parse(""))).Where(p => p.Command is not (null or IRelative)).Take(2).Select((p, place) => new Button(p.Shown, p.Command!) { Primary = place == 0 })],
        Summary = new($"欢迎加入{turn.Branch.Name}", $"Welcome to {turn.Branch.Name}"),
    }));
}
