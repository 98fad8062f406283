using System.Globalization;
using System.Text;
using System.Text.Json;
using BranchBot.Features.Handbook;

namespace BranchBot.Features.HighlightCards;

/// <summary>A signed card as a page to print.</summary>
/// <param name="Branch">The branch's name.</param>
/// <param name="Number">Its number.</param>
/// <param name="Occasion">For what.</param>
/// <param name="To">For whom.</param>
/// <param name="ToIs">The receiver's position.</param>
/// <param name="From">Who gave it.</param>
/// <param name="What">What happened.</param>
/// <param name="Day">When.</param>
/// <param name="SignedBy">Who signed it, with his capacity.</param>
/// <param name="Photo">The photo's name in the store; null: none.</param>
/// <param name="Revoked">Whether it was revoked.</param>
/// <param name="Spirit">The branch's spirit.</param>
public sealed record HighlightSheet(string Branch, string Number, Text Occasion, string To, Text ToIs, string From, string What, Text Day, Text SignedBy, string? Photo, bool Revoked, Text Spirit);

/// <summary>打印: a signed card as a page.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
public sealed record OpenSheet(BranchId Branch, string Id) : HighlightCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows)
    {
        var c = card.Content;
        return card.State == HighlightState.Erased ? Decision.Refuse(new("这张卡的内容已按要求删除。", "What this card said was erased on request.")) : card.Signature is null ? Decision.Refuse(new("签字以后才能打印。", "It can be printed once it is signed.")) : Decision.Show(new Given(new HighlightSheet(
            turn.Branch.Name, card.Number!, c.Occasion.Name(), c.ReceiverName, c.ReceiverIs.Name(), c.GiverName, c.What, Written(c.Happened), card.Signature.Name, c.Photo, card.State == HighlightState.Revoked,
            HandbookText.Spirit.Aggregate((a, b) => a + Text.Same(" · ") + b))));
    }

    private static Text Written(DateOnly day) => new($"{day.Year}年{day.Month}月{day.Day}日", day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
}

/// <summary>The cards of a month as a workbook, for who may see the branch's cards.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Month">A day of the month.</param>
public sealed record OpenHighlightBook(BranchId Branch, DateOnly Month) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [HighlightEntry.In(Branch, Month)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        string In(Text text) => text.In(turn.Actor.Language);
        WorkColumn Column(string key, Text title, CellType type = CellType.Text) => new(key, In(title), type);
        var head = new WorksheetHead("cards", In(new("亮点时刻卡", "Highlight cards")),
        [
            Column("number", new("编号", "Number")), Column("signed", new("签字时间", "Signed at"), CellType.Time), Column("receiver", new("收卡人", "Receiver")), Column("position", new("岗位", "Position")),
            Column("occasion", new("为什么", "For what")), Column("what", new("发生了什么", "What happened")), Column("happened", new("哪一天", "On which day"), CellType.Date),
            Column("giver", new("发卡人", "Giver")), Column("by", new("签字人", "Signed by")), Column("wall", new("可上墙", "On the wall")), Column("state", new("状态", "State")),
        ])
        { Frozen = 1 };
        var lines = rows.All<HighlightEntry>().OrderBy(e => e.At).Select(e => (IReadOnlyList<Cell>)
        [
            new(e.Number!), new(turn.Branch.Time.Wall(e.At)), new(e.Content.ReceiverName), new(In(e.Content.ReceiverIs.Name())), new(In(e.Content.Occasion.Name())), new(e.Content.What), new(e.Content.Happened),
            new(e.Content.GiverName), new(In(e.SignedBy ?? Text.Same(""))), new(In(e.OnWall ? new("是", "yes") : new("否", "no"))), new(In(HighlightView.State(e.State))),
        ]).ToList();
        var book = new Workbook(In(new($"{turn.Branch.Name} 亮点时刻卡", $"{turn.Branch.Name} highlight cards")), Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), turn.Now, RowKeys.Of($"{turn.Now:O}"), [head with { AboutRows = lines.Count }]);
        return Decision.Show(new Given(new WorkbookPage(book, new Dictionary<string, IReadOnlyList<IReadOnlyList<Cell>>> { ["cards"] = lines })));
    }
}

/// <summary>
/// The audit trail of a branch's cards as a file: one event a line, each chained to the one before it, and at its head what the branch's book says; the
/// program checks it with <c>verify</c>. For the manager and the region.
/// </summary>
/// <param name="Branch">The branch.</param>
public sealed record OpenHighlightTrail(BranchId Branch) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<HighlightBook>(HighlightBook.At(Branch)), HighlightEvent.All(Branch)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var book = HighlightBook.In(rows, Branch);
        var lines = rows.All<HighlightEvent>().OrderBy(e => e.Serial).Where(e => e.Serial <= book.Events).Select(e => JsonSerializer.Serialize(e, Catalogue.Json));
        var trail = new StringBuilder().AppendJoin('\n', [JsonSerializer.Serialize(book, Catalogue.Json), .. lines]).Append('\n').ToString();
        return Decision.Show(new Given(new FilePage($"{Branch}-highlights-{turn.Today:yyyy-MM-dd}.jsonl", "application/jsonl", Encoding.UTF8.GetBytes(trail))));
    }
}
