using System.Text.RegularExpressions;

namespace BranchBot.Features.Setup;

/// <summary>Files the form: a proposal for the region and the administrator. Given again while it waits, it is the same proposal.</summary>
/// <param name="Team">The card's team.</param>
/// <param name="Name">The branch's name.</param>
/// <param name="Id">Its short id.</param>
/// <param name="Region">Its region.</param>
/// <param name="Zone">Its time zone.</param>
/// <param name="Opens">When it opens.</param>
/// <param name="Closes">When it closes.</param>
/// <param name="Days">On which weekdays, by their English names, joined by commas.</param>
public sealed partial record FileBranch(
    string Team, string? Name = null, string? Id = null, string? Region = null, string? Zone = null, TimeOnly? Opens = null, TimeOnly? Closes = null, string? Days = null) : Command
{
    /// <summary>The longest name.</summary>
    internal const int LongestName = 30;

    /// <summary>The longest short id.</summary>
    internal const int LongestId = 40;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Founding.Of(turn, Team)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (rows.All<Founding>().FirstOrDefault() is not { } founding)
        {
            return Decision.Refuse(Founding.None);
        }

        if (founding.State != FoundingState.Offered)
        {
            return Decision.Instead(new ShowSetup(Team));
        }

        var (form, wrong) = Read(founding);
        if (form is null)
        {
            return new Refused(new Shown(FoundingCard.Of(turn, founding, wrong)));
        }

        var filed = founding with { State = FoundingState.Filed, Form = form, Filing = RowKeys.Of(turn.Operation), Said = null };
        return Decision
            .Write(new Shown(FoundingCard.Of(turn, filed)), filed)
            .Starting($"file|{filed.Filing}", new FileProposal(turn.Actor.Id, Team, form.Region, form.Id, filed.Filing, [.. turn.Administrators]));
    }

    private (BranchForm? Form, Text? Wrong) Read(Founding founding)
    {
        var days = (Days ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(d => Enum.TryParse<DayOfWeek>(d, out var day) && Enum.IsDefined(day) ? day : (DayOfWeek?)null).OfType<DayOfWeek>().Distinct().ToList();
        Text? wrong = Name?.Trim() is not { Length: > 0 and <= LongestName } ? new($"名称要 1 到 {LongestName} 个字。", $"A name has 1 to {LongestName} characters.")
            : Id is null || !IdForm().IsMatch(Id.Trim()) ? new($"简称只能有字母、数字和 -,最多 {LongestId} 个。", $"A short name has letters, digits and hyphens, at most {LongestId}.")
            : founding.Regions.All(r => r.Id.Value != Region) ? new("请选二级分行。", "Please choose the region.")
            : Zone is null || !BranchTime.Knows(Zone) ? new("请选时区。", "Please choose the time zone.")
            : Opens is null || Closes is null || Opens >= Closes ? new("开门要早于关门。", "It has to open before it closes.")
            : days.Count == 0 ? new("请至少选一天营业。", "Please choose at least one day.")
            : null;
        return wrong is { } why ? (null, why) : (new(Name!.Trim(), new(Id!.Trim()), new(Region!), Zone!, new(Opens!.Value, Closes!.Value), days), null);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,40}\z")]
    private static partial Regex IdForm();
}

/// <summary>Brings a filed form to its region, where it waits for a decision; where the short id or the name is taken it goes back.</summary>
/// <param name="By">Who filed it.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="Region">The region.</param>
/// <param name="Branch">The short id.</param>
/// <param name="Filing">By which operation.</param>
/// <param name="Administrators">Who is asked beside the region's leaders.</param>
public sealed record FileProposal(PersonId By, string Team, RegionId Region, BranchId Branch, string Filing, IReadOnlyList<PersonId> Administrators) : SteppedJob
{
    private const string ToRegion = "1";
    private const string ToFounder = "2";

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override string Stage(string step) => step[..1];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [ToRegion, ToFounder];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
    [
        Read.One<Founding>(Founding.At(By, Team)), Read.One<BranchProposal>(BranchProposal.Where(Region, Team)), Read.One<BranchFacts>(BranchFacts.At(Branch)),
        RegionBranch.All(Region), Read.One<RegionLeaders>(RegionLeaders.At(Region)),
    ];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        var proposal = rows.Find<BranchProposal>(BranchProposal.Where(Region, Team));
        if (rows.Find<Founding>(Founding.At(By, Team)) is not { State: FoundingState.Filed, Form: { } form } founding || founding.Filing != Filing || proposal?.Filing == Filing)
        {
            return JobStep.Nothing;
        }

        var taken = rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not null || rows.All<RegionBranch>().Any(b => b.Name == form.Name) || (proposal is { Approved: not false } other && other.By != By);
        if (step == ToFounder)
        {
            return new([founding with { State = FoundingState.Offered, Said = Taken }], [new($"taken|{Filing}", By, Delivery.Certain, new ShowSetup(Team))]);
        }

        IReadOnlyList<PersonId> deciders = [.. (rows.Find<RegionLeaders>(RegionLeaders.At(Region))?.Leaders ?? []).Concat(Administrators).Distinct()];
        return taken ? JobStep.Nothing : new(
            [new BranchProposal(Region, Team, Filing, By, founding.ByName, form, founding.Place, founding.TeamName, now)],
            [.. deciders.Select(d => new Effect($"proposal|{Filing}|{d}", d, Delivery.Certain, new ShowProposal(Region, Team)))]);
    }

    /// <summary>The short id or the name is taken.</summary>
    internal static readonly Text Taken = new("这个简称或名称已经有网点用了,请改一个再提交。", "A branch has this short name or name already: please change it and file it again.");
}
