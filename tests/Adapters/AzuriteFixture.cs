using BranchBot.Tests.Support;

[assembly: AssemblyFixture(typeof(BranchBot.Adapters.Tests.AzuriteFixture))]

namespace BranchBot.Adapters.Tests;

/// <summary>One Azurite for all adapter tests; each test has its own partitions.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => azurite = await AzuriteProcess.Start();

    public ValueTask DisposeAsync() => azurite!.DisposeAsync();
}
