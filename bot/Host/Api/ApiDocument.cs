using System.Reflection;
using BranchBot.Features.Sales;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BranchBot.Host.Api;

/// <summary>The OpenAPI document: made by a build that is asked for it, committed, and watched by a test.</summary>
internal static class ApiDocument
{
    /// <summary>Its name: that of the version of the API.</summary>
    public const string Name = "v1";

    private static readonly string[] Days = ["from", "to", "of"];

    /// <summary>Whether the program was started by the build only to make the document: there are no settings, storage or network then.</summary>
    public static bool IsBeingMade => Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    /// <summary>The endpoints, as the build asks for them.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddApiServices();
        builder.Services.AddSingleton<CommandHandler>(_ => throw new InvalidOperationException("Only the document is made."));
        builder.Services.AddSingleton(new ApiDoor(null!, Microsoft.Extensions.Logging.Abstractions.NullLogger<ApiDoor>.Instance));
        var app = builder.Build();
        app.MapApiEndpoints();
        return app;
    }

    /// <summary>How it is written.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "BranchBot", Version = "v1", Description = "The sales of a branch for the pane in Excel. Every call is authorised for person and branch." };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["entra"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "A token of Entra ID for access_as_user." },
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("entra", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var day in operation.Parameters?.OfType<OpenApiParameter>().Where(p => Days.Contains(p.Name)) ?? [])
            {
                day.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" };
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(IReadOnlyList<Cell>))
            {
                // What a converter of our own writes, the generator cannot know.
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Null, Description = "Nothing, words, a day (yyyy-MM-dd), a time (yyyy-MM-ddTHH:mm:ss), or a number: the column tells." };
            }
            else if (context.JsonTypeInfo.Type.IsEnum)
            {
                schema.Type = JsonSchemaType.String;
            }
            else if (schema.Properties is { Count: > 0 } properties && context.JsonTypeInfo.Type != typeof(SentTargets) && context.JsonTypeInfo.Type != typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))
            {
                // What is answered has all its members, those that are null too.
                schema.Required = new HashSet<string>(properties.Keys);
            }
            else if (context.JsonTypeInfo.Type == typeof(PersonId))
            {
                (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");
            }
            else if (context.JsonTypeInfo.Type == typeof(BranchId))
            {
                schema.Type = JsonSchemaType.String;
            }

            return Task.CompletedTask;
        });
    }
}
