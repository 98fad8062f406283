namespace BranchBot.Features.Calendar;

/// <summary>Who may enter what, what must hold for it, and who is told.</summary>
internal static class EntryRules
{
    /// <summary>Leave is entered by oneself or the manager, all else by the manager; who acts for him may too (P-2).</summary>
    public static bool May(Member actor, DutyKind kind, PersonId whose) =>
        actor.Holds(Position.BranchManager) || (kind == DutyKind.Leave && whose == actor.Id);

    /// <summary>What speaks against an entry; null: nothing.</summary>
    public static Text? Wrong(BranchFacts facts, DutyKind kind, RosterEntry person, string? shift) => kind switch
    {
        DutyKind.Shift when facts.Branch.Shifts.Count == 0 => new("本网点没有设班次。班次随网点名单导入。", "The branch has no shifts. They come with the import of the branch."),
        DutyKind.Shift when facts.Branch.Shifts.All(s => s.Name != shift) =>
            new($"没有这个班次。本网点的班次:{Shifts(facts)}。", $"There is no such shift. The branch has: {Shifts(facts)}."),
        DutyKind.Lobby when person.Lobby == LobbyRole.None =>
            new($"{person.Name}不是大堂经理,也不是后备大堂。", $"{person.Name} is neither lobby manager nor a backup."),
        DutyKind.Leave or DutyKind.Rest or DutyKind.Works or DutyKind.Shift or DutyKind.Lobby => null,
        _ => new("代班请写「代」。", "For a deputy write \"deputy\"."),
    };

    /// <summary>What is worth knowing beside an entry: it overlaps leave, falls on days when he is away, or he acts for a post then.</summary>
    public static IReadOnlyList<Text> Warnings(BranchFacts before, BranchFacts after, DutyEntry entry, RosterEntry person, DateOnly today)
    {
        var warnings = new List<Text>();
        if (entry.Kind == DutyKind.Leave)
        {
            warnings.AddRange(before.Duty
                .Where(d => d.Kind == DutyKind.Leave && d.Person == person.Id && d.Ended is null && d.Span.Overlaps(entry.Span))
                .Select(d => new Text("和已记的休假重叠:", "Overlaps leave that is entered already: ") + d.Span.Written(today)));
            warnings.AddRange(before.Duty
                .Where(d => d is { Kind: DutyKind.Deputy, Post: not null } && d.Person == person.Id && d.Ended is null && d.Span.Overlaps(entry.Span))
                .Select(d => new Text($"{person.Name}代{d.Post!.Value.Name().Zh}:休假的日子没有人代。", $"{person.Name} acts as {d.Post!.Value.Name().En.ToLowerInvariant()}: nobody acts on the days of leave.")));
        }
        else if (entry.Kind != DutyKind.Rest && entry.Span.Each().FirstOrDefault(d => Duty.AbsenceOf(after, person, d) is not null) is var away && away != default)
        {
            warnings.Add(Dates.Brief(away, today) + Why(Duty.AbsenceOf(after, person, away)!.Value));
        }

        return warnings;
    }

    /// <summary>Whom an entry, or a change of it, is told: the manager what others enter, the person what others enter for him.</summary>
    public static IReadOnlyList<Effect> Tells(Turn turn, Roster roster, DutyEntry entry)
    {
        var managers = entry.Kind == DutyKind.Leave
            ? roster.Staff.Where(s => s.Position == Position.BranchManager).Select(s => s.Id).Concat(new[] { Duty.DeputyFor(turn.Facts, Position.BranchManager, turn.Today) }.OfType<PersonId>())
            : [];
        return [.. managers.Append(entry.Person).Where(p => p != turn.Actor.Id).Distinct()
            .Select(p => new Effect($"duty|{RowKeys.Of(turn.Operation)}|{p}", p, Delivery.Certain, new ShowEntry(turn.Branch.Id, entry.Id)))];
    }

    private static Text Why(Absence absence) => absence switch
    {
        Absence.BranchClosed => new("网点不营业。", ": the branch is closed."),
        Absence.Leave => new("在休假。", ": on leave."),
        Absence.Rest => new("是轮休日。", ": a rest day."),
        _ => new("不在职。", ": not employed."),
    };

    private static string Shifts(BranchFacts facts) => string.Join("、", facts.Branch.Shifts.Select(s => $"{s.Name} {Dates.Written(s.Hours)}"));
}
