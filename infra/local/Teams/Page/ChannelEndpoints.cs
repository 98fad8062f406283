using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>The API behind the page's channels: what a member of a team reads and writes there.</summary>
internal sealed class ChannelEndpoints(LocalTeamsServer teams)
{
    private static readonly TimeSpan RefreshesAwaited = TimeSpan.FromSeconds(3);

    public void Map(IEndpointRouteBuilder app)
    {
        var channel = app.MapGroup("/client/channels/{team}").AddEndpointFilter(Refusals.Told);
        channel.MapGet("", OpenAsync);
        channel.MapPost("/post", async (string team, Posted posted) =>
        {
            var (person, where) = Member(team, posted.Person);
            var post = await teams.Client.PostInChannel(person, where, posted.Text);
            return CardPresses.Json(new { post.Id, Heard = post.Delivery is not null, post.Delivery?.Answer.Status });
        });
        channel.MapPost("/press", async (string team, PressedBy pressed) =>
        {
            var (person, where) = Member(team, pressed.Person);
            return await CardPresses.PressAsync(teams, person, where, new(pressed.MessageId, pressed.Action, pressed.Inputs, pressed.Theme));
        });

        // The page says that a card which refreshes itself came into sight.
        channel.MapPost("/seen", async (string team, Seen seen) =>
        {
            var (person, where) = Member(team, seen.Person);
            await teams.Cards.Open(person, where);
        });
    }

    private async Task<IResult> OpenAsync(string team, string person)
    {
        var (who, where) = Member(team, person);

        // What is slower than this arrives as an event.
        await Task.WhenAny(teams.Cards.Open(who, where), Task.Delay(RefreshesAwaited));
        return CardPresses.Json(new { Team = team, Bot = teams.Conversations.HasBot(where), Messages = teams.Client.Channel(who, where) });
    }

    private (TeamsUser Person, Conversation Where) Member(string team, string person)
    {
        var who = teams.People[person];
        if (teams.People.Teams.All(t => t.Id != team))
        {
            throw new KeyNotFoundException("There is no such team.");
        }

        return teams.Teams.Members(team).Contains(who) ? (who, teams.Conversations.Channel(team)) : throw new InvalidOperationException($"{who.Name} is not in this team.");
    }

    private sealed record Posted(string Person, string Text);

    private sealed record PressedBy(string Person, string MessageId, JsonObject Action, JsonObject? Inputs = null, string? Theme = null);

    private sealed record Seen(string Person);
}

/// <summary>How the page is told what is not possible.</summary>
internal static class Refusals
{
    /// <summary>404 for somebody or something unknown, 400 for a bad request, 409 for what the app would not offer.</summary>
    public static async ValueTask<object?> Told(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (KeyNotFoundException unknown)
        {
            return Results.NotFound(unknown.Message);
        }
        catch (ArgumentException wrong)
        {
            return Results.BadRequest(wrong.Message);
        }
        catch (InvalidOperationException notOffered)
        {
            return Results.Conflict(notOffered.Message);
        }
    }
}
