using System.Text.Json.Serialization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// A talk that takes place no more because its person has left the branch. It is his own, for he may read nothing of the branch any more (P-5): when and with
/// whom it would have been, and what his calendar knows it by.
/// </summary>
/// <param name="Person">With whom it would have been.</param>
/// <param name="Name">His name.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Place">Its name.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Holder">Who would have held it.</param>
/// <param name="Start">When, UTC.</param>
/// <param name="Minutes">How long.</param>
/// <param name="Edition">The number of the file that calls it off.</param>
/// <param name="ByFile">Whether he was invited by a file, and not by Outlook, which takes it out by itself.</param>
/// <param name="Mail">His mail address; null: not known.</param>
public sealed record CalledOffTalk(
    PersonId Person, string Name, BranchId Branch, string Place, BranchTime Time, DateOnly Quarter, CalendarParty Holder, DateTimeOffset Start, int Minutes, int Edition, bool ByFile, string? Mail = null) : Row
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override RowAddress Address => At(Person, Branch, Quarter);

    /// <summary>The file that takes it out of his calendar.</summary>
    [JsonIgnore]
    public CalendarPage File =>
        TalkFile.Of(Branch, Quarter, Edition, Start, TimeSpan.FromMinutes(Minutes), Time.ZoneId, Place, Holder, new(Person, Name, Mail)) with { IsOff = true, Accepted = false };

    /// <summary>Where somebody's stands.</summary>
    public static RowAddress At(PersonId person, BranchId branch, DateOnly quarter) => new(Partition.OfPerson("talks", person), $"off|{branch}|{Periods.QuarterOf(quarter)}");

    /// <summary>What takes it to him whose talk it was: he keeps it himself, and is told.</summary>
    public static Effect Tells(CalledOffTalk talk) => new($"talk|{talk.Person}|off|{talk.Edition}", talk.Person, Delivery.Certain, new KeepCalledOff(talk));
}

/// <summary>Keeps a talk that was called off, and tells whose it was, once.</summary>
/// <param name="Talk">The talk.</param>
public sealed record KeepCalledOff(CalledOffTalk Talk) : Command, IInternal
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<CalledOffTalk>(Talk.Address)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var shown = new ShowCalledOff(Talk.Branch, Talk.Quarter);
        return rows.Find<CalledOffTalk>(Talk.Address) is { } known && known.Edition >= Talk.Edition
            ? Decision.Show(ShowCalledOff.Of(turn, known))
            : Decision.Write(ShowCalledOff.Of(turn, Talk), Talk).Telling(new Effect($"talk-off|{Talk.Branch}|{Talk.Edition}", Talk.Person, Delivery.Certain, shown));
    }
}

/// <summary>Tells somebody that his talk was called off, with a file that takes it out of his calendar. Nothing of what it was about stands in it .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record ShowCalledOff(BranchId Branch, DateOnly Quarter) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<CalledOffTalk>(CalledOffTalk.At(turn.Actor.Id, Branch, Quarter))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.Find<CalledOffTalk>(CalledOffTalk.At(turn.Actor.Id, Branch, Quarter)) is { } talk
        ? Decision.Show(Of(turn, talk))
        : Decision.Refuse(new("您没有取消了的季度谈话。", "No talk of yours was called off."));

    /// <summary>The card.</summary>
    internal static Shown Of(Turn turn, CalledOffTalk talk)
    {
        var when = Dates.WithWeekday(DateOnly.FromDateTime(talk.Time.Wall(talk.Start))) + Text.Same($" {talk.Time.Clock(talk.Start)}–{talk.Time.Clock(talk.Start + TimeSpan.FromMinutes(talk.Minutes))}");
        return new(new(new("季度谈话", "Quarterly talk"),
        [
            new Line(when, new($"{talk.Holder.Name}和您,一对一", $"{talk.Holder.Name} and you, one to one"), new("取消了", "called off"), Tone.Attention),
            .. talk.ByFile && talk.Start > turn.Now ? [new PageLink(new("从日历里拿掉(.ics)", "Take it out of your calendar (.ics)"), new OpenCalledOff(talk.Branch, talk.Quarter))] : Array.Empty<Part>(),
        ])
        {
            Subtitle = Text.Same($"{talk.Place} · ") + TalkCard.Named(talk.Quarter),
            Refresh = new ShowCalledOff(talk.Branch, talk.Quarter),
            Summary = new Text("季度谈话取消了:", "Quarterly talk called off: ") + when,
        });
    }
}

/// <summary>The file that takes a talk that was called off out of somebody's calendar.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record OpenCalledOff(BranchId Branch, DateOnly Quarter) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<CalledOffTalk>(CalledOffTalk.At(turn.Actor.Id, Branch, Quarter))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.Find<CalledOffTalk>(CalledOffTalk.At(turn.Actor.Id, Branch, Quarter)) is { } talk
        ? Decision.Show(new Given(talk.File))
        : Decision.Refuse(new("您没有取消了的季度谈话。", "No talk of yours was called off."));
}
