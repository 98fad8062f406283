namespace BranchBot.Features.Sales;

/// <summary>Who reports, who may enter for whom, on which days (S-2, S-3, S-4). Pure.</summary>
internal static class SalesRules
{
    /// <summary>How many days back figures can still be entered.</summary>
    public const int MostBack = 31;

    /// <summary>Who must report on a day: sales staff on duty, and tellers where the branch wishes (S-3, P-4).</summary>
    public static IReadOnlyList<RosterEntry> Expected(BranchFacts facts, Roster roster, DateOnly day) =>
        [.. Duty.On(facts, roster, day).Where(p => p.OnDuty && MustReport(facts, p.Entry.Position)).Select(p => p.Entry)];

    /// <summary>Who of them has not.</summary>
    public static IReadOnlyList<RosterEntry> Missing(BranchFacts facts, Roster roster, SalesDay day) =>
        [.. Expected(facts, roster, day.Day).Where(p => day.ReportOf(p.Id) is null)];

    /// <summary>Whether somebody of a position must report (S-3).</summary>
    public static bool MustReport(BranchFacts facts, Position position) => position is Position.WealthManager or Position.CustomerManager or Position.LoanOfficer
        || (facts.Settings.TellersReport && position is Position.PersonalTeller or Position.CorporateTeller);

    /// <summary>Whether an actor sees each colleague's figures (S-7): who leads, and everybody where the branch wishes.</summary>
    public static bool SeesAll(Turn turn) => Leads(turn.Actor) || turn.Facts.Settings.ColleaguesSeen;

    /// <summary>Whether an actor closes days: the sales supervisor and the manager, and whoever acts for them.</summary>
    public static bool Leads(Actor actor) => actor is RegionLeader || (actor is Member member && (member.Holds(Position.SalesSupervisor) || member.Holds(Position.BranchManager)));

    /// <summary>The capacity in which who leads does something: 刘强, 刘强(代支行长).</summary>
    public static Text NameOf(Turn turn) => turn.Actor is not Member member ? Text.Same(turn.Actor.Name)
        : member.Holds(Position.SalesSupervisor) ? member.NameAs(Position.SalesSupervisor) : member.NameAs(Position.BranchManager);

    /// <summary>The business day before a day; after a fortnight without one, just the day before.</summary>
    public static DateOnly DayBefore(BranchFacts facts, DateOnly day) =>
        Enumerable.Range(1, 14).Select(n => day.AddDays(-n)).Where(d => facts.On(d).Hours is not null).DefaultIfEmpty(day.AddDays(-1)).First();

    /// <summary>What is wrong with a day; null: it can be entered.</summary>
    public static Text? WrongDay(Turn turn, DateOnly day) =>
        day > turn.Today ? new("还没到那一天。", "That day has not come yet.")
        : day < turn.Today.AddDays(-MostBack) ? new($"只能补记 {MostBack} 天以内的。", $"Only the last {MostBack} days can be entered.")
        : null;
}
