namespace BranchBot.Features.HighlightCards;

/// <summary>
/// Who may sign a card now (H-3, P-2): for an employee the manager, or who acts for him; for who acts for the manager the manager, else a region leader; for
/// the manager a region leader. Nobody signs a card given to himself. Where it has waited for two workdays and nobody of them is there, a region leader (H-6).
/// Read afresh at the moment of the signature.
/// </summary>
public static class SigningRule
{
    /// <summary>After so many workdays without an answer others are asked (H-6).</summary>
    public const int PatienceInWorkdays = 2;

    /// <summary>Who may sign.</summary>
    /// <param name="facts">The branch.</param>
    /// <param name="roster">Its people.</param>
    /// <param name="receiver">For whom the card is.</param>
    /// <param name="sent">When it was sent for signature, UTC.</param>
    /// <param name="today">The branch's day.</param>
    public static Deciders Of(BranchFacts facts, Roster roster, PersonId receiver, DateTimeOffset sent, DateOnly today)
    {
        var usual = Deciders.Of(facts, roster, Position.BranchManager, receiver, today);
        return usual.Region || Workdays(facts, facts.Today(sent), today) < PatienceInWorkdays || Present(facts, roster, usual, today).Count > 0 ? usual : usual with { Region = true };
    }

    /// <summary>Those of them who are on duty on a day.</summary>
    public static IReadOnlyList<PersonId> Present(BranchFacts facts, Roster roster, Deciders deciders, DateOnly day) =>
        [.. deciders.People.Where(p => roster.Find(p) is { } entry && Duty.AbsenceOf(facts, entry, day) is null)];

    /// <summary>How many of the branch's workdays have begun since a day.</summary>
    public static int Workdays(BranchFacts facts, DateOnly since, DateOnly today)
    {
        var begun = 0;
        for (var day = since.AddDays(1); day <= today && begun < 100; day = day.AddDays(1))
        {
            begun += facts.On(day).Hours is null ? 0 : 1;
        }

        return begun;
    }

    /// <summary>Why somebody may not sign.</summary>
    public static Text Refusal(Actor actor, PersonId receiver, Deciders deciders) => actor.Id == receiver
        ? new("给自己的卡不能自己签字,由上一级签。", "Nobody signs a card given to himself; it is signed one level up.")
        : deciders is { People.Count: 0 } ? new("这张卡由二级分行领导签字。", "This card is signed by a leader of the region.")
        : new("这张卡由支行长或代班的同事签字。", "This card is signed by the branch manager, or by who acts for the manager.");

    /// <summary>The capacity in which somebody signs: 王芳, 刘强(代支行长), 徐刚(示范二级分行).</summary>
    public static Text CapacityOf(Actor actor) => actor switch
    {
        Member member => member.NameAs(Position.BranchManager),
        RegionLeader leader => new($"{leader.Name}({leader.Region.Name})", $"{leader.Name} ({leader.Region.Name})"),
        _ => Text.Same(actor.Name),
    };
}
