namespace BranchBot.LocalTeams;

/// <summary>The API behind the page's teams: who is in them, what is said in their channels, and what is done with them.</summary>
internal sealed class TeamEndpoints(LocalTeamsServer teams)
{
    public void Map(IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/client/teams");
        all.MapGet("", () => Json(teams.People.Teams.Select(t => new { t.Id, t.Name })));
        var team = all.MapGroup("/{team}").AddEndpointFilter(Known);
        team.MapGet("", (string team) => Json(new
        {
            Bot = teams.Teams.HasBot(team),
            Members = teams.Teams.Members(team).Select(p => new { p.Id, p.Name, p.Guest }),
            Messages = teams.Teams.Channel(team),
        }));
        team.MapPost("/bot", async (string team, Done by) => Delivered(await teams.Teams.AddBot(teams.People[by.By], team)));
        team.MapDelete("/bot", async (string team, string by) => Delivered(await teams.Teams.RemoveBot(teams.People[by], team)));
        team.MapPost("/members/{person}", async (string team, string person, Done by) => Delivered([await teams.Teams.AddMember(teams.People[by.By], team, teams.People[person])]));
        team.MapDelete("/members/{person}", async (string team, string person, string by) => Delivered([await teams.Teams.RemoveMember(teams.People[by], team, teams.People[person])]));
    }

    private async ValueTask<object?> Known(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.GetRouteValue("team") is not string id || teams.People.Teams.All(t => t.Id != id))
        {
            return Results.NotFound("There is no such team.");
        }

        try
        {
            return await next(context);
        }
        catch (KeyNotFoundException nobody)
        {
            return Results.NotFound(nobody.Message);
        }
    }

    private static IResult Delivered(IEnumerable<Delivery?> deliveries) => Json(new { Status = deliveries.OfType<Delivery>().Select(d => d.Answer.Status) });

    private static IResult Json(object value) => Results.Json(value, TeamsJson.Options);

    private sealed record Done(string By);
}
