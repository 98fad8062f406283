using BranchBot.Features;
using BranchBot.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

// The bot as the program puts it together, with one feature more: in its first release, or in its second, which knows more of the same row.
IFeature notices = args is ["second", ..] ? new BranchBot.Releases.Second.NoticeFeature() : new BranchBot.Releases.First.NoticeFeature();
var builder = WebApplication.CreateBuilder();
builder.AddBot();
builder.Services.Replace(ServiceDescriptor.Singleton(new Catalogue([notices, .. AllFeatures.List])));
await using var app = builder.Build();
app.MapBot();
await app.RunAsync();
