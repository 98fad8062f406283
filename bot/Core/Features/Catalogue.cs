using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BranchBot.Core;

/// <summary>All commands and words of all features: which verb is which command, who may give it, what a line of chat means.</summary>
public sealed partial class Catalogue
{
    /// <summary>How commands stand in cards and rows in tables: camelCase, enums by name, unknown members ignored so that old and new live side by side.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,

        // What is typed into a card's field of numbers comes as a string.
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Row.WithoutAddress } },
    };

    private readonly Dictionary<string, CommandEntry> byVerb;
    private readonly Dictionary<Type, (string Verb, CommandEntry Entry)> byType;
    private readonly Dictionary<Type, CommandEntry> served;
    private readonly IReadOnlyList<Taker> takers;
    private readonly IReadOnlyList<Func<TeamEvent, Job?>> teamTakers;
    private readonly Dictionary<string, Type> jobs;
    private readonly Dictionary<Type, string> jobNames;
    private readonly (string Word, Phrase Phrase)[] byLength;
    private readonly IReadOnlyList<Func<Heard, Command, Command?>> claims;
    private readonly Func<Heard, Command> misheard;
    private readonly ConcurrentDictionary<Who, IReadOnlyList<Phrase>> phrasesOf = new();

    /// <summary>Builds the catalogue.</summary>
    /// <exception cref="InvalidOperationException">Two features claim the same verb, command or word, or words lead to a command that none registered.</exception>
    public Catalogue(IEnumerable<IFeature> features)
    {
        var builder = new FeatureBuilder();
        foreach (var feature in features)
        {
            feature.Describe(builder);
        }

        misheard = builder.Misheard ?? throw new InvalidOperationException("No feature answers what nobody understands.");
        Welcome = builder.Welcome ?? throw new InvalidOperationException("No feature welcomes.");
        (claims, byVerb) = (builder.Claims, builder.Commands);
        byType = byVerb.ToDictionary(c => c.Value.Type, c => (c.Key, c.Value));
        (served, pages, actions) = (builder.Served, builder.Pages, builder.Actions);
        (takers, teamTakers) = (builder.Takers, builder.TeamTakers);
        (jobs, jobNames) = (builder.Jobs, builder.Jobs.ToDictionary(j => j.Value, j => j.Key));
        (Reminders, Sections, Summaries) = (builder.Reminders, builder.Sections, builder.Summaries);
        (Panels, PersonSections, Tasks, Faults, Links) = (builder.Panels, builder.PersonSections, builder.Tasks, builder.Faults, builder.Links);
        (Phrases, Records) = (builder.Phrases, builder.Kinds);
        byLength = [.. Phrases.SelectMany(p => p.Words.Select(w => (Word: Heard.Normalise(w), Phrase: p))).OrderByDescending(w => w.Word.Length)];
        if (byLength.GroupBy(w => w.Word).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two phrases are '{twice.Key}'.");
        }

        if (takers.Select(t => t.Command).Concat(Phrases.Select(p => p.Command)).FirstOrDefault(c => !byType.ContainsKey(c)) is { } verbless)
        {
            throw new InvalidOperationException($"Words, or what people send, lead to {verbless.Name}, which has no verb.");
        }
    }

    /// <summary>What can be said, in the order of the features.</summary>
    public IReadOnlyList<Phrase> Phrases { get; }

    /// <summary>What reminds people of something, in the order of the features.</summary>
    public IReadOnlyList<IReminders> Reminders { get; }

    /// <summary>What features add to documents, in the order of the features.</summary>
    public IReadOnlyList<ISection> Sections { get; }

    /// <summary>What features show on the branch's spirit wall, in the order of the features.</summary>
    public IReadOnlyList<IWallPanels> Panels { get; }

    /// <summary>What features know of a person's days, in their order.</summary>
    public IReadOnlyList<IPersonSection> PersonSections { get; }

    /// <summary>The feature that keeps people's task lists; null where there is none.</summary>
    public ITaskItems? Tasks { get; }

    /// <summary>The feature that keeps what is broken; null where there is none.</summary>
    public IItemFaults? Faults { get; }

    /// <summary>What features show at items of the three tasks, by the item's id.</summary>
    public IReadOnlyDictionary<string, ItemLink> Links { get; }

    /// <summary>What features keep of a day once it is over.</summary>
    public IReadOnlyList<ISummary> Summaries { get; }

    /// <summary>What a person is shown when the bot first comes into his chat.</summary>
    public Func<Command> Welcome { get; }

    /// <summary>All verbs with who may use them.</summary>
    public IEnumerable<(string Verb, Type Command, Who May)> Verbs => byVerb.Select(v => (v.Key, v.Value.Type, v.Value.May));

    /// <summary>What somebody may say.</summary>
    public IReadOnlyList<Phrase> PhrasesOf(Who who) => phrasesOf.GetOrAdd(who, w => [.. Phrases.Where(p => (MayGive(p.Command) & w) != 0)]);

    /// <summary>What somebody may send into his chat besides words, in the order of the features.</summary>
    public IReadOnlyList<Taker> TakersOf(Actor actor) => [.. takers.Where(t => Allows(actor, t.Command))];

    /// <summary>What is done about something that happened to a team.</summary>
    public IReadOnlyList<Job> JobsOf(TeamEvent happened) => [.. teamTakers.Select(take => take(happened)).OfType<Job>()];

    /// <summary>The verb of a command.</summary>
    public string VerbOf(Command command) => byType[command.GetType()].Verb;

    /// <summary>The name of a job.</summary>
    public string NameOf(Job job) => jobNames[job.GetType()];

    /// <summary>Makes a job of its row; null where no feature has one of that name any more, or its data do not fit.</summary>
    public Job? ParseJob(string name, JsonElement data) => jobs.TryGetValue(name, out var type) ? (Job?)Read(type, data) : null;

    /// <summary>Who may give a command.</summary>
    public Who MayGive(Type command) => EntryOf(command).May;

    /// <summary>Whether somebody may give a command now; one that cannot be deputised only in his own right (P-2).</summary>
    public bool Allows(Actor actor, Type command) => (MayGive(command) & (EntryOf(command).ByDeputies ? actor.Is : actor.Himself)) != 0;

    /// <summary>What only programs give, with who may (<see cref="FeatureBuilder.Serves"/>).</summary>
    public IEnumerable<(Type Command, Who May)> Served => served.Values.Select(e => (e.Type, e.May));

    private CommandEntry EntryOf(Type command) => served.GetValueOrDefault(command) ?? byType[command].Entry;

    /// <summary>Makes a command of a card's payload; null where the verb is unknown or the data do not fit it.</summary>
    public Command? Parse(string verb, JsonElement data) => byVerb.TryGetValue(verb, out var found) ? (Command?)Read(found.Type, data) : null;

    private static object? Read(Type type, JsonElement data)
    {
        try
        {
            return data.Deserialize(type, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Makes a command of a line of chat: the longest word that it begins with decides. Where it begins with none, a word at its end, behind a blank, is
    /// heard as though it stood at the beginning (示范支行 看板).
    /// </summary>
    public Command Hear(string line) => Listen(line).Command;

    /// <summary>The same, and whether the line surely was understood: of one that only has a shape the decision knows.</summary>
    public (Command Command, bool Understood) Listen(string line)
    {
        var said = Heard.Normalise(line);
        var written = Heard.Clean(line);
        foreach (var (word, phrase) in byLength)
        {
            if (!said.StartsWith(word, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = (phrase.AsWritten ? written : said)[word.Length..];
            if (rest.Length > 0 && char.IsAsciiLetter(word[^1]) && char.IsAsciiLetter(rest[0]))
            {
                continue;
            }

            return phrase.Parse(rest.Trim()) is { } command ? (command, true) : (Unsure(new(phrase, said)), false);
        }

        return HearAtTheEnd(said) is { } atTheEnd ? (atTheEnd, true) : (Unsure(new(null, said)), false);
    }

    /// <summary>Whether a line is one of the words that are heard, and nothing else.</summary>
    public bool IsWord(string line)
    {
        var said = Heard.Normalise(line);
        return byLength.Any(w => w.Word == said);
    }

    private Command Unsure(Heard heard)
    {
        var otherwise = misheard(heard);
        return claims.Select(claim => claim(heard, otherwise)).FirstOrDefault(c => c is not null) ?? otherwise;
    }

    private Command? HearAtTheEnd(string said) => byLength
        .Where(w => said.EndsWith(" " + w.Word, StringComparison.Ordinal))
        .Select(w => w.Phrase.Parse(said[..^w.Word.Length].Trim()))
        .FirstOrDefault(command => command is not null);
}
