using Microsoft.Extensions.Configuration;

namespace BranchBot.Adapters.Tests.Infra;

/// <summary>Settings that remember which of them the program asked for.</summary>
internal sealed class RecordedConfiguration(IReadOnlyDictionary<string, string> settings) : ConfigurationProvider, IConfigurationSource
{
    /// <summary>What was asked for, by name (Bot:AppId).</summary>
    public SortedSet<string> Asked { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override void Load() => Data = settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool TryGet(string key, out string? value)
    {
        lock (Asked)
        {
            Asked.Add(key);
        }

        return base.TryGet(key, out value);
    }
}
