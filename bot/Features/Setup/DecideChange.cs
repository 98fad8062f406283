namespace BranchBot.Features.Setup;

/// <summary>Somebody joined or left the team: what the manager may decide, or what was decided.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Who.</param>
public sealed record ShowRosterChange(BranchId Branch, PersonId Person) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ChangeCard.Reads(Branch, Person);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => ChangeCard.Find(turn, rows) is ({ } change, _) ? Decision.Show(new Shown(ChangeCard.Of(turn, change))) : ChangeCard.Find(turn, rows).Otherwise!;
}

/// <summary>Takes somebody who joined the team into the list.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Who.</param>
/// <param name="Position">His position.</param>
/// <param name="Lobby">Whether he wears the lobby role.</param>
public sealed record TakeMember(BranchId Branch, PersonId Person, Position? Position = null, LobbyRole Lobby = LobbyRole.None) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ChangeCard.Reads(Branch, Person);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (ChangeCard.Open(turn, rows, joined: true) is not ({ } change, _))
        {
            return ChangeCard.Open(turn, rows, joined: true).Otherwise!;
        }

        var roster = rows.Find<Roster>(Roster.At(Branch)) ?? new(Branch, []);
        Text? wrong = Position is not { } position ? new("请选岗位。", "Please choose the position.")
            : position == Core.Position.BranchManager && roster.Staff.Any(s => s.Position == position) ? new("支行长只能有一位。", "There can be only one branch manager.")
            : Lobby == LobbyRole.Primary && roster.Staff.Any(s => s.Lobby == LobbyRole.Primary) ? new("大堂经理已经有了,可以选后备大堂。", "There is a lobby manager already; he can be a backup.")
            : change.Guest ? new("来宾不能有岗位。", "A guest cannot have a position.")
            : change.Elsewhere ? new("他已在别处的员工名单上,请管理员先调动。", "He is on another staff list: the administrator moves him first.")
            : null;
        if (wrong is { } why)
        {
            return new Refused(new Shown(ChangeCard.Of(turn, change, new(why, Tone.Attention))));
        }

        var entry = new RosterEntry(change.Person, change.Name, Position!.Value, Lobby);
        var outcome = new Text("已加入名单:", "on the list: ") + entry.Position.Name();
        return ChangeCard.Decide(turn, change, outcome, new PlaceMember(Branch, change.Person, entry, turn.Actor.Id, ChangeCard.By(turn), change.Event));
    }
}

/// <summary>Takes somebody who left the team off the list; what he did stays.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Who.</param>
public sealed record DropMember(BranchId Branch, PersonId Person) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ChangeCard.Reads(Branch, Person);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => ChangeCard.Open(turn, rows, joined: false) is ({ } change, _)
        ? ChangeCard.Decide(turn, change, new("已移出名单", "off the list"), new PlaceMember(Branch, change.Person, null, turn.Actor.Id, ChangeCard.By(turn), change.Event))
        : ChangeCard.Open(turn, rows, joined: false).Otherwise!;
}

/// <summary>Leaves the list as it is.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Who.</param>
public sealed record IgnoreChange(BranchId Branch, PersonId Person) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ChangeCard.Reads(Branch, Person);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => ChangeCard.Open(turn, rows) is ({ } change, _)
        ? ChangeCard.Decide(turn, change, new("名单不变", "the list stays as it is"), null)
        : ChangeCard.Open(turn, rows).Otherwise!;
}

/// <summary>What the decisions about a change of the team have in common.</summary>
internal static class ChangeCard
{
    public static IReadOnlyList<Read> Reads(BranchId branch, PersonId person) => [Read.One<RosterChange>(RosterChange.Where(branch, person)), Read.One<Roster>(Roster.At(branch))];

    /// <summary>What happened; else why nothing is shown. Nobody decides about himself (P-2).</summary>
    public static (RosterChange? Change, Decision? Otherwise) Find(Turn turn, Rows rows)
    {
        var change = rows.All<RosterChange>().FirstOrDefault();
        var roster = rows.All<Roster>().FirstOrDefault() ?? new(turn.Branch.Id, []);
        return change is null ? (null, Decision.Refuse(new("没有这条变动。", "There is no such change.")))
            : turn.Actor is Member && !Deciders.Of(turn.Facts, roster, Position.BranchManager, change.Person, turn.Today).Allow(turn.Actor) ? (null, Decision.Refuse(new("这件事请上一级来定。", "This is decided one level up.")))
            : (change, null);
    }

    /// <summary>The same while nobody has decided.</summary>
    public static (RosterChange? Change, Decision? Otherwise) Open(Turn turn, Rows rows, bool? joined = null) => Find(turn, rows) switch
    {
        ({ Open: true } change, _) when joined is null || change.Joined == joined => (change, null),
        ({ } decided, _) => (null, Decision.Show(new Shown(Of(turn, decided, new(new("已经定过了。", "It was decided already."), Tone.Plain))))),
        var none => none,
    };

    /// <summary>Writes what was decided, and starts what follows.</summary>
    public static Decision Decide(Turn turn, RosterChange change, Text outcome, PlaceMember? job)
    {
        var decided = change with { Open = false, Decider = By(turn), Outcome = outcome };
        var write = Decision.Write(new Shown(Of(turn, decided, new(Text.Same(change.Name + ": ") + outcome, Tone.Good))), decided);
        return job is null ? write : write.Starting($"place|{change.Event}|{change.Person}", job);
    }

    /// <summary>Who decides, as the history has it.</summary>
    public static string By(Turn turn) => turn.Actor is Member member ? member.NameAs(Position.BranchManager).Zh : turn.Actor.Name;

    /// <summary>The card.</summary>
    public static Card Of(Turn turn, RosterChange change, Notice? notice = null)
    {
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice]];
        body.Add(new Paragraph(change.Joined ? new($"{change.Name} 加入了团队。", $"{change.Name} has joined the team.") : new($"{change.Name} 已离开团队。", $"{change.Name} has left the team.")));
        if (change.Open)
        {
            body.Add(new Paragraph(change.Joined
                ? new($"要不要放进{turn.Branch.Name}的员工名单?您不定,什么都不变。", $"Shall the staff list of {turn.Branch.Name} have this person? Nothing changes unless you say so.")
                : new($"要不要移出{turn.Branch.Name}的员工名单?您不定,什么都不变。", $"Shall the staff list of {turn.Branch.Name} drop this person? Nothing changes unless you say so.")));
        }

        if (change.Guest || change.Elsewhere)
        {
            body.Add(new Bullets([change.Guest ? new("来宾,不能有岗位", "a guest: no position") : new("已在别处的员工名单上", "on another staff list already")]));
        }

        if (!change.Open)
        {
            body.Add(new Paragraph((change.Outcome ?? Text.Same("")) + Text.Same(change.Decider is { } by ? $" · {by}" : ""), Tone.Quiet));
        }
        else if (change is { Joined: true, Guest: false, Elsewhere: false })
        {
            body.Add(new ChoiceField("position", new("岗位", "Position"), [.. Enum.GetValues<Position>().Select(p => (p.ToString(), p.Name()))], nameof(Position.PersonalTeller), Required: true));
            body.Add(new ChoiceField("lobby", PositionNames.Lobby, [(nameof(LobbyRole.None), new("不是", "no")), (nameof(LobbyRole.Primary), PositionNames.Lobby), (nameof(LobbyRole.Backup), new("后备大堂", "Backup lobby manager"))], nameof(LobbyRole.None), Required: true));
        }

        return new(change.Joined ? new("新成员", "New member") : new("已离开团队", "Left the team"), body)
        {
            Subtitle = Text.Same($"{change.Name} · {turn.Branch.Name}"),
            Buttons = change.Open ? [.. Buttons(change), new(new("不变", "Leave it"), new IgnoreChange(change.Branch, change.Person))] : [],
            Summary = change.Joined ? new($"新成员:{change.Name}", $"New member: {change.Name}") : new($"已离开团队:{change.Name}", $"Left the team: {change.Name}"),
        };
    }

    private static IEnumerable<Button> Buttons(RosterChange change) => change switch
    {
        { Joined: false } => [new(new("移出名单", "Take off"), new DropMember(change.Branch, change.Person)) { Primary = true }],
        { Guest: false, Elsewhere: false } => [new(new("放进名单", "Take in"), new TakeMember(change.Branch, change.Person)) { Primary = true, Submits = true }],
        _ => [],
    };
}
