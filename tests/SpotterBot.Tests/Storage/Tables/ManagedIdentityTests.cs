using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SpotterBot.Storage;
using SpotterBot.Tests.Door;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>
/// From the token that App Service hands out to rows behind https. The emulator reads a token's audience, issuer and times, and not its
/// signature.
/// </summary>
public sealed class ManagedIdentityTests
{
    private const string Secret = "the-identity-header";

    private readonly List<string> _asked = [];

    [Fact]
    public async Task A_token_is_fetched_once_and_opens_the_tables()
    {
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");
        using var folder = new TemporaryFolder();
        using var certificate = SelfSigned(folder);
        await using var azurite = await Azurite.StartAsync("https", "--oauth", "basic", "--cert", folder.File("cert.pem"), "--key", folder.File("key.pem"));
        await using var identity = await IdentityEndpointAsync();
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", new Uri(TestWebhooks.AddressOf(identity), "/msi/token").AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Secret);
        try
        {
            using var wire = new SocketsHttpHandler();
            wire.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString();
            var store = new TableRowStore(
                options => new TableServiceClient(azurite.Endpoint, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned), options.By(wire)), TimeProvider.System);
            var write = await store.InsertAsync("things", Row.New("p", "r", ("a", 1L)));
            Assert.True((await store.ReplaceAsync("things", Row.New("p", "r", ("a", 2L)) with { ETag = write.ETag })).Done);
            await store.InsertAllAsync("things", [Row.New("p", "s"), Row.New("p", "t")]);
            Assert.Equal(["r", "s", "t"], (await store.QueryAsync("things", "p", "!", "~", 9)).Select(r => r.RowKey));
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }

        var asked = WebUtility.UrlDecode(Assert.Single(_asked));
        Assert.Contains("resource=https://storage.azure.com", asked, StringComparison.Ordinal);
    }

    /// <summary>As App Service has it beside every app with an identity.</summary>
    private async Task<WebApplication> IdentityEndpointAsync()
    {
        var builder = SpotterProgram.NewBuilder([]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/msi/token", (HttpContext context) =>
        {
            _asked.Add(context.Request.QueryString.Value!);
            var ends = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
            return context.Request.Headers["X-IDENTITY-HEADER"] != Secret
                ? Results.StatusCode(401)
                : Results.Json(new { access_token = Token(ends), expires_on = ends.ToString(CultureInfo.InvariantCulture), token_type = "Bearer", resource = "https://storage.azure.com" });
        });
        await app.StartAsync();
        return app;
    }

    private static string Token(long ends)
    {
        var payload = $$"""
            {"aud":"https://storage.azure.com","iss":"https://sts.windows.net/00000000-0000-0000-0000-000000000001/","iat":{{ends - 30000}},"nbf":{{ends - 30000}},"exp":{{ends}} }
            """;
        return $"{Encoded("""{"alg":"RS256","typ":"JWT"}""")}.{Encoded(payload)}.{Encoded("unsigned")}";
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static X509Certificate2 SelfSigned(TemporaryFolder folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(folder.File("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }
}
