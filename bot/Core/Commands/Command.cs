namespace BranchBot.Core;

/// <summary>
/// Something that a person wants, whichever door it comes through: a button on a card, a line of chat, a form. It names the rows it needs
/// and decides; both are pure, so that a decision that lost a race is simply made again. Its JSON (camelCase) is the payload of a card's button:
/// ids only, no authority. Cards live for ever, so a released verb and its properties stay readable.
/// </summary>
public abstract record Command
{
    /// <summary>
    /// The branch that it is about, as a card names it; null: the actor's own. The command handler refuses one that the actor may not see (P-5).
    /// </summary>
    public virtual BranchId? Concerns() => null;

    /// <summary>The rows that the decision needs.</summary>
    public virtual IReadOnlyList<Read> Needs(Turn turn) => [];

    /// <summary>Rows that can be named only when the first are known: a second round of reads, none where nothing more is needed.</summary>
    public virtual IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => [];

    /// <summary>Decides: refused with why, or accepted with what to say, the rows to write and whom to tell.</summary>
    public abstract Decision Decide(Turn turn, Rows rows);
}

/// <summary>
/// A command that is relative to what stands, such as "the next one". Only the id of a message tells a repeat of it, and a press that Teams repeats under a
/// new id would count twice: it is said, and never put on a button.
/// </summary>
public interface IRelative;

/// <summary>
/// A command that the house gives itself: it follows from a decision, or hands in what the host has received. What it says is trusted, so no card and no
/// line leads to it, and a door that finds it in a payload refuses it.
/// </summary>
public interface IInternal;

/// <summary>What a command came to.</summary>
/// <param name="Answer">What to say.</param>
public abstract record Decision(Answer Answer)
{
    /// <summary>Accepted, and nothing changes: something was shown, or it was so already.</summary>
    public static Decision Show(Answer answer) => new Accepted(answer, [], [], []);

    /// <summary>Accepted with rows to write.</summary>
    public static Accepted Write(Answer answer, params IReadOnlyList<Row> rows) => new(answer, rows, [], []);

    /// <summary>Refused, with why and what would be allowed.</summary>
    public static Decision Refuse(Text why) => new Refused(new Said(why));

    /// <summary>Another command is what was meant: a branch's name was looked up, say. It is checked and decided as though it had been given.</summary>
    public static Decision Instead(Command command) => new Redirected(command);
}

/// <summary>Refused: a normal part of the talk, never an exception.</summary>
public sealed record Refused(Answer Answer) : Decision(Answer)
{
    /// <summary>Why, for doors that tell by a code.</summary>
    public RefusalKind Kind { get; init; }
}

/// <summary>Why something was refused.</summary>
public enum RefusalKind
{
    /// <summary>What is asked for is wrong, or makes no sense as things stand.</summary>
    Wrong,

    /// <summary>It is not the actor's to ask.</summary>
    Forbidden,

    /// <summary>What he saw has changed meanwhile.</summary>
    Moved,

    /// <summary>There is nothing of that name.</summary>
    Absent,
}

/// <summary>Another command is what was meant.</summary>
/// <param name="To">That command.</param>
public sealed record Redirected(Command To) : Decision(new Said(Text.Same("")));

/// <summary>Accepted. All of it is committed in one batch of one partition, or none of it.</summary>
/// <param name="Answer">What to say.</param>
/// <param name="Rows">Rows to write, each on condition that it still is what was read (or still absent).</param>
/// <param name="ReliesOn">Rows that were read, are not written, and must not have changed meanwhile.</param>
/// <param name="Tells">Whom to tell what.</param>
public sealed record Accepted(Answer Answer, IReadOnlyList<Row> Rows, IReadOnlyList<RowAddress> ReliesOn, IReadOnlyList<Effect> Tells) : Decision(Answer)
{
    /// <summary>The same, and these are told too.</summary>
    public Accepted Telling(params IReadOnlyList<Effect> effects) => this with { Tells = [.. Tells, .. effects] };

    /// <summary>Rows that were read and are taken away.</summary>
    public IReadOnlyList<RowAddress> Removes { get; init; } = [];

    /// <summary>
    /// What follows of it in another partition, as the same person; null: nothing. Carried out after the commit, and its answer takes the place of this one's.
    /// It stands in the outbox of this batch too, so that it is carried out though the process dies in between: given twice it must do no harm.
    /// </summary>
    public Command? Then { get; init; }

    /// <summary>Whether its own answer stays though something follows of it.</summary>
    public bool AnswersItself { get; init; }

    /// <summary>What is carried out after the commit, step by step; only beside a row that is written.</summary>
    public IReadOnlyList<Start> Starts { get; init; } = [];

    /// <summary>The same, and a job is started.</summary>
    /// <param name="key">What tells it apart in the partition, such as <c>RowKeys.Of(turn.Operation)</c>.</param>
    /// <param name="job">The job.</param>
    public Accepted Starting(string key, Job job) => this with { Starts = [.. Starts, new(key, job)] };

    /// <summary>
    /// Whether a reminder may fall due earlier by it, so that the branch is woken to look. Whoever writes <see cref="BranchFacts"/> or <see cref="Roster"/>
    /// need not say so.
    /// </summary>
    public bool Wakes { get; init; }

    /// <summary>What of it operators count.</summary>
    public IReadOnlyList<Happened> Counts { get; init; } = [];
}

/// <summary>What the bot says.</summary>
public abstract record Answer;

/// <summary>A sentence.</summary>
public sealed record Said(Text Text) : Answer;

/// <summary>A document for a program, such as the pane in Excel: only commands that are served give it (<see cref="FeatureBuilder.Serves"/>).</summary>
/// <param name="Document">The document; its type is the command's own.</param>
public sealed record Given(object Document) : Answer;

/// <summary>A card.</summary>
public sealed record Shown(Card Card) : Answer
{
    /// <summary>What an effect was to tell makes no sense any more, such as a nudge to somebody who has finished meanwhile: it is not sent, and counts as expired.</summary>
    public bool Moot { get; init; }
}
