namespace BranchBot.Rules.Tests.House;

/// <summary>What stands above the tables of who may do what: how they are read, and what is asked beside them at the moment of action, with the file that asks.</summary>
internal static class AuthorisationWords
{
    /// <summary>The page's first lines.</summary>
    public static readonly IReadOnlyList<string> Top =
    [
        "# 谁可以做什么 · Who may do what",
        "",
        "Made from the catalogue of features by `tests/Rules/House`, and compared with it at each run; do not edit it (CONTRIBUTING.md says how it is renewed).",
        "",
        "- ✓: may give the command: he may ask. Whether it concerns his branch, his own card, his own talk is decided next, by the rules below: everybody of a branch has ✓ at `issues.solve`, and only who handles that issue succeeds. Who somebody is, is read from the staff list afresh at each decision, never from a card. Positions that no command tells apart share a column.",
        "- ·: his line is heard, and the decision refuses it or says that nobody understood it.",
        "- 代: who acts for a post today may what the post may (✓), or it can be done in one's own right only (✗).",
        "- ° only the bot itself gives it, of what somebody sent or did, never a card or a line; *page*: a page in the browser; *served*: a program that signs in as its user, or a screen.",
        "",
        "The table is the first question, asked by [CommandHandler](../bot/Core/Commands/CommandHandler.cs) before anything is read. What is asked beside it, at the moment of action:",
        "",
        "|rule|what is asked|where|",
        "|---|---|---|",
        "|P-5, P-7|Is the branch that the command names the actor's, or one of the region that he leads? Do all keys that it reads and writes belong to him, his branch or his region? So a stranger reads and writes what is his own and nothing else.|[Turn](../bot/Core/Turns/Turn.cs), [CommandHandler](../bot/Core/Commands/CommandHandler.cs)|",
        "|P-2|What is he today: employed, and acting for which posts?|[Actor](../bot/Core/Turns/Actor.cs), [Duty](../bot/Core/People/Duty.cs)|",
        "|P-2|Who decides where it concerns who holds the post, or acts for it? Nobody decides about himself.|[Deciders](../bot/Core/People/Deciders.cs)|",
        "|P-2|Whom may he appoint: the manager for every post, a supervisor for his own.|[DeputyRules](../bot/Features/Deputies/DeputyRules.cs)|",
        "|P-4|Leave by oneself or the manager, all else about days on duty by the manager.|[EntryRules](../bot/Features/Calendar/EntryRules.cs)|",
        "|P-9|Whose decision is it that somebody joined or left the team?|[RosterChange](../bot/Features/Setup/RosterChange.cs)|",
        "|T-2|Who sees an issue, who acts on it, who opens it again?|[IssueCommand](../bot/Features/Issues/IssueCommand.cs)|",
        "|T-6|Who is whose superior, for the item that is sent back?|[Superiors](../bot/Features/ThreeTasks/Superiors.cs)|",
        "|S-2 to S-4, S-7|Who enters for whom, on which days; who sees each colleague's figures?|[SalesRules](../bot/Features/Sales/SalesRules.cs)|",
        "|T-5|Who reviews what the supervisor closed?|[SalesTable](../bot/Features/Sales/SalesTable.cs)|",
        "|H-3, H-6|Who signs this card now? Nobody one that was given to himself.|[SigningRule](../bot/Features/HighlightCards/SigningRule.cs)|",
        "|H-2, H-4|Who sees a card before it is signed, who revokes it after?|[HighlightCommand](../bot/Features/HighlightCards/HighlightCommand.cs)|",
        "|Q-5, Q-7|Who sees what was said of somebody?|[ShowFeedback](../bot/Features/Feedback/ShowFeedback.cs)|",
        "|Q-7|Who sees and writes what of a talk: dossier, minutes, notes?|[TalkRule](../bot/Features/QuarterlyTalks/TalkRule.cs)|",
        "|W-3|What do customers see, what the staff room?|[SalesPanels](../bot/Features/Sales/SalesPanels.cs), [HighlightReminders](../bot/Features/HighlightCards/HighlightReminders.cs)|",
    ];
}
