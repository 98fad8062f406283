namespace BranchBot.LocalTeams;

/// <summary>The API behind the page of calendars: what stands in somebody's, and what he does there as in Outlook.</summary>
internal sealed class CalendarEndpoints(LocalTeamsServer teams)
{
    private static readonly string[] Answers = ["accepted", "tentativelyAccepted", "declined"];

    public void Map(IEndpointRouteBuilder app)
    {
        var calendar = app.MapGroup("/client/calendars/{person}").AddEndpointFilter(Known);
        calendar.MapGet("", (string person) => Results.Json(teams.Graph.Mailboxes.Of(person).Select(i => Seen(i, person)), TeamsJson.Options));
        calendar.MapPost("", (string person, Blocked blocked) => Done(teams.Graph.Mailboxes.Block(person, blocked.Start, TimeSpan.FromMinutes(blocked.Minutes))));
        calendar.MapPost("/{id}/respond", (string person, string id, Answered answered) => Answers.Contains(answered.Response) && Find(person, id) is { } item && item.Organizer != person
            ? Done(() => teams.Graph.Mailboxes.Respond(person, id, answered.Response, answered.Proposed)) : Refused);
        calendar.MapPost("/{id}/move", (string person, string id, Moved moved) => Find(person, id)?.Organizer == person ? Done(() => teams.Graph.Mailboxes.Drag(id, moved.Start)) : Refused);
        app.MapGet("/local/calendars/{person}", (string person) => Results.Json(teams.Graph.Mailboxes.Of(person).Select(i => Seen(i, person)), TeamsJson.Options)).AddEndpointFilter(Known);
        calendar.MapDelete("/{id}", (string person, string id) => Find(person, id)?.Organizer == person ? Done(() => teams.Graph.Mailboxes.Remove(id)) : Refused);
    }

    private static IResult Refused => Results.Conflict("这不行 · Outlook would not offer this.");

    private object Seen(CalendarItem item, string person) => new
    {
        item.Id,
        item.Subject,
        item.Start,
        item.End,
        Location = item.Online ? $"{item.Location} · Teams 会议" : item.Location,
        item.Private,
        Organizes = item.Organizer == person,
        Addin = item.Organizer == person ? item.Marks.FirstOrDefault(m => m.Key.Contains(" Name cecp-", StringComparison.Ordinal)).Value : null,
        With = item.Organizer == person ? item.Attendees.Select(a => teams.People[a].Name) : [teams.People[item.Organizer].Name],
        Response = item.Attendees.Count == 0 ? null : item.Responses.GetValueOrDefault(item.Organizer == person ? item.Attendees[0] : person, "none"),
    };

    private CalendarItem? Find(string person, string id) => teams.Graph.Mailboxes.Of(person).FirstOrDefault(i => i.Id == id);

    private static IResult Done(Action act)
    {
        act();
        return Results.NoContent();
    }

    private static IResult Done(CalendarItem item) => Results.Json(new { item.Id }, TeamsJson.Options);

    private async ValueTask<object?> Known(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.GetRouteValue("person") is string id && teams.People.Find(id) is not null ? await next(context) : Results.NotFound("Nobody has this id.");

    private sealed record Blocked(DateTimeOffset Start, int Minutes);

    private sealed record Answered(string Response, DateTimeOffset? Proposed = null);

    private sealed record Moved(DateTimeOffset Start);
}
