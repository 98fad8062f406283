namespace BranchBot.Features.QuarterlyTalks;

/// <summary>What somebody writes down of a talk. Pure.</summary>
/// <param name="Minutes">What was said.</param>
/// <param name="Agreements">What was agreed.</param>
public sealed record TalkMinutes(string Minutes, IReadOnlyList<Agreement> Agreements)
{
    private const int Longest = 366;
    private const int UsualDays = 21;

    /// <summary>Whether both say the same.</summary>
    public bool Says(TalkMinutes other) => Minutes == other.Minutes && Agreements.Select(a => (a.What, a.Owner, a.Due)).SequenceEqual(other.Agreements.Select(a => (a.What, a.Owner, a.Due)));

    /// <summary>What was filled in. What was done stays done as long as its words stand; without a day it is due in three weeks.</summary>
    /// <param name="turn">Who writes.</param>
    /// <param name="known">The record as it stands.</param>
    /// <param name="minutes">The minutes.</param>
    /// <param name="agreements">The agreements; those without words count for none.</param>
    internal static TalkMinutes Of(Turn turn, TalkRecord known, string? minutes, IEnumerable<(string? What, DateOnly? Due, bool Manager)> agreements) => new(
        (minutes ?? "").ReplaceLineEndings("\n").Trim(),
        [
            .. from agreement in agreements
               where !string.IsNullOrWhiteSpace(agreement.What)
               let what = agreement.What.ReplaceLineEndings(" ").Trim()
               let stands = known.Agreements.FirstOrDefault(k => k.What == what)
               select new Agreement(what, !agreement.Manager ? known.Person : stands is not null && stands.Owner != known.Person ? stands.Owner : turn.Actor.Id, agreement.Due ?? turn.Today.AddDays(UsualDays), stands?.DoneAt),
        ]);

    /// <summary>What is wrong with it; null: nothing. A draft may be empty still.</summary>
    internal static Text? Wrong(Turn turn, TalkMinutes written, TalkRecord known, bool releases) =>
        releases && written.Minutes.Length == 0 ? new("请写几句谈了什么。", "Please write some words on the talk.")
        : written.Minutes.Length > TalkRecord.MostWords ? new($"最多 {TalkRecord.MostWords} 字,现在 {written.Minutes.Length} 字。", $"At most {TalkRecord.MostWords} characters; these are {written.Minutes.Length}.")
        : written.Agreements.Count > TalkRecord.MostAgreements ? new($"最多 {TalkRecord.MostAgreements} 条约定。", $"At most {TalkRecord.MostAgreements} agreements.")
        : written.Agreements.FirstOrDefault(a => a.What.Length > TalkRecord.MostWhat) is { } longest ? new($"一条约定最多 {TalkRecord.MostWhat} 字,现在 {longest.What.Length} 字。", $"An agreement has at most {TalkRecord.MostWhat} characters; this one has {longest.What.Length}.")
        : written.Agreements.DistinctBy(a => a.What).Count() < written.Agreements.Count ? new("两条约定写得一样。", "Two agreements say the same.")
        : written.Agreements.Any(a => (a.Due < turn.Today && known.Newest.Agreements.All(k => k.Due != a.Due)) || a.Due > turn.Today.AddDays(Longest)) ? new("约定的日子要在今天以后一年以内。", "An agreement is due within a year from today.")
        : null;
}
