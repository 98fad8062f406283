using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BranchBot.LocalTeams;

/// <summary>Ids of the shape Teams uses: opaque, and the same again after a restart.</summary>
internal static class TeamsIds
{
    public static string Mri(string appId, string objectId) => "29:1" + Opaque("mri", appId, objectId);

    public static string PersonalChat(string appId, string objectId) => "a:1" + Opaque("chat", appId, objectId);

    public static string Channel(string tenant, string branch) => $"19:{Opaque("channel", tenant, branch)}@thread.tacv2";

    public static string GroupChat(string tenant, string branch) => $"19:{Opaque("group", tenant, branch)}@thread.v2";

    public static string Bot(string appId) => "28:" + appId;

    private static string Opaque(string kind, string scope, string key) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{scope}/{key}")));
}
