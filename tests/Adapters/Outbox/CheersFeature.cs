namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>The smallest feature that tells somebody something: who cheers gets a card.</summary>
internal sealed class CheersFeature : IFeature
{
    public static Catalogue Catalogue { get; } = new([new CheersFeature()]);

    public void Describe(FeatureBuilder feature) => feature
        .Command<Cheer>("cheer", Who.Anyone)
        .Command<ShowCheers>("showCheers", Who.Anyone)
        .Otherwise(_ => new ShowCheers())
        .Welcomes(() => new ShowCheers());
}

/// <summary>Whose cheers stand, by operation.</summary>
internal sealed record Cheers(PersonId Who, IReadOnlyList<string> Operations) : Row
{
    public override RowAddress Address => At(Who);

    public static RowAddress At(PersonId who) => new(Partition.OfPerson("cheers", who), "cheers");
}

/// <summary>Cheers once per operation, and tells as many effects as asked.</summary>
internal sealed record Cheer(Delivery Delivery, int Effects = 1, string? Key = null) : Command
{
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Cheers>(Cheers.At(turn.Actor.Id))];

    public override Decision Decide(Turn turn, Rows rows)
    {
        var cheers = rows.Find<Cheers>(Cheers.At(turn.Actor.Id)) ?? new(turn.Actor.Id, []);
        return cheers.Operations.Contains(turn.Operation)
            ? Decision.Show(new Said(Text.Same("already")))
            : new Accepted(
                new Said(Text.Same("cheered")),
                [cheers with { Operations = [.. cheers.Operations, turn.Operation] }],
                [],
                [.. Enumerable.Range(1, Effects).Select(n => new Effect($"{Key ?? turn.Operation}|{n}", turn.Actor.Id, Delivery, new ShowCheers()))]);
    }
}

/// <summary>Shows the cheers.</summary>
internal sealed record ShowCheers : Command
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(Text.Same("cheers")));
}
