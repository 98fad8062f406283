using Microsoft.Extensions.FileProviders;

namespace BranchBot.Host.Pages;

/// <summary>The built pages of <c>addin/</c> as static files.</summary>
internal static class AddinFiles
{
    /// <summary>Maps a built page.</summary>
    /// <param name="app">The bot.</param>
    /// <param name="path">Where it stands, without a slash at its end.</param>
    /// <param name="folder">The folder that was built.</param>
    /// <param name="policy">Its content security policy.</param>
    public static void MapAddin(this WebApplication app, string path, string folder, string policy)
    {
        var files = new PhysicalFileProvider(folder);
        app.UseDefaultFiles(new DefaultFilesOptions { RequestPath = path, FileProvider = files, RedirectToAppendTrailingSlash = true });
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = path,
            FileProvider = files,
            OnPrepareResponse = context =>
            {
                var headers = context.Context.Response.Headers;
                headers.ContentSecurityPolicy = policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";

                // Vite puts a hash of the content into the names of what lies below assets/.
                headers.CacheControl = context.Context.Request.Path.Value?.Contains("/assets/", StringComparison.Ordinal) == true ? "public, max-age=31536000, immutable" : "no-cache";
            },
        });
    }
}
