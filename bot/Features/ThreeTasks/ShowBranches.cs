namespace BranchBot.Features.ThreeTasks;

/// <summary>网点: the branches of the leader's region, each with its board; one query.</summary>
/// <param name="Page">Which page, from 1; null: the first.</param>
public sealed record ShowBranches(int? Page = null) : Command
{
    /// <summary>How many branches stand on a page.</summary>
    public const int OnePage = 12;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.Actor is RegionLeader leader ? [RegionBranch.All(leader.Region.Id)] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var leader = turn.Actor as RegionLeader ?? throw new InvalidOperationException($"{turn.Actor.GetType().Name} leads no region.");
        var all = rows.All<RegionBranch>().OrderBy(b => b.Name, StringComparer.Ordinal).ToList();
        if (all.Count == 0)
        {
            return Decision.Refuse(new($"{leader.Region.Name}还没有网点。", $"{leader.Region.Name} has no branches yet."));
        }

        var pages = (all.Count + OnePage - 1) / OnePage;
        var page = Math.Clamp(Page ?? 1, 1, pages);
        return Decision.Show(new Shown(new(
            new("您的网点", "Your branches"),
            [
                .. all.Skip((page - 1) * OnePage).Take(OnePage)
                    .Select((b, i) => new Step(((page - 1) * OnePage) + i + 1, Text.Same(b.Name), false, null, new(Words.Board, new ShowBoard(Branch: b.Branch)))),
                new Paragraph(new($"也可以写:{all[0].Name} 看板、{all[0].Name} 准时", $"You can also write: {all[0].Name} board, {all[0].Name} punctuality"), Tone.Quiet),
            ])
        {
            Subtitle = new($"{leader.Region.Name} · 共 {all.Count} 个", $"{leader.Region.Name} · {all.Count} in all"),
            Buttons =
            [
                .. page > 1 ? [new(new("上一页", "Previous"), new ShowBranches(page - 1))] : Array.Empty<Button>(),
                .. page < pages ? [new(new($"下一页 {page}/{pages}", $"Next {page}/{pages}"), new ShowBranches(page + 1))] : Array.Empty<Button>(),
            ],
        }));
    }
}
