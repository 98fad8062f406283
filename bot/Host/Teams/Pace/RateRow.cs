namespace BranchBot.Host.Teams;

/// <summary>
/// The tenant's rate, cut into slots, and the instances that share it: one partition, so that one query shows all of it and one batch changes it.
/// </summary>
/// <param name="App">The app registration, whose rate it is.</param>
/// <param name="Key">instance|…, or slot|….</param>
/// <param name="Holder">Of a slot: the instance that may use it; null: nobody.</param>
/// <param name="Beat">Of an instance: grows with every renewal, which is how others see that it lives.</param>
[MadeAnew]
internal sealed record RateRow(string App, string Key, string? Holder = null, long Beat = 0) : Row
{
    /// <summary>What keys of instances begin with.</summary>
    public const string Instances = "instance|";

    /// <summary>What keys of slots begin with.</summary>
    public const string Slots = "slot|";

    /// <inheritdoc/>
    public override RowAddress Address => new(In(App), Key);

    /// <summary>The partition of an app.</summary>
    public static Partition In(string app) => Partition.OfTenant("rates", app);

    /// <summary>The key of an instance.</summary>
    public static string Instance(string id) => Instances + id;

    /// <summary>The key of a slot.</summary>
    public static string Slot(int number) => $"{Slots}{number:000}";
}
