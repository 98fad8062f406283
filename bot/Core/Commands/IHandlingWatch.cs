namespace BranchBot.Core;

/// <summary>Watches how commands are carried out, for operators. It changes nothing and is told no words and no names.</summary>
public interface IHandlingWatch
{
    /// <summary>A command begins to be carried out.</summary>
    /// <returns>Who watches it to its end; null: nobody looks.</returns>
    IHandling? Begin(Command command);
}

/// <summary>One command that is carried out. Disposed of without <see cref="Ended"/>: it broke.</summary>
public interface IHandling : IDisposable
{
    /// <summary>It was decided for good.</summary>
    /// <param name="decision">How.</param>
    /// <param name="tries">How often it was decided: more than once where somebody was faster.</param>
    /// <param name="committed">Whether something was written.</param>
    void Ended(Decision decision, int tries, bool committed);
}

/// <summary>Something that happened in a branch, as operators count it: what, never of whom. Counted when it stands.</summary>
/// <param name="What">What: one of few words of the program's own, such as <c>sales.closed</c>.</param>
/// <param name="Kind">Which kind of it, one of few words; blank: there are none.</param>
/// <param name="Number">How many.</param>
public sealed record Happened(string What, string Kind = "", int Number = 1);
