using System.Text.Json;

namespace BranchBot.Core;

/// <summary>What pages in the browser give.</summary>
public sealed partial class Catalogue
{
    private readonly Dictionary<string, Type> pages;

    /// <summary>All pages with the command that each gives.</summary>
    public IEnumerable<(string Page, Type Command)> Pages => pages.Select(p => (p.Key, p.Value));

    /// <summary>The name of the page that gives a command (<see cref="PageLink"/>).</summary>
    public string PageOf(Command command) => pages.Single(p => p.Value == command.GetType()).Key;

    /// <summary>Makes the command of a page's name and data; null where no feature has such a page any more, or the data do not fit.</summary>
    public Command? ParsePage(string page, JsonElement data) => pages.TryGetValue(page, out var type) ? (Command?)Read(type, data) : null;
}
