using Microsoft.AspNetCore.Http.HttpResults;

namespace BranchBot.Host.Pages;

/// <summary>What the app says of itself to everybody, at the addresses that its manifest names (<c>/about</c>).</summary>
internal static class AboutPage
{
    /// <summary>Each part with the name it is linked by.</summary>
    public static readonly IReadOnlyList<(string Id, Text Head, Text Words)> Said =
    [
        ("app", new("这是什么", "What this is"), new(
            "BranchBot 是本行在 Teams、Outlook 和 Excel 里使用的网点助手,由本行自己部署和管理。有问题请找本行的系统管理员。",
            "BranchBot is the bank's own helper for its branches in Teams, Outlook and Excel, installed and run by the bank. Please turn to your bank's administrator with questions.")),
        ("privacy", new("个人信息", "Personal data"), new(
            "它保存:员工名单(姓名、岗位、班次,有的话还有邮箱)、语言;休假、休息日、代班;任务完成情况、业绩和目标、异常、亮点时刻卡和照片;表扬、投诉和观察;季度谈话的安排、记录和约定,安排谈话时日历里忙的时间,支行长的私下笔记;您写给它、它发给您的话里还要用的部分,谁在什么时候改了什么。都存在本行自己的存储账户里,只给按岗位可以看的人看,到期删除;私下笔记只有写的人能看。照片会去掉拍摄信息。运行日志里没有姓名和内容,但有您的账号编号(对象 ID),留到日志到期。需要知道保存多久,需要查看、更正或删除,请找本行的系统管理员。",
            "It keeps: the staff list (name, position, shift and, where there is one, mail address), your language; leave, rest days, deputies; what was done of the tasks, sales and targets, issues, highlight cards and photos; praise, complaints and observations; when quarterly talks are, their minutes and agreements, the busy times of calendars as talks were arranged, and the manager's private notes; what is still needed of the words between you and it, and who changed what and when. All of it is in the bank's own storage account, is shown to those whose position lets them see it, and goes when its time is over; private notes are read by their author alone. Photos lose what the camera wrote beside them. The program's log has no names and no words, but your account's number (object id), until the log ends. To learn how long data are kept, or to see, correct or delete them, please turn to your bank's administrator.")),
        ("terms", new("使用条款", "Terms of use"), new(
            "供本行员工工作使用,按本行的规定。软件按 MIT 许可证提供,不附带担保。",
            "For the bank's staff at work, under the bank's rules. The software comes under the MIT licence, without warranty.")),
    ];

    /// <summary>Maps the page.</summary>
    public static void MapAbout(this WebApplication app) => app.MapGet("/about", IResult (HttpContext http) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        return new RazorComponentResult<About>();
    }).AllowAnonymous().ExcludeFromDescription();
}
