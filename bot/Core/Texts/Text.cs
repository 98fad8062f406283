using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>The languages a person can choose; Chinese comes first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Language>))]
public enum Language
{
    /// <summary>zh-CN.</summary>
    Chinese,

    /// <summary>en-US.</summary>
    English,
}

/// <summary>What a person reads, in both languages side by side, so that a missing translation does not compile. Plain text, never Markdown.</summary>
/// <param name="Zh">Chinese (zh-CN).</param>
/// <param name="En">English (en-US).</param>
public readonly record struct Text(string Zh, string En)
{
    /// <summary>A text that is the same in every language: a name, a figure, what somebody wrote.</summary>
    public static Text Same(string words) => new(words, words);

    /// <summary>The text as a reader of <paramref name="language"/> sees it.</summary>
    public string In(Language language) => language == Language.English ? En : Zh;

    /// <summary>Both texts joined, language by language.</summary>
    public static Text operator +(Text left, Text right) => new(left.Zh + right.Zh, left.En + right.En);

    /// <summary>The named form of <c>+</c>.</summary>
    public static Text Add(Text left, Text right) => left + right;
}

/// <summary>The names of languages as they stand in files and settings.</summary>
public static class LanguageTag
{
    /// <summary>Reads a language tag (<c>zh-CN</c>, <c>en-US</c>, <c>en</c>); null where it is neither Chinese nor English.</summary>
    public static Language? Parse(string? tag) => tag switch
    {
        null or "" => null,
        _ when tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => Language.Chinese,
        _ when tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) => Language.English,
        _ => null,
    };
}
