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
            "它保存员工名单、任务完成情况、业绩、异常、亮点时刻卡和谈话约定,存在本行自己的存储账户里,只给按岗位可以看的人看;照片会去掉拍摄信息。需要查看、更正或删除,请找本行的系统管理员。",
            "It keeps the staff list, what was done of the tasks, sales, issues, highlight cards and what was agreed in talks, in the bank's own storage account, and shows it to those whose position lets them see it; photos lose what the camera wrote beside them. To see, correct or delete data, please turn to your bank's administrator.")),
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
