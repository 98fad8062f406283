using System.Text.Json.Serialization;

namespace BranchBot.Features.Issues;

/// <summary>What kind of issue (T-2); it decides who must act.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueKind>))]
public enum IssueKind
{
    /// <summary>安防.</summary>
    Security,

    /// <summary>设备.</summary>
    Device,

    /// <summary>卫生.</summary>
    Hygiene,

    /// <summary>物料.</summary>
    Materials,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>How bad it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueWeight>))]
public enum IssueWeight
{
    /// <summary>不影响营业.</summary>
    Harmless,

    /// <summary>影响营业.</summary>
    StopsBusiness,

    /// <summary>有安全风险: the branch manager hears of it too.</summary>
    SafetyRisk,
}

/// <summary>How kinds and weights are called, and what words hint at.</summary>
internal static class IssueWords
{
    public static readonly Text Report = new("异常", "Issue");
    public static readonly Text ElsewhereZone = new("其他", "Elsewhere");

    private static readonly (IssueKind Kind, string[] Words)[] Hints =
    [
        (IssueKind.Security, ["安防", "security", "监控", "报警", "门锁", "消防", "灭火", "可疑", "防盗", "漏电", "camera", "alarm", "lock", "fire", "suspicious"]),
        (IssueKind.Hygiene, ["卫生", "hygiene", "脏", "垃圾", "异味", "保洁", "打扫", "漏水", "厕所", "卫生间", "dirty", "clean", "rubbish", "toilet", "leak"]),
        (IssueKind.Materials, ["物料", "materials", "纸用完", "没纸", "缺纸", "宣传", "折页", "单据", "凭证", "回单纸", "笔", "paper", "leaflet", "form", "pen"]),
        (IssueKind.Device, ["设备", "device", "叫号", "机", "打印", "终端", "屏", "电脑", "网络", "键盘", "空调", "灯", "器", "printer", "print", "screen", "network", "atm", "computer", "light"]),
        (IssueKind.Other, ["其他", "other"]),
    ];

    /// <summary>The name of a kind.</summary>
    public static Text Name(this IssueKind kind) => kind switch
    {
        IssueKind.Security => new("安防", "Security"),
        IssueKind.Device => new("设备", "Device"),
        IssueKind.Hygiene => new("卫生", "Hygiene"),
        IssueKind.Materials => new("物料", "Materials"),
        _ => new("其他", "Other"),
    };

    /// <summary>The name of a weight.</summary>
    public static Text Name(this IssueWeight weight) => weight switch
    {
        IssueWeight.StopsBusiness => new("影响营业", "Stops business"),
        IssueWeight.SafetyRisk => new("有安全风险", "Safety risk"),
        _ => new("不影响营业", "Business goes on"),
    };

    /// <summary>The name of a state.</summary>
    public static Text Name(this IssueState state) => state switch
    {
        IssueState.Open => new("待处理", "waiting"),
        IssueState.Taken => new("处理中", "in hand"),
        IssueState.Solved => new("已解决", "solved"),
        _ => new("已撤回", "withdrawn"),
    };

    /// <summary>What kind somebody's words hint at: a kind that they name, else the first whose words they have, else other. The person can choose another one.</summary>
    public static IssueKind Hinted(string what)
    {
        var words = what.ToLowerInvariant();
        return Hints.Where(h => words.StartsWith(h.Words[0], StringComparison.Ordinal) || words.StartsWith(h.Words[1], StringComparison.Ordinal))
            .Concat(Hints.Where(h => h.Words.Any(w => words.Contains(w, StringComparison.Ordinal))))
            .Select(h => h.Kind)
            .FirstOrDefault(IssueKind.Other);
    }

    /// <summary>The kind that a line begins with, and the rest of it; null where it begins with none.</summary>
    public static (IssueKind Kind, string What)? Named(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var first = blank < 0 ? line : line[..blank];
        foreach (var kind in Enum.GetValues<IssueKind>())
        {
            if (first.Equals(kind.Name().Zh, StringComparison.OrdinalIgnoreCase) || first.Equals(kind.Name().En, StringComparison.OrdinalIgnoreCase))
            {
                return (kind, blank < 0 ? "" : line[(blank + 1)..]);
            }
        }

        return null;
    }
}
