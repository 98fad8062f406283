using System.Globalization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>Tells those of their talks whom one batch has no room for: of a large branch .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Operation">By which confirmation.</param>
/// <param name="People">Who is left to be told.</param>
public sealed record InviteTalks(BranchId Branch, DateOnly Quarter, string Operation, IReadOnlyList<PersonId> People) : SteppedJob
{
    /// <summary>How many are told in one batch: a batch has at most 100 rows (learn.microsoft.com, "Performing entity group transactions"), the plan and its jobs too.</summary>
    public const int AtOnce = 60;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [.. People.Chunk(AtOnce).Select((_, n) => n.ToString("D3", CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) => [Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<ToldTalks>(ToldTalks.At(Branch, Quarter, Operation, step))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        var told = new ToldTalks(Branch, Quarter, Operation, step);
        return rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is not { } plan || rows.Find<ToldTalks>(told.Address) is not null ? JobStep.Nothing
            : new([told], [.. People.Chunk(AtOnce).ElementAt(int.Parse(step, CultureInfo.InvariantCulture)).Select(plan.Of).OfType<Talk>().Where(t => t.State == TalkState.Invited).Select(t => TalkCommand.Invites(plan, t))]);
    }
}

/// <summary>That some were told of their talks, so that a step that is done twice tells once.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Operation">By which confirmation.</param>
/// <param name="Step">Which of them.</param>
public sealed record ToldTalks(BranchId Branch, DateOnly Quarter, string Operation, string Step) : Row
{
    /// <summary>Where it stands.</summary>
    public static RowAddress At(BranchId branch, DateOnly quarter, string operation, string step) => new(TalkPlan.At(branch, quarter).Partition, $"told|{operation}|{step}");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Quarter, Operation, Step);
}
