namespace BranchBot.Features.QuarterlyTalks;

/// <summary>改为 Teams 会议, 改为当面谈: the quarter's invitations are meetings in Teams too, or no more. What stands in Outlook follows.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Online">Whether they are to be meetings in Teams.</param>
public sealed record MeetInTeams(BranchId Branch, DateOnly Quarter, bool Online) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows)
    {
        if (Online == plan.Online)
        {
            return Decision.Show(TalkCard.Of(turn, plan));
        }

        if (Online && !plan.Outlook)
        {
            return Decision.Refuse(new("没有连接 Outlook,开不了 Teams 会议。", "Outlook is not connected: there can be no meetings in Teams."));
        }

        var after = plan with { Online = Online };
        return Syncs(turn, after, Decision.Write(TalkCard.Of(turn, after, new(Online ? new("邀请都带上 Teams 会议。", "The invitations are meetings in Teams now.") : new("改为当面谈,已发的邀请会换新的。", "In person: invitations that were sent are replaced."), Tone.Good)), after));
    }
}
