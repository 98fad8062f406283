namespace BranchBot.Host.Teams;

/// <summary>
/// What happens to a team: the bot comes or is removed, people come or leave. It is written down together with the job that features make of it, so that
/// none is lost; what Teams announces in two ways, or twice, is one.
/// </summary>
internal sealed class TeamTurn(CommandHandler handler, IStorage storage, Catalogue catalogue, Speakers speakers, ConnectorClient connector, TimeProvider clock, ILogger<TeamTurn> log)
{
    private const string TenTries = "The team's row could not be committed in ten tries.";
    private const int Tries = 10;

    // Within it, a second announcement is the same coming; after it, a removal was missed and the bot was added anew.
    private static readonly TimeSpan SameComing = TimeSpan.FromMinutes(10);

    /// <summary>Takes what happened to a team; anything else is left alone.</summary>
    /// <returns>Whether it was about a team.</returns>
    public async Task<bool> Take(Activity activity, CancellationToken cancel)
    {
        if (activity.IsPersonal || Activity.Find(activity.ChannelData, "team", "id") is not { Length: > 0 } teamId)
        {
            return false;
        }

        if (KindOf(activity) is { } kind)
        {
            log.GroupInstallation(activity.Conversation!.Id!, kind.ToString());
            await Take(activity, teamId, kind, cancel);
        }

        return true;
    }

    private async Task Take(Activity activity, string teamId, TeamEventKind kind, CancellationToken cancel)
    {
        var members = Others(activity, kind == TeamEventKind.MembersRemoved ? activity.MembersRemoved : activity.MembersAdded);
        if (kind is TeamEventKind.MembersAdded or TeamEventKind.MembersRemoved && members.Count == 0)
        {
            return;
        }

        var reached = kind == TeamEventKind.BotAdded && await Reach(activity, cancel);
        var address = TeamLink.At(RowKeys.Of(teamId));
        for (var tries = 0; tries < Tries; tries++)
        {
            var rows = await storage.Load([Read.One<TeamLink>(address)], cancel);
            var known = rows.Find<TeamLink>(address);
            var team = After(activity, teamId, kind, known, clock.GetUtcNow());
            if (team is null)
            {
                return;
            }

            var jobs = EventsOf(activity, kind, team, members).SelectMany(catalogue.JobsOf).Select((job, place) => new Start($"{RowKeys.Of(activity.Id!)}-{place}", job)).ToList();
            if (await storage.Commit(new(address.Partition, [(team, rows.VersionOf(address))], [], []) { Starts = jobs }, cancel) == CommitResult.Committed)
            {
                if (kind == TeamEventKind.BotAdded)
                {
                    await Greet(activity, team, reached, cancel);
                }

                return;
            }
        }

        throw new TimeoutException(TenTries);
    }

    // What is made of each person is one batch with the others': more than fit into one are several events.
    private static IEnumerable<TeamEvent> EventsOf(Activity activity, TeamEventKind kind, TeamLink team, IReadOnlyList<TeamMember> members) =>
        members.Chunk(TeamEvent.MostMembers).DefaultIfEmpty([]).Select((some, part) => new TeamEvent(kind, team, part == 0 ? activity.Id! : $"{activity.Id}|{part}", Named(activity.From!), some));

    // The team as it stands after it; null where it stands so already. A message that was taken before is not taken again.
    private static TeamLink? After(Activity activity, string teamId, TeamEventKind kind, TeamLink? known, DateTimeOffset now)
    {
        var place = new TeamPlace(activity.ServiceUrl!, teamId, ChannelOf(activity, teamId), activity.Tenants.FirstOrDefault() ?? "", activity.Recipient?.Id ?? "");
        var name = Activity.Find(activity.ChannelData, "team", "name") ?? known?.Name ?? "";
        return kind switch
        {
            TeamEventKind.BotAdded => known is { Present: true } && now - known.Came < SameComing ? null
                : (known ?? new(place, name, true)) with { Place = place, Name = name, Present = true, Last = activity.Id, Came = now },
            TeamEventKind.BotRemoved => known is { Present: true } ? known with { Present = false, Last = activity.Id } : null,

            // Of a team whose bot's coming was never told, or that has no branch, there is nothing to propose.
            _ => known?.Branch is null || known.Last == activity.Id ? null : known with { Name = name, Last = activity.Id },
        };
    }

    // In the channel stands nothing personal: only that the form went out, or how to begin.
    private async Task Greet(Activity activity, TeamLink team, bool reached, CancellationToken cancel)
    {
        var sentence = team.Branch is not null ? TeamSentences.Back : reached ? TeamSentences.FormSent : TeamSentences.HowToBegin;
        var result = await connector.Send(new(activity.ServiceUrl!, team.Place.ChannelId), MessageRenderer.Sentence(sentence, Speakers.LanguageOf(activity)), Delivery.AtMostOnce, cancel);
        if (result is not SendResult.Sent)
        {
            log.NotAnswered(activity.Id!, result);
        }
    }

    // Whether who added the bot can be written to in his own chat: it is opened where he has the bot and it is not known yet.
    private async Task<bool> Reach(Activity activity, CancellationToken cancel)
    {
        if (await speakers.Find(activity, cancel) is not { } asked)
        {
            return false;
        }

        if ((await handler.Say(asked, Text.Same(""), cancel)).Chat is { ConversationId.Length: > 0 })
        {
            return true;
        }

        var chat = Speakers.ChatOf(activity);
        if (await connector.CreateConversation(chat.ServiceUrl, ConversationParameters.With(chat.UserId, chat.BotId, chat.TenantId), cancel) is not SendResult.Sent { Id: { } opened })
        {
            return false;
        }

        await handler.Remember(asked with { Chat = chat with { ConversationId = opened } }, cancel);
        return true;
    }

    private static TeamEventKind? KindOf(Activity activity)
    {
        var bot = activity.Recipient?.Id;
        bool Holds(IReadOnlyList<ChannelAccount?>? members) => members?.Any(m => m?.Id is { Length: > 0 } id && id == bot) == true;
        return activity switch
        {
            { Type: ActivityTypes.InstallationUpdate, Action: "add" or "add-upgrade" } => TeamEventKind.BotAdded,
            { Type: ActivityTypes.InstallationUpdate, Action: "remove" } => TeamEventKind.BotRemoved,
            { Type: ActivityTypes.InstallationUpdate } => null,
            _ => Activity.Find(activity.ChannelData, "eventType") switch
            {
                "teamDeleted" or "teamHardDeleted" => TeamEventKind.BotRemoved,

                // Of a channel that not everybody of the team is in: the branch is the team.
                { } other when other.StartsWith("channel", StringComparison.Ordinal) => null,
                _ when Holds(activity.MembersAdded) => TeamEventKind.BotAdded,
                _ when Holds(activity.MembersRemoved) => TeamEventKind.BotRemoved,
                _ when activity.MembersAdded is { Count: > 0 } => TeamEventKind.MembersAdded,
                _ when activity.MembersRemoved is { Count: > 0 } => TeamEventKind.MembersRemoved,
                _ => null,
            },
        };
    }

    private static IReadOnlyList<TeamMember> Others(Activity activity, IReadOnlyList<ChannelAccount?>? members) =>
        [.. (members ?? []).OfType<ChannelAccount>().Where(m => m.Id is { Length: > 0 } id && id != activity.Recipient?.Id).Select(Named)];

    private static TeamMember Named(ChannelAccount member) => new(member.Id!, member.Person, member.Name);

    private static string ChannelOf(Activity activity, string teamId) =>
        (Activity.Find(activity.ChannelData, "settings", "selectedChannel", "id") ?? activity.Conversation?.Id ?? teamId).Split(';')[0];
}

/// <summary>What the bot says in the channel of a team.</summary>
internal static class TeamSentences
{
    /// <summary>Who added the bot has the form in his own chat.</summary>
    public static readonly Text FormSent = new(
        "大家好!我是 BranchBot,陪网点做好开门三件事、关门三件事。添加我的同事请看私聊:填一张小表,网点就能用起来。",
        "Hello! I am BranchBot. I walk a branch through its opening and closing three tasks. Whoever added me: please look at your own chat; with one small form the branch can begin.");

    /// <summary>Who added the bot has no chat with it.</summary>
    public static readonly Text HowToBegin = new(
        "大家好!我是 BranchBot,陪网点做好开门三件事、关门三件事。添加我的同事请在个人聊天里也添加 BranchBot,写「设立」,填一张小表,网点就能用起来。",
        "Hello! I am BranchBot. I walk a branch through its opening and closing three tasks. Whoever added me: please add BranchBot to your personal chats too and write \"set up\"; with one small form the branch can begin.");

    /// <summary>The team's branch stands.</summary>
    public static readonly Text Back = new(
        "我回来了,各位的提醒照常。还没有添加我的同事,请在个人聊天里添加 BranchBot,写「开门」。",
        "I am back, and reminders go their way. Who has not added me yet: please add BranchBot to your personal chats and write \"opening\".");
}
