namespace BranchBot.Features.People;

/// <summary>Who is who: duties, the branch spirit, the language.</summary>
public sealed class PeopleFeature : IFeature
{
    private static readonly Text ChoosesLanguage = new("换成中文;English:换成英文", "change to English; 中文: change to Chinese");

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Serves<ReadMe>(Who.Anyone)
        .Command<ShowDuties>("people.duties", Who.Branch | Who.RegionLeader)
        .Command<ShowSpirit>("people.spirit", Who.Branch | Who.RegionLeader)
        .Command<ChooseLanguage>("people.language", Who.Anyone)
        .Hears<ShowDuties>(["职责", "duties"], new("您的岗位职责;职责 大堂经理:别的岗位的职责", "the duties of your position; duties lobby manager: of another one"), ShowDuties.Parse)
        .Hears<ShowSpirit>(["精神", "spirit", "网点精神", "branch spirit"], new("网点精神", "the branch spirit"), () => new ShowSpirit())
        .Hears<ChooseLanguage>(["中文", "chinese"], ChoosesLanguage, () => new ChooseLanguage(true), listed: false)
        .Hears<ChooseLanguage>(["english", "英文"], ChoosesLanguage, () => new ChooseLanguage(false), listed: false)
        .Hears<ChooseLanguage>(["语言", "language"], new("中文 / English:换语言", "English / 中文: changes the language"), ChooseLanguage.Parse)
        .KeepsPeople();
}
