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
public sealed record CalendarPage(string Id, int Sequence, Text Title, DateTimeOffset Start, TimeSpan Length, string ZoneId, string Place);
