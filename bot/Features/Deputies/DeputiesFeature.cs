namespace BranchBot.Features.Deputies;

/// <summary>代班: who acts for the manager or a supervisor (P-2). Appointing and ending are done in one's own right only.</summary>
public sealed class DeputiesFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<SayDeputy>("deputies.say", DeputyRules.Appoints, byDeputies: false)
        .Command<Appoint>("deputies.appoint", DeputyRules.Appoints, byDeputies: false)
        .Command<EndDeputy>("deputies.end", DeputyRules.Appoints, byDeputies: false)
        .Command<ShowDeputy>("deputies.one", Who.Branch)
        .Command<ShowDeputies>("deputies.show", Who.Branch)
        .Hears<SayDeputy>(["代", "deputy"], new("代 刘强 周二至周四:请人代班;代 结束", "deputy 刘强 tue to thu: names who acts for you; deputy end"), rest => new(rest))
        .Hears<ShowDeputies>(["代班", "deputies"], new("谁代谁的班", "who acts for whom"), () => new ShowDeputies());
}
