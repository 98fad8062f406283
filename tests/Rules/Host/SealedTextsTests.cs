using System.Security.Cryptography;
using BranchBot.Host.Storage;
using Microsoft.AspNetCore.DataProtection;
using Moq;

namespace BranchBot.Rules.Tests.Host;

/// <summary>What the bot has sealed and given away is told apart from keys that cannot be read just now.</summary>
public class SealedTextsTests
{
    private static readonly IDataProtector Real = new EphemeralDataProtectionProvider().CreateProtector("tests");

    [Fact]
    public void What_was_sealed_comes_back() => Assert.Equal("李静", Real.Open(Real.Protect("李静")));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64 !")]
    [InlineData("CfDJ8")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_somebody_made_up_is_nothing(string text) => Assert.Null(Real.Open(text));

    [Fact]
    [Trait("Threat", "TM-18")]
    public void What_was_changed_or_sealed_for_another_purpose_is_nothing()
    {
        var text = Real.Protect("李静");

        // The last digit of base64 has bits that mean nothing.
        Assert.All(Enumerable.Range(0, text.Length - 1), place => Assert.Null(Real.Open(text[..place] + (text[place] == 'A' ? 'B' : 'A') + text[(place + 1)..])));
        Assert.All(Enumerable.Range(0, text.Length), length => Assert.Null(Real.Open(text[..length])));
        Assert.Null(new EphemeralDataProtectionProvider().CreateProtector("tests").Open(text));
    }

    [Fact]
    public void Keys_that_cannot_be_read_are_a_fault_of_the_bot_and_not_of_the_text()
    {
        var protector = new Mock<IDataProtector>();
        protector.Setup(p => p.Unprotect(It.IsAny<byte[]>())).Throws(new CryptographicException("The payload was invalid.", new Azure.RequestFailedException(503, "busy")));
        Assert.Throws<CryptographicException>(() => protector.Object.Open("AAAA"));
    }
}
