using System.Text.Json;
using BranchBot.Features;
using BranchBot.Host.Documents;

namespace BranchBot.Tests.Support;

/// <summary>
/// Plays the decisions of the features one after the other, without any I/O: what a decision writes, the next one reads. It stands in for nothing:
/// storage, Teams and races are tested with the real parts.
/// </summary>
/// <param name="beside">Features beside the house's own, or in the place of one of the same type.</param>
public sealed class Rehearsal(params IFeature[] beside)
{
    private readonly Catalogue catalogue = beside.Length == 0 ? Catalogue : new([.. AllFeatures.List.ExceptBy(beside.Select(f => f.GetType()), f => f.GetType()), .. beside]);
    private readonly Dictionary<RowAddress, Row> rows = new() { [DemoBranch.Roster.Address] = DemoBranch.Roster, [DemoBranch.Facts.Address] = DemoBranch.Facts };
    private readonly List<Effect> told = [];
    private readonly List<string> removedPictures = [];
    private int operations;
    private int claims;

    public static Catalogue Catalogue { get; } = new(AllFeatures.List);

    /// <summary>The clock on the branch's wall.</summary>
    public DateTimeOffset Now { get; set; } = DemoBranch.At("08:10");

    /// <summary>How many rows the last decision wrote.</summary>
    public int Written { get; private set; }

    /// <summary>Whether what follows of a decision is carried out at once; false: as though the process died in between.</summary>
    public bool FollowsThrough { get; set; } = true;

    /// <summary>Whether the storage's answer to a decision's commit is lost: then it is decided again, by the same operation, as the command handler does.</summary>
    public Func<Command, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>What the last decision was.</summary>
    public Decision? Last { get; private set; }

    /// <summary>Whom the decisions told what, oldest first.</summary>
    public IReadOnlyList<Effect> Told => told;

    /// <summary>The pictures that went out of the store, oldest first.</summary>
    public IReadOnlyList<string> RemovedPictures => removedPictures;

    /// <summary>What is known of the branch now.</summary>
    public BranchFacts Facts => (BranchFacts)rows[BranchFacts.At(DemoBranch.Branch.Id)];

    /// <summary>Puts a row where it belongs, as though a decision had written it.</summary>
    public void Put(Row row) => rows[row.Address] = row;

    /// <summary>All rows that there are.</summary>
    public IEnumerable<Row> Stored => rows.Values;

    public T? Row<T>(RowAddress address)
        where T : Row => rows.GetValueOrDefault(address) as T;

    /// <summary>Somebody writes a line; <paramref name="operation"/> repeats a message that was sent before.</summary>
    public string Says(Actor who, string line, string? at = null, string? operation = null) => Gives(who, catalogue.Hear(line), at, operation);

    /// <summary>Somebody gives a command, as a button does.</summary>
    public string Gives(Actor who, Command command, string? at = null, string? operation = null)
    {
        Now = at is null ? Now : DemoBranch.At(at);
        operation ??= $"op-{++operations}";
        if (Decide(who, command, operation) is { } accepted && accepted.Rows.Count > 0 && LosesAnswer(command))
        {
            Decide(who, command, operation);
        }

        if (Last is Accepted { Then: { } then } last && FollowsThrough)
        {
            var written = Written;
            Gives(who, then, null, operation);
            Written += written;
            Last = last.AnswersItself ? last : Last;
        }

        return Last!.Answer is Given ? "" : TextRenderer.Render(Last.Answer, who.Language);
    }

    // One decision and its commit.
    private Accepted? Decide(Actor who, Command command, string operation)
    {
        who = AsOfNow(who);
        for (var hops = 0; ; hops++)
        {
            var facts = who is Administrator or Stranger ? null : who is Onlookers ? Facts : command.Concerns() is { } branch ? rows.GetValueOrDefault(BranchFacts.At(branch)) as BranchFacts : who is Member ? Facts : null;
            var turn = new Turn(who, Now, operation, catalogue.PhrasesOf(who.Is), facts) { Sections = catalogue.Sections, Panels = catalogue.Panels, PersonSections = catalogue.PersonSections, Tasks = catalogue.Tasks, Faults = catalogue.Faults, Links = catalogue.Links, Hear = catalogue.Hear, Administrators = [DemoBranch.Administrator] };
            if (!catalogue.Allows(who, command.GetType()))
            {
                Last = Decision.Refuse(Refusals.NotYours(who, catalogue.MayGive(command.GetType())));
                break;
            }

            if (command.Concerns() is { } named && (facts?.Branch.Id != named || (who is Member member && member.Branch.Id != named) || (who is RegionLeader leader && facts?.Branch.Region != leader.Region.Id)))
            {
                Last = Decision.Refuse(Refusals.ForeignBranch);
                break;
            }

            var read = Load([.. command.Needs(turn)], facts);
            Last = command.Decide(turn, command.NeedsMore(turn, read) is { Count: > 0 } more ? read.And(Load(more, null)) : read);
            if (Last is not Redirected redirected || hops == 3)
            {
                break;
            }

            command = redirected.To;
        }

        var accepted = Last as Accepted;
        Written = accepted?.Rows.Count ?? 0;
        foreach (var row in accepted?.Rows ?? [])
        {
            Write(row);
        }

        foreach (var address in accepted?.Removes ?? [])
        {
            rows.Remove(address);
        }

        told.AddRange(Written > 0 ? accepted!.Tells : []);
        foreach (var start in accepted?.Starts ?? [])
        {
            Run(start);
        }

        return accepted;
    }

    /// <summary>A program asks, as the pane in Excel does.</summary>
    public T Asks<T>(Actor who, Command command)
    {
        var refused = Gives(who, command);
        return Last!.Answer is Given { Document: T document } ? document : throw new InvalidOperationException(refused);
    }

    /// <summary>Somebody sends pictures or files into his chat. Where nobody takes them, the answer is empty: the door has the sentence.</summary>
    public string Sends(Actor who, IReadOnlyList<Received> received, string? at = null, string? operation = null)
    {
        var taker = catalogue.TakersOf(AsOfNow(who)).FirstOrDefault(t => received.All(r => t.Takes(r.Type)));
        return taker?.Make(received).Select(made => Gives(who, made.Command, at, operation)).Last() ?? "";
    }

    /// <summary>A picture as the host hands it over.</summary>
    public static Received Photo(string blob = "3f0c9a1b7d2e4856a0b1c2d3e4f50617.jpg", string words = "") => new(blob, "jpg", "", Hash([1]), words, new byte[] { 1 });

    /// <summary>A file as the host hands it over.</summary>
    public static Received FileNamed(string name, string content, string words = "") => FileNamed(name, System.Text.Encoding.UTF8.GetBytes(content), words);

    /// <summary>A file as the host hands it over.</summary>
    public static Received FileNamed(string name, byte[] content, string words = "") =>
        new($"{Hash(content)[..32]}{Path.GetExtension(name)}", Path.GetExtension(name).TrimStart('.').ToLowerInvariant(), name, Hash(content), words, content) { Table = Path.GetExtension(name) == ".csv" ? new CsvFile(name, content) : null };

    private static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    /// <summary>A button of the card that was shown last.</summary>
    public Command Button(string title, int nth = 1) =>
        Buttons().Where(b => b.Title.Zh == title || b.Title.En == title).ElementAt(nth - 1).Command;

    /// <summary>A button that submits, of the card that was shown last, with what somebody fills into its fields; what he leaves alone goes as it stands.</summary>
    public Command Fills(string title, params (string Id, string Value)[] values)
    {
        var button = Buttons().Single(b => b.Title.Zh == title || b.Title.En == title);
        var json = JsonSerializer.SerializeToNode(button.Command, button.Command.GetType(), Catalogue.Json)!.AsObject();
        foreach (var field in ((Shown)Last!.Answer).Card.Body.OfType<Field>())
        {
            var value = values.Where(v => v.Id == field.Id).Select(v => v.Value).FirstOrDefault(field.Value);
            if (string.IsNullOrEmpty(value))
            {
                json.Remove(field.Id);
            }
            else
            {
                json[field.Id] = value;
            }
        }

        return (Command)json.Deserialize(button.Command.GetType(), Catalogue.Json)!;
    }

    public IReadOnlyList<Button> Buttons() => Last?.Answer is Shown { Card: var card }
        ? [.. card.Body.OfType<Step>().SelectMany(s => s.Buttons), .. card.Buttons]
        : [];

    /// <summary>What somebody whom a decision told is shown, as of now; of what goes into the channel, what all read there.</summary>
    public string Shows(Effect effect, Actor receiver) => Gives(effect.InChannel ? new Onlookers(Facts.Branch, Audience.Channel) : receiver, effect.Show);

    private Rows Load(IReadOnlyList<Read> reads, BranchFacts? facts) =>
        new([.. reads.SelectMany(Find).Concat(facts is null ? [] : [facts]).DistinctBy(r => r.Address).Select(r => new Stored(r, "etag"))]);

    /// <summary>Who is in the team that a job asks about.</summary>
    public IReadOnlyList<TeamMember> TeamMembers { get; set; } = [];

    /// <summary>Something happens to a team, as the host hands it over.</summary>
    public void Happens(TeamEvent happened)
    {
        Put(happened.Team);
        foreach (var job in catalogue.JobsOf(happened))
        {
            Run(new(happened.Operation, job));
        }
    }

    // As it comes back from a table.
    private void Write(Row row) => rows[row.Address] = (Row)JsonSerializer.Deserialize(JsonSerializer.Serialize(row, row.GetType(), Catalogue.Json), row.GetType(), Catalogue.Json)!;

    /// <summary>A commit of the program itself.</summary>
    public void Take(Commit commit)
    {
        foreach (var (row, _) in commit.Rows)
        {
            Write(row);
        }

        foreach (var (address, _) in commit.Removes)
        {
            rows.Remove(address);
        }

        told.AddRange(commit.Tells);
    }

    // What a step writes and tells; what follows as a person is carried out at once.
    private void Take(JobStep done)
    {
        foreach (var row in done.Rows)
        {
            Write(row);
        }

        foreach (var effect in done.Rows.Count > 0 ? done.Tells : [])
        {
            if (effect.Show is IInternal)
            {
                var (last, written) = (Last, Written);
                Gives(new Stranger(effect.To, Language.Chinese, null), effect.Show);
                (Last, Written) = (last, written);
            }
            else
            {
                told.Add(effect);
            }
        }
    }

    /// <summary>How calendars look; null: Outlook is not connected.</summary>
    public Func<CalendarQuestion, IReadOnlyList<SeenCalendar>>? Looks { get; set; }

    /// <summary>What Outlook does with what it is asked.</summary>
    public Func<CalendarWish, CalendarResult>? Outlook { get; set; }

    // Jobs of features are carried out at once; those of the host's rooms are not played.
    private void Run(Start start)
    {
        if (start.Job is SteppedJob job)
        {
            foreach (var step in job.Steps(Load(job.Needs(), null)).Order(StringComparer.Ordinal))
            {
                Take(job.Do(step, Load(job.Needs(step), null), Now));
            }
        }

        if (start.Job is TeamMembersJob asks)
        {
            var members = TeamMembers.Where(m => asks.Who() is not { } who || who.Contains(m.UserId)).ToList();
            var read = Load(asks.Needs(members), null);
            Take(asks.Do(members, read.And(Load(asks.NeedsMore(read), null)), Now));
        }

        if (start.Job is AppointmentJob arranges && Load(arranges.Needs(), null) is var found)
        {
            var seen = Looks is { } looks && arranges.Asks(found) is { } question ? looks(question) : null;
            if (arranges.Problem(found, seen, Now) is { } problem)
            {
                Take(arranges.Do(new Host.Planning.AppointmentSolver().Arrange(problem, CancellationToken.None), found, seen, Now));
            }
        }

        if (start.Job is CalendarJob calendars)
        {
            Bring(calendars);
        }

        removedPictures.AddRange(start.Job is RemovePicture { Name: var picture } ? [picture] : []);
        told.AddRange(start.Job.Ended("ended|" + start.Key, true) is { } effect ? [effect] : []);
    }

    /// <summary>A step of a job of the host's is written.</summary>
    public void Writes(JobStep done) => Take(done);

    /// <summary>A job is carried out, as after a crash.</summary>
    public void Carries(CalendarJob job) => Bring(job);

    private void Bring(CalendarJob job)
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var step in job.Steps(Load(job.Needs(), null)))
            {
                var claim = $"claim {++claims}";
                if (job.Claim(step, Load(job.Needs(step), null), claim, Now, Now.AddMinutes(1)).Row is { } claimed)
                {
                    Take(JobStep.Write(claimed));
                    var wish = job.Wish(step, Load(job.Needs(step), null));
                    Take(job.Done(step, Load(job.Needs(step), null), claim, wish, wish is null ? null : (Outlook ?? throw new InvalidOperationException("Outlook is not played."))(wish)));
                }
            }
        }
    }

    // The capacity of this moment: who acts for whom may have changed.
    private Actor AsOfNow(Actor who) => who is Member member && member.Branch.Id == DemoBranch.Branch.Id
        ? member with { Branch = Facts.Branch, ActsFor = Duty.ActingFor(Facts, member.Id, Facts.Today(Now)) }
        : who;

    /// <summary>What a read finds.</summary>
    public IEnumerable<Row> Read(Read read) => Find(read);

    private IEnumerable<Row> Find(Read read) => read.ByPrefix
        ? rows.Where(r => r.Key.Partition == read.Address.Partition && r.Key.Key.StartsWith(read.Address.Key, StringComparison.Ordinal)
            && string.CompareOrdinal(r.Key.Key, read.First ?? "") >= 0 && string.CompareOrdinal(r.Key.Key, (read.Last ?? read.Address.Key) + '\uffff') < 0).OrderBy(r => r.Key.Key, StringComparer.Ordinal).Select(r => r.Value)
        : rows.TryGetValue(read.Address, out var row) ? [row] : [];
}
