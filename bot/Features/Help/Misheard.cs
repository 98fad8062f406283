namespace BranchBot.Features.Help;

/// <summary>A line that was not understood: says so, and what would work.</summary>
/// <param name="Line">The line.</param>
/// <param name="Word">The word that it begins with, where only the rest made no sense.</param>
public sealed record Misheard(string Line, string? Word = null) : Command
{
    private const int Quoted = 30;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var quoted = Line.Length > Quoted ? Line[..Quoted] + "…" : Line;
        if (turn.Phrases.FirstOrDefault(p => p.Words[0] == Word) is { } known)
        {
            return Decision.Refuse(new(
                $"「{quoted}」里的后半句没看懂。{known.Shown.Zh}:{known.What.Zh}",
                $"I did not understand the rest of \"{quoted}\". {known.Shown.En}: {known.What.En}"));
        }

        var words = turn.Phrases.Where(p => p.Listed).ToList();
        var said = Line.Length == 0
            ? new Text("我只看得懂文字。", "I only understand words.")
            : new Text($"没听懂「{quoted}」。", $"I did not understand \"{quoted}\". ");
        return Decision.Refuse(said + Nearest(turn) + new Text(
            $"可以说:{string.Join("、", words.Select(p => p.Shown.Zh))}。",
            $"You can say: {string.Join(", ", words.Select(p => p.Shown.En))}."));
    }

    private Text Nearest(Turn turn) => Spelling.Nearest(Line, turn.Phrases.SelectMany(p => p.Words)) is { } nearest
        ? new($"是不是想说「{nearest}」?", $"Did you mean \"{nearest}\"? ")
        : Text.Same("");
}
