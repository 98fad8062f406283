using Microsoft.Extensions.Options;

namespace BranchBot.Host.Storage;

/// <summary>Where rows, queue messages and what people sent are kept (section <c>Storage</c>).</summary>
internal sealed class StorageSettings
{
    public const string Section = "Storage";

    /// <summary>A connection string: Azurite, development.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The name of an Azure Storage account, reached by the bot's own identity.</summary>
    public string? Account { get; set; }

    /// <summary>The client id of the user-assigned managed identity that reaches the account; null: the machine's own identity.</summary>
    public string? IdentityClientId { get; set; }

    /// <summary><c>core.windows.net</c>; <c>core.chinacloudapi.cn</c> in Azure China, <c>core.usgovcloudapi.net</c> in US Government.</summary>
    public string EndpointSuffix { get; set; } = "core.windows.net";

    /// <summary>The key of Azure Key Vault that the keys of data protection are wrapped with (https://name.vault.azure.net/keys/key); null: they lie in the account as they are.</summary>
    public string? KeyVaultKey { get; set; }

    /// <summary>
    /// Whether rows that a newer program has written are written over, so that what only that one knew is lost: for who has gone back to an older program for
    /// good. Else they are read and left alone.
    /// </summary>
    public bool OverwriteNewer { get; set; }

    /// <summary>What the names of tables, queues and containers begin with: letters and digits.</summary>
    public string Prefix { get; set; } = "branchbot";
}

/// <summary>Refuses settings that cannot work, with a sentence that names them.</summary>
internal sealed class StorageSettingsCheck : IValidateOptions<StorageSettings>
{
    public ValidateOptionsResult Validate(string? name, StorageSettings options)
    {
        if (string.IsNullOrEmpty(options.ConnectionString) == string.IsNullOrEmpty(options.Account))
        {
            return ValidateOptionsResult.Fail("Set either Storage:Account (an Azure Storage account) or Storage:ConnectionString (Azurite), one of the two.");
        }

        if (options.KeyVaultKey is { Length: > 0 } key && !KeyVaultKey.IsOne(key))
        {
            return ValidateOptionsResult.Fail("Storage:KeyVaultKey must be the https address of a key of Azure Key Vault without its version, such as https://name.vault.azure.net/keys/branchbot.");
        }

        return options.Prefix.Length is > 0 and <= 20 && char.IsAsciiLetter(options.Prefix[0]) && options.Prefix.All(char.IsAsciiLetterOrDigit)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Storage:Prefix is '{options.Prefix}'; it begins with a letter and has 1 to 20 letters and digits.");
    }
}
