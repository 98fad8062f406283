using BranchBot.Features.Handbook;

namespace BranchBot.Features.People;

/// <summary>职责: the duties of a position as the handbook lists them; anyone can ask for any (P-3).</summary>
/// <param name="Page">Whose; null: one's own.</param>
public sealed record ShowDuties(HandbookPage? Page = null) : Command
{
    /// <summary>Reads the position behind 职责; null where there is no such position.</summary>
    public static ShowDuties? Parse(string rest)
    {
        if (rest.Length == 0)
        {
            return new();
        }

        var pages = Enum.GetValues<HandbookPage>().Where(p => Heard.Normalise(p.Name().Zh).Contains(rest, StringComparison.Ordinal)
            || Heard.Normalise(p.Name().En).Contains(rest, StringComparison.Ordinal)).ToList();
        return pages is [var page, ..] ? new(page) : Heard.Normalise(Position.LoanOfficer.Name().In(Language.Chinese)) == rest ? new() { Unlisted = true } : null;
    }

    /// <summary>Whether 信贷员 is asked for, whose duties the handbook does not list (P-3).</summary>
    public bool Unlisted { get; init; }

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var pages = Page is { } page ? [page] : Unlisted || turn.Actor is not Member m ? [] : HandbookPages.For(m.Position, m.Lobby);
        if (pages.Count == 0)
        {
            return Decision.Show(new Said(turn.Actor is Member or { Is: not Who.RegionLeader } || Unlisted
                ? new("手册没有列出信贷员的职责,网点可以自己写。", "The handbook lists no duties for loan officers; the branch may write them.")
                : new("请写上岗位,例如:职责 支行长。", "Please name a position, for example: duties branch manager.")));
        }

        var body = new List<Part>();
        foreach (var each in pages)
        {
            body.Add(new Heading(each.Name()));
            body.Add(new Bullets(HandbookText.Duties(each)));
        }

        return Decision.Show(new Shown(new(new("岗位职责", "Duties"), body) { Summary = new Text("岗位职责 · ", "Duties · ") + pages[0].Name() }));
    }
}

/// <summary>网点精神 (P-3).</summary>
public sealed record ShowSpirit : Command
{
    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(new(
        $"网点精神:{string.Join("、", HandbookText.Spirit.Select(t => t.Zh))}。",
        $"The branch spirit: {string.Join(", ", HandbookText.Spirit.Select(t => t.En)).ToLowerInvariant()}.")));
}
