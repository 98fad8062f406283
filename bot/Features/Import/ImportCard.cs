namespace BranchBot.Features.Import;

/// <summary>An import as a card.</summary>
public static class ImportCard
{
    /// <summary>How to begin.</summary>
    public static readonly Text How = new(
        "把 regions.csv(二级分行)、branches.csv(网点)、staff.csv(员工)发给我,可以一起,也可以只发要改的。UTF-8 或 Excel 另存的 CSV 都行。先全部检查、比对,您确认后才改。",
        "Send me regions.csv, branches.csv, staff.csv, together or only what changes, as UTF-8 or as Excel in China saves CSV. All is checked and compared first; nothing changes before you say so.");

    /// <summary>A job was given up.</summary>
    public static readonly Notice GivenUp = new(new("没有全部完成,已经试了几次。请再发一次文件,已完成的不会重复。", "Not all of it could be done after several tries. Please send the files again; what is done is not done twice."), Tone.Attention);

    private static readonly Text Title = new("导入名单", "Import");

    /// <summary>How far an import is, and what it would change.</summary>
    public static Card Of(ImportDraft draft, Notice? notice = null)
    {
        var report = draft.Report;
        List<Part> body = notice is null ? [] : [notice];
        body.Add(Say(draft));
        if (report is { ErrorCount: > 0 })
        {
            body.Add(new Bullets(report.Errors));
            if (report.ErrorCount > report.Errors.Count)
            {
                body.Add(new Paragraph(new($"还有 {report.ErrorCount - report.Errors.Count} 处。", $"and {report.ErrorCount - report.Errors.Count} more."), Tone.Quiet));
            }
        }
        else if (report is { IsEmpty: false })
        {
            body.Add(new Paragraph(Sum(report)));
            body.Add(new Bullets(report.Lines ?? []));
            var more = report.Differing - (report.Lines?.Count ?? 0);
            if (more > 0)
            {
                body.Add(new Paragraph(new($"还有 {more} 处,这里只列前 {ImportReport.MostLines} 处。", $"and {more} more; the first {ImportReport.MostLines} are listed."), Tone.Quiet));
            }
        }

        return new(Title, body)
        {
            Subtitle = Text.Same(string.Join(" · ", draft.Files.Select(f => f.Name))),
            Buttons = draft.State is ImportState.Ready or ImportState.Moved && report is { IsEmpty: false, Basis: { } basis }
                ? [new(new("确认导入", "Import"), new ApplyImport(draft.Hash, basis)) { Primary = true }, new(new("不导入", "Let it be"), new DropImport(draft.Hash))]
                : [],
            Summary = Title + Text.Same(" · ") + Say(draft).Text,
        };
    }

    /// <summary>Asks again: more than a tenth of the people would go.</summary>
    public static Card Asks(ImportDraft draft) => new(Title,
    [
        new Notice(new(
            $"有 {draft.Report!.Left} 人会离开名单(现在 {draft.Report.Before} 人),超过一成。真的要这样吗?",
            $"{draft.Report.Left} people would leave the list (of {draft.Report.Before}), more than a tenth. Is that really meant?"), Tone.Attention),
        new Bullets(draft.Report.Lines ?? []),
    ])
    {
        Subtitle = Text.Same(string.Join(" · ", draft.Files.Select(f => f.Name))),
        Buttons = [new(new("是的,确认导入", "Yes, import"), new ApplyImport(draft.Hash, draft.Report.Basis!, Sure: true)), new(new("不导入", "Let it be"), new DropImport(draft.Hash)) { Primary = true }],
        Summary = new("导入名单 · 请再确认", "Import · please confirm again"),
    };

    /// <summary>The counts in one line.</summary>
    public static Text Sum(ImportReport report) => new(
        $"{report.Branches} 个网点:新设 {report.Founded},资料有变 {report.Changed}。员工:增加 {report.Joined},离开 {report.Left},有变 {report.Altered}。",
        $"{report.Branches} branches: {report.Founded} new, {report.Changed} changed. People: {report.Joined} join, {report.Left} leave, {report.Altered} change.");

    private static Notice Say(ImportDraft draft) => draft switch
    {
        { State: ImportState.Checking } => new(new("收到了,正在检查和比对,马上告诉您。", "Received. It is being checked and compared; you are told at once."), Tone.Plain),
        { State: ImportState.Wrong, Report: { } report } => new(new($"有 {report.ErrorCount} 处不对,什么都没改。改好后请再发一次。", $"{report.ErrorCount} things are wrong and nothing was changed. Please mend them and send the file again."), Tone.Attention),
        { Report: { IsEmpty: true } } => new(new("和现在的一样,没有要改的。", "It is as it stands; there is nothing to change."), Tone.Good),
        { State: ImportState.Moved } => new(new("比对之后名单又变了,什么都没改。下面是现在的比对,请再确认。", "What stands has changed since it was compared; nothing was changed. Below is how it compares now; please confirm again."), Tone.Attention),
        { State: ImportState.Failed } => GivenUp,
        { State: ImportState.Running } => new(new("正在导入,完成后告诉您。", "It is being imported; you are told when it is over."), Tone.Plain),
        { State: ImportState.Done } => new(new("导入完成。", "The import is done."), Tone.Good),
        _ => new(new("文件都没有错。确认后才改。", "The files are right. Nothing changes before you confirm."), Tone.Plain),
    };
}
