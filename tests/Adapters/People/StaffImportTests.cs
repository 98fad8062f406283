using System.Text;
using System.Text.Json;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.Sales;
using BranchBot.Host.People;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.People;

/// <summary>Branches and staff loaded by the program's command line: all or nothing, every error told with its place.</summary>
public sealed class StaffImportTests : IAsyncDisposable
{
    private const string Regions = "region,name\nR01,示范二级分行\n";
    private const string Branches = "branch,name,region,time_zone,language,monday,tuesday,wednesday,thursday,friday,saturday,sunday\n"
        + "demo,示范支行,R01,Asia/Shanghai,zh-CN,08:30-17:00,08:30-17:00,08:30-17:00,08:30-17:00,08:30-17:00,,\n";

    private const string Heading = "object_id,name,region,branch,position,lobby,language\n";
    private const string DemoHeading = "object_id,name,region,branch,position,lobby,language,mail\n";
    private readonly StorageRoom room;
    private readonly string folder = Directory.CreateTempSubdirectory("import").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    public StaffImportTests(AzuriteFixture azurite) => room = new(azurite, prefix: "i" + Guid.NewGuid().ToString("N")[..12]);

    [Fact]
    public async Task The_demo_files_are_taken_and_everybody_is_found_where_he_belongs()
    {
        Assert.Equal(0, await Import([.. Repository.DemoFiles]));

        var manager = await Find<Person>(Person.At(DemoBranch.Manager.Id));
        Assert.Equal(("王芳", Position.BranchManager, "demo"), (manager!.Placement!.Name, manager.Placement.Position, manager.Placement.Branch!.Value.Value));
        Assert.Equal("R01", (await Find<Person>(Person.At(DemoBranch.Id(20))))!.Placement!.Leads!.Id.Value);
        Assert.Equal(11, (await Find<Roster>(Roster.At(new("demo"))))!.Staff.Count);
        Assert.Equal(LobbyRole.Primary, (await Find<Person>(Person.At(DemoBranch.Lobby.Id)))!.Placement!.Lobby);
        var second = (await Find<BranchFacts>(BranchFacts.At(new("demo2"))))!.Branch;
        Assert.Equal(new TimeOnly(9, 0), second.Hours.On(DayOfWeek.Sunday)!.Opens);
        Assert.Null((await Find<Person>(Person.At(DemoBranch.Administrator))));
    }

    [Fact]
    public async Task Loading_again_changes_nothing_and_what_Teams_told_stays()
    {
        await Import([.. Repository.DemoFiles]);
        var address = Person.At(DemoBranch.Teller.Id);
        var rows = await room.Storage.Load([Read.One<Person>(address)], cancel);
        var known = rows.Find<Person>(address)! with { Chat = new("https://smba.trafficmanager.net/amer/", "a:1", "29:1", "28:1", "t"), Chosen = Language.English };
        await room.Storage.Commit(new(address.Partition, [(known, rows.VersionOf(address))], [], []), cancel);

        Assert.Equal(0, await Import([.. Repository.DemoFiles]));
        Assert.Equal(known, await Find<Person>(address));
        Assert.Equal(0, await Import(["--if-empty", .. Repository.DemoFiles]));
        Assert.Contains("nothing was changed", output.ToString());
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public async Task Who_no_longer_stands_in_the_list_loses_his_place()
    {
        await Import([.. Repository.DemoFiles]);
        var files = Files(Regions, Branches, Heading + $"{DemoBranch.Manager.Id},王芳,,demo,支行长,,\n");
        Assert.Equal(1, await Import(files));
        Assert.Contains("10 of 12 people would leave, more than a tenth", errors.ToString());
        Assert.Equal(0, await Import(["--many-leave", .. files]));

        Assert.Null((await Find<Person>(Person.At(DemoBranch.Teller.Id)))!.Placement);
        Assert.Single((await Find<Roster>(Roster.At(new("demo"))))!.Staff);
        Assert.NotNull((await Find<Person>(Person.At(DemoBranch.Id(31))))!.Placement);
    }

    [Theory]
    [InlineData("not-a-guid,王芳,,demo,支行长,,", "staff.csv, line 2, object_id: 'not-a-guid' is not an Entra object id")]
    [InlineData("10000000-0000-0000-0000-000000000001,,,demo,支行长,,", "staff.csv, line 2, name")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,demo3,支行长,,", "line 2, branch: 'demo3' is not in branches.csv")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,demo,行长,,", "line 2, position: '行长' is no position: 支行长、销售主管")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,demo,支行长,main,", "line 2, lobby: 'main' is not allowed")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,demo,支行长,,fr", "line 2, language: 'fr' is not allowed")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,R01,demo,支行长,,", "line 2, region: a region leader belongs to a region")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,R02,,,,", "line 2, region: 'R02' is not in regions.csv")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,demo,支行长,,\n10000000-0000-0000-0000-000000000001,王芳,,demo,信贷员,,", "line 3, object_id: '10000000-0000-0000-0000-000000000001' stands in the file already")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,demo,支行长,,\n10000000-0000-0000-0000-000000000002,刘强,,demo,支行长,,", "line 3, position: branch demo has a manager already")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,demo,支行长,primary,\n10000000-0000-0000-0000-000000000002,刘强,,demo,信贷员,primary,", "line 3, lobby: branch demo has a primary lobby manager already")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,demo", "line 2, line: has 3 cells; the heading has 7")]
    [InlineData("10000000-0000-0000-0000-000000000001,王芳,,,,,", "line 2, branch: a person has a branch, or leads a region")]
    public async Task What_is_wrong_is_told_with_line_and_column_and_nothing_is_taken(string staff, string error)
    {
        Assert.Equal(1, await Import(Files(Regions, Branches, Heading + staff + "\n")));

        Assert.Contains(error, errors.ToString());
        Assert.Contains("Nothing was taken", errors.ToString());
        Assert.Null(await Find<Roster>(Roster.At(new("demo"))));
    }

    [Theory]
    [InlineData("Asia/Shanghai", "Mars/Base", "line 2, time_zone: 'Mars/Base' is not an IANA time zone")]
    [InlineData("zh-CN,08:30-17:00", "zh-CN,17:00-08:30", "line 2, monday: '17:00-08:30' are no hours; write them like 08:30-17:00")]
    [InlineData("demo,", "de mo,", "line 2, branch: 'de mo' is not an id")]
    [InlineData(",R01,", ",R09,", "line 2, region: 'R09' is not in regions.csv")]
    [InlineData("time_zone", "zone", "branches.csv, line 1, zone: no such column; the first line is")]
    public async Task A_branch_that_cannot_be_is_refused_with_what_is_allowed(string right, string wrong, string error)
    {
        Assert.Equal(1, await Import(Files(Regions, Branches.Replace(right, wrong, StringComparison.Ordinal), Heading)));
        Assert.Contains(error, errors.ToString());
    }

    [Fact]
    public async Task A_file_with_a_byte_order_mark_and_one_as_Excel_in_China_saves_it_are_read_and_what_is_neither_refused()
    {
        var files = Files(Regions, Branches, Heading);
        File.WriteAllText(files[1], Branches, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(0, await Import(files));

        File.WriteAllBytes(files[0], [.. "region,name\nR01,"u8, 0xCA, 0xBE, 0xB7, 0xB6, (byte)'\n']);
        Assert.Equal(0, await Import(files));
        Assert.Equal("示范", (await Find<Region>(Region.At(new("R01"))))!.Name);

        File.WriteAllBytes(files[0], [.. "region,name\nR01,"u8, 0xFF, 0xFF, (byte)'\n']);
        Assert.Equal(1, await Import(files));
        Assert.Contains("is neither UTF-8 nor GB18030", errors.ToString());
    }

    [Fact]
    public async Task The_command_line_says_how_it_is_used()
    {
        Assert.Equal(2, await Import(["people.csv"]));
        Assert.Contains(StaffImport.Usage, errors.ToString());
        Assert.Equal(2, await Import(["--force", "staff.csv"]));
        Assert.Equal(1, await Import(["staff-nowhere.csv"]));
        Assert.Contains("There is no file staff-nowhere.csv", errors.ToString());
    }

    [Fact]
    [Trait("Threat", "TM-36")]
    public async Task Nothing_is_taken_without_a_yes_and_what_would_change_is_printed_first()
    {
        Assert.Equal(1, await Import([.. Repository.DemoFiles], answer: "no"));
        Assert.Contains("示范支行: new; 11 join (王芳, 刘强, 周涛, 陈晓, 孙丽 …)", output.ToString());
        Assert.Null(await Find<Roster>(Roster.At(new("demo"))));
    }

    [Fact]
    public async Task Columns_that_may_be_left_out_are_read_and_what_stands_is_kept_where_they_are()
    {
        var more = Branches.Replace("sunday\n", "sunday,holiday_hours,shifts,day_end\n", StringComparison.Ordinal).Replace(",,\n", ",,,10:00-15:00,早班 08:00-14:00; 晚班 12:00-18:00,03:30\n", StringComparison.Ordinal);
        var staff = $"object_id,name,region,branch,position,lobby,language,shift,rest,joined,left\n{DemoBranch.Manager.Id},王芳,,demo,支行长,,,晚班,周六 周日,2026-10-09,\n";
        Assert.Equal(0, await Import(Files(Regions, more, staff)));
        var branch = (await Find<BranchFacts>(BranchFacts.At(new("demo"))))!.Branch;
        Assert.Equal((new TimeOnly(10, 0), new TimeOnly(3, 30)), (branch.HolidayHours!.Opens, branch.Time.DayEnds));
        Assert.Equal(["早班", "晚班"], branch.Shifts.Select(s => s.Name));
        var pattern = (await Find<Person>(Person.At(DemoBranch.Manager.Id)))!.Placement!.Pattern!;
        Assert.Equal(("晚班", new DateOnly(2026, 10, 9)), (pattern.Shift, pattern.Joined));
        Assert.Equal([DayOfWeek.Sunday, DayOfWeek.Saturday], pattern.Rest);

        Assert.Equal(0, await Import(Files(Regions, Branches, Heading + $"{DemoBranch.Manager.Id},王芳芳,,demo,支行长,,\n")));
        Assert.NotNull((await Find<BranchFacts>(BranchFacts.At(new("demo"))))!.Branch.HolidayHours);
        var placement = (await Find<Person>(Person.At(DemoBranch.Manager.Id)))!.Placement!;
        Assert.Equal(("王芳芳", "晚班"), (placement.Name, placement.Pattern!.Shift));

        Assert.Equal(1, await Import(Files(Regions, Branches, staff.Replace("晚班", "夜班", StringComparison.Ordinal).Replace("周六", "周末", StringComparison.Ordinal))));
        Assert.Contains("line 2, rest: '周末' is no weekday", errors.ToString());
        Assert.Contains("line 2, shift: the branch has no shift '夜班': 早班, 晚班", errors.ToString());
    }

    [Fact]
    public async Task A_mail_address_is_taken_and_kept_where_a_file_has_no_such_column_and_one_that_is_none_is_refused()
    {
        var line = $"{DemoBranch.Manager.Id},王芳,,demo,支行长,,";
        Assert.Equal(0, await Import(Files(Regions, Branches, $"{DemoHeading}{line},wang.fang@bank.example\n")));
        Assert.Equal("wang.fang@bank.example", await Mail());
        Assert.Equal(0, await Import(Files(Regions, Branches, $"{Heading}{line}\n")));
        Assert.Equal("wang.fang@bank.example", await Mail());

        Assert.Equal(1, await Import(Files(Regions, Branches, $"{DemoHeading}{line},王芳@行\n")));
        Assert.Contains("line 2, mail: '王芳@行' is no mail address", errors.ToString());
        Assert.Equal(0, await Import(Files(Regions, Branches, $"{DemoHeading}{line},\n")));
        Assert.Null(await Mail());

        async Task<string?> Mail() => (await Find<Roster>(Roster.At(new("demo"))))!.Staff[0].Mail;
    }

    [Fact]
    [Trait("Rule", "P-7")]
    public async Task Only_branches_that_are_named_are_touched_and_who_moves_leaves_the_other_list()
    {
        await Import([.. Repository.DemoFiles]);
        var before = (await Find<Roster>(Roster.At(new("demo2"))))!;
        var staff = Path.Combine(folder, "staff-demo.csv");
        var demo = (await File.ReadAllLinesAsync(Repository.DemoFiles[2], cancel)).Where(l => l.Contains(",demo,", StringComparison.Ordinal));
        await File.WriteAllTextAsync(staff, DemoHeading + string.Join('\n', demo) + $"\n{DemoBranch.Id(32)},朱琳,,demo,个人业务柜员,,,\n", cancel);

        Assert.Equal(0, await Import([staff]));
        Assert.Equal("demo", (await Find<Person>(Person.At(DemoBranch.Id(32))))!.Placement!.Branch!.Value.Value);
        Assert.Equal(12, (await Find<Roster>(Roster.At(new("demo"))))!.Staff.Count);
        Assert.Equal(before.Staff.Select(s => s.Id).Except([DemoBranch.Id(32)]), (await Find<Roster>(Roster.At(new("demo2"))))!.Staff.Select(s => s.Id));
        Assert.Equal([DemoBranch.Id(20)], (await Find<RegionLeaders>(RegionLeaders.At(new("R01"))))!.Leaders);

        // The leader of the region comes to the branch, and the region has another name.
        await File.WriteAllTextAsync(staff, DemoHeading + string.Join('\n', demo) + $"\n{DemoBranch.Id(20)},徐刚,,demo,个人业务柜员,,,\n{DemoBranch.Id(32)},朱琳,R01,,,,,\n", cancel);
        var regions = Path.Combine(folder, "regions.csv");
        await File.WriteAllTextAsync(regions, "region,name\nR01,示范分行\n", cancel);
        Assert.Equal(0, await Import(["--many-leave", staff, regions]));
        Assert.Equal([DemoBranch.Id(32)], (await Find<RegionLeaders>(RegionLeaders.At(new("R01"))))!.Leaders);
        Assert.Equal("示范分行", (await Find<Person>(Person.At(DemoBranch.Id(32))))!.Placement!.Leads!.Name);
        Assert.Null((await Find<Person>(Person.At(DemoBranch.Id(20))))!.Placement!.Leads);
        Assert.DoesNotContain((await Find<Roster>(Roster.At(new("demo"))))!.Staff, s => s.Id == DemoBranch.Id(32));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public async Task Products_of_several_regions_are_taken_beside_the_list_and_the_demos_are_the_usual_ones()
    {
        Assert.Equal(0, await Import([.. Repository.DemoFiles, Repository.DemoProducts]));

        var stands = (await Find<SalesCatalogue>(SalesCatalogue.At(new("R01"))))!;
        Assert.Equal(SalesCatalogue.Usual.Select(p => JsonSerializer.Serialize(p, Catalogue.Json)), stands.Products.SkipLast(1).Select(p => JsonSerializer.Serialize(p, Catalogue.Json)));
        Assert.Equal(("bond", new DateOnly(2025, 12, 31)), (stands.Products[^1].Id, stands.Products[^1].To));
        Assert.Contains("R01, products: new 1.", output.ToString());
        Assert.Equal(0, await Import([Repository.DemoProducts]));
        Assert.Contains("nothing was changed", output.ToString());

        // Only a region that has none yet, where it is said so.
        await File.WriteAllTextAsync(Path.Combine(folder, "products.csv"), "region,product,name,name_en,unit,amount\nR01,fund,基金,funds,笔,是\n", cancel);
        Assert.Equal(0, await Import(["--if-empty", Path.Combine(folder, "products.csv")]));
        Assert.Equal(12, (await Find<SalesCatalogue>(SalesCatalogue.At(new("R01"))))!.Products.Count);
        Assert.Equal(0, await Import([Path.Combine(folder, "products.csv")]));
        Assert.Contains("R01, products: ended 10.", output.ToString());
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public async Task What_is_wrong_with_products_is_told_with_line_and_column_and_nothing_is_taken()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "products.csv"), "region,product,name,name_en,unit,amount,aliases\nR01,fund,基金,funds,户,是,\nR09,x,新品,novelty,笔,是,\nR01,y,两万,novelty,笔,maybe,\nR01,z,引见,novelty,笔,是,w\n", cancel);
        Assert.Equal(1, await Import([.. Repository.DemoFiles, Path.Combine(folder, "products.csv")]));

        var said = errors.ToString();
        Assert.Contains("products.csv, line 2, unit: was deals and cannot change", said);
        Assert.Contains("products.csv, line 3, region: 'R09' is not in regions.csv", said);
        Assert.Contains("products.csv, line 4, amount: 'maybe' is not allowed: yes or no", said);
        Assert.Contains("products.csv, line 5, aliases: 'w' would be read as a number", said);
        Assert.True(said.Contains("Nothing was taken: 4 errors.", StringComparison.Ordinal), said);
        Assert.Null(await Find<Roster>(Roster.At(new("demo"))));
    }

    [Fact]
    [Trait("Rule", "H-5")]
    public async Task A_branch_goes_on_behind_its_last_card_on_paper_once_and_one_that_is_not_there_is_named()
    {
        var cards = Path.Combine(folder, "cards.csv");
        await File.WriteAllTextAsync(cards, "branch,year,last\ndemo,2026,146\nnowhere,2026,3\ndemo,2026,147\n", cancel);
        Assert.Equal(1, await Import([.. Repository.DemoFiles, cards]));
        Assert.Contains("cards.csv, line 3, branch: 'nowhere' is not in branches.csv, nor known already", errors.ToString());
        Assert.Contains("cards.csv, line 4, year: stands twice: demo has a line of 2026 already", errors.ToString());
        Assert.Null(await Find<Roster>(Roster.At(new("demo"))));

        await File.WriteAllTextAsync(cards, "branch,year,last\ndemo,2026,146\n", cancel);
        Assert.Equal(1, await Import([.. Repository.DemoFiles, cards], answer: "no"));
        Assert.Null(await Find<HighlightBook>(HighlightBook.At(new("demo"))));
        Assert.Equal(0, await Import([.. Repository.DemoFiles, cards]));
        Assert.Contains("demo, highlight cards: 2026 goes on behind 146.", output.ToString());
        Assert.Equal(146, (await Find<HighlightBook>(HighlightBook.At(new("demo"))))!.Numbers[2026]);
        await File.WriteAllTextAsync(cards, "branch,year,last\ndemo,2026,200\n", cancel);
        Assert.Equal(0, await Import([cards]));
        Assert.Equal((1, 146), ((await Find<HighlightBook>(HighlightBook.At(new("demo"))))!.Events, (await Find<HighlightBook>(HighlightBook.At(new("demo"))))!.Numbers[2026]));

        await File.WriteAllTextAsync(cards, "branch,year,last\nde mo,2026,1\ndemo,26,0\n", cancel);
        Assert.Equal(1, await Import([cards]));
        Assert.Contains("cards.csv, line 2, branch", errors.ToString());
        Assert.Contains("cards.csv, line 3, year: takes a whole number from 2000 to 2200", errors.ToString());
        Assert.Contains("cards.csv, line 3, last: takes a whole number from 1 to 999999", errors.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await room.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<int> Import(IReadOnlyList<string> arguments, string answer = "yes")
    {
        var writer = new StaffWriter(room.Storage);
        return new StaffImport(writer, new(writer), new(room.Storage, Rehearsal.Catalogue, TimeProvider.System), new(room.Storage, TimeProvider.System), room.Get<Places>()).Run(arguments, new StringReader(answer + "\n"), output, errors, cancel);
    }

    private string[] Files(string regions, string branches, string staff)
    {
        string[] names = [Path.Combine(folder, "regions.csv"), Path.Combine(folder, "branches.csv"), Path.Combine(folder, "staff.csv")];
        File.WriteAllText(names[0], regions);
        File.WriteAllText(names[1], branches);
        File.WriteAllText(names[2], staff);
        return names;
    }

    private async Task<T?> Find<T>(RowAddress address)
        where T : Row => (await room.Storage.Load([Read.One<T>(address)], cancel)).Find<T>(address);
}
