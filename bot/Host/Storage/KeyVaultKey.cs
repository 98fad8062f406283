using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace BranchBot.Host.Storage;

/// <summary>
/// A key of Azure Key Vault, which wraps other keys and never leaves the vault. The vault's published protocol itself (learn.microsoft.com, "Wrap Key" and
/// "Unwrap Key", version 7.4): Microsoft's client of keys is not in the registry that we build from.
/// </summary>
internal sealed class KeyVaultKey
{
    private const string Version = "?api-version=7.4";
    private const string Algorithm = "RSA-OAEP-256";
    private readonly Uri key;
    private readonly HttpPipeline pipeline;

    /// <summary>A key by its address, which names no version: the newest one wraps, and each unwraps what it wrapped.</summary>
    public KeyVaultKey(Uri key, TokenCredential credential, ClientOptions? options = null)
    {
        this.key = key;

        // The vault's domain is the audience of its tokens: https://vault.azure.net, in Azure China https://vault.azure.cn.
        pipeline = HttpPipelineBuilder.Build(options ?? new Options(), new BearerTokenAuthenticationPolicy(credential, $"https://{key.Host[(key.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default"));
    }

    /// <summary>Whether a setting is the address of a key.</summary>
    public static bool IsOne(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == "https" && url.Query.Length == 0 && url.Host.Contains(".vault.", StringComparison.Ordinal)
        && url.AbsolutePath.Split('/') is ["", "keys", { Length: > 0 }];

    /// <summary>Wraps a key.</summary>
    /// <returns>What came out, and which version of the key did it.</returns>
    /// <exception cref="RequestFailedException">The vault did not.</exception>
    public (byte[] Wrapped, Uri By) Wrap(ReadOnlySpan<byte> content)
    {
        var answer = Ask(new Uri($"{key.AbsoluteUri}/wrapkey{Version}"), content);
        return (Base64Url.DecodeFromChars(answer.GetProperty("value").GetString()!), new(answer.GetProperty("kid").GetString()!));
    }

    /// <summary>Unwraps what this key has wrapped.</summary>
    /// <exception cref="RequestFailedException">The vault did not.</exception>
    /// <exception cref="CryptographicException">Another key did it: a row in storage does not choose whom the bot shows its token.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, Uri by) => by.AbsoluteUri.StartsWith($"{key.AbsoluteUri}/", StringComparison.OrdinalIgnoreCase)
        ? Base64Url.DecodeFromChars(Ask(new Uri($"{by.AbsoluteUri}/unwrapkey{Version}"), wrapped).GetProperty("value").GetString()!)
        : throw new CryptographicException("A key of data protection was wrapped by another key than Storage:KeyVaultKey.");

    private JsonElement Ask(Uri url, ReadOnlySpan<byte> value)
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(url);
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromString($$"""{"alg":"{{Algorithm}}","value":"{{Base64Url.EncodeToString(value)}}"}"""));
        pipeline.Send(message, CancellationToken.None);
        return message.Response.Status == 200 ? message.Response.Content.ToObjectFromJson<JsonElement>() : throw new RequestFailedException(message.Response);
    }

    private sealed class Options : ClientOptions
    {
        public Options()
        {
            Retry.MaxRetries = 3;
            Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        }
    }
}
