namespace BranchBot.Core;

/// <summary>A picture that nothing shows any more is taken out of the store. Any feature may start it; none registers it.</summary>
/// <param name="Name">Its name there.</param>
public sealed record RemovePicture(string Name) : Job;
