using System.Threading.RateLimiting;
using BranchBot.Host.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Pages;

/// <summary>The pages' two lines in <c>Bot.cs</c>.</summary>
internal static class PagesSetup
{
    private const string PerLink = "link";

    /// <summary>Adds the pages. They want a <see cref="CommandHandler"/> and the storage beside them.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(PageSettings.Read(builder.Configuration, builder.Environment));
        services.AddDataProtection().SetApplicationName("BranchBot");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new BlobKeys(() => s.GetRequiredService<Blobs>().ContainerOf(BlobKind.Keys));
            options.XmlEncryptor = s.GetService<VaultXmlEncryptor>();
        }));
        services.AddRazorComponents();
        services.AddSingleton<PageLinks>();
        services.AddSingleton<IPageLinks>(s => s.GetRequiredService<PageLinks>());
        services.AddSingleton<PageDoor>();

        // A link is one person's: who opens it again and again, or posts one photo after the other, waits.
        services.AddRateLimiter(options => options.AddPolicy(PerLink, http => RateLimitPartition.GetTokenBucketLimiter(RowKeys.Of(http.Request.RouteValues["token"] as string ?? ""), _ => new()
        {
            TokenLimit = 20,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        })));
    }

    /// <summary>Maps the pages and what they are set with.</summary>
    public static void MapPages(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<PageSettings>();
        var door = app.Services.GetRequiredService<PageDoor>();
        var pages = app.MapGroup("/pages").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/{token}", door.Show).RequireRateLimiting(PerLink);
        pages.MapPost("/{token}", door.Take).DisableAntiforgery().RequireRateLimiting(PerLink).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(PageDoor.LargestRequest));
        app.MapAbout();
        pages.MapGet("/style.css", () => Results.Text(PageStyle.Css, "text/css; charset=utf-8"));
        if (Directory.Exists(settings.Fonts))
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                RequestPath = "/pages/fonts",
                FileProvider = new PhysicalFileProvider(Path.GetFullPath(settings.Fonts)),
                OnPrepareResponse = context => context.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
            });
        }
    }
}
