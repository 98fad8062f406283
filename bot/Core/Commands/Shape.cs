using System.Collections.Concurrent;
using System.Reflection;

namespace BranchBot.Core;

/// <summary>
/// The number of a row's shape, 1 unless said. It is raised with each member that is added, in the row or in what the row holds: an older program reads
/// what it knows of such a row, but must not write it, for what it does not know would be lost. While an update rolls, old and new stand side by side.
/// </summary>
/// <param name="number">The number; it only grows.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ShapeAttribute(int number) : Attribute
{
    private static readonly ConcurrentDictionary<Type, int> Known = new();

    /// <summary>The number.</summary>
    public int Number => number;

    /// <summary>The shape in which this program knows a type of rows.</summary>
    public static int Of(Type row) => Known.GetOrAdd(row, type => type.GetCustomAttribute<ShapeAttribute>()?.Number ?? 1);
}

/// <summary>
/// The row is only a lease or an index, and is soon made anew: an older program writes over a newer one's, for without it it could do nothing at all. So what is
/// added to such a row must be able to go missing.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MadeAnewAttribute : Attribute;

/// <summary>
/// What is asked for cannot be done by this program, for a newer one has written a row that it would spoil, or that it cannot read. The newer one can: it
/// takes this one's place within minutes.
/// </summary>
/// <param name="row">What kind of row.</param>
/// <param name="inner">Why it could not be read; null: it could.</param>
public sealed class NewerRowException(string row, Exception? inner = null) : Exception($"A newer program has written this row of {row}; it is left to that one.", inner);
