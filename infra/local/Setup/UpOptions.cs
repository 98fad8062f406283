using System.Globalization;

namespace BranchBot.Setup;

/// <summary>What <c>up.cs</c> was told.</summary>
public sealed record UpOptions
{
    /// <summary>What can be told.</summary>
    public const string Usage = """
        dotnet run infra/local/up.cs -- [options]     the whole product on this machine, with demo data

          --at "2026-11-24T08:05"   the demo branches' local time at which the bot's clock starts; it runs on from there
          --fresh                   begins with empty data
          --data DIR                keeps the data there (otherwise in .branchbot)
          --bot-port N              the bot's port (otherwise 3978, or a free one)
          --no-graph                not connected to Outlook: talks are invited by cards and calendar files
          --text-only               everything by words, as where Teams shows no cards
          --playground              Microsoft 365 Agents Playground instead of the Teams page
          --no-client               no page: another connector, named by the activities' serviceUrl, plays Teams
          --help                    this
        """;

    /// <summary>Begin with empty data.</summary>
    public bool Fresh { get; init; }

    /// <summary>Where the data is kept.</summary>
    public required string Data { get; init; }

    /// <summary>The bot's port; null: the usual, or a free one.</summary>
    public int? BotPort { get; init; }

    /// <summary>When the clock starts; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>No cards: everything by words.</summary>
    public bool TextOnly { get; init; }

    /// <summary>Not connected to Outlook.</summary>
    public bool NoGraph { get; init; }

    /// <summary>Start the Agents Playground.</summary>
    public bool Playground { get; init; }

    /// <summary>Start no page.</summary>
    public bool NoClient { get; init; }

    /// <summary>Only say what can be told.</summary>
    public bool Help { get; init; }

    /// <summary>Whether requests need no token: only where somebody else plays Teams.</summary>
    public bool WithoutAuthentication => Playground || NoClient;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="SetupException">An option is unknown or its value wrong; the message says what is allowed.</exception>
    public static UpOptions Read(IReadOnlyList<string> arguments, string root)
    {
        var options = new UpOptions { Data = Path.Combine(root, ".branchbot") };
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Count && arguments[i] is { Length: > 0 } value && !value.StartsWith("--", StringComparison.Ordinal) ? value : throw new SetupException($"{name} needs a value.\n\n{Usage}");
            options = name switch
            {
                "--fresh" => options with { Fresh = true },
                "--data" => options with { Data = Path.GetFullPath(Value()) },
                "--bot-port" => options with { BotPort = Port(Value()) },
                "--at" => options with { At = Instant(Value()) },
                "--text-only" => options with { TextOnly = true },
                "--no-graph" => options with { NoGraph = true },
                "--playground" => options with { Playground = true },
                "--no-client" => options with { NoClient = true },
                "--help" or "-h" => options with { Help = true },
                _ => throw new SetupException($"There is no option {name}.\n\n{Usage}"),
            };
        }

        return options is { Playground: true, NoClient: true } ? throw new SetupException("--playground and --no-client exclude one another.") : options;
    }

    private static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
        ? port
        : throw new SetupException($"--bot-port is '{text}'; it is a number from 1 to 65535.");

    // The demo branches are in Asia/Shanghai, which has had no change of clocks since 1991.
    private static DateTimeOffset Instant(string text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? new(wall, TimeSpan.FromHours(8))
            : throw new SetupException($"--at is '{text}'; it is written like 2026-11-24T08:05.");
}
