using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Settings;

namespace SpotterBot.Tests.Door;

/// <summary>Settings of a small service, and webhooks signed for it.</summary>
internal static class TestWebhooks
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string PublicUrl = "https://spotter.example.org";

    public static SpotterSettings Settings(params (string Key, string Value)[] more)
    {
        var values = new Dictionary<string, string?>
        {
            ["PublicBaseUrl"] = PublicUrl,
            ["Twilio:AccountSid"] = "AC" + new string('0', 31) + "1",
            ["Twilio:AuthToken"] = Token,
            ["Twilio:Numbers:0"] = "+12895550100",
            ["Roster:Peers:0:Name"] = "Peer 1",
            ["Roster:Peers:0:Phone"] = "+19055550201",
        };
        var all = values.Concat(more.Select(m => KeyValuePair.Create(m.Key, (string?)m.Value)));
        var (settings, faults) = SpotterSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), development: true);
        Assert.True(settings is not null, string.Join('\n', faults.ToFaultLines()));
        return settings;
    }

    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static string SignatureOf(string target, string form)
    {
        var fields = form.Split('&').Select(f => f.Split('=')).OrderBy(f => f[0], StringComparer.Ordinal).Select(f => f[0] + Uri.UnescapeDataString(f[1]));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(Token), Encoding.UTF8.GetBytes(PublicUrl + target + string.Concat(fields))));
    }

    /// <summary>As bytes over a socket: nothing between may tidy the URL up.</summary>
    public static async Task<(HttpStatusCode Status, string? Type, string Body)> PostAsync(Uri address, string target, string form, string? signed = null)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {target} HTTP/1.1\r\nHost: spotter.example.org\r\nConnection: close\r\nX-Twilio-Signature: {SignatureOf(signed ?? target, form)}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: {form.Length}\r\n\r\n{form}"));
        var reply = await new StreamReader(stream).ReadToEndAsync();
        var type = reply.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))?.Split(':', ';')[1].Trim();
        return ((HttpStatusCode)int.Parse(reply.Split(' ')[1]), type, reply);
    }
}

/// <summary>A phone company that takes nothing.</summary>
internal sealed class NobodyHome : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("""{"code":20003,"status":401}""") });
}
