using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using BranchBot.Host.Teams;

namespace BranchBot.Host.Api;

/// <summary>The API's two lines in <c>Bot.cs</c>.</summary>
internal static class ApiSetup
{
    /// <summary>The rate limit of a person's requests.</summary>
    public const string PerPerson = "person";

    private const int DeepestJson = 16;

    /// <summary>Adds the API. It wants a <see cref="CommandHandler"/> beside it.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddApi(this WebApplicationBuilder builder)
    {
        var settings = ApiSettings.Read(builder.Configuration, builder.Environment, TeamsSettings.Read(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton(settings);
        if (settings.ClientId is not null)
        {
            builder.Services.AddApiAuthentication(settings);
        }

        builder.Services.AddApiServices();
    }

    /// <summary>What does not depend on settings, so that the document can be made without any.</summary>
    public static void AddApiServices(this IServiceCollection services)
    {
        services.AddSingleton<ApiDoor>();
        services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        services.AddProblemDetails();
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        services.AddRateLimiter(options =>
        {
            // Per instance: it keeps one pane that has gone wild from the storage, and is no quota. A workbook of a year is some fifty requests.
            options.AddPolicy(PerPerson, http => RateLimitPartition.GetTokenBucketLimiter(http.User.FindFirst("oid")?.Value ?? "", _ => new()
            {
                TokenLimit = 120,
                TokensPerPeriod = 20,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
            options.OnRejected = async (context, cancel) =>
            {
                context.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.HttpContext.Response.Headers.RetryAfter = (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1).ToString(CultureInfo.InvariantCulture);
                await TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests").ExecuteAsync(context.HttpContext);
            };
        });
    }

    /// <summary>Maps the API and the pane that uses it; neither where there is no app registration for them.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.UseRateLimiter();
        var settings = app.Services.GetRequiredService<ApiSettings>();
        if (settings.ClientId is null)
        {
            app.Services.GetRequiredService<ILogger<ApiDoor>>().NoApi();
            return;
        }

        app.MapApiEndpoints().RequireAuthorization(ApiAuthentication.Scheme).RequireRateLimiting(PerPerson);
        app.MapPane(settings);
    }

    /// <summary>The endpoints alone.</summary>
    public static RouteGroupBuilder MapApiEndpoints(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        var door = app.Services.GetRequiredService<ApiDoor>();
        api.AddEndpointFilter(door.Guard);
        api.AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.CacheControl = "private, no-cache";
            headers.XContentTypeOptions = "nosniff";
            return await next(context);
        });
        api.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized, typeof(void)));
        api.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        SalesEndpoints.Map(api);
        TalkEndpoints.Map(api);
        return api;
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.MaxDepth = DeepestJson;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
