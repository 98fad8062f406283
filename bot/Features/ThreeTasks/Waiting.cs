using System.Collections.Frozen;

namespace BranchBot.Features.ThreeTasks;

/// <summary>Closing items that wait on another person (T-5): said at the item, and never in the way of its tick.</summary>
internal static class Waiting
{
    private const int MostNames = 6;

    // What the handbook's items wait for: others' items. Where a branch has written another list instead, the whole of that list.
    private static readonly FrozenDictionary<string, string[]> For = new Dictionary<string, string[]>
    {
        // 指导和督促柜员做好轧账和签退: the tellers' 轧账.
        ["OperationsSupervisor.Closing.1"] = ["PersonalTeller.Closing.1", "CorporateTeller.Closing.1"],

        // 听取销售人员的当日营销情况汇报: their 向销售主管汇报.
        ["SalesSupervisor.Closing.1"] = ["WealthManager.Closing.3", "CustomerManager.Closing.3", "LoanOfficer.Closing.3"],

        // 召集并听取营业主管、销售主管: their 向支行长汇报.
        ["BranchManager.Closing.1"] = ["OperationsSupervisor.Closing.2", "SalesSupervisor.Closing.3"],

        // 审阅销售主管上报的两张表: 汇总.
        ["BranchManager.Closing.2"] = ["SalesSupervisor.Closing.2"],
    }.ToFrozenDictionary();

    /// <summary>Whether somebody may have items that wait on others: who leads others, or acts for one who does.</summary>
    public static bool Concerns(Member member) => member.Holds(Position.BranchManager) || Superiors.Supervisors.Any(member.Holds);

    /// <summary>On whom an open item waits; null: on nobody.</summary>
    public static Text? On(string item, IReadOnlyList<PhaseState> colleagues)
    {
        if (!For.TryGetValue(item, out var others))
        {
            return null;
        }

        var names = colleagues.Where(c => others.Any(other => IsOpen(c, other))).Select(c => c.Person.Entry.Name).ToList();
        return names.Count == 0 ? null : new Text("等 ", "waits for ") + NamesOf(names);
    }

    /// <summary>Some names, and how many they are where they are many.</summary>
    public static Text NamesOf(IReadOnlyList<string> names) => names.Count <= MostNames
        ? new(string.Join("、", names), string.Join(", ", names))
        : new($"{string.Join("、", names.Take(MostNames))}等 {names.Count} 人", $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more");

    private static bool IsOpen(PhaseState colleague, string item)
    {
        var list = colleague.Items.Where(i => item.StartsWith($"{i.List}.{i.Phase}.", StringComparison.Ordinal)).ToList();
        return list.Any(i => i.Id == item) ? colleague.Day.DoneBy(item) is null : list.Any(i => colleague.Day.DoneBy(i.Id) is null);
    }
}
