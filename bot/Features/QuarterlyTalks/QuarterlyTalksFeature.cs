namespace BranchBot.Features.QuarterlyTalks;

/// <summary>季度谈话: the manager and each employee, one to one, prepared from the quarter's facts .</summary>
public sealed class QuarterlyTalksFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowDossier>("talks.dossier", Who.Branch)
        .HearsWords<ShowDossier>(["季度情况", "dossier", "我的季度", "my quarter"], new("一位员工一个季度的情况,如:季度情况 孙丽;我的季度", "somebody's quarter, such as: dossier 孙丽; my quarter"), rest => rest.Length > 40 ? null : new ShowDossier(Name: rest.Length == 0 ? null : rest));
}
