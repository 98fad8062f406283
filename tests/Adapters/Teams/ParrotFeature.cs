namespace BranchBot.Adapters.Tests.Teams;

/// <summary>A feature that says what it hears: enough to see what comes through the door and goes out of it.</summary>
internal sealed class ParrotFeature : IFeature
{
    public static Catalogue Catalogue { get; } = new([new ParrotFeature()]);

    public void Describe(FeatureBuilder feature) => feature
        .Command<Repeat>("parrot.repeat", Who.Anyone)
        .Command<ShowParrot>("parrot.show", Who.Anyone)
        .Command<Fall>("parrot.fall", Who.Anyone)
        .Command<Perch>("parrot.perch", Who.Anyone)
        .Hears<Repeat>(["说", "say"], new("跟着说", "repeats"), rest => new Repeat(rest))
        .Hears<ShowParrot>(["卡片", "card"], new("卡片", "a card"), rest => new ShowParrot(rest))
        .Hears<Fall>(["摔", "fall"], new("摔下来", "falls"), () => new Fall())
        .Hears<Perch>(["停", "perch"], new("读一行", "reads a row"), () => new Perch())
        .Command<Admire>("parrot.admire", Who.Anyone)
        .Command<Peruse>("parrot.peruse", Who.Anyone)
        .Command<ShowNest>("parrot.nest", Who.Anyone)
        .TakesPictures(new("鸟的照片", "photos of birds"), (picture, _) => new Admire(picture))
        .TakesFiles(["csv", "ics"], new("名单(.csv)", "lists (.csv)"), files => new Peruse(files))
        .TakesTeamEvents(happened => happened.Kind == TeamEventKind.MembersAdded ? new Flock(happened.Operation, [.. happened.Members.Select(m => m.UserId)]) : null)
        .Job<Flock>("parrot.flock")
        .Otherwise(heard => new Repeat($"? {heard.Line}"))
        .Welcomes(() => new Repeat("你好"));
}

/// <summary>Who came to a team.</summary>
internal sealed record Flock(string Operation, IReadOnlyList<string> Birds) : Job;

/// <summary>Says it again.</summary>
internal sealed record Repeat(string Words) : Command
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(new($"听到:{Words}", $"heard: {Words}")));
}

/// <summary>Shows a card with buttons.</summary>
internal sealed record ShowParrot(string Name, DateOnly? Day = null) : Command
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(new(new($"鹦鹉 {Name}", $"Parrot {Name}"), [new Paragraph(Text.Same(turn.Operation))])
    {
        Buttons = [new(new("再来", "Again"), this) { Primary = true }],
        Refresh = this,
        Summary = new("一只鹦鹉", "A parrot"),
    }));
}

/// <summary>Breaks.</summary>
internal sealed record Fall : Command
{
    public override Decision Decide(Turn turn, Rows rows) => throw new InvalidOperationException("secret of the inside");
}

/// <summary>Reads a row of its own, so that storage is asked twice.</summary>
internal sealed record Perch : Command
{
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Person>(Person.At(turn.Actor.Id))];

    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(Text.Same("坐好了")));
}

/// <summary>Keeps a picture, unless the words beside it say not to.</summary>
internal sealed record Admire(Received Picture) : Command, IInternal
{
    public override Decision Decide(Turn turn, Rows rows) => Picture.Words == "不要"
        ? Decision.Refuse(Text.Same("不要了"))
        : Decision.Write(new Said(Text.Same($"{Picture.Type} {Picture.Content.Length} {Picture.Words}".TrimEnd())), new Nest(turn.Actor.Id, RowKeys.Of(turn.Operation), Picture.Blob));
}

/// <summary>Reads files.</summary>
internal sealed record Peruse(IReadOnlyList<Received> Files) : Command, IInternal
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Write(
        new Said(Text.Same(string.Join(';', Files.Select(f => $"{f.Name}={System.Text.Encoding.UTF8.GetString(f.Content.Span)}")))),
        new Nest(turn.Actor.Id, RowKeys.Of(turn.Operation), Files[0].Blob));
}

/// <summary>Shows what a parrot keeps.</summary>
internal sealed record ShowNest(string Key) : Command
{
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Nest>(new Nest(turn.Actor.Id, Key, "").Address)];

    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(Text.Same(rows.All<Nest>().Single().Blob)));
}

/// <summary>What a parrot keeps.</summary>
internal sealed record Nest(PersonId Of, string Key, string Blob) : Row
{
    public override RowAddress Address => new(Person.At(Of).Partition with { Table = "nests" }, Key);
}
