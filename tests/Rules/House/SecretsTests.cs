using System.Diagnostics;
using System.Text.RegularExpressions;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>No secret stands in a file that is committed: the shapes of those that this program, its cloud and its registries have.</summary>
public sealed partial class SecretsTests
{
    // Published by Microsoft for its storage emulator, the same on every machine (learn.microsoft.com, "Use the Azurite emulator").
    private const string Emulators = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // GUIDs that stand for one in tests and documentation.
    private static readonly string[] Samples = ["00000000-0000-0000-0000-", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"];

    // Files whose long words are hashes of packages, pictures or fonts.
    private static readonly string[] Others = [".png", ".woff2", ".ttf", ".ico", "package-lock.json", "packages.lock.json"];

    [Fact]
    [Trait("Threat", "TM-43")]
    public void No_file_that_is_committed_has_a_secret()
    {
        var found = new List<string>();
        foreach (var file in Committed().Where(f => !Others.Any(o => f.EndsWith(o, StringComparison.Ordinal)) && File.Exists(Repository.At(f))))
        {
            var line = 0;
            foreach (var text in File.ReadLines(Repository.At(file)))
            {
                line++;
                if (Secret(text) is { } kind)
                {
                    found.Add($"{file}:{line} {kind}");
                }
            }
        }

        Assert.Empty(found);
    }

    /// <summary>Put together here, so that this file has none.</summary>
    [Theory]
    [Trait("Threat", "TM-43")]
    [InlineData("AccountKey=", "Zm9yIGEgdGVzdCBvbmx5IGFuZCBubyBrZXkgb2YgYW55Ym9keSBhdCBhbGwsIGp1c3QgbG9uZyBlbm91Z2ggdG8gYmUgb25lIQ==")]
    [InlineData("https://bank.blob.core.windows.net/pictures/x.jpg?sv=2025&si", "g=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG%3D")]
    [InlineData("-----BEGIN RSA PRIV", "ATE KEY-----")]
    [InlineData("\"clientSecret\": \"abc8", "Q~abcdefghijklmnopqrstuvwxyz0123456\"")]
    [InlineData("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("//registry.npmjs.org/:_authToken=npm", "_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJvaWQiOiIxMDAwMDAwMCIsInNjcCI6ImFjY2VzcyJ9", ".c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJl")]
    [InlineData("InstrumentationKey=", "0f2504e0-4f89-41d3-9a0c-0305e82c3301;IngestionEndpoint=https://x")]
    [InlineData("AKIA", "ABCDEFGHIJKLMNOP")]
    [InlineData("Bot__Secret=", "correct-horse-battery-staple")]
    public void One_that_somebody_put_there_is_found(string first, string second) => Assert.NotNull(Secret(first + second));

    [Theory]
    [InlineData("AccountKey=" + Emulators)]
    [InlineData("// Bot:Secret is the registration's secret")]
    [InlineData("InstrumentationKey=00000000-0000-0000-0000-000000000000")]
    [InlineData("?sig={signature}")]
    public void What_only_speaks_of_one_is_none(string line) => Assert.Null(Secret(line));

    private static string? Secret(string line) =>
        Shapes().Matches(line).FirstOrDefault(m => !m.Value.Contains(Emulators, StringComparison.Ordinal) && !Samples.Any(s => m.Value.Contains(s, StringComparison.Ordinal))) is { } match
            ? match.Groups.Keys.First(name => !char.IsAsciiDigit(name[0]) && match.Groups[name].Success)
            : null;

    private static string[] Committed()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 && files.Length > 500 ? files : throw new InvalidOperationException($"git told of {files.Length} files.");
    }

    [GeneratedRegex(
        @"(?<storage>(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2})"
        + @"|(?<sas>[?&]sig=[A-Za-z0-9%+/]{30,})"
        + @"|(?<key>-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)"
        + @"|(?<entra>\b[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34})"
        + @"|(?<github>\b(?:ghp|gho|ghs|ghu|github_pat)_[A-Za-z0-9_]{30,})"
        + @"|(?<npm>\b_authToken=\S{20,}|\bnpm_[A-Za-z0-9]{36})"
        + @"|(?<token>\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,})"
        + @"|(?<insights>InstrumentationKey=[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})"
        + @"|(?<aws>\bAKIA[A-Z0-9]{16}\b)"
        + @"|(?<setting>\bBot(?:__|:)Secret=[^\s""'{<$]{8,})")]
    private static partial Regex Shapes();
}
