#:sdk Microsoft.NET.Sdk.Web
#:package Microsoft.Data.Sqlite
#:package SQLitePCLRaw.bundle_e_sqlite3
#:property TargetFramework=net10.0
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// The floor under a cold start: a web server that reads a form, makes a table in the store, reads a row and writes it, and answers.
// It is published and started as the program is. The store is told by the same environment variables.

using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(builder.Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"]!, CultureInfo.InvariantCulture)));
var app = builder.Build();
Func<Task> store = builder.Configuration["Storage:ConnectionString"] is { } text ? () => InTableStorageAsync(text) : () => InSqliteAsync(builder.Configuration["Storage:File"]!);
app.MapGet("/", () => "bare");
app.MapPost("/api/voice", async (HttpContext context) =>
{
    await context.Request.ReadFormAsync();
    await store();
    context.Response.ContentType = "text/xml";
    await context.Response.WriteAsync("<Response/>");
});
await app.RunAsync();

static async Task InSqliteAsync(string file)
{
    await using var connection = new SqliteConnection($"Data Source={file}");
    await connection.OpenAsync();
    foreach (var sql in (string[])["CREATE TABLE IF NOT EXISTS bare (k TEXT PRIMARY KEY, v TEXT)", "SELECT v FROM bare WHERE k = '1'", "INSERT INTO bare VALUES ('1', '2') ON CONFLICT DO UPDATE SET v = '3'"])
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteScalarAsync();
    }
}

static async Task InTableStorageAsync(string text)
{
    var parts = text.Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
    using var client = new HttpClient();
    await SendAsync(HttpMethod.Post, "Tables", """{"TableName":"bare"}""");
    await SendAsync(HttpMethod.Get, "bare(PartitionKey='1',RowKey='1')", null);
    await SendAsync(HttpMethod.Put, "bare(PartitionKey='1',RowKey='1')", """{"PartitionKey":"1","RowKey":"1","Value":"1"}""");

    async Task SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"{parts["TableEndpoint"]}/{path}");
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var sign = $"{date}\n/{parts["AccountName"]}{request.RequestUri!.AbsolutePath}";
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2019-02-02");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=nometadata");
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"SharedKeyLite {parts["AccountName"]}:{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(parts["AccountKey"]), Encoding.UTF8.GetBytes(sign)))}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await client.SendAsync(request);
        if ((int)reply.StatusCode is 403 or >= 500)
        {
            throw new InvalidOperationException($"{(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
        }
    }
}
