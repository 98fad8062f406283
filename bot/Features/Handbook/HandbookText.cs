using System.Collections.Frozen;
using System.Text;

namespace BranchBot.Features.Handbook;

/// <summary>The handbook's own words, read from the embedded <c>positions.md</c>, which a banker can proof-read.</summary>
public static class HandbookText
{
    private static readonly FrozenDictionary<(HandbookPage Page, string Section), IReadOnlyList<Text>> Sections = Read();

    /// <summary>网点精神, the branch spirit (P-3).</summary>
    public static readonly IReadOnlyList<Text> Spirit = [new("真诚", "Sincerity"), new("团结", "Unity"), new("专业", "Professionalism"), new("进步", "Progress")];

    /// <summary>职责, the duties of a position or of the lobby role (P-3).</summary>
    public static IReadOnlyList<Text> Duties(HandbookPage page) => Sections.GetValueOrDefault((page, "Duties")) ?? [];

    /// <summary>开门三件事, three of them; none for 信贷员.</summary>
    public static IReadOnlyList<Text> Opening(HandbookPage page) => Sections.GetValueOrDefault((page, "Opening")) ?? [];

    /// <summary>关门三件事, three of them; none for 信贷员.</summary>
    public static IReadOnlyList<Text> Closing(HandbookPage page) => Sections.GetValueOrDefault((page, "Closing")) ?? [];

    private static FrozenDictionary<(HandbookPage, string), IReadOnlyList<Text>> Read()
    {
        const string Name = "BranchBot.Features.Handbook.positions.md";
        using var stream = typeof(HandbookText).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"{Name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var sections = new Dictionary<(HandbookPage, string), List<Text>>();
        var page = default(HandbookPage);
        var section = "";
        string? chinese = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                page = Enum.Parse<HandbookPage>(line[2..]);
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
                sections.Add((page, section), []);
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                chinese = line[2..];
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                sections[(page, section)].Add(new(chinese ?? throw new InvalidOperationException($"{Name}: '{line}' translates nothing."), line.Trim()));
                chinese = null;
            }
        }

        return sections.ToFrozenDictionary(s => s.Key, s => (IReadOnlyList<Text>)s.Value);
    }
}
