using System.Text.Json.Serialization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A talk as the pane beside its invitation shows it, in the reader's language: as much as the reader may see .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The first day of the quarter in which it is held.</param>
/// <param name="Person">With whom.</param>
/// <param name="Name">His name.</param>
/// <param name="Position">His position.</param>
/// <param name="Title">The quarter that it looks back on.</param>
/// <param name="Holds">Whether the reader holds it: reads the dossier as the manager does, writes minutes.</param>
/// <param name="Notes">Whether the reader keeps private notes on him.</param>
/// <param name="When">When it is, in words.</param>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="Minutes">How long it is planned.</param>
/// <param name="MostMinutes">How long it may be .</param>
/// <param name="State">How far it is.</param>
/// <param name="StateName">The same in words.</param>
/// <param name="Dossier">What the quarter was like.</param>
/// <param name="NoDossier">Why there is none; null: there is.</param>
/// <param name="Agenda">The steps of the talk that fit the quarter; empty for the employee.</param>
/// <param name="Outline">The same steps, without what they tell of the quarter: they may stand in the invitation.</param>
/// <param name="Record">Minutes and agreements; null: the reader sees none yet.</param>
/// <param name="Today">The branch's day.</param>
public sealed record TalkSheet(
    BranchId Branch,
    DateOnly Quarter,
    PersonId Person,
    string Name,
    string Position,
    string Title,
    bool Holds,
    bool Notes,
    string When,
    DateTimeOffset Start,
    int Minutes,
    int MostMinutes,
    TalkState State,
    string StateName,
    IReadOnlyList<SheetSection> Dossier,
    string? NoDossier,
    IReadOnlyList<string> Agenda,
    IReadOnlyList<string> Outline,
    RecordSheet? Record,
    DateOnly Today);

/// <summary>What one feature knows of somebody's quarter.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Lines">The lines.</param>
public sealed record SheetSection(string Title, IReadOnlyList<SheetLine> Lines);

/// <summary>A line of it.</summary>
/// <param name="Left">What it says.</param>
/// <param name="Detail">Below it, small; null: nothing.</param>
/// <param name="Right">A figure at its right; null: none.</param>
/// <param name="Tone">How it is meant.</param>
public sealed record SheetLine(string Left, string? Detail, string? Right, SheetTone Tone);

/// <summary>How a line is meant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SheetTone>))]
public enum SheetTone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Less important.</summary>
    Quiet,

    /// <summary>Done, good.</summary>
    Good,

    /// <summary>To be looked at.</summary>
    Attention,
}

/// <summary>Minutes and agreements of a talk.</summary>
/// <param name="Minutes">The minutes; to who holds the talk as he wrote them last, to the employee as they were released.</param>
/// <param name="Agreements">What was agreed.</param>
/// <param name="State">How far they are.</param>
/// <param name="StateName">The same in words.</param>
/// <param name="Version">Which release it is: who acknowledges, says which he read.</param>
/// <param name="Revision">Which state it is: who writes, says over which.</param>
/// <param name="Changed">Whether something is written that is not released.</param>
public sealed record RecordSheet(string Minutes, IReadOnlyList<AgreementSheet> Agreements, MinutesState State, string StateName, int Version, int Revision, bool Changed);

/// <summary>An agreement.</summary>
/// <param name="What">What.</param>
/// <param name="Manager">Whether the manager does it; else the employee.</param>
/// <param name="Owner">Who does it, by name.</param>
/// <param name="Due">By which day.</param>
/// <param name="Done">Whether it is done.</param>
/// <param name="Overdue">Whether it should be and is not.</param>
/// <param name="Released">Whether the employee knows of it: then it can be done.</param>
public sealed record AgreementSheet(string What, bool Manager, string Owner, DateOnly Due, bool Done, bool Overdue, bool Released);

/// <summary>Minutes and agreements as they come back.</summary>
/// <param name="Minutes">The minutes.</param>
/// <param name="Agreements">What was agreed, three at most.</param>
/// <param name="Revision">Over which state of the record they were written.</param>
/// <param name="Release">Whether the employee is to see them.</param>
public sealed record SentMinutes(string Minutes, IReadOnlyList<SentAgreement> Agreements, int Revision, bool Release);

/// <summary>An agreement as it comes back.</summary>
/// <param name="What">What.</param>
/// <param name="Manager">Whether the manager does it; else the employee.</param>
/// <param name="Due">By which day; null: in three weeks.</param>
public sealed record SentAgreement(string What, bool Manager, DateOnly? Due);

/// <summary>A manager's private notes on somebody.</summary>
/// <param name="Words">What they say.</param>
/// <param name="Revision">Which state it is.</param>
public sealed record NotesSheet(string Words, int Revision);
