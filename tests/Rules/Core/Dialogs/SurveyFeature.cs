namespace BranchBot.Rules.Tests.Core.Dialogs;

/// <summary>A feature with a form of every kind of field.</summary>
internal sealed class SurveyFeature : IFeature
{
    public static Catalogue Catalogue { get; } = new([new SurveyFeature()]);

    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowSurvey>("survey.show", Who.Anyone)
        .Command<ShowHours>("survey.hours", Who.Anyone)
        .Command<Report>("survey.report", Who.Anyone)
        .Hears<ShowSurvey>(["登记", "survey"], new("登记", "survey"), () => new ShowSurvey())
        .Hears<ShowHours>(["看板", "hours"], new("看板", "hours"), () => new ShowHours())
        .Otherwise(_ => new ShowHours())
        .Welcomes(() => new ShowHours());
}

/// <summary>Shows the form.</summary>
internal sealed record ShowSurvey : Command
{
    public static readonly Card Card = new(
        new("登记", "Survey"),
        [
            new ChoiceField("kind", new("哪一类", "Which kind"), [("safety", new("安防", "Safety")), ("device", new("设备", "Device")), ("other", new("其他", "Other"))], Required: true),
            new TextField("note", new("情况", "What happened"), 20, Required: true, Multiline: true),
            new ChoiceField("zones", new("哪些地方", "Where"), [("a", new("大厅", "Lobby")), ("b", new("柜台", "Counter")), ("c", new("库房", "Vault"))], Value: "b", Many: true),
            new NumberField("people", new("几个人", "How many people"), 1, 30),
            new DateField("day", new("哪天", "Which day")),
            new TimeField("at", new("几点", "What time"), new TimeOnly(8, 30)),
        ])
    {
        Buttons = [new(new("提交登记", "Send"), new Report("demo")) { Primary = true, Submits = true }, new(new("看板", "Hours"), new ShowHours())],
    };

    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(Card));
}

/// <summary>What the form comes to.</summary>
internal sealed record Report(
    string Branch, Kind? Kind = null, string? Note = null, string? Zones = null, int? People = null, DateOnly? Day = null, TimeOnly? At = null) : Command
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(new($"登记了 {Kind} {Note}", $"reported {Kind} {Note}")));
}

/// <summary>A kind.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Kind>))]
internal enum Kind
{
    Safety,
    Device,
    Other,
}

/// <summary>Something else, with a button.</summary>
internal sealed record ShowHours : Command
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(new(new("今天的看板", "Today's hours"), []) { Buttons = [new(new("登记", "Survey"), new ShowSurvey())] }));
}
