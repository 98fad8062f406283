using BranchBot.Features.Handbook;

namespace BranchBot.Features.People;

/// <summary>职责: the duties of a position as the handbook lists them; anyone can ask for any (P-3).</summary>
/// <param name="Page">Whose; null: one's own.</param>
public sealed record ShowDuties(HandbookPage? Page = null) : Command
{
    /// <summary>Reads the position behind 职责; null where the handbook has no such position.</summary>
    public static ShowDuties? Parse(string rest) => rest.Length == 0
        ? new()
        : Enum.GetValues<HandbookPage>().Cast<HandbookPage?>().FirstOrDefault(p => IsCalled(p!.Value, rest)) is { } page ? new(page) : null;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var asked = Page is { } page ? [page] : turn.Actor is Member m ? Own(m) : [];
        var pages = asked.Where(p => HandbookText.Duties(p).Count > 0).ToList();
        if (pages.Count == 0)
        {
            var whose = Page is { } other ? other.Name() : new Text("您", "your position");
            return Decision.Show(new Said(new(
                $"手册没有列出{whose.Zh}的职责,网点可以自己写。别的岗位这样问:职责 支行长。",
                $"The handbook lists no duties of {whose.En}; the branch may write them. For another position: duties branch manager.")));
        }

        var body = pages.SelectMany(each => new Part[] { new Heading(each.Name()), new Bullets(HandbookText.Duties(each)) }).ToList();
        return Decision.Show(new Shown(new(new("岗位职责", "Duties"), body) { Summary = new Text("岗位职责 · ", "Duties · ") + pages[0].Name() }));
    }

    private static IReadOnlyList<HandbookPage> Own(Member member) =>
        [HandbookPages.Of(member.Position), .. member.Lobby == LobbyRole.Primary ? [HandbookPage.LobbyManager] : Array.Empty<HandbookPage>(), .. member.ActsFor.Select(HandbookPages.Of)];

    private static bool IsCalled(HandbookPage page, string name) =>
        Heard.Normalise(page.Name().Zh).Contains(name, StringComparison.Ordinal) || Heard.Normalise(page.Name().En).Contains(name, StringComparison.Ordinal);
}

/// <summary>网点精神 (P-3).</summary>
public sealed record ShowSpirit : Command
{
    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(new(
        $"网点精神:{string.Join("、", HandbookText.Spirit.Select(t => t.Zh))}。",
        $"The branch spirit: {string.Join(", ", HandbookText.Spirit.Select(t => t.En)).ToLowerInvariant()}.")));
}
