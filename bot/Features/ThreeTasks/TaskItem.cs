using System.Text.Json.Serialization;
using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>Before opening or before leaving.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Phase>))]
public enum Phase
{
    /// <summary>开门.</summary>
    Opening,

    /// <summary>关门.</summary>
    Closing,
}

/// <summary>Which tasks a card shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskView>))]
public enum TaskView
{
    /// <summary>The opening ones.</summary>
    Opening,

    /// <summary>The closing ones.</summary>
    Closing,

    /// <summary>Both.</summary>
    All,
}

/// <summary>One of the three things.</summary>
/// <param name="List">Whose list it stands in.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Number">Its place in the list, from 1.</param>
/// <param name="What">The handbook's words.</param>
internal sealed record TaskItem(HandbookPage List, Phase Phase, int Number, Text What)
{
    /// <summary>Its id in cards and rows, such as <c>PersonalTeller.Opening.2</c>: stays readable for ever.</summary>
    public string Id { get; } = $"{List}.{Phase}.{Number}";

    private static readonly Dictionary<(HandbookPage, Phase), IReadOnlyList<TaskItem>> Lists =
        (from page in Enum.GetValues<HandbookPage>() from phase in Enum.GetValues<Phase>() select (page, phase)).ToDictionary(
            l => l,
            l => (IReadOnlyList<TaskItem>)[.. (l.phase == Phase.Opening ? HandbookText.Opening(l.page) : HandbookText.Closing(l.page)).Select((what, i) => new TaskItem(l.page, l.phase, i + 1, what))]);

    private static readonly Dictionary<string, TaskItem> Ids = Lists.Values.SelectMany(l => l).ToDictionary(i => i.Id);

    /// <summary>The item with an id that a row holds.</summary>
    public static TaskItem ById(string id) => Ids[id];

    /// <summary>The items of one list.</summary>
    public static IReadOnlyList<TaskItem> Of(HandbookPage list, Phase phase) => Lists[(list, phase)];

    /// <summary>All items of a person in one phase: his position's, then the lobby's (P-1, P-6).</summary>
    public static IReadOnlyList<TaskItem> Of(Position position, LobbyRole lobby, Phase phase) =>
        [.. HandbookPages.For(position, lobby).SelectMany(list => Of(list, phase))];

    /// <summary>All items of a person that a view shows.</summary>
    public static IReadOnlyList<TaskItem> Of(Member member, TaskView view) => view switch
    {
        TaskView.Opening => Of(member.Position, member.Lobby, Phase.Opening),
        TaskView.Closing => Of(member.Position, member.Lobby, Phase.Closing),
        _ => [.. Of(member, TaskView.Opening), .. Of(member, TaskView.Closing)],
    };

    /// <summary>The item's number on this person's card, from 1: the lobby's three follow the position's three.</summary>
    public int PlaceFor(Member member) =>
        1 + Of(member.Position, member.Lobby, Phase).TakeWhile(i => i.Id != Id).Count();

    /// <summary>Which phase a branch is in: the opening one until halfway between opening and closing, on a day without hours until noon.</summary>
    public static Phase PhaseAt(Branch branch, DateTimeOffset now)
    {
        var middle = branch.Hours.On(branch.Time.DayOf(now).DayOfWeek)?.Middle ?? new TimeOnly(12, 0);
        var time = branch.Time.TimeOfDay(now);
        return time >= branch.Time.DayEnds && time < middle ? Phase.Opening : Phase.Closing;
    }
}
