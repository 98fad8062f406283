namespace BranchBot.Core;

/// <summary>What a feature keeps.</summary>
public sealed partial class FeatureBuilder
{
    internal List<RecordKind> Kinds { get; } = [];

    /// <summary>Declares what the feature keeps in rows of a type (<see cref="RecordKind"/>).</summary>
    /// <param name="place">The table, who owns its partitions, and the rows' keys there.</param>
    /// <param name="what">What it is, in plain words.</param>
    /// <param name="readers">Who reads it.</param>
    /// <param name="keeping">How long it is kept, and why.</param>
    /// <param name="persons">How it speaks of persons.</param>
    /// <param name="blobs">The pictures that a row shows.</param>
    /// <param name="names">Whom a row calls by name.</param>
    /// <param name="blobsOf">Whose pictures they are.</param>
    /// <exception cref="InvalidOperationException">The type has a kind already, or pictures that are nobody's.</exception>
    public FeatureBuilder Records<T>(
        (string Table, Owner Owner, string Keys) place, string what, string readers, Keeping keeping, OfPersons persons,
        Func<T, IEnumerable<string?>>? blobs = null, Func<T, IEnumerable<(PersonId Id, string Name)>>? names = null, Func<T, IEnumerable<PersonId>>? blobsOf = null)
        where T : Row
    {
        if (blobs is null != blobsOf is null)
        {
            throw new InvalidOperationException($"The rows {typeof(T).Name} do not say whose their pictures are.");
        }

        if (Kinds.Any(k => k.Row == typeof(T)))
        {
            throw new InvalidOperationException($"The rows {typeof(T).Name} are declared twice.");
        }

        Kinds.Add(new(typeof(T), place.Table, place.Owner, place.Keys, what, readers, keeping, persons)
        {
            Blobs = blobs is null ? null : row => blobs((T)row).OfType<string>(),
            BlobsOf = blobsOf is null ? null : row => blobsOf((T)row),
            Names = names is null ? null : row => names((T)row),
        });
        return this;
    }
}
