using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using BranchBot.Host.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BranchBot.Rules.Tests.Host;

/// <summary>The keys of data protection lie in storage wrapped by a key that never leaves its vault.</summary>
public sealed class KeyVaultTests : IDisposable
{
    private readonly Vault vault = new();

    public void Dispose() => vault.Dispose();

    [Fact]
    [Trait("Threat", "TM-30")]
    public void Who_reads_the_storage_cannot_read_what_the_bot_sealed_and_another_instance_can()
    {
        var blobs = new InStorage();
        var text = Instance(blobs).CreateProtector("links").Protect("李静");

        var row = Assert.Single(blobs.GetAllElements()).ToString();
        Assert.DoesNotContain("<masterKey", row, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", row, StringComparison.Ordinal);
        Assert.Contains("vaulted", row, StringComparison.Ordinal);
        Assert.Equal("李静", Instance(blobs).CreateProtector("links").Unprotect(text));
    }

    [Fact]
    public void After_the_vaults_key_was_rotated_older_keys_are_opened_by_the_version_that_wrapped_them()
    {
        var blobs = new InStorage();
        var text = Instance(blobs).CreateProtector("links").Protect("李静");
        vault.Rotate();
        Assert.Equal("李静", Instance(blobs).CreateProtector("links").Unprotect(text));
        Assert.Contains(vault.Asked, path => path.EndsWith("/1/unwrapkey", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-17")]
    public void The_bot_shows_its_token_to_no_other_address_whatever_lies_in_the_storage()
    {
        var key = vault.Key();
        Assert.Throws<CryptographicException>(() => key.Unwrap([1, 2, 3], new("https://evil.example/keys/branchbot/1")));
        Assert.Throws<CryptographicException>(() => key.Unwrap([1, 2, 3], new("https://bank.vault.azure.net/keys/branchbot-evil/1")));
        Assert.Empty(vault.Asked);
    }

    [Fact]
    public void A_vault_that_refuses_is_a_fault_and_no_key()
    {
        vault.Refuses = true;
        Assert.Equal(403, Assert.Throws<RequestFailedException>(() => vault.Key().Wrap([1, 2, 3])).Status);
    }

    [Theory]
    [InlineData("https://bank.vault.azure.net/keys/branchbot", "https://vault.azure.net/.default")]
    [InlineData("https://bank.vault.azure.cn/keys/branchbot", "https://vault.azure.cn/.default")]
    public void The_token_is_for_the_vaults_of_the_cloud(string address, string scope)
    {
        Assert.True(KeyVaultKey.IsOne(address));
        vault.Key(address).Wrap([1, 2, 3]);
        Assert.Equal(scope, Assert.Single(vault.Scopes));
    }

    [Theory]
    [InlineData("http://bank.vault.azure.net/keys/branchbot")]
    [InlineData("https://bank.vault.azure.net/")]
    [InlineData("https://bank.vault.azure.net/secrets/branchbot")]
    [InlineData("https://bank.vault.azure.net/keys/branchbot/1")]
    [InlineData("https://example.com/keys/branchbot")]
    [InlineData("branchbot")]
    public void Other_addresses_are_no_key(string address) => Assert.False(KeyVaultKey.IsOne(address));

    private IDataProtectionProvider Instance(InStorage blobs)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("BranchBot");
        services.AddSingleton(vault.Key()).AddSingleton<VaultXmlEncryptor>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(options => (options.XmlRepository, options.XmlEncryptor) = (blobs, s.GetRequiredService<VaultXmlEncryptor>())));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    private sealed class InStorage : IXmlRepository
    {
        private readonly List<XElement> all = [];

        public IReadOnlyCollection<XElement> GetAllElements() => [.. all.Select(e => new XElement(e))];

        public void StoreElement(XElement element, string friendlyName) => all.Add(new(element));
    }

    // A vault as its protocol describes it: RSA keys by version, which never come out.
    private sealed class Vault : HttpMessageHandler
    {
        private readonly List<RSA> versions = [RSA.Create(2048)];

        public bool Refuses { get; set; }

        public List<string> Asked { get; } = [];

        public List<string> Scopes { get; } = [];

        public void Rotate() => versions.Add(RSA.Create(2048));

        public KeyVaultKey Key(string address = "https://bank.vault.azure.net/keys/branchbot") => new(new(address), new Credential(this), new Options { Transport = new HttpClientTransport(this) });

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Answer(request);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Answer(request));

        protected override void Dispose(bool disposing)
        {
            versions.ForEach(v => v.Dispose());
            base.Dispose(disposing);
        }

        private HttpResponseMessage Answer(HttpRequestMessage request)
        {
            Asked.Add(request.RequestUri!.AbsolutePath);
            Assert.Equal((HttpMethod.Post, "?api-version=7.4", "Bearer"), (request.Method, request.RequestUri.Query, request.Headers.Authorization!.Scheme));
            if (Refuses)
            {
                return new(HttpStatusCode.Forbidden) { Content = JsonContent.Create(new { error = new { code = "Forbidden", message = "No." } }) };
            }

            var body = JsonDocument.Parse(request.Content!.ReadAsStream()).RootElement;
            Assert.Equal("RSA-OAEP-256", body.GetProperty("alg").GetString());
            var value = System.Buffers.Text.Base64Url.DecodeFromChars(body.GetProperty("value").GetString());
            var path = request.RequestUri.AbsolutePath.Split('/');
            var wraps = path[^1] == "wrapkey";
            var version = wraps ? versions.Count : int.Parse(path[^2], System.Globalization.CultureInfo.InvariantCulture);
            var result = wraps ? versions[version - 1].Encrypt(value, RSAEncryptionPadding.OaepSHA256) : versions[version - 1].Decrypt(value, RSAEncryptionPadding.OaepSHA256);
            return new(HttpStatusCode.OK) { Content = JsonContent.Create(new { kid = $"https://{request.RequestUri.Host}/keys/branchbot/{version}", value = System.Buffers.Text.Base64Url.EncodeToString(result) }) };
        }

        private sealed class Options : ClientOptions
        {
            public Options() => Retry.MaxRetries = 0;
        }

        private sealed class Credential(Vault vault) : TokenCredential
        {
            public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
            {
                vault.Scopes.AddRange(requestContext.Scopes);
                return new("token", DateTimeOffset.MaxValue);
            }

            public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
        }
    }
}
