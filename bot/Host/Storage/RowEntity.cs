using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace BranchBot.Host.Storage;

/// <summary>
/// A row as an entity of a table: its JSON in <c>Data</c> (a long one goes on in <c>Data1</c>), its shape's number in <c>Schema</c>. The version of a row whose
/// shape is newer than this program knows says so: it is read, and relied on, and never written over, unless it is soon made anew (<see cref="MadeAnewAttribute"/>).
/// </summary>
internal static class RowEntity
{
    private const string Data = "Data";
    /// <summary>The property that has the number of the shape.</summary>
    public const string Schema = "Schema";
    private const string Newer = "newer ";

    /// <summary>The entity of a row's JSON.</summary>
    /// <exception cref="ArgumentException">The data are too long.</exception>
    public static TableEntity Of(string partition, string key, string data, int shape)
    {
        TableLimits.CheckData(key, data);
        var entity = new TableEntity(partition, key) { [Data] = "", [Schema] = shape };
        for (var (start, part) = (0, 0); start < data.Length; part++)
        {
            // A pair of surrogates is not cut in two.
            var length = Math.Min(TableLimits.Property, data.Length - start);
            length -= char.IsHighSurrogate(data[start + length - 1]) ? 1 : 0;
            entity[part == 0 ? Data : PartName(part)] = data.Substring(start, length);
            start += length;
        }

        return entity;
    }

    /// <summary>The row that an entity is.</summary>
    /// <exception cref="NewerRowException">A newer program has written it, and this one cannot read it.</exception>
    /// <exception cref="InvalidDataException">It is empty.</exception>
    public static Stored Read(TableEntity entity, Type type)
    {
        var newer = entity.GetInt32(Schema) > ShapeAttribute.Of(type);
        try
        {
            return new(
                (Row)(JsonSerializer.Deserialize(DataOf(entity), type, Catalogue.Json) ?? throw new InvalidDataException($"The row {entity.PartitionKey}, {entity.RowKey} is empty.")),
                newer && !type.IsDefined(typeof(MadeAnewAttribute), false) ? $"{Newer}{entity.ETag}" : entity.ETag.ToString());
        }
        catch (JsonException e) when (newer)
        {
            throw new NewerRowException(type.Name, e);
        }
    }

    /// <summary>Whether a version is that of a row which a newer program has written.</summary>
    public static bool IsNewer(string? version) => version?.StartsWith(Newer, StringComparison.Ordinal) == true;

    /// <summary>The ETag in a version.</summary>
    public static ETag TagOf(string version) => new(IsNewer(version) ? version[Newer.Length..] : version);

    /// <summary>A row's JSON.</summary>
    public static string Written(Row row) => JsonSerializer.Serialize(row, row.GetType(), Catalogue.Json);

    /// <summary>The JSON in an entity: a row longer than a property may be goes on in Data1, Data2 and so on.</summary>
    public static string DataOf(TableEntity entity)
    {
        var data = entity.GetString(Data) ?? "";
        for (var part = 1; entity.TryGetValue(PartName(part), out var more); part++)
        {
            data += (string)more;
        }

        return data;
    }

    private static string PartName(int part) => string.Create(CultureInfo.InvariantCulture, $"{Data}{part}");
}
