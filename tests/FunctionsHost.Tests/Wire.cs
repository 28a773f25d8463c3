using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FunctionsHost.Tests;

/// <summary>Requests as bytes over a socket, and what came of them.</summary>
internal static class Wire
{
    public static async Task<(int Status, string Head, string Body)> SendAsync(Uri address, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var reply = (await new StreamReader(stream, Encoding.Latin1).ReadToEndAsync()).Split("\r\n\r\n", 2);
        return (int.Parse(reply[0].Split(' ')[1]), reply[0], reply[^1]);
    }

    public static Task<(int Status, string Head, string Body)> GetAsync(Uri address, string target, string headers = "") =>
        SendAsync(address, $"GET {target} HTTP/1.1\r\nHost: app.example.org\r\nConnection: close\r\n{headers}\r\n");

    /// <summary>What the handler was sent.</summary>
    public static (string[] Head, string Body) Echo(string body)
    {
        using var json = Parse(body);
        return ([.. json.RootElement.GetProperty("head").EnumerateArray().Select(h => h.GetString()!)], json.RootElement.GetProperty("body").GetString()!);
    }

    public static int ProcessOf(string body)
    {
        using var json = Parse(body);
        return json.RootElement.GetProperty("process").GetInt32();
    }

    /// <summary>Around the object there may be the lengths of chunks.</summary>
    public static JsonDocument Parse(string body) => JsonDocument.Parse(body[body.IndexOf('{', StringComparison.Ordinal)..(body.LastIndexOf('}') + 1)]);

    /// <summary>Waits for what must come; never for time to pass.</summary>
    public static async Task UntilAsync(Func<bool> done)
    {
        for (var tries = 0; !done(); tries++)
        {
            Assert.True(tries < 3000, "It did not come within 30 s.");
            await Task.Delay(10);
        }
    }
}
