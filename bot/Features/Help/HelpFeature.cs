namespace BranchBot.Features.Help;

/// <summary>What somebody who is lost is told.</summary>
public sealed class HelpFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowHelp>("help.show", Who.Known)
        .Command<Misheard>("help.misheard", Who.Known)
        .Command<Thank>("help.thank", Who.Known)
        .Hears<ShowHelp>(["帮助", "help", "你好", "您好", "菜单", "?", "hi", "hello", "menu", "早上好", "good morning"], new("可以说什么", "what you can say"), () => new ShowHelp())
        .Hears<Thank>(["谢谢", "thanks", "thank you"], new("不客气", "You are welcome"), () => new Thank(), listed: false)
        .Command<Welcome>("help.welcome", Who.Anyone)
        .Welcomes(() => new Welcome())
        .Otherwise(heard => new Misheard(heard.Line, heard.Phrase?.Words[0]));
}
