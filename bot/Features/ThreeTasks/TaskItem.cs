using System.Text.Json.Serialization;
using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

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
/// <param name="Id">Its id in cards and rows, such as <c>PersonalTeller.Opening.2</c>: list, phase and a number; stays readable for ever.</param>
/// <param name="What">The handbook's words, or the branch's own (P-6).</param>
internal sealed record TaskItem(HandbookPage List, Phase Phase, string Id, Text What)
{
    private static readonly Dictionary<(HandbookPage, Phase), IReadOnlyList<TaskItem>> Handbook = HandbookLists.All.ToDictionary(
        l => l, l => (IReadOnlyList<TaskItem>)[.. HandbookLists.Of(l.Page, l.Phase).Select(i => new TaskItem(l.Page, l.Phase, i.Id, i.Text()))]);

    /// <summary>The items of one list on a day: the branch's own, its region's, or the handbook's (P-6).</summary>
    public static IReadOnlyList<TaskItem> Of(BranchFacts facts, HandbookPage list, Phase phase, DateOnly day) => facts.ListOf(list.ToString(), phase.ToString(), day) is { } adapted
        ? [.. adapted.Select(i => new TaskItem(list, phase, i.Id, i.Text()))]
        : Handbook[(list, phase)];

    /// <summary>All items of a person's day in one phase: his position's, then the lobby's, then those of the posts that he acts for.</summary>
    public static IReadOnlyList<TaskItem> Of(BranchFacts facts, PersonDay person, Phase phase, DateOnly day) =>
        [.. HandbookPages.Of(person).SelectMany(list => Of(facts, list, phase, day))];

    /// <summary>The item with an id that a row holds, on whatever day it stood in a list; one that is not known any more is shown as such.</summary>
    public static TaskItem ById(BranchFacts facts, string id)
    {
        var parts = id.Split('.');
        if (parts.Length != 3 || !Enum.TryParse<HandbookPage>(parts[0], out var list) || !Enum.TryParse<Phase>(parts[1], out var phase))
        {
            throw new InvalidOperationException($"'{id}' is not the id of a task.");
        }

        var adapted = facts.Lists.Concat(facts.RegionLists).Where(l => l.List == parts[0] && l.Phase == parts[1]).SelectMany(l => l.Items ?? []);
        return Handbook[(list, phase)].Concat(adapted.Select(i => new TaskItem(list, phase, i.Id, i.Text()))).FirstOrDefault(i => i.Id == id)
            ?? new(list, phase, id, new("(已不在清单里)", "(no longer on the list)"));
    }

    /// <summary>Which phase a branch is in: the opening one until halfway between opening and closing, on a day without hours until noon.</summary>
    public static Phase PhaseAt(BranchFacts facts, DateTimeOffset now)
    {
        var middle = facts.On(facts.Today(now)).Hours?.Middle ?? new TimeOnly(12, 0);
        var time = facts.Branch.Time.TimeOfDay(now);
        return time >= facts.Branch.Time.DayEnds && time < middle ? Phase.Opening : Phase.Closing;
    }
}
