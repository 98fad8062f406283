namespace BranchBot.Features.ThreeTasks;

/// <summary>What somebody is told who looks at his list on a day on which nothing is expected of him (P-4): kindly, and the list is there all the same.</summary>
internal static class AbsenceNote
{
    private static readonly Text Need = new(",今天不用做,清单供您参考。", "; nothing is expected of you, the list is there for you to see.");

    /// <summary>The note; null where he is on duty or the card is of another day.</summary>
    public static Paragraph? Of(OwnDay own)
    {
        if (own.Day.Day != own.Turn.Today || own.Person.Absent is not { } absent)
        {
            return null;
        }

        var (facts, today) = (own.Turn.Facts, own.Turn.Today);
        var why = absent switch
        {
            Absence.Leave when Duty.LeaveUntil(facts, own.Person.Entry.Id, today) is { } last =>
                new Text("您休假到", "You are on leave until ") + Dates.Brief(last, today),
            Absence.Leave => new("您在休假", "You are on leave"),
            Absence.Rest => new("您今天轮休", "Today is your rest day"),
            Absence.BranchClosed => facts.On(today).Name is { } name ? new($"今天不营业({name})", $"The branch is closed today ({name})") : new("今天不营业", "The branch is closed today"),
            _ => new("您今天不在职", "You are not employed today"),
        };
        return new(why + Need, Tone.Quiet);
    }
}
