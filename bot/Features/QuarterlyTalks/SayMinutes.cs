namespace BranchBot.Features.QuarterlyTalks;

/// <summary>谈话记录 孙丽: to the manager the form of this quarter's talk with somebody; to an employee his own minutes.</summary>
/// <param name="Name">Whom somebody named.</param>
public sealed record SayMinutes(string Name = "") : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var quarter = Periods.FirstOfQuarter(turn.Today);
        var named = Name.Length == 0 ? null : NamePhrases.Read(Name, TalkCard.RosterIn(turn, rows)).People;
        return named is null ? turn.Actor is Member { Position: Position.BranchManager }
                ? Decision.Refuse(new("和谁的?可以写:谈话记录 孙丽。", "With whom? You can write: minutes 孙丽."))
                : Decision.Instead(new ShowMinutes(turn.Branch.Id, quarter, turn.Actor.Id))
            : named is [var person] ? Decision.Instead(new WriteMinutes(turn.Branch.Id, quarter, person.Id))
            : Decision.Refuse(named.Count == 0 ? NamePhrases.Nobody(Name) : new($"「{Name}」有几位,请写全名。", $"Several are called \"{Name}\"; please write the whole name."));
    }
}

/// <summary>谈话 孙丽: other times for the talk with somebody, by his name.</summary>
/// <param name="Name">Whom somebody named.</param>
public sealed record SayTalk(string Name) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => NamePhrases.Read(Name, TalkCard.RosterIn(turn, rows)).People switch
    {
        [var person] => Decision.Instead(new OfferTimes(turn.Branch.Id, TalkQuarter.On(turn.Today), person.Id)),
        [] => Decision.Refuse(NamePhrases.Nobody(Name)),
        var several => Decision.Refuse(new($"「{Name}」有{several.Count}位,请写全名。", $"Several are called \"{Name}\"; please write the whole name.")),
    };
}

/// <summary>What was agreed in the talk at a quarter's beginning, and what became of it: in the dossier of that quarter. One point read.</summary>
internal sealed class AgreementsOfPerson : IPersonSection
{
    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, PersonId person, DaySpan days) => [Read.One<TalkRecord>(TalkRecord.At(facts.Branch.Id, Periods.FirstOfQuarter(days.From), person))];

    /// <inheritdoc/>
    public PersonFacts? Of(Turn turn, RosterEntry person, DaySpan days, Rows rows)
    {
        // a draft is the manager's alone.
        var record = rows.All<TalkRecord>().FirstOrDefault(r => r.Person == person.Id && r.Quarter == Periods.FirstOfQuarter(days.From) && (r.State != MinutesState.Draft || TalkRule.Holds(turn.Actor, person.Id, null)));
        return record is not { Agreements.Count: > 0 } ? null : new(
            new("上次谈话的约定", "Agreed in the last talk"),
            [new("talks.kept", new("完成的约定", "agreements kept"), record.Agreements.Count(a => a.DoneAt is not null), Text.Same($"/{record.Agreements.Count}"))],
            [.. record.Agreements.Select(a => new Line(
                Text.Same(a.What),
                a.Owner == person.Id ? Text.Same(person.Name) : new Text("支行长", "the manager"),
                a.DoneAt is { } at ? new Text("完成 ", "done ") + Dates.Brief(turn.Facts.Today(at), turn.Today) : a.Due < turn.Today ? new Text("过期 ", "overdue ") + Dates.Brief(a.Due, turn.Today) : Dates.Brief(a.Due, turn.Today),
                a.DoneAt is not null ? Tone.Good : a.Due < turn.Today ? Tone.Attention : Tone.Plain))]);
    }
}
