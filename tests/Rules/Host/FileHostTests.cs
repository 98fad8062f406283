using BranchBot.Host.Teams;

namespace BranchBot.Rules.Tests.Host;

/// <summary>Files are fetched from OneDrive and from nowhere else.</summary>
public sealed class FileHostTests
{
    [Theory]
    [Trait("Threat", "TM-15")]
    [InlineData("https://contoso-my.sharepoint.com/personal/x/_layouts/15/download.aspx?UniqueId=1&tempauth=2", true)]
    [InlineData("https://CONTOSO-MY.SHAREPOINT.COM/x", true)]
    [InlineData("https://contoso-my.sharepoint.com:443/x", true)]
    [InlineData("https://contoso-my.sharepoint.com:8443/x", false)]
    [InlineData("http://contoso-my.sharepoint.com/x", false)]
    [InlineData("https://sharepoint.com/x", false)]
    [InlineData("https://evilsharepoint.com/x", false)]
    [InlineData("https://contoso.sharepoint.com.evil.example/x", false)]
    [InlineData("https://contoso.sharepoint.com@evil.example/x", false)]
    [InlineData("https://user@contoso.sharepoint.com/x", false)]
    [InlineData("https://evil.example/contoso.sharepoint.com", false)]
    [InlineData("https://evil.example#.sharepoint.com", false)]
    [InlineData("https://evil.example?.sharepoint.com", false)]
    [InlineData("https://evil.example\\.sharepoint.com", false)]
    [InlineData("https://contoso.sharepoint.com./x", false)]
    [InlineData("https://10.0.0.1/x", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("https://0x7f.1/x", false)]
    [InlineData("https://contoso.sharepoint.cn/x", false)]
    public void Of_the_worldwide_cloud(string url, bool trusted) => Assert.Equal(trusted, Uri.TryCreate(url, UriKind.Absolute, out var address) && TeamsCloud.Public.FileHosts.Any(h => h.Trusts(address)));

    [Fact]
    public void Each_cloud_has_its_own()
    {
        Assert.Contains(TeamsCloud.China.FileHosts, h => h.Trusts(new("https://contoso-my.sharepoint.cn/x")));
        Assert.Contains(TeamsCloud.UsGov.FileHosts, h => h.Trusts(new("https://contoso-my.sharepoint.us/x")));
        Assert.DoesNotContain(TeamsCloud.UsGov.FileHosts, h => h.Trusts(new("https://contoso-my.sharepoint.com/x")));
    }
}
