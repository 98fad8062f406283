namespace BranchBot.AppPackage;

/// <summary>Something that is wrong with what was asked for, or with the package; the message is a sentence.</summary>
public sealed class AppPackageException(string message) : Exception(message);

/// <summary>What differs between one bank's app and another's.</summary>
/// <param name="AppId">The app itself, <c>id</c> in the manifest and <c>Graph:AddinId</c> of the bot.</param>
/// <param name="BotId">The bot's registration or managed identity, <c>Bot:AppId</c>.</param>
/// <param name="ClientId">The registration whose API the tab and the panes call, <c>Api:ClientId</c>.</param>
/// <param name="Domain">The host of <c>Web:Address</c>.</param>
/// <param name="China">Whether it is for Teams of 21Vianet.</param>
/// <param name="Version">The package's version; Teams takes an update only with a higher one.</param>
/// <param name="Developer">Who stands behind the app.</param>
/// <param name="Website">Where he tells of it.</param>
/// <param name="Privacy">What it does with personal data.</param>
/// <param name="Terms">On what terms it is used.</param>
public sealed record AppParameters(Guid AppId, Guid BotId, Guid ClientId, string Domain, bool China, string Version, string Developer, Uri Website, Uri Privacy, Uri Terms)
{
    /// <summary>What the command says of itself.</summary>
    public const string Usage = """
        dotnet run infra/app/package.cs -- --app-id GUID --bot-id GUID --domain HOST [more]
          --app-id GUID      the app's own id; the bot's setting Graph:AddinId
          --bot-id GUID      the bot's registration or managed identity; Bot:AppId
          --domain HOST      where the bot is reached, such as branchbot.bank.example; Web:Address
          --client-id GUID   the registration whose API the tab and the panes call, Api:ClientId; else the same as --app-id
          --cloud NAME       Public (usual) or China (Teams of 21Vianet: no action on messages, no files in the chat)
          --version X.Y.Z    1.0.0 unless said; Teams takes an update only with a higher one
          --developer NAME, --website URL, --privacy URL, --terms URL   who stands behind it; else pages of the bot's own
          --out FILE         branchbot-app.zip unless said
        """;

    /// <summary>The bot's settings that belong to the package, as environment variables.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
    [
        ("Bot__AppId", $"{BotId}"),
        ("Bot__Cloud__Name", China ? "China" : "Public"),
        ("Api__ClientId", $"{ClientId}"),
        ("Graph__AddinId", $"{AppId}"),
        ("Web__Address", $"https://{Domain}/"),
    ];

    private static readonly string[] Names = ["app-id", "bot-id", "domain", "client-id", "cloud", "version", "developer", "website", "privacy", "terms", "out"];

    /// <summary>Reads what was said on the command line.</summary>
    /// <exception cref="AppPackageException">Something is missing or wrong; the message names it.</exception>
    public static (AppParameters Parameters, string Out) Read(IReadOnlyList<string> arguments)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : "";
            if (!Names.Contains(name))
            {
                throw new AppPackageException($"'{arguments[i]}' is not known.\n{Usage}");
            }

            if (i + 1 == arguments.Count || !said.TryAdd(name, arguments[i + 1]))
            {
                throw new AppPackageException($"--{name} needs one value.");
            }
        }

        var app = Id("app-id") ?? throw Missing("app-id");
        var domain = said.GetValueOrDefault("domain") ?? throw Missing("domain");
        if (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.', StringComparison.Ordinal) || domain.Any(char.IsAsciiLetterUpper))
        {
            throw new AppPackageException("--domain is a host alone, in small letters and without https, port or path, such as branchbot.bank.example.");
        }

        var cloud = said.GetValueOrDefault("cloud", "Public");
        var version = said.GetValueOrDefault("version", "1.0.0");
        var developer = said.GetValueOrDefault("developer", "BranchBot");
        return (
            new(
                app,
                Id("bot-id") ?? throw Missing("bot-id"),
                Id("client-id") ?? app,
                domain,
                cloud is "Public" or "China" ? cloud == "China" : throw new AppPackageException("--cloud is Public or China."),
                version.Split('.') is [_, _, _] && System.Version.TryParse(version, out var parsed) && parsed.ToString() == version ? version : throw new AppPackageException("--version has three numbers, such as 1.2.0."),
                developer.Length is > 0 and <= 32 ? developer : throw new AppPackageException("--developer has 1 to 32 letters."),
                Page("website", "about"),
                Page("privacy", "about#privacy"),
                Page("terms", "about#terms")),
            said.GetValueOrDefault("out", "branchbot-app.zip"));

        Guid? Id(string name) => said.GetValueOrDefault(name) is not { } text ? null
            : Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty ? id
            : throw new AppPackageException($"--{name} is a GUID, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301.");

        Uri Page(string name, string own) => said.GetValueOrDefault(name) is not { } text ? new($"https://{domain}/{own}")
            : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == "https" ? url
            : throw new AppPackageException($"--{name} is an https address.");

        static AppPackageException Missing(string name) => new($"--{name} is missing.\n{Usage}");
    }
}
