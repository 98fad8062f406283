using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Storage;

/// <summary>Encrypts the keys of data protection before they are put into storage: AES-GCM with a key of their own, which a key of Azure Key Vault wraps.</summary>
internal sealed class VaultXmlEncryptor(KeyVaultKey vault) : IXmlEncryptor
{
    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (nonce, tag, sealedText) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[AesGcm.TagByteSizes.MaxSize], new byte[plain.Length]);
        using (var aes = new AesGcm(key, tag.Length))
        {
            aes.Encrypt(nonce, plain, sealedText, tag);
        }

        var (wrapped, by) = vault.Wrap(key);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(plain);
        return new(
            new XElement(
                "vaulted",
                new XAttribute("by", by.AbsoluteUri),
                new XElement("key", Convert.ToBase64String(wrapped)),
                new XElement("nonce", Convert.ToBase64String(nonce)),
                new XElement("tag", Convert.ToBase64String(tag)),
                new XElement("text", Convert.ToBase64String(sealedText))),
            typeof(VaultXmlDecryptor));
    }
}

/// <summary>Opens what <see cref="VaultXmlEncryptor"/> encrypted. Data protection makes it by its name, which stands in storage: it must keep it.</summary>
internal sealed class VaultXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement)
    {
        byte[] Of(string name) => Convert.FromBase64String(encryptedElement.Element(name)!.Value);
        var key = services.GetRequiredService<KeyVaultKey>().Unwrap(Of("key"), new(encryptedElement.Attribute("by")!.Value));
        var (tag, sealedText) = (Of("tag"), Of("text"));
        var plain = new byte[sealedText.Length];
        using var aes = new AesGcm(key, tag.Length);
        aes.Decrypt(Of("nonce"), sealedText, tag, plain);
        CryptographicOperations.ZeroMemory(key);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

/// <summary>Adds the vault where it is named.</summary>
internal static class VaultSetup
{
    /// <summary>Adds the key that wraps keys; without the setting <c>Storage:KeyVaultKey</c> there is none.</summary>
    public static void AddKeyVault(this IServiceCollection services)
    {
        services.AddSingleton(s => s.GetRequiredService<IOptions<StorageSettings>>().Value is { KeyVaultKey: { Length: > 0 } key } settings ? new KeyVaultKey(new(key), StorageSetup.Identity(settings)) : null!);
        services.AddSingleton(s => s.GetService<KeyVaultKey>() is { } vault ? new VaultXmlEncryptor(vault) : null!);
    }
}
