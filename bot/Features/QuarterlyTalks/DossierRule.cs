namespace BranchBot.Features.QuarterlyTalks;

/// <summary>Who sees whose dossier, in one place. Pure.</summary>
public static class DossierRule
{
    /// <summary>Why a reader may not see somebody's dossier; null: he may.</summary>
    /// <param name="reader">Who asks, in the capacity of this moment.</param>
    /// <param name="person">Whose dossier it is.</param>
    /// <param name="settings">What the branch lets its people see.</param>
    public static Text? Refusal(Actor reader, PersonId person, BranchSettings settings) => reader switch
    {
        Member { Position: Position.BranchManager } => null,
        Member member when member.Id == person => settings.OwnDossierSeen ? null : new("本网点没有开放员工看自己的季度情况,谈话时支行长会和您一起看。", "This branch does not show people their own quarter; the manager looks at it with you in the talk."),

        // P-2: who acts for the manager holds no dossier, but of talks that he holds himself.
        Member member when member.Holds(Position.BranchManager) => new("季度情况只有支行长本人能看,代支行长不行。", "A dossier is for the branch manager himself, not for who acts for him."),
        Member => new("别人的季度情况只有支行长能看。写「我的季度」看您自己的。", "A colleague's quarter is for the branch manager alone. Write \"my quarter\" for yours."),
        _ => new("季度情况只给支行长和本人看;二级分行只看谈了多少。", "A dossier is for the branch manager and the employee; the region sees only how many talks were held."),
    };
}
