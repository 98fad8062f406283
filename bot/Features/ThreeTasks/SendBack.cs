using System.Globalization;
using System.Text.RegularExpressions;
using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// 没做好: a superior brings an item back with a comment; the tick before it is kept too (T-6). By the branch manager, the person's supervisor, or whoever
/// acts for them, on the same day. The form names the tick that it saw, so that a later one is not hit.
/// </summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The card's day; null: today.</param>
/// <param name="Person">Whose item; null: by name.</param>
/// <param name="Tick">The tick's number in the day's history, as a form chooses it.</param>
/// <param name="Comment">What is wrong, at most <see cref="PersonCard.LongestComment"/> characters.</param>
/// <param name="Name">The person's name, as somebody wrote it.</param>
/// <param name="Number">The item's number on the person's card in the phase of the day, from 1, as somebody wrote it.</param>
public sealed partial record SendBack(
    BranchId? Branch = null, DateOnly? Day = null, PersonId? Person = null, int? Tick = null, string? Comment = null, string? Name = null, int? Number = null) : PersonCommand
{
    // A day's history is one row and has its limit of size.
    private const int MostADay = 10;

    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override PersonId? Whom => Person;

    private protected override string? Called => Name;

    /// <summary>Reads what stands behind 没做好: name, number, comment.</summary>
    public static SendBack? Parse(string rest) => Written().Match(rest) is { Success: true } said
        ? new(Name: said.Groups["name"].Value, Number: int.Parse(said.Groups["number"].Value, CultureInfo.InvariantCulture), Comment: said.Groups["comment"].Value.Trim())
        : null;

    /// <summary>What the person is told, and sees at the top of his card.</summary>
    internal static Notice Told(OwnDay own, Tick back) => new(
        own.Ordinal(TaskItem.ById(own.Turn.Facts, back.Item)) + new Text($"请再看一下。{back.Name}:{back.Comment}", $" needs another look. {back.Name}: {back.Comment}"), Tone.Attention);

    private protected override Command About(BranchId branch, DateOnly day, PersonId person) => this with { Branch = branch, Day = day, Person = person, Name = null };

    private protected override Decision DecideOn(ColleagueDay their)
    {
        var (turn, day, entry) = (their.Turn, their.Day, their.Person.Entry);
        if (their.Judges is null)
        {
            return Decision.Refuse(new($"{entry.Name}的事由支行长或主管来看。", $"{entry.Name}'s items are for the branch manager or the supervisor to judge."));
        }

        if (Chosen(their) is not { } item)
        {
            return Decision.Refuse(Number is { } number
                ? new($"{entry.Name}没有第 {number} 件。", $"{entry.Name} has no number {number}.")
                : new("请选一件。", "Please choose an item."));
        }

        if (day.DoneIn(turn.Operation) is not null)
        {
            return Decision.Show(PersonCard.Of(their, item.Phase));
        }

        if (Stands(their, item) is { } notice)
        {
            return Decision.Show(PersonCard.Of(their, item.Phase, notice));
        }

        return Refusal(their) is { } why ? new Refused(PersonCard.Of(their, item.Phase, new(why, Tone.Attention))) : Write(their, item);
    }

    private TaskItem? Chosen(ColleagueDay their) => Tick is { } tick
        ? (their.Day.History.FirstOrDefault(t => t.Number == tick) is { } found ? TaskItem.ById(their.Turn.Facts, found.Item) : null)
        : Number is { } number ? their.Items(TaskItem.PhaseAt(their.Turn.Facts, their.Turn.Now)).ElementAtOrDefault(number - 1) : null;

    // What stands is no tick that could be brought back: it was brought back before, taken back, never done, or done again since the form was shown.
    private Notice? Stands(ColleagueDay their, TaskItem item)
    {
        var (day, time) = (their.Day, their.Turn.Branch.Time);
        if (day.DoneBy(item.Id) is { } done)
        {
            return Tick is null || done.Number == Tick ? null : new(
                their.Ordinal(item) + new Text($"已于 {time.Clock(done.At)} 重新完成,请再看一下", $" was done again at {time.Clock(done.At)}; please look again"), Tone.Plain);
        }

        return new(
            their.Ordinal(item) + (day.SentBack(item.Id) is { } back
                ? new($"已于 {time.Clock(back.At)} 由 {back.Name} 退回", $" was brought back by {back.Name} at {time.Clock(back.At)} already")
                : new Text("还没有完成", " is not done yet")),
            Tone.Plain);
    }

    private Text? Refusal(ColleagueDay their) =>
        !their.IsToday ? TaskCard.Over(their.Day.Day).Text
        : string.IsNullOrWhiteSpace(Comment) ? new Text("请写一句哪里没做好。", "Please say what is wrong.")
        : Comment.Trim().Length > PersonCard.LongestComment ? new($"最多写 {PersonCard.LongestComment} 字。", $"At most {PersonCard.LongestComment} characters.")
        : their.Day.History.Count(t => t.Kind == TickKind.NotDone) >= MostADay || their.Day.History.Count >= TaskDay.MostEntries
            ? new("今天已经退回太多次了,请当面说。", "Too much was brought back today already: please talk to each other.")
        : null;

    private Accepted Write(ColleagueDay their, TaskItem item)
    {
        var changed = their with { Day = their.Day.WithOf(their.Turn, item.Id, TickKind.NotDone, Comment!.Trim()) };
        var (day, entry, number) = (changed.Day, their.Person.Entry, changed.Day.History.Count);
        var view = item.Phase == Phase.Opening ? TaskView.Opening : TaskView.Closing;
        return Decision
            .Write(
                PersonCard.Of(changed, item.Phase, new(their.Ordinal(item) + new Text($"已退回,{entry.Name}会收到您的话", $" is brought back; {entry.Name} is told what you wrote"), Tone.Good)),
                day)
            .Telling(new Effect($"notdone|{entry.Id}|{number}", entry.Id, Delivery.Certain, new ShowTasks(view, day.Branch, day.Day, number)));
    }

    [GeneratedRegex(@"^(?<name>.+?) ?第? ?(?<number>[0-9]{1,2}) ?[件个]?[ ,:](?<comment>.+)$")]
    private static partial Regex Written();
}
