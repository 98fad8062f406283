namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A talk's minutes and agreements as a form for the manager, and as a card for both.</summary>
internal static class RecordCard
{
    /// <summary>The field's word for: the manager does it.</summary>
    public const string Manager = "manager";

    private static readonly Text Title = new("谈话记录", "Record of the talk");

    /// <summary>The manager's form.</summary>
    public static Shown Form(Turn turn, TalkRecord record, Notice? notice = null)
    {
        List<Part> body =
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Paragraph(new("回顾 · 肯定与纠正 · 方向和目标 · 激励", "look back · encourage and correct · direction and goals · motivate"), Tone.Quiet),
            new TextField("minutes", new("谈了什么", "What was said"), TalkRecord.MostWords, record.Minutes.Length == 0 ? null : record.Minutes, Required: true, Multiline: true),
        ];
        foreach (var number in Enumerable.Range(1, TalkRecord.MostAgreements))
        {
            var known = record.Agreements.ElementAtOrDefault(number - 1);
            body.Add(new TextField($"what{number}", new($"约定 {number}", $"Agreement {number}"), TalkRecord.MostWhat, known?.What));
            body.Add(new DateField($"due{number}", new("哪天以前", "By when"), known?.Due));
            body.Add(new ChoiceField($"owner{number}", new("谁来做", "Who does it"), [("person", Text.Same(record.Name)), (Manager, Text.Same(turn.Actor.Name))], known is not null && known.Owner != record.Person ? Manager : "person"));
        }

        return new(new(Title + Text.Same($" · {record.Name}"), body)
        {
            Subtitle = TalkCard.Named(record.Quarter) + Text.Same(" · ") + State(record.State),
            Buttons =
            [
                new(new("发给本人", "Release"), new WriteMinutes(record.Branch, record.Quarter, record.Person, true)) { Primary = true, Submits = true },
                new(new("存草稿", "Keep as a draft"), new WriteMinutes(record.Branch, record.Quarter, record.Person, false)) { Submits = true },
                new(new("季度情况", "The quarter"), new ShowDossier(record.Person, record.Quarter.AddDays(-1), record.Branch)),
            ],
        });
    }

    /// <summary>The record as both read it.</summary>
    public static Shown Of(Turn turn, TalkRecord record, bool manager, Notice? notice = null)
    {
        var number = 0;
        return new(new(Title + Text.Same($" · {record.Name}"),
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Quote(Text.Same(record.Minutes)),
            .. record.Agreements.Count == 0 ? Array.Empty<Part>() : [new Heading(new("约定", "Agreements"))],
            .. record.Agreements.Select(a => (Part)new Step(
                ++number,
                Text.Same(a.What),
                a.DoneAt is not null,
                (a.Owner == record.Person ? Text.Same(record.Name) : new Text("支行长", "the manager")) + Text.Same(" · ") + (a.DoneAt is { } at ? new Text("完成 ", "done ") + Dates.Brief(turn.Facts.Today(at), turn.Today) : Dates.Brief(a.Due, turn.Today) + new Text("以前", " at the latest")),
                a.DoneAt is null ? new(new("完成", "Done"), new FinishAgreement(record.Branch, record.Quarter, record.Person, a.What)) : null)),
        ])
        {
            Subtitle = TalkCard.Named(record.Quarter) + Text.Same(" · ") + State(record.State),
            Buttons =
            [
                .. !manager && record.State == MinutesState.Released ? [new Button(new("已阅", "I have read it"), new AcknowledgeMinutes(record.Branch, record.Quarter, record.Person, record.Version)) { Primary = true }] : Array.Empty<Button>(),
                .. manager ? [new Button(new("修改", "Change"), new WriteMinutes(record.Branch, record.Quarter, record.Person))] : Array.Empty<Button>(),
            ],
            Refresh = new ShowMinutes(record.Branch, record.Quarter, record.Person),
        });
    }

    private static Text State(MinutesState state) => state switch
    {
        MinutesState.Draft => new("草稿", "draft"),
        MinutesState.Released => new("已发给本人", "released"),
        _ => new("已阅", "acknowledged"),
    };
}
