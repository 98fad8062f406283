using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>The API behind the page's dialogs: opening one from a menu, and pressing its buttons. Closing one tells nobody.</summary>
internal sealed class DialogEndpoints(LocalTeamsServer teams)
{
    public void Map(IEndpointRouteBuilder app)
    {
        var dialogs = app.MapGroup("/client/dialogs").AddEndpointFilter(Refusals.Told);
        dialogs.MapPost("", async (Opened opened) =>
        {
            var person = teams.People[opened.Person];
            if (opened.Team is { } team && !teams.Teams.Members(team).Contains(person))
            {
                throw new InvalidOperationException($"{person.Name} is not in this team.");
            }

            var where = opened.Team is { } there ? teams.Conversations.Channel(there) : teams.Conversations.Personal(person);
            return CardPresses.Json(CardPresses.Shown(await teams.Extensions.OpenAsync(person, opened.ActionId, opened.MessageId, where, opened.Theme ?? "default")));
        });
        dialogs.MapPost("/{id}/submit", async (string id, Submission submission) => CardPresses.Json(
            CardPresses.Shown(await teams.Extensions.SubmitAsync(teams.People[submission.Person], id, submission.Action, submission.Inputs))));
    }

    private sealed record Opened(string Person, string ActionId, string? Team = null, string? MessageId = null, string? Theme = null);

    private sealed record Submission(string Person, JsonObject Action, JsonObject? Inputs = null);
}
