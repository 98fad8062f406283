using Microsoft.Extensions.Options;

namespace BranchBot.Host.Teams;

/// <summary>Reads single settings; what cannot be read ends in a sentence that names the setting, and never repeats its value.</summary>
internal sealed class SettingsReader(IConfigurationSection section, bool development)
{
    /// <summary>Whether this is the environment Development.</summary>
    public bool Development => development;

    /// <summary>A text, null where it is absent or blank.</summary>
    public string? Text(string name) => section[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>A list with commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Yes or no; absent: no.</summary>
    public bool Flag(string name) => Text(name) is { } text && (bool.TryParse(text, out var flag) ? flag : throw Wrong(name, "must be true or false"));

    /// <summary>A whole number within limits.</summary>
    public int Number(string name, int least, int most, int otherwise) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Wrong(name, $"must be a whole number from {least} to {most}");

    /// <summary>A GUID, null where it is absent.</summary>
    public Guid? Guid(string name) => Text(name) is { } text ? Guid(name, text) : null;

    /// <summary>A list of GUIDs.</summary>
    public IReadOnlySet<Guid> Guids(string name) => List(name).Select(text => Guid(name, text)).ToHashSet();

    /// <summary>One of several names.</summary>
    public T OneOf<T>(string name, IEnumerable<(string Name, T Value)> choices, T otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        var all = choices.ToList();
        var found = all.Where(c => string.Equals(c.Name, text, StringComparison.OrdinalIgnoreCase)).ToList();
        return found is [var choice] ? choice.Value : throw Wrong(name, $"must be one of {string.Join(", ", all.Select(c => c.Name))}");
    }

    /// <summary>An address: HTTPS, or in development plain HTTP on the loopback.</summary>
    public Uri Url(string name, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length + url.Fragment.Length + url.UserInfo.Length > 0)
        {
            throw Wrong(name, "must be an absolute https address without query");
        }

        return url.Scheme == "https" || (development && url.IsLoopback)
            ? url
            : throw Wrong(name, "must be https; plain http is allowed in the environment Development and on the loopback only");
    }

    /// <summary>Makes sure that settings are absent.</summary>
    public void Absent(IEnumerable<string> names, string why)
    {
        if (names.FirstOrDefault(name => Text(name) is not null) is { } present)
        {
            throw Wrong(present, why);
        }
    }

    /// <summary>The sentence that a setting is wrong.</summary>
    public OptionsValidationException Wrong(string name, string why) =>
        new(section.Key, typeof(TeamsSettings), [$"The setting {section.Key}:{name} {why}."]);

    private Guid Guid(string name, string text) => System.Guid.TryParse(text, out var guid) ? guid : throw Wrong(name, $"must consist of GUIDs, and '{text}' is none");
}
