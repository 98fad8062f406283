using System.Text.Json;
using BranchBot.Host.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace BranchBot.Host.Pages;

/// <summary>Makes links to pages of the bot.</summary>
internal interface IPageLinks
{
    /// <summary>A link that gives a command as somebody, for a while; null where the bot has no public address, or nobody in particular reads.</summary>
    Uri? LinkTo(Command command, Actor reader);
}

/// <summary>What a link says: who gives which command.</summary>
/// <param name="Person">Who.</param>
/// <param name="Page">The page's name.</param>
/// <param name="Data">The command's data.</param>
internal sealed record PageTicket(PersonId Person, string Page, JsonElement Data);

/// <summary>
/// Links carry their ticket, encrypted and good for a while (data protection). Whoever has the link acts as the person it was made for, as far as that one
/// command goes; what he may is decided when it is given, not when the link was made.
/// </summary>
internal sealed class PageLinks(PageSettings settings, Catalogue catalogue, IDataProtectionProvider protection) : IPageLinks
{
    /// <summary>How long a link is good: who opens a card later is given a new one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("BranchBot.Pages").ToTimeLimitedDataProtector();

    /// <inheritdoc/>
    public Uri? LinkTo(Command command, Actor reader)
    {
        if (settings.Address is not { } address || reader is Onlookers)
        {
            return null;
        }

        var ticket = new PageTicket(reader.Id, catalogue.PageOf(command), JsonSerializer.SerializeToElement(command, command.GetType(), Catalogue.Json));
        return new(address, $"pages/{protector.Protect(JsonSerializer.Serialize(ticket, Catalogue.Json), Lifetime)}");
    }

    /// <summary>Reads a link; null where it is forged, or over.</summary>
    public (PersonId Person, Command Command)? Read(string token)
    {
        try
        {
            return protector.Open(token) is { } opened && JsonSerializer.Deserialize<PageTicket>(opened, Catalogue.Json) is { } ticket && catalogue.ParsePage(ticket.Page, ticket.Data) is { } command
                ? (ticket.Person, command)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
