using System.Text;
using BranchBot.Tests.Support;
using Microsoft.Playwright;

namespace BranchBot.Journeys.Tests;

/// <summary>The administrator sends the staff list as Excel in China saves it; it is compared, confirmed, and counts at once.</summary>
public sealed class ImportJourneys
{
    [Fact]
    [Trait("Rule", "P-7")]
    [Trait("Picture", "README")]
    public async Task A_staff_list_sent_into_the_chat_is_compared_confirmed_and_counts_at_once()
    {
        await using var stage = await Stage.Set("2026-11-24T08:10");
        await using var phones = await Phones.Open(stage, left: 11, right: 11);
        await phones.Page.GotoAsync($"{stage.Teams.Url}/?left={DemoBranch.Administrator}&right={DemoBranch.Id(11)}");
        var (admin, he) = (phones.Left, phones.Right);
        await he.Says("开门");
        await he.Sees("没有清单");
        await admin.Says("导入");
        await admin.Sees("regions.csv(二级分行)", "Excel 另存的 CSV");

        var list = (await File.ReadAllTextAsync(Repository.DemoFiles[2], TestContext.Current.CancellationToken)).Replace("何伟,,demo,信贷员", "何伟,,demo,公司业务柜员", StringComparison.Ordinal);
        var excel = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(list);
        var attach = admin.Self.GetByTestId("attach");
        var chooser = await phones.Page.RunAndWaitForFileChooserAsync(() => attach.ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "staff.csv", MimeType = "text/csv", Buffer = excel });
        await admin.Sees("文件都没有错。确认后才改。", "示范支行: 有变 1 人(何伟)");
        var card = admin.Newest;
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("import") });
        await Phone.Taps(card, "确认导入");
        await admin.Sees("导入完成");

        await he.Says("开门");
        await he.Sees("开门三件事", "0/3");
    }
}
