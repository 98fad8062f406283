using BranchBot.Host.Documents;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;

namespace BranchBot.Host.People;

/// <summary>
/// <c>import … regions.csv branches.csv staff.csv products.csv cards.csv</c>: loads branches, staff and products by the program's command line, by the same checks, comparison and
/// writes as files that are sent to the bot. Files are told by how their names begin; one may be left out. Running it again changes nothing.
/// </summary>
internal sealed class StaffImport(StaffWriter writer, StaffCompare compare, ProductImport products, CardNumbers numbers, Places places)
{
    public const string Usage = "usage: import [--if-empty] [--yes] [--many-leave] [regions….csv] [branches….csv] [staff….csv] [products….csv] [cards….csv] (files, or container:NAME/FILE in the bot's own account)";

    private static readonly string[] Kinds = ["regions", "branches", "staff", "products", "cards"];

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextReader input, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        var options = arguments.Where(a => a.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
        var files = arguments.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).Select(f => (Path: f, Kind: Kinds.FirstOrDefault(k => Path.GetFileName(f).StartsWith(k, StringComparison.OrdinalIgnoreCase)), At: places.FileOf(f))).ToList();
        if (files.Count == 0 || files.Any(f => f.Kind is null || f.At is null) || files.GroupBy(f => f.Kind).Any(g => g.Count() > 1) || options.Except(["--if-empty", "--yes", "--many-leave"]).Any())
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        foreach (var file in files)
        {
            if (!await file.At!.Value.Place.Has(file.At.Value.Name, cancel))
            {
                await errorOutput.WriteLineAsync($"There is no file {file.Path}.");
                return 1;
            }
        }

        async Task<(string, ReadOnlyMemory<byte>)?> Of(string kind)
        {
            if (files.Find(f => f.Kind == kind).At is not var (place, name))
            {
                return null;
            }

            await using var stream = await place.Open(name, cancel);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, cancel);
            return (name, content.ToArray());
        }

        var (list, wrong) = await StaffFiles.Read(await Of("regions"), await Of("branches"), await Of("staff"), writer, cancel);
        List<FileError> errors = [];
        var catalogues = await products.Read(await Of("products"), list.Regions, writer, errors, cancel);
        var cards = await numbers.Read(await Of("cards"), list.Named, errors, cancel);
        errors = [.. wrong, .. errors.OrderBy(e => e.Line)];
        foreach (var error in errors)
        {
            await errorOutput.WriteLineAsync(error.ToString());
        }

        if (errors.Count > 0)
        {
            await errorOutput.WriteLineAsync($"Nothing was taken: {errors.Count} errors.");
            return 1;
        }

        return await Take(list, catalogues, [.. cards.Where(c => c.IsNew)], options, input, output, errorOutput, cancel);
    }

    private async Task<int> Take(
        StaffList list, IReadOnlyList<RegionProducts> catalogues, IReadOnlyList<CardNumber> cards, HashSet<string> options, TextReader input, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        var (report, diffs) = await compare.Of(list, () => Task.CompletedTask, cancel);
        var ifEmpty = options.Contains("--if-empty");
        var takesList = !report.IsEmpty && !(ifEmpty && diffs.All(d => !d.Founded));
        var taken = catalogues.Where(c => !c.Plan.IsEmpty && !(ifEmpty && !c.IsFirst)).ToList();
        if (!takesList && taken.Count == 0 && cards.Count == 0)
        {
            await output.WriteLineAsync("The branches are there already; nothing was changed.");
            return 0;
        }

        foreach (var diff in diffs.Where(d => takesList && !d.IsEmpty))
        {
            await output.WriteLineAsync(StaffCompare.Said(diff).En);
        }

        if (takesList)
        {
            await output.WriteLineAsync(Features.Import.ImportCard.Sum(report).En);
        }

        foreach (var catalogue in taken)
        {
            await output.WriteLineAsync($"{catalogue.Region}, products: {string.Join(", ", catalogue.Plan.Changes.GroupBy(c => c.Kind).OrderBy(g => g.Key).Select(g => $"{g.Key.ToString().ToLowerInvariant()} {g.Count()}"))}.");
        }

        foreach (var number in cards)
        {
            await output.WriteLineAsync($"{number.Branch}, highlight cards: {number.Year} goes on behind {number.Last}.");
        }

        if (takesList && report.ManyLeave && !options.Contains("--many-leave"))
        {
            await errorOutput.WriteLineAsync($"{report.Left} of {report.Before} people would leave, more than a tenth. Nothing was taken; say --many-leave if that is meant.");
            return 1;
        }

        if (!options.Contains("--yes") && !ifEmpty)
        {
            await output.WriteAsync("Import? (yes/no) ");
            if (await input.ReadLineAsync(cancel) is not ("yes" or "y"))
            {
                await output.WriteLineAsync("Nothing was taken.");
                return 1;
            }
        }

        if (takesList)
        {
            await Write(list, cancel);
            await output.WriteLineAsync($"Loaded {list.Regions.Count} regions, {list.Named.Count} branches, {list.Staff.Count} people.");
        }

        foreach (var catalogue in taken)
        {
            if (!await products.Write(catalogue, cancel))
            {
                await errorOutput.WriteLineAsync($"The products of {catalogue.Region} have changed since they were compared and were not taken; please import them again.");
                return 1;
            }

            await output.WriteLineAsync($"Loaded {catalogue.Plan.Products.Count} products of {catalogue.Region}.");
        }

        foreach (var number in cards)
        {
            if (!await numbers.Write(number, cancel))
            {
                await errorOutput.WriteLineAsync($"{number.Branch} has given numbers of {number.Year} since; they go on by themselves.");
                return 1;
            }
        }

        return 0;
    }

    private async Task Write(StaffList list, CancellationToken cancel)
    {
        await writer.WriteRegions(list, cancel);
        foreach (var id in list.Named)
        {
            var (facts, roster) = await writer.Standing(id, cancel);
            await writer.Write(list.Target(id, facts, roster), cancel);
        }
    }
}

/// <summary>Sends nothing: the bots that run find what an import has to tell and send it.</summary>
internal sealed class LeftToTheBots : ISender
{
    /// <inheritdoc/>
    public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) => Task.FromResult<Prepared>(new Prepared.Not(new SendOutcome.Later(null)));
}
