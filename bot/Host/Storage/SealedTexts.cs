using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace BranchBot.Host.Storage;

/// <summary>Opens what the bot has sealed and given away: a link's ticket, a screen's token.</summary>
internal static class SealedTexts
{
    /// <summary>What was sealed; null where it is forged, or over.</summary>
    /// <exception cref="CryptographicException">
    /// The keys could not be read: data protection wraps that in the same exception, and it says nothing about the text. A screen must not be forgotten, nor a link
    /// called over, because the storage is away for a minute.
    /// </exception>
    public static string? Open(this IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException or CryptographicException { InnerException: null or CryptographicException or FormatException or ArgumentException or OverflowException })
        {
            return null;
        }
    }
}
