using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Sales;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Sales;

/// <summary>A region's catalogue on a real Azurite: two leaders who confirm at once, and somebody who enters meanwhile (S-1).</summary>
public sealed class ProductRaceTests(AzuriteFixture azurite)
{
    private const string Heading = "product,name,name_en,unit,amount\n";
    private static readonly Region Region = new(new("R01"), "示范二级分行");
    private static readonly PersonId First = DemoBranch.Id(20);
    private static readonly PersonId Second = DemoBranch.Id(21);
    private readonly FakeTimeProvider clock = new(DemoBranch.At("17:05"));
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private int operations;

    [Fact]
    [Trait("Rule", "S-1")]
    public async Task Two_leaders_who_confirm_at_once_change_it_once_and_the_second_hears_who_did()
    {
        await using var room = new StorageRoom(azurite, prefix: "products", clock: clock);
        await Load(room);
        var rounds = Environment.GetEnvironmentVariable("BRANCHBOT_LONG") is null ? 12 : 200;
        for (var round = 0; round < rounds; round++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            var name = string.Concat($"{round:D3}".Select(c => "甲乙丙丁戊己庚辛壬癸"[c - '0']));
            await Gives(room, First, File(Heading + $"fund,基金{name},funds {name},笔,是\ninsurance,保险,insurance,笔,否\n"));
            var draft = await Find<ProductDraft>(room, ProductDraft.At(Region.Id));
            var take = new TakeProducts(draft!.Sha256, draft.Basis);
            var answers = (await Task.WhenAll(Gives(room, First, take), Gives(room, Second, take), Gives(room, DemoBranch.Wealth.Id, Enter("fund")))).Select(a => TextRenderer.Render(a, Language.Chinese)).ToList();

            Assert.Equal(["产品目录已更新", "已经确认过了"], answers.Take(2).Select(a => a.Contains("产品目录已更新", StringComparison.Ordinal) ? "产品目录已更新" : a.Contains("已经确认过了", StringComparison.Ordinal) ? "已经确认过了" : a).Order());
            var catalogue = (await Find<SalesCatalogue>(room, SalesCatalogue.At(Region.Id)))!;
            Assert.Contains($"{catalogue.ChangedBy}已经确认过了", answers.Take(2).Single(a => a.Contains("已经确认过了", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Equal($"基金{name}", catalogue.Products[0].Zh);
            Assert.Contains("已记入", answers[2], StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public async Task Two_files_at_once_leave_one_draft_and_only_what_is_in_it_can_be_confirmed()
    {
        await using var room = new StorageRoom(azurite, prefix: "productfiles", clock: clock);
        await Load(room);
        var (one, other) = (File(Heading + "fund,基金,funds,笔,是\n"), File(Heading + "insurance,保险,insurance,笔,否\n"));
        await Task.WhenAll(Gives(room, First, one), Gives(room, Second, other));

        var draft = (await Find<ProductDraft>(room, ProductDraft.At(Region.Id)))!;
        var (kept, lost) = draft.Sha256 == one.Sha256 ? (one, other) : (other, one);
        Assert.Contains("再发一次", await Said(room, First, new TakeProducts(lost.Sha256, draft.Basis)), StringComparison.Ordinal);
        Assert.Null(await Find<SalesCatalogue>(room, SalesCatalogue.At(Region.Id)));
        Assert.Contains("已更新", await Said(room, Second, new TakeProducts(kept.Sha256, draft.Basis)), StringComparison.Ordinal);
        Assert.Equal(1, (await Find<SalesCatalogue>(room, SalesCatalogue.At(Region.Id)))!.Products.Count(p => p.IsInForce(new DateOnly(2026, 11, 24))));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public async Task Who_enters_what_ends_at_that_moment_has_entered_it_or_is_told_and_the_figure_can_be_read_for_ever()
    {
        await using var room = new StorageRoom(azurite, prefix: "productends", clock: clock);
        await Load(room);
        for (var round = 0; round < 12; round++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            var day = DemoBranch.Facts.Today(clock.GetUtcNow());
            await Confirm(room, "fund,基金,funds,笔,是\ninsurance,保险,insurance,笔,否\n");
            await Gives(room, First, File(Heading + "insurance,保险,insurance,笔,否\n"));
            var draft = (await Find<ProductDraft>(room, ProductDraft.At(Region.Id)))!;
            var answers = await Task.WhenAll(Gives(room, First, new TakeProducts(draft.Sha256, draft.Basis)), Gives(room, DemoBranch.Wealth.Id, Enter("fund")));

            var said = TextRenderer.Render(answers[1], Language.Chinese);
            var stands = (await Find<SalesDay>(room, SalesDay.At(DemoBranch.Branch.Id, day)))?.Total.Of("fund").Count ?? 0;
            Assert.Equal(said.Contains("已记入", StringComparison.Ordinal) ? 1 : 0, stands);
            Assert.True(stands == 1 || said.Contains("不能记了", StringComparison.Ordinal), said);
            if (stands == 1)
            {
                Assert.Contains("基金", await Said(room, DemoBranch.Manager.Id, new ShowSales()), StringComparison.Ordinal);
                Assert.Contains("基金 0 笔", await Said(room, DemoBranch.Manager.Id, new ShowEntries()), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public async Task A_file_and_its_confirmation_are_two_point_reads_and_one_write_each()
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: "producttrips", clock: clock, watch: wire);
        await Load(room);
        await Confirm(room, "insurance,保险,insurance,笔,否\n");
        wire.Forget();
        await Gives(room, First, File(Heading + "fund,基金,funds,笔,是\n"));
        var draft = (await Find<ProductDraft>(room, ProductDraft.At(Region.Id)))!;

        // The leader's own row, the catalogue, the draft; here one more to look at it.
        Assert.Equal(["GET", "GET", "GET", "GET", "PUT"], Trips(wire));
        wire.Forget();
        await Gives(room, First, new TakeProducts(draft.Sha256, draft.Basis));
        Assert.Equal(["GET", "GET", "GET", "POST"], Trips(wire));
    }

    private static ReadProductFile File(string content) => ReadProductFile.Of([Rehearsal.FileNamed("products.csv", content)]);

    private EnterTallies Enter(string item) =>
        new(DemoBranch.Branch.Id, DemoBranch.Facts.Today(clock.GetUtcNow()), EntryKind.Added, [new(item, 1, 0.01m)], $"key{Interlocked.Increment(ref operations)}");

    private async Task Confirm(StorageRoom room, string lines)
    {
        await Gives(room, First, File(Heading + lines));
        var draft = (await Find<ProductDraft>(room, ProductDraft.At(Region.Id)))!;
        await Gives(room, First, new TakeProducts(draft.Sha256, draft.Basis));
    }

    private async Task<Answer> Gives(StorageRoom room, PersonId who, Command command) =>
        (await room.Handler(clock).Handle(new(who, Language.Chinese, $"op-{Interlocked.Increment(ref operations)}", null), command, cancel)).Answer;

    private async Task<string> Said(StorageRoom room, PersonId who, Command command) => TextRenderer.Render(await Gives(room, who, command), Language.Chinese);

    private async Task<T?> Find<T>(StorageRoom room, RowAddress address)
        where T : Row => (await room.Storage.Load([Read.One<T>(address)], cancel)).Find<T>(address);

    private async Task Load(StorageRoom room)
    {
        await room.Storage.Commit(new(DemoBranch.Roster.Address.Partition, [(DemoBranch.Roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        foreach (var person in DemoBranch.People.Append(new(First, new("徐刚", Leads: Region))).Append(new(Second, new("周敏", Leads: Region))))
        {
            await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        }
    }

    private static IEnumerable<string> Trips(Wire wire) => wire.Requests.Select(r => r.StartsWith("GET", StringComparison.Ordinal) && r.EndsWith("()", StringComparison.Ordinal) ? "QUERY" : r[..r.IndexOf(' ')]).Order();
}
