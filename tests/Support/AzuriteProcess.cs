using System.Diagnostics;

namespace BranchBot.Tests.Support;

/// <summary>A real Azurite of a test's own on free loopback ports; ends with the test.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    // Azurite's published development key: the same on every machine, a secret of nobody.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int MostTries = 3;
    private readonly Process process;
    private readonly string folder;

    private AzuriteProcess(Process process, string folder, int table, int queue, int blob)
    {
        this.process = process;
        this.folder = folder;
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{blob}/{Account};QueueEndpoint=http://127.0.0.1:{queue}/{Account};TableEndpoint=http://127.0.0.1:{table}/{Account};";
    }

    public string ConnectionString { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts one; again on other ports where somebody took one of them meanwhile.</summary>
    /// <param name="preload">A script that it loads first; null: none.</param>
    public static async Task<AzuriteProcess> Start(string? preload = null)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await StartOnce(preload);
            }
            catch (InvalidOperationException) when (tries < MostTries)
            {
                // Other ports.
            }
        }
    }

    private static async Task<AzuriteProcess> StartOnce(string? preload)
    {
        var main = Repository.At("infra", "local", "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(main))
        {
            throw new InvalidOperationException("Azurite is missing: run 'npm ci' in infra/local (tests/all.cs does).");
        }

        var (table, queue, blob) = (BotProcess.FreePort(), BotProcess.FreePort(), BotProcess.FreePort());
        var folder = Directory.CreateTempSubdirectory("azurite").FullName;
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments =
        [
            .. preload is null ? [] : new[] { "--require", preload }, main, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
            "--tableHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--blobHost", "127.0.0.1",
            "--tablePort", $"{table}", "--queuePort", $"{queue}", "--blobPort", $"{blob}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var azurite = new AzuriteProcess(Process.Start(start)!, folder, table, queue, blob);
        azurite.process.OutputDataReceived += (_, _) => { };
        azurite.process.ErrorDataReceived += (_, _) => { };
        azurite.process.BeginOutputReadLine();
        azurite.process.BeginErrorReadLine();
        try
        {
            foreach (var (port, service) in new[] { (table, "Azurite-Table"), (queue, "Azurite-Queue"), (blob, "Azurite-Blob") })
            {
                await azurite.Listens(port, service);
            }

            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>The storage is gone.</summary>
    public async Task Stop()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Listens(int port, string service)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30) && !process.HasExited; await Task.Delay(50))
        {
            try
            {
                using var response = await http.GetAsync($"http://127.0.0.1:{port}/");
                if (response.Headers.Server.ToString().StartsWith(service, StringComparison.Ordinal))
                {
                    return;
                }

                break;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }
        }

        throw new InvalidOperationException($"{service} did not listen on {port}.");
    }
}
