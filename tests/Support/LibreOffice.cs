using System.Diagnostics;
using System.Text;

namespace BranchBot.Tests.Support;

/// <summary>LibreOffice without a window: a program that reads .xlsx files and that we did not write. Each call has a profile of its own, so that several can go at once.</summary>
public static class LibreOffice
{
    // Comma, quotes, UTF-8, from line 1, cells as they are shown, every sheet to a file of its own (LibreOffice help, "Filter Options for CSV").
    private const string CsvFilter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>The sheets of files as CSV, each as LibreOffice shows and reckons it: what a formula comes to is reckoned anew, not read from the file.</summary>
    /// <returns>For each file its sheets, by name.</returns>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ReadSheets(IReadOnlyList<byte[]> files)
    {
        using var folder = new Folder();
        var names = await folder.Put(files);
        await Run(folder, ["--convert-to", CsvFilter, "--outdir", folder.Out, .. names]);
        return [.. names.Select(Path.GetFileNameWithoutExtension).Select(name => (IReadOnlyDictionary<string, string>)Directory
            .EnumerateFiles(folder.Out, $"{name}-*.csv").ToDictionary(f => Path.GetFileNameWithoutExtension(f)[(name!.Length + 1)..], File.ReadAllText))];
    }

    /// <summary>A file as it would be printed.</summary>
    public static async Task<byte[]> ToPdf(byte[] xlsx)
    {
        using var folder = new Folder();
        await Run(folder, ["--convert-to", "pdf", "--outdir", folder.Out, .. await folder.Put([xlsx])]);
        return await File.ReadAllBytesAsync(Directory.EnumerateFiles(folder.Out, "*.pdf").Single());
    }

    /// <summary>A picture of a page as it would be printed; a sheet that fits its width has one, a long one more.</summary>
    /// <param name="xlsx">The file.</param>
    /// <param name="page">Which page, from 1: of short sheets the sheet's number.</param>
    /// <param name="dotsAnInch">How fine.</param>
    public static async Task<byte[]> ToPng(byte[] xlsx, int page = 1, int dotsAnInch = 110)
    {
        using var folder = new Folder();
        var (pdf, png) = (Path.Combine(folder.Out, "book.pdf"), Path.Combine(folder.Out, "page"));
        await File.WriteAllBytesAsync(pdf, await ToPdf(xlsx));
        await Start("pdftoppm", ["-png", "-singlefile", "-r", $"{dotsAnInch}", "-f", $"{page}", "-l", $"{page}", pdf, png]);
        return await File.ReadAllBytesAsync(png + ".png");
    }

    private static Task Run(Folder folder, IReadOnlyList<string> arguments) =>
        Start("soffice", [$"-env:UserInstallation={new Uri(folder.Profile).AbsoluteUri}", "--headless", "--norestore", "--nolockcheck", .. arguments]);

    private static async Task Start(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {Limit}.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed with {process.ExitCode}: {string.Concat(await said)}");
        }
    }

    private sealed class Folder : IDisposable
    {
        private const string Reckons = """
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
            </oor:items>
            """;

        private readonly string root = Directory.CreateTempSubdirectory("office").FullName;

        public Folder()
        {
            Directory.CreateDirectory(Out);
            Directory.CreateDirectory(Path.Combine(Profile, "user"));
            File.WriteAllText(Path.Combine(Profile, "user", "registrymodifications.xcu"), Reckons, new UTF8Encoding(false));
        }

        public string Profile => Path.Combine(root, "profile");

        public string Out => Path.Combine(root, "out");

        public async Task<IReadOnlyList<string>> Put(IReadOnlyList<byte[]> files)
        {
            var names = files.Select((_, i) => Path.Combine(root, $"book{i:D3}.xlsx")).ToList();
            foreach (var (name, content) in names.Zip(files))
            {
                await File.WriteAllBytesAsync(name, content);
            }

            return names;
        }

        public void Dispose() => Directory.Delete(root, recursive: true);
    }
}
