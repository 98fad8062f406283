namespace BranchBot.Core;

/// <summary>A page in the browser that takes one picture (<see cref="PageLink"/>).</summary>
/// <param name="Title">What it is for.</param>
/// <param name="About">What becomes of the picture.</param>
/// <param name="Done">What is said when it was taken.</param>
/// <param name="Take">Makes the command of a picture, that is given as the person for whom the link was made.</param>
public sealed record UploadPage(Text Title, Text About, Text Done, Func<Received, Command> Take);

/// <summary>A page that is a file to keep (<see cref="PageLink"/>).</summary>
/// <param name="Name">The file's name with its ending.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record FilePage(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>A page that is a workbook to keep (<see cref="PageLink"/>).</summary>
/// <param name="Book">Its plan.</param>
/// <param name="Rows">The rows of each of its sheets, by the sheet's key.</param>
public sealed record WorkbookPage(Workbook Book, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<Cell>>> Rows);

/// <summary>A page that is an appointment for somebody's own calendar (iCalendar, RFC 5545).</summary>
/// <param name="Id">What tells it apart for ever: a changed one takes the place of the one before.</param>
/// <param name="Sequence">How many times it has changed.</param>
/// <param name="Title">What stands in the calendar.</param>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="Length">How long it is.</param>
/// <param name="ZoneId">The IANA zone in which it is meant.</param>
/// <param name="Place">Where.</param>
/// <param name="Organizer">Who holds it.</param>
/// <param name="Attendee">With whom: whose calendar it is.</param>
public sealed record CalendarPage(
    string Id, int Sequence, Text Title, DateTimeOffset Start, TimeSpan Length, string ZoneId, string Place, CalendarParty Organizer, CalendarParty Attendee)
{
    /// <summary>Whether it takes place no more.</summary>
    public bool IsOff { get; init; }

    /// <summary>What he has answered on the card; null: nothing yet.</summary>
    public bool? Accepted { get; init; }

    /// <summary>
    /// What the file does (RFC 5546): it calls off; or it invites, which needs addresses that a calendar takes for its owner's; or it is merely opened by hand,
    /// where one of the two has none that is known.
    /// </summary>
    public CalendarMethod Method => IsOff ? CalendarMethod.Cancel : Organizer.Mail is not null && Attendee.Mail is not null ? CalendarMethod.Request : CalendarMethod.Publish;
}

/// <summary>What a calendar file does (RFC 5546, 3.2).</summary>
public enum CalendarMethod
{
    /// <summary>It says of an appointment, and invites nobody.</summary>
    Publish,

    /// <summary>It invites, or invites anew.</summary>
    Request,

    /// <summary>It calls off.</summary>
    Cancel,
}

/// <summary>Somebody in a calendar file.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">His name.</param>
/// <param name="Mail">His mail address; null: not known.</param>
public sealed record CalendarParty(PersonId Person, string Name, string? Mail = null);
