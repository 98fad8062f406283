using System.Security.Cryptography;
using System.Text;
using BranchBot.Features.Handbook;

namespace BranchBot.Rules.Tests.Features;

/// <summary>The eight lists are the handbook's, to the letter. The checksums were taken from the handbook's own text (its slips mended), not from the project's data.</summary>
public sealed class HandbookTests
{
    public static TheoryData<HandbookPage, string, string> Checksums => new()
    {
        { HandbookPage.BranchManager, "Duties", "34cb57dd2947f1d7b37b8068a06731b8f7ffdac6874c4aa74e95d74020997250" },
        { HandbookPage.BranchManager, "Opening", "b2547a9c8b4e80ff82e4132bfcaffaa62d1c947cd60a53be5d47bfd03357ec3e" },
        { HandbookPage.BranchManager, "Closing", "cef1b8ccdb954f045cdd28a8395b0bac7f119de61d0b838ea7a37e2c97ad2c0b" },
        { HandbookPage.SalesSupervisor, "Duties", "51ae7c489af44f756ba380a64b24339cacaa3cd2578dfe57fffd97fee18eac51" },
        { HandbookPage.SalesSupervisor, "Opening", "c5a4a9d4e4f7214248f01137ec89906f55d175a528b5aea3e387d88a2b0a9504" },
        { HandbookPage.SalesSupervisor, "Closing", "063e585d3e0641018330c96b697110445b67fe89234b85306ebb2d8ad70dee3c" },
        { HandbookPage.WealthManager, "Duties", "e4ac61ecee2bbe831a119249c2595eeedb21ccafd03ba11b26641b981f22eb06" },
        { HandbookPage.WealthManager, "Opening", "8e75e48b08f989900eb29acd648237e3e65742f04b99790fa31a4d1e29b2214e" },
        { HandbookPage.WealthManager, "Closing", "90c93b939ea24c44d9a7e44178b2fb12ea9e251fa8df7329de991fba53072178" },
        { HandbookPage.CustomerManager, "Duties", "aa8d0f01cbc2928001327dc958019da12f4908cc33ed3abb8ff32de59fa0d76a" },
        { HandbookPage.CustomerManager, "Opening", "48e585e9dee80333b186c8b919d14ab80712d3c2708c5626af7556fd18b46613" },
        { HandbookPage.CustomerManager, "Closing", "90c93b939ea24c44d9a7e44178b2fb12ea9e251fa8df7329de991fba53072178" },
        { HandbookPage.OperationsSupervisor, "Duties", "af7510d8a8c2789d0b0ab4ba98637b86674fdc9752b76f050b9038e26bbda09d" },
        { HandbookPage.OperationsSupervisor, "Opening", "341342befe43f4653097b6a187ea846588dc1768b433c1eaaee37fc4adee546b" },
        { HandbookPage.OperationsSupervisor, "Closing", "15f1b4c6d52be1d6fa1824f37a8a64018fdd531498e5688a7d9a8c4b82b7a926" },
        { HandbookPage.PersonalTeller, "Duties", "25e58d10b7fc1176047db00f27ee7693d90327bb026a04141cbfdccd20c0da31" },
        { HandbookPage.PersonalTeller, "Opening", "3ba5bd4d16ffb2f2c3cd3539dee23bdb4ee520974594fe226c479a08e8f3b11e" },
        { HandbookPage.PersonalTeller, "Closing", "e1865eb80a36bcbf2f3c361c639afd47e56f8d40cb1696854e69b80fc0bcbb0a" },
        { HandbookPage.CorporateTeller, "Duties", "89adf89f5d7c0d5b4145a471e67c0e75f5d509a532021aefed4e88eaec6f0a89" },
        { HandbookPage.CorporateTeller, "Opening", "24f2d801e9b8982655c233d2c6be5b1d064fb299fbb0ffb45f01ff3c4d3ae25e" },
        { HandbookPage.CorporateTeller, "Closing", "5c262c1e61379ea548a6388460a10f3bebbff0999446798b80df3212cd01bc5d" },
        { HandbookPage.LobbyManager, "Duties", "1b09e9a39cdd51c7590ee4b431ab2aff85771cf19b127175adc334faea0a0abc" },
        { HandbookPage.LobbyManager, "Opening", "f96cb965dd6f94ac580c879fdea5ff71f84337fb70f5fbe70bf3cc9d014ce7cf" },
        { HandbookPage.LobbyManager, "Closing", "b4200bf1aaea8c5f4cfe9e1e41806a920cb8a85c0007b93b3ba4a1ed0ff248dc" },
    };

    [Theory]
    [MemberData(nameof(Checksums))]
    [Trait("Rule", "P-3")]
    [Trait("Rule", "T-1")]
    public void The_lists_are_the_handbooks_word_for_word(HandbookPage page, string section, string checksum)
    {
        var texts = section switch { "Duties" => HandbookText.Duties(page), "Opening" => HandbookText.Opening(page), _ => HandbookText.Closing(page) };

        Assert.Equal(checksum, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts.Select(t => t.Zh))))));
    }

    [Fact]
    [Trait("Rule", "T-1")]
    public void Everybody_but_the_loan_officer_has_three_opening_and_three_closing_items() => Assert.All(Enum.GetValues<HandbookPage>(), page =>
    {
        Assert.Equal(page == HandbookPage.LoanOfficer ? 0 : 3, HandbookText.Opening(page).Count);
        Assert.Equal(page == HandbookPage.LoanOfficer ? 0 : 3, HandbookText.Closing(page).Count);
    });

    [Fact]
    public void Everything_in_the_handbook_has_its_English() => Assert.All(
        Enum.GetValues<HandbookPage>().SelectMany(p => HandbookText.Duties(p).Concat(HandbookText.Opening(p)).Concat(HandbookText.Closing(p))),
        text =>
        {
            Assert.DoesNotContain(text.En, c => c > 0x7f);
            Assert.NotEmpty(text.En);
        });

    [Fact]
    [Trait("Rule", "P-3")]
    public void The_branch_spirit_has_four_words() => Assert.Equal("真诚团结专业进步", string.Concat(HandbookText.Spirit.Select(t => t.Zh)));
}
