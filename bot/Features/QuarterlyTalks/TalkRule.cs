namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// Who sees and writes what of a talk (Q-7, P-2), in one place. The manager; who acts for him of those talks that he holds himself; the employee concerned,
/// his own facts where the branch allows it and what was released. Nobody else. Pure.
/// </summary>
public static class TalkRule
{
    private static readonly Text Record = new("谈话记录只给支行长本人和谈话的员工看。", "The record of a talk is for the branch manager himself and the employee.");

    // Of a draft he is not to know.
    private static readonly Text NoneYet = new("还没有发给您的谈话记录。", "No record of a talk was released to you yet.");

    /// <summary>Whether somebody acts for the manager on a day.</summary>
    public static bool Acts(BranchFacts facts, PersonId person, DateOnly day) => Duty.ActingFor(facts, person, day).Contains(Position.BranchManager);

    /// <summary>Who is asked about somebody's talk: who holds it, as long as he acts for the manager.</summary>
    public static PersonId AskedAbout(TalkPlan plan, PersonId person, BranchFacts facts, DateOnly day) =>
        plan.Of(person)?.Holder is { } holder && Acts(facts, holder, day) ? holder : plan.Holder;

    /// <summary>Whether somebody sits opposite an employee: reads his dossier, writes minutes.</summary>
    /// <param name="reader">Who asks, in the capacity of this moment.</param>
    /// <param name="person">With whom the talk is.</param>
    /// <param name="talk">The talk as it is planned; null: it is not, or does not matter.</param>
    public static bool Holds(Actor reader, PersonId person, Talk? talk) =>
        reader is Member member && member.Id != person && (member.Position == Position.BranchManager || (member.Holds(Position.BranchManager) && talk is { Holder: { } holder } && talk.Person == person && holder == member.Id));

    /// <summary>Why a reader may not see somebody's dossier; null: he may.</summary>
    /// <param name="reader">Who asks, in the capacity of this moment.</param>
    /// <param name="person">Whose dossier it is.</param>
    /// <param name="settings">What the branch lets its people see.</param>
    /// <param name="talk">His talk of these weeks; null: none is planned.</param>
    public static Text? DossierRefusal(Actor reader, PersonId person, BranchSettings settings, Talk? talk = null) => reader switch
    {
        Member { Position: Position.BranchManager } => null,
        Member member when member.Id == person => settings.OwnDossierSeen ? null : new("本网点没有开放员工看自己的季度情况,谈话时支行长会和您一起看。", "This branch does not show people their own quarter; the manager looks at it with you in the talk."),
        Member when Holds(reader, person, talk) => null,
        Member member when member.Holds(Position.BranchManager) => new("季度情况只有支行长本人能看,代支行长不行;您自己主持的谈话除外。", "A dossier is for the branch manager himself, not for who acts for him, but of talks that he holds."),
        Member => new("别人的季度情况只有支行长能看。写「我的季度」看您自己的。", "A colleague's quarter is for the branch manager alone. Write \"my quarter\" for yours."),
        _ => new("季度情况只给支行长和本人看;二级分行只看谈了多少。", "A dossier is for the branch manager and the employee; the region sees only how many talks were held."),
    };

    /// <summary>Why a reader may not see the record of a talk; null: he may. A draft is for who holds the talk.</summary>
    /// <param name="reader">Who asks, in the capacity of this moment.</param>
    /// <param name="person">With whom the talk is.</param>
    /// <param name="record">The record; null: there is none.</param>
    /// <param name="talk">The talk as it is planned; null: it is not, or does not matter.</param>
    public static Text? RecordRefusal(Actor reader, PersonId person, TalkRecord? record, Talk? talk) =>
        (Holds(reader, person, talk) && !IsOthers(reader, record)) || (reader is Member && reader.Id == person && record is { State: not MinutesState.Draft }) ? null : reader is Member && reader.Id == person ? NoneYet : Record;

    // P-2: what the manager has not released is no deputy's to read.
    private static bool IsOthers(Actor reader, TalkRecord? record) =>
        reader is Member { Position: not Position.BranchManager } && record is not null && (record.State == MinutesState.Draft || record.Change is not null) && record.Author != reader.Id;

    /// <summary>Whether somebody has private notes on others: the manager himself; each reads his own and nobody else's.</summary>
    public static bool Notes(Actor reader, PersonId person) => reader is Member { Position: Position.BranchManager } && reader.Id != person;

    /// <summary>The plan, where only it tells whether who asks may: of who acts for the manager.</summary>
    public static IReadOnlyList<Read> Needs(Actor reader, BranchId branch, DateOnly quarter) =>
        reader is Member { Position: not Position.BranchManager } member && member.Holds(Position.BranchManager) ? [Read.One<TalkPlan>(TalkPlan.At(branch, quarter))] : [];

    /// <summary>It is not the reader's to see.</summary>
    internal static Decision Forbid(Text why) => new Refused(new Said(why)) { Kind = RefusalKind.Forbidden };
}
