namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A talk's minutes and agreements as a form for the manager, and as a card for both.</summary>
internal static class RecordCard
{
    /// <summary>The field's word for: the manager does it.</summary>
    public const string Manager = "manager";

    private static readonly Text Title = new("谈话记录", "Record of the talk");

    /// <summary>The manager's form.</summary>
    /// <param name="turn">Who fills it in.</param>
    /// <param name="record">The record as it stands.</param>
    /// <param name="filled">What stands in the fields.</param>
    /// <param name="notice">What has just happened.</param>
    public static Shown Form(Turn turn, TalkRecord record, TalkMinutes filled, Notice? notice = null)
    {
        List<Part> body =
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Paragraph(new("回顾 · 肯定与纠正 · 方向和目标 · 激励", "look back · encourage and correct · direction and goals · motivate"), Tone.Quiet),
            new TextField("minutes", new("谈了什么", "What was said"), TalkRecord.MostWords, filled.Minutes.Length == 0 ? null : filled.Minutes, Required: true, Multiline: true),
        ];
        foreach (var number in Enumerable.Range(1, TalkRecord.MostAgreements))
        {
            var known = filled.Agreements.ElementAtOrDefault(number - 1);
            body.Add(new TextField($"what{number}", new($"约定 {number}", $"Agreement {number}"), TalkRecord.MostWhat, known?.What));
            body.Add(new DateField($"due{number}", new("哪天以前", "By when"), known?.Due));
            body.Add(new ChoiceField($"owner{number}", new("谁来做", "Who does it"), [("person", Text.Same(record.Name)), (Manager, Text.Same(turn.Actor.Name))], known is not null && known.Owner != record.Person ? Manager : "person"));
        }

        body.Add(new PageLink(new("打印谈话表", "Print the sheet of the talk"), ReadTalk.Of(record.Branch, record.Quarter, record.Person)));
        return new(new(Title + Text.Same($" · {record.Name}"), body)
        {
            Subtitle = TalkCard.Named(record.Quarter) + Text.Same(" · ") + State(record.State) + (record.Change is null ? Text.Same("") : new(" · 有没发出的修改", " · with changes not released")),
            Buttons =
            [
                new(new("发给本人", "Release"), new WriteMinutes(record.Branch, record.Quarter, record.Person, true, record.Revision)) { Primary = true, Submits = true },
                new(new("存草稿", "Keep as a draft"), new WriteMinutes(record.Branch, record.Quarter, record.Person, false, record.Revision)) { Submits = true },
                new(new("季度情况", "The quarter"), new ShowDossier(record.Person, record.Quarter.AddDays(-1), record.Branch)),
            ],
        });
    }

    /// <summary>The record as both read it.</summary>
    public static Shown Of(Turn turn, TalkRecord record, bool holds, Notice? notice = null)
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
                .. !holds && record.State == MinutesState.Released ? [new Button(new("已阅", "I have read it"), new AcknowledgeMinutes(record.Branch, record.Quarter, record.Person, record.Version)) { Primary = true }] : Array.Empty<Button>(),
                .. holds ? [new Button(new("修改", "Change"), new WriteMinutes(record.Branch, record.Quarter, record.Person))] : Array.Empty<Button>(),
            ],
            Refresh = new ShowMinutes(record.Branch, record.Quarter, record.Person),
        });
    }

    /// <summary>How far the minutes are.</summary>
    internal static Text State(MinutesState state) => state switch
    {
        MinutesState.Draft => new("草稿", "draft"),
        MinutesState.Released => new("已发给本人", "released"),
        _ => new("已阅", "acknowledged"),
    };
}
