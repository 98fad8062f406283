using BranchBot.Host.Teams;

namespace BranchBot.Rules.Tests.Host;

public sealed class ActivityTests
{
    [Theory]
    [InlineData("personal", null, "a:1", true)]
    [InlineData("groupChat", null, "19:1@thread.v2", false)]
    [InlineData("channel", null, "19:1@thread.tacv2", false)]
    [InlineData("somethingNew", null, "a:1", false)]
    [InlineData(null, null, "a:1", true)]
    [InlineData(null, false, "a:1", true)]
    [InlineData(null, true, "a:1", false)]
    [InlineData(null, null, "19:1@thread.v2", false)]
    public void What_is_not_surely_a_persons_own_chat_is_a_group(string? type, bool? isGroup, string id, bool personal) =>
        Assert.Equal(personal, new Activity { Conversation = new() { ConversationType = type, IsGroup = isGroup, Id = id } }.IsPersonal);
}
