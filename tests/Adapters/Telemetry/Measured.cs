using System.Diagnostics.Metrics;

namespace BranchBot.Adapters.Tests.Telemetry;

/// <summary>What one process of a test has measured: each instrument with its tags, in words such as <c>branchbot.sends kind=reminder result=sent</c>.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, List<double>> values = [];
    private readonly Lock gate = new();

    public Measured(IMeterFactory of)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, of) && instrument.Meter.Name == BranchBot.Host.Telemetry.Measures.Name)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>How much was counted.</summary>
    public double Sum(string what)
    {
        lock (gate)
        {
            return values.GetValueOrDefault(what)?.Sum() ?? 0;
        }
    }

    /// <summary>Each value of a histogram.</summary>
    public IReadOnlyList<double> All(string what)
    {
        lock (gate)
        {
            return [.. values.GetValueOrDefault(what) ?? []];
        }
    }

    /// <summary>All that was measured, by name.</summary>
    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (gate)
            {
                return [.. values.Keys];
            }
        }
    }

    public void Dispose() => listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Prepend(instrument.Name));
        lock (gate)
        {
            if (!values.TryGetValue(name, out var list))
            {
                values[name] = list = [];
            }

            list.Add(value);
        }
    }
}
