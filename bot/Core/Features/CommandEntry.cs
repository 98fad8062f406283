namespace BranchBot.Core;

/// <summary>A command as its feature registered it.</summary>
internal sealed record CommandEntry(Type Type, Who May, bool ByDeputies);
