namespace BranchBot.Features.Calendar;

/// <summary>What is said and what stands on buttons.</summary>
internal static class Words
{
    public static readonly Text Undo = new("撤销", "Undo");
    public static readonly Text Record = new("记下来", "Record");
    public static readonly Text Closed = new("不营业", "closed");
    public static readonly Text NotCounted = new("不计", "not counted");
    public static readonly Text OnlyManager = new("这要由支行长(或代支行长)来做。", "That is for the branch manager, or who acts for the manager.");

    /// <summary>A kind of entry.</summary>
    public static Text Name(DutyKind kind) => kind switch
    {
        DutyKind.Leave => new("休假", "Leave"),
        DutyKind.Rest => new("轮休", "Rest days"),
        DutyKind.Works => new("上班", "Working days"),
        DutyKind.Shift => new("班次", "Shifts"),
        DutyKind.Lobby => new("大堂", "Lobby duty"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What an entry says of somebody, his name left out: 休假 10月10日(周六)至10月14日(周三).</summary>
    public static Text Says(DutyEntry entry, DateOnly today) =>
        (entry.Kind == DutyKind.Shift ? Text.Same(entry.Shift ?? "") : Name(entry.Kind)) + Text.Same(" ") + entry.Span.Written(today);

    /// <summary>A kind of day.</summary>
    public static Text Name(SpecialDayKind kind) => kind switch
    {
        SpecialDayKind.Closed => new("停业", "Closed"),
        SpecialDayKind.Open => new("营业", "Open"),
        SpecialDayKind.NotCounted => new("不计", "Not counted"),
        SpecialDayKind.MakeUp => new("调休上班", "Make-up workday"),
        _ => new("节假日", "Holiday"),
    };
}
