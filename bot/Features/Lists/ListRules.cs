using System.Globalization;
using System.Text.RegularExpressions;
using BranchBot.Features.Handbook;

namespace BranchBot.Features.Lists;

/// <summary>Reads the items of a list as a person writes them, one a line.</summary>
internal static partial class ListRules
{
    /// <summary>The most characters of an item, in Chinese.</summary>
    public const int Longest = 60;

    /// <summary>The most characters of its English.</summary>
    public const int LongestEnglish = 120;

    /// <summary>The most characters of a whole list, as the form takes it.</summary>
    public const int LongestList = AdaptedList.MostItems * (Longest + LongestEnglish + 8);

    /// <summary>A list as it stands in the form: an item a line, English behind a bar.</summary>
    public static string Written(IEnumerable<AdaptedItem> items) => string.Join('\n', items.Select(i => i.En is null || i.En == i.Zh ? i.Zh : $"{i.Zh} | {i.En}"));

    /// <summary>
    /// The items that a text names. One that stands already keeps its id, and its English where none is given; another text has another id, for what was
    /// ticked under the old one stays ticked under the old one.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="scope">Whose list it is.</param>
    /// <param name="list">Which list.</param>
    /// <param name="phase">Opening or closing.</param>
    /// <returns>The items, or what is wrong and what is allowed.</returns>
    public static (IReadOnlyList<AdaptedItem> Items, Text? Wrong) Read(string text, ListScope scope, HandbookPage list, Phase phase)
    {
        var known = HandbookLists.Of(list, phase).Concat(scope.Own.Where(l => l.List == $"{list}" && l.Phase == $"{phase}").SelectMany(l => l.Items ?? []))
            .Concat(scope.On(list, phase, scope.Today)).Concat(scope.On(list, phase, scope.Tomorrow)).Reverse().ToList();
        var prefix = $"{list}.{phase}.{(scope.Region is null ? "" : "r")}{scope.Tomorrow.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-";
        var last = known.Where(k => k.Id.StartsWith(prefix, StringComparison.Ordinal)).Select(k => int.Parse(k.Id[prefix.Length..], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        var items = new List<AdaptedItem>();
        foreach (var line in text.Split(['\n', '\r', ';', '\uFF1B'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => Numbered().Replace(l, "")).Where(l => l.Length > 0))
        {
            var parts = line.Split(['|', '\uFF5C'], 2, StringSplitOptions.TrimEntries);
            var (zh, en) = (parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null);
            if (zh.Length is 0 or > Longest || en?.Length > LongestEnglish)
            {
                return ([], new($"「{Short(line)}」太长或没有内容:中文最多 {Longest} 字,「|」后面的英文最多 {LongestEnglish} 个字符。", $"\"{Short(line)}\" is too long or empty: at most {Longest} characters, and {LongestEnglish} of English behind \"|\"."));
            }

            if (items.Any(i => i.Zh == zh))
            {
                return ([], new($"「{Short(zh)}」写了两遍。", $"\"{Short(zh)}\" stands there twice."));
            }

            items.Add(known.FirstOrDefault(k => k.Zh == zh) is { } same
                ? same with { En = en ?? same.En }
                : new($"{prefix}{++last}", zh, en));
        }

        return items.Count switch
        {
            0 => ([], new("请写上要做的事,一行一件;不要这张清单就点「清空」。", "Please write what is to be done, one thing a line; to have no such list, press \"Empty it\".")),
            > AdaptedList.MostItems => ([], new($"有 {items.Count} 件,最多 {AdaptedList.MostItems} 件。", $"There are {items.Count}; at most {AdaptedList.MostItems} are allowed.")),
            _ => (items, null),
        };
    }

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "…";

    [GeneratedRegex(@"^[0-9]{1,2}\s*[.、.)):]\s*|^[-·•]\s*")]
    private static partial Regex Numbered();
}
