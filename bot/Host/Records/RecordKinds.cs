namespace BranchBot.Host.Records;

/// <summary>All kinds of records, of the features and of the house, by where their rows stand.</summary>
internal sealed class RecordKinds
{
    /// <summary>The kinds of these features and of the house.</summary>
    public RecordKinds(Catalogue catalogue)
    {
        All = [.. catalogue.Records, .. HouseRecords.All];
        Tables = [.. All.Select(k => k.Table).Where(t => t != RecordKind.AnyTable).Distinct().Order(StringComparer.Ordinal)];
        Periods = [.. All.Select(k => PeriodOf(k.Keeping)).OfType<RetentionPeriod>().Distinct().OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<RecordKind> All { get; }

    /// <summary>The tables in which their rows stand, in the order of their names.</summary>
    public IReadOnlyList<string> Tables { get; }

    /// <summary>The periods for which they are kept: the settings.</summary>
    public IReadOnlyList<RetentionPeriod> Periods { get; }

    /// <summary>The period for which rows are kept; null: as long as what they describe stands.</summary>
    public static RetentionPeriod? PeriodOf(Keeping keeping) => keeping switch { Keeping.WithPartition with => with.Period, Keeping.ByRow by => by.Period, _ => null };

    /// <summary>The kind of a row; null: nobody has declared one.</summary>
    public RecordKind? Of(string table, string partition, string key) =>
        All.Select(k => (Kind: k, Close: k.Describes(table, partition, key))).Where(k => k.Close is not null).MaxBy(k => k.Close).Kind;

    /// <summary>How long the partitions of an owner's table are kept whose keys name a day or quarter; null: they are not kept by their date.</summary>
    public RetentionPeriod? OfPartitions(string table, string partition) =>
        All.Where(k => k.Table == table && partition.StartsWith(Partition.PrefixOf(k.Owner), StringComparison.Ordinal)).Select(k => k.Keeping).OfType<Keeping.WithPartition>().FirstOrDefault()?.Period;

    /// <summary>The kinds whose rows go one by one and may stand in such a partition.</summary>
    public IReadOnlyList<RecordKind> GoingByRow(string table, string partition) =>
        [.. All.Where(k => k.Keeping is Keeping.ByRow && (k.Table == RecordKind.AnyTable || (k.Table == table && partition.StartsWith(Partition.PrefixOf(k.Owner), StringComparison.Ordinal))))];
}
