namespace BranchBot.LocalTeams;

/// <summary>How one local Teams is set up. Everything has a value that suits a test.</summary>
public sealed record LocalTeamsOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where the bot listens; may be given later by <see cref="LocalTeamsServer.ConnectBot"/>.</summary>
    public Uri? Bot { get; init; }

    /// <summary>The app registration of the bot: audience of inbound tokens, <c>appid</c> of outbound ones.</summary>
    public string AppId { get; init; } = "20000000-0000-0000-0000-000000000001";

    /// <summary>The app registration of the bot's API for the pane in Excel: audience of people's tokens.</summary>
    public string ApiClientId { get; init; } = "20000000-0000-0000-0000-0000000000a1";

    /// <summary>The application permissions that the bot has in Graph.</summary>
    public IReadOnlyList<string> GraphRoles { get; init; } = ["Calendars.ReadWrite", "Calendars.Read", "User.ReadBasic.All"];

    /// <summary>For how long Graph remembers a transactionId: not published, so nobody may count on it.</summary>
    public TimeSpan TransactionWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The organisation all people are in.</summary>
    public string Tenant { get; init; } = "30000000-0000-0000-0000-000000000001";

    /// <summary>The staff list: object_id,name,region,branch,position,lobby,language, and what else it says. Without it there is nobody but administrators and the stranger.</summary>
    public string? StaffFile { get; init; }

    /// <summary>The list of teams beside the branches: team,name,object_id,member,role.</summary>
    public string? TeamFile { get; init; }

    /// <summary>Lists of regions and of branches, whose first columns are the code and the name: what the page calls them.</summary>
    public IReadOnlyList<string> PlaceFiles { get; init; } = [];

    /// <summary>More people for tests that want no file: rows as in the staff list.</summary>
    public IReadOnlyList<StaffRow> Staff { get; init; } = [];

    /// <summary>Entra object ids of administrators who are not on the staff list.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>Folder in which chats and installations are kept; null keeps nothing.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Folder of npm packages (node_modules) that the page is served from below <c>/npm/</c>.</summary>
    public string? NpmFolder { get; init; }

    /// <summary>Branch clock minus machine clock at the start.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>What the bot must show to the managed identity endpoint; a random one when null.</summary>
    public string? IdentityHeader { get; init; }

    /// <summary>Whether Teams' limits per thread and per app are enforced; off only for load tests.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>How long one write to a conversation takes. While it runs, a second one is answered with 412.</summary>
    public TimeSpan OperationTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The commands of the app's message extension, as its manifest names them.</summary>
    public IReadOnlyList<MessageAction> MessageActions { get; init; } = [new("giveHighlightCard", "发亮点时刻卡", ["message", "compose"])];

    /// <summary>How long a dialog waits for each answer (5 s in the documentation).</summary>
    public TimeSpan DialogLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long Teams waits for the bot's answer (15 s in the documentation).</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>A command of a message extension that opens a dialog.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What the menu shows.</param>
/// <param name="Contexts">Where it is offered: <c>message</c>, <c>compose</c>.</param>
public sealed record MessageAction(string Id, string Title, IReadOnlyList<string> Contexts);
