using System.Text;
using BranchBot.Adapters.Tests.Jobs;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Import;
using BranchBot.Host.People;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.People;

/// <summary>The administrator sends files to the bot: checked, compared, confirmed, carried out; on a real Azurite.</summary>
public sealed class ImportByFilesTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const string Heading = "object_id,name,region,branch,position,lobby,language\n";
    private static readonly string Demo = File.ReadAllText(Repository.DemoFiles[2]);
    private readonly string prefix = "f" + Guid.NewGuid().ToString("N")[..12];
    private readonly FakeTimeProvider clock = new(DemoBranch.At("09:00"));
    private readonly RecordingSender told = new();
    private readonly List<StorageRoom> rooms = [];
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private int operations;

    [Fact]
    [Trait("Rule", "P-7")]
    public async Task Files_are_checked_compared_confirmed_and_carried_out_and_the_administrator_is_told()
    {
        var room = Process();
        Assert.Contains("正在检查和比对", Said(await Send(room, ("regions.csv", File.ReadAllText(Repository.DemoFiles[0])), ("branches.csv", File.ReadAllText(Repository.DemoFiles[1])), ("staff.csv", Demo))));
        await Finish(room);
        var card = await Shown(room);
        Assert.Contains("2 个网点:新设 2,资料有变 0。员工:增加 14", Said(card));
        Assert.Contains("示范支行: 新设; 增加 11 人(王芳、刘强、周涛、陈晓、孙丽 …)", Said(card));
        Assert.Null(await Find<Person>(room, Person.At(DemoBranch.Teller.Id)));

        Assert.Contains("正在导入", Said(await Give(room, Button(card, "确认导入"))));
        await Finish(room);
        Assert.Contains("导入完成", Said(await Shown(room)));
        Assert.Equal("demo", (await Find<Person>(room, Person.At(DemoBranch.Teller.Id)))!.Placement!.Branch!.Value.Value);
        Assert.Equal(2, told.Sent.Count(e => e.To == DemoBranch.Administrator));

        Assert.Contains("导入完成", Said(await Give(room, Button(card, "确认导入"))));
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_place_and_mended_by_sending_that_file_again()
    {
        var room = Process();
        await Send(room, ("regions.csv", "region,name\nR01,示范二级分行\n"), ("branches.csv", File.ReadAllText(Repository.DemoFiles[1])));
        await Send(room, ("staff.csv", Demo.Replace("营业主管", "主管", StringComparison.Ordinal)));
        await Finish(room);
        var wrong = Said(await Shown(room));
        Assert.Contains("有 1 处不对,什么都没改", wrong);
        Assert.Contains("staff.csv 第 4 行 position:没有「主管」这个岗位", wrong);

        await Send(room, ("staff.csv", Demo));
        await Finish(room);
        Assert.Contains("文件都没有错", Said(await Shown(room)));
        Assert.Contains("看不出「名单.csv」是哪一张表", Said(await Send(room, ("名单.csv", Demo))));
        Assert.Contains("可以写「导入」", Said(await Give(room, new SayImport("好吧"))));
        Assert.Contains("什么都没改", Said(await Give(room, new SayImport("取消"))));
        Assert.Contains("把 regions.csv", Said(await Give(room, new SayImport("确认"))));
    }

    [Fact]
    [Trait("Threat", "TM-36")]
    public async Task What_was_shown_is_taken_only_while_it_is_so_and_many_who_leave_want_a_second_word()
    {
        var room = Process();
        await Load(room);
        await Send(room, ("staff.csv", Heading + $"{DemoBranch.Manager.Id},王芳,,demo,支行长,,\n"));
        await Finish(room);
        var card = await Shown(room);
        var asks = await Give(room, Button(card, "确认导入"));
        Assert.Contains("有 10 人会离开名单(现在 11 人),超过一成", Said(asks));

        // Meanwhile the command line takes somebody off the list.
        await Load(room, Demo.Replace($"{DemoBranch.Id(11)},何伟,,demo,信贷员,,,he.wei@bank.example\n", "", StringComparison.Ordinal));
        await Give(room, Button(asks, "是的,确认导入"));
        await Finish(room);
        card = await Shown(room);
        Assert.Contains("比对之后名单又变了,什么都没改", Said(card));
        Assert.Equal(10, (await Find<Roster>(room, Roster.At(new("demo"))))!.Staff.Count);

        Assert.Contains("超过一成", Said(await Give(room, new SayImport("确认"))));
        await Give(room, new SayImport("确认离开"));
        await Finish(room);
        Assert.Single((await Find<Roster>(room, Roster.At(new("demo"))))!.Staff);
        Assert.Null((await Find<Person>(room, Person.At(DemoBranch.Teller.Id)))!.Placement);
    }

    [Fact]
    public async Task The_same_files_sent_twice_and_two_administrators_do_not_undo_each_other()
    {
        var room = Process();
        await Load(room);
        var swapped = Demo.Replace("何伟,,demo,信贷员", "何伟,,demo,公司业务柜员", StringComparison.Ordinal);
        await Send(room, ("staff.csv", swapped));
        await Send(room, ("staff.csv", swapped));
        await Finish(room);
        Assert.Contains("有变 1 人(何伟)", Said(await Shown(room)));

        // Another administrator confirms the same at this moment: one of them waits.
        var draft = (await Find<ImportDraft>(room, ImportDraft.Of(DemoBranch.Administrator)))!;
        var other = draft with { Admin = DemoBranch.Id(91), State = ImportState.Running, At = clock.GetUtcNow() };
        await room.Tables.Commit(new(other.Address.Partition, [(other, null)], [], []), cancel);
        Assert.Contains("另一位管理员的导入正在进行", Said(await Give(room, Button(await Shown(room), "确认导入"))));
        clock.Advance(TimeSpan.FromHours(2));
        await Give(room, Button(await Shown(room), "确认导入"));
        await Finish(room);
        Assert.Contains("导入完成", Said(await Shown(room)));
    }

    [Fact]
    public async Task A_language_a_region_and_its_leaders_are_changes_too()
    {
        var room = Process();
        await Load(room);
        await Send(room, ("regions.csv", "region,name\nR01,示范分行\n"), ("staff.csv", Demo
            .Replace("李静,,demo,个人业务柜员,,", "李静,,demo,个人业务柜员,,en-US", StringComparison.Ordinal)
            .Replace($"{DemoBranch.Id(20)},徐刚", $"{DemoBranch.Id(21)},谢军", StringComparison.Ordinal)));
        await Finish(room);
        var card = Said(await Shown(room));
        Assert.Contains("示范分行: 资料有变; 增加 1 人(谢军); 离开 1 人(徐刚)", card);
        Assert.Contains("示范支行: 有变 1 人(李静)", card);
        await Give(room, Button(await Shown(room), "确认导入"));
        await Finish(room);
        Assert.Equal(Language.English, (await Find<Person>(room, Person.At(DemoBranch.Teller.Id)))!.Placement!.Language);
        Assert.Equal([DemoBranch.Id(21)], (await Find<RegionLeaders>(room, RegionLeaders.At(new("R01"))))!.Leaders);
    }

    [Fact]
    public async Task Who_becomes_the_manager_is_told_once_if_the_bot_can_reach_him()
    {
        var room = Process();
        await Load(room);
        var at = Person.At(DemoBranch.Id(2));
        var rows = await room.Storage.Load([Read.One<Person>(at)], cancel);
        await room.Storage.Commit(new(at.Partition, [(rows.Find<Person>(at)! with { Chat = new("https://smba.trafficmanager.net/amer/", "a:2", "29:2", "28:1", "t") }, rows.VersionOf(at))], [], []), cancel);
        var swapped = Demo.Replace("王芳,,demo,支行长", "王芳,,demo,信贷员", StringComparison.Ordinal).Replace("刘强,,demo,销售主管", "刘强,,demo,支行长", StringComparison.Ordinal);
        await Send(room, ("staff.csv", swapped));
        await Finish(room);
        await Give(room, Button(await Shown(room), "确认导入"));
        await Finish(room);
        Assert.Single(told.Sent, e => e is { Show: ShowAppointment } && e.To == DemoBranch.Id(2));
        Assert.DoesNotContain(told.Sent, e => e is { Show: ShowAppointment } && e.To != DemoBranch.Id(2));
    }

    [Fact]
    public async Task Whatever_step_a_process_is_killed_at_an_import_is_finished_by_another_one_and_told_of()
    {
        await using var house = new JobHouse(azurite);
        var opened = 0;
        Command? confirm = null;
        await house.KillAtEachStep(
            async world =>
            {
                var room = house.Process(world);
                await Load(room, regions: true);
                await Send(room, ("branches.csv", File.ReadAllText(Repository.DemoFiles[1])), ("staff.csv", Demo));
                await Finish(room);
                await house.Quiet(room);
                confirm = Button(await Shown(room), "确认导入");
                opened = world.Sent.Count;
            },
            room => house.Give(room, DemoBranch.Administrator, confirm!),
            async (room, world, mortal) =>
            {
                Assert.Equal(11, (await Find<Roster>(room, Roster.At(new("demo"))))!.Staff.Count);
                Assert.Equal([DemoBranch.Id(31), DemoBranch.Id(32)], (await Find<Roster>(room, Roster.At(new("demo2"))))!.Staff.Select(s => s.Id));
                Assert.Equal("demo2", (await Find<Person>(room, Person.At(DemoBranch.Id(32))))!.Placement!.Branch!.Value.Value);
                Assert.Equal([DemoBranch.Id(20)], (await Find<RegionLeaders>(room, RegionLeaders.At(new("R01"))))!.Leaders);
                Assert.Contains("导入完成", Said(await Shown(room)));
                Assert.InRange(world.Sent.Skip(opened).Count(e => e.Show is ShowImport), 1, 1 + mortal.InFlight);
            },
            atLeast: 60);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in rooms)
        {
            await room.Delivery.Drain();
            await room.DisposeAsync();
        }
    }

    private StorageRoom Process()
    {
        var room = new StorageRoom(azurite, told, clock, prefix, people: true);
        rooms.Add(room);
        return room;
    }

    private async Task Load(StorageRoom room, string? staff = null, bool regions = false)
    {
        var folder = Directory.CreateTempSubdirectory("import").FullName;
        var file = Path.Combine(folder, "staff.csv");
        await File.WriteAllTextAsync(file, staff ?? Demo, cancel);
        var writer = new StaffWriter(room.Storage);
        var (output, errors) = (new StringWriter(), new StringWriter());
        string[] files = regions ? [Repository.DemoFiles[0]] : [Repository.DemoFiles[0], Repository.DemoFiles[1], file];
        Assert.True(await new StaffImport(writer, new(writer), new(room.Storage, Rehearsal.Catalogue, TimeProvider.System), new(room.Storage, TimeProvider.System), room.Get<Places>()).Run(["--yes", .. files], TextReader.Null, output, errors, cancel) == 0, errors.ToString());
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Answer> Send(StorageRoom room, params (string Name, string Content)[] files)
    {
        var sent = new List<SentFile>();
        foreach (var (name, content) in files)
        {
            var bytes = Encoding.UTF8.GetBytes(content);
            sent.Add(new(name, await room.Blobs.Put(BlobKind.Files, "csv", "text/csv", bytes, cancel), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
        }

        return await Give(room, new TakeImportFiles(sent));
    }

    private async Task<Answer> Give(StorageRoom room, Command command) =>
        (await room.Handler(clock).Handle(new(DemoBranch.Administrator, Language.Chinese, $"op-{operations++}", null), command, cancel)).Answer;

    private Task<Answer> Shown(StorageRoom room) => Give(room, new ShowImport());

    private static async Task Finish(StorageRoom room)
    {
        await room.Jobs.Drain();
        await room.Delivery.Drain();
    }

    private static string Said(Answer answer) => answer switch
    {
        Shown shown => TextRenderer.Render(shown.Card, Language.Chinese),
        Said said => said.Text.Zh,
        _ => "",
    };

    private static Command Button(Answer answer, string title) => ((Shown)answer).Card.Buttons.Single(b => b.Title.Zh == title).Command;

    private async Task<T?> Find<T>(StorageRoom room, RowAddress address)
        where T : Row => (await room.Tables.Load([Read.One<T>(address)], cancel)).Find<T>(address);
}
