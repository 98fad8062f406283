namespace BranchBot.Core;

/// <summary>A feature: one folder, and one line in the list of features.</summary>
public interface IFeature
{
    /// <summary>Writes the feature's contents page: its commands, the words it hears.</summary>
    void Describe(FeatureBuilder feature);
}

/// <summary>Collects what features consist of.</summary>
public sealed partial class FeatureBuilder
{
    internal Dictionary<string, CommandEntry> Commands { get; } = new(StringComparer.Ordinal);

    internal Dictionary<Type, CommandEntry> Served { get; } = [];

    internal Dictionary<string, Type> Pages { get; } = new(StringComparer.Ordinal);

    internal List<Func<TeamEvent, Job?>> TeamTakers { get; } = [];

    internal List<IReminders> Reminders { get; } = [];

    internal List<ISection> Sections { get; } = [];

    internal List<IWallPanels> Panels { get; } = [];

    internal List<IPersonSection> PersonSections { get; } = [];

    internal List<ISummary> Summaries { get; } = [];

    internal Dictionary<string, ItemLink> Links { get; } = new(StringComparer.Ordinal);

    internal ITaskItems? Tasks { get; private set; }

    internal IItemFaults? Faults { get; private set; }

    internal Dictionary<string, Type> Jobs { get; } = new(StringComparer.Ordinal) { ["pictures.remove"] = typeof(RemovePicture) };

    internal List<Phrase> Phrases { get; } = [];

    internal List<Func<Heard, Command, Command?>> Claims { get; } = [];

    internal Func<Heard, Command>? Misheard { get; private set; }

    internal Func<Command>? Welcome { get; private set; }

    /// <summary>Registers a command under the verb that stands in cards for ever.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="may">Who may give it.</param>
    /// <param name="byDeputies">Whether who acts for one of them may give it too (P-2).</param>
    /// <exception cref="InvalidOperationException">The verb or the command is taken.</exception>
    public FeatureBuilder Command<T>(string verb, Who may, bool byDeputies = true)
        where T : Command
    {
        if (Commands.Values.Any(c => c.Type == typeof(T)) || !Commands.TryAdd(verb, new(typeof(T), may, byDeputies)))
        {
            throw new InvalidOperationException($"The verb '{verb}' or the command {typeof(T).Name} is registered twice.");
        }

        return this;
    }

    /// <summary>Registers, once, a command that only programs give, such as the pane in Excel: it has no verb, so no card and no line leads to it.</summary>
    /// <param name="may">Who may give it.</param>
    /// <param name="byDeputies">Whether who acts for one of them may give it too (P-2).</param>
    public FeatureBuilder Serves<T>(Who may, bool byDeputies = true)
        where T : Command => Served.TryAdd(typeof(T), new(typeof(T), may, byDeputies)) ? this : throw new InvalidOperationException($"The command {typeof(T).Name} is served twice.");

    /// <summary>Registers a command that a page in the browser gives (<see cref="PageLink"/>): its answer is <see cref="Given"/>, and no card and no line leads to it.</summary>
    /// <param name="page">The page's name, that stands in links.</param>
    /// <param name="may">Who may give it.</param>
    /// <exception cref="InvalidOperationException">The name or the command is taken.</exception>
    public FeatureBuilder Page<T>(string page, Who may)
        where T : Command => Pages.TryAdd(page, typeof(T)) ? Serves<T>(may) : throw new InvalidOperationException($"The page '{page}' is registered twice.");

    /// <summary>Hears words that stand alone.</summary>
    public FeatureBuilder Hears<T>(IReadOnlyList<string> words, Text what, Func<T> command, bool listed = true)
        where T : Command => Hears<T>(words, what, rest => rest.Length == 0 ? command() : null, listed);

    /// <summary>Hears words with something behind them.</summary>
    public FeatureBuilder Hears<T>(IReadOnlyList<string> words, Text what, Func<string, T?> parse, bool listed = true)
        where T : Command
    {
        Phrases.Add(new(words, what, typeof(T), parse, listed));
        return this;
    }

    /// <summary>Hears words with somebody's own words behind them, as they were written.</summary>
    public FeatureBuilder HearsWords<T>(IReadOnlyList<string> words, Text what, Func<string, Command?> parse, bool listed = true)
        where T : Command
    {
        Phrases.Add(new(words, what, typeof(T), parse, listed) { AsWritten = true });
        return this;
    }

    /// <summary>Registers a job under the name that stands in its row.</summary>
    /// <exception cref="InvalidOperationException">The name or the job is taken.</exception>
    public FeatureBuilder Job<T>(string name)
        where T : Job
    {
        if (Jobs.ContainsValue(typeof(T)) || !Jobs.TryAdd(name, typeof(T)))
        {
            throw new InvalidOperationException($"The name '{name}' or the job {typeof(T).Name} is registered twice.");
        }

        return this;
    }

    /// <summary>Takes what happens to a team that the bot is in: the job is committed with the event, so that none is lost.</summary>
    /// <param name="take">The job; null: nothing to do.</param>
    public FeatureBuilder TakesTeamEvents(Func<TeamEvent, Job?> take)
    {
        TeamTakers.Add(take);
        return this;
    }

    /// <summary>Reminds people of something.</summary>
    public FeatureBuilder Reminds(IReminders reminders)
    {
        Reminders.Add(reminders);
        return this;
    }

    /// <summary>Adds a section to a document.</summary>
    public FeatureBuilder Adds(ISection section)
    {
        Sections.Add(section);
        return this;
    }

    /// <summary>Adds panels to the branch's spirit wall (W-3).</summary>
    public FeatureBuilder Adds(IWallPanels panels)
    {
        Panels.Add(panels);
        return this;
    }

    /// <summary>Adds to what is known of a person's days .</summary>
    public FeatureBuilder Adds(IPersonSection section)
    {
        PersonSections.Add(section);
        return this;
    }

    /// <summary>Keeps something of a day once it is over.</summary>
    public FeatureBuilder Sums(ISummary summary)
    {
        Summaries.Add(summary);
        return this;
    }

    /// <summary>Shows something at an item of the three tasks (T-5).</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="link">What its card offers beside it.</param>
    public FeatureBuilder ShowsAt(string item, ItemLink link)
    {
        Links.Add(item, link);
        return this;
    }

    /// <summary>Keeps people's task lists. One feature does.</summary>
    public FeatureBuilder Keeps(ITaskItems tasks)
    {
        Tasks = Tasks is null ? tasks : throw new InvalidOperationException("Two features keep task lists.");
        return this;
    }

    /// <summary>Keeps what is broken. One feature does.</summary>
    public FeatureBuilder Keeps(IItemFaults faults)
    {
        Faults = Faults is null ? faults : throw new InvalidOperationException("Two features keep what is broken.");
        return this;
    }

    /// <summary>Hears lines that begin with no word but have a shape, such as 基金2笔30万. Only what no phrase understands comes here.</summary>
    /// <param name="claim">
    /// Makes the command of a line and of the answer to what nobody understands: the decision comes to that where it finds that the line is none of its
    /// own. Null: the line has not the shape.
    /// </param>
    public FeatureBuilder HearsLines<T>(Func<Heard, Command, T?> claim)
        where T : Command
    {
        Claims.Add(claim);
        return this;
    }

    /// <summary>What is done with a line that no phrase understands. One feature says so.</summary>
    public FeatureBuilder Otherwise(Func<Heard, Command> misheard)
    {
        Misheard = Misheard is null ? misheard : throw new InvalidOperationException("Two features answer what nobody understands.");
        return this;
    }

    /// <summary>What a person is shown when the bot first comes into his chat. One feature says so.</summary>
    public FeatureBuilder Welcomes(Func<Command> welcome)
    {
        Welcome = Welcome is null ? welcome : throw new InvalidOperationException("Two features welcome.");
        return this;
    }
}
