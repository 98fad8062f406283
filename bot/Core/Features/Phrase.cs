namespace BranchBot.Core;

/// <summary>A command that somebody can say.</summary>
/// <param name="Words">The words, the first Chinese one and the first English one are shown in 帮助.</param>
/// <param name="What">What it does, for 帮助.</param>
/// <param name="Command">The command that they lead to.</param>
/// <param name="Parse">Makes the command of what follows the word (trimmed, may be empty); null where that makes no sense.</param>
/// <param name="Listed">Whether 帮助 shows it.</param>
public sealed record Phrase(IReadOnlyList<string> Words, Text What, Type Command, Func<string, Command?> Parse, bool Listed)
{
    /// <summary>Whether what follows the word is taken as it was written, capitals too: somebody's own words.</summary>
    public bool AsWritten { get; init; }

    /// <summary>The first Chinese and the first English word, as 帮助 shows them.</summary>
    public Text Shown { get; } = new(
        Words.FirstOrDefault(w => !char.IsAscii(w[0])) ?? Words[0],
        Words.FirstOrDefault(w => char.IsAscii(w[0])) ?? Words[0]);
}
