using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MisbehavingHandler;

// A handler for the tests of the host: does right or wrong as it is told, at its start by its arguments, later by the path it is asked for.
// It reads and writes the socket itself, so that what came over the wire is told byte for byte.
Console.WriteLine("The handler starts.");
switch (args)
{
    case ["exit", var code]:
        return int.Parse(code);
    case ["late", var milliseconds]:
        await Task.Delay(TimeSpan.FromMilliseconds(int.Parse(milliseconds)), TimeProvider.System);
        break;
    case ["never"]:
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        break;
}

using var listener = new TcpListener(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")!));
listener.Start();
while (true)
{
    _ = ServeAsync(await listener.AcceptTcpClientAsync(), args);
}

static async Task ServeAsync(TcpClient client, string[] args)
{
    using (client)
    {
        var stream = client.GetStream();
        while (await Request.ReadAsync(stream) is { } request)
        {
            var reply = await ReplyAsync(request, args);
            if (reply is null)
            {
                return;
            }

            await stream.WriteAsync(Encoding.Latin1.GetBytes(reply));
            if (request.Path is "/cut")
            {
                return;
            }
        }
    }
}

// Null: the connection is closed with nothing said.
static async Task<string?> ReplyAsync(Request request, string[] args)
{
    Console.WriteLine($"Asked for {request.Path}.");
    switch (request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
    {
        case ["exit", var code]:
            Environment.Exit(int.Parse(code));
            return null;
        case ["hang" or "Hang"]:
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
            return null;
        case ["cut"]:
            return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nonly this much";
        case ["Empty"]:
            return Http(200, "application/json", "");
        case ["NoContent"]:
            return "HTTP/1.1 204 No Content\r\n\r\n";
        case ["Null"]:
            return Http(200, "application/json", "null");
        case ["Plain"]:
            return Http(200, "text/plain", """{"Outputs":{}}""");
        case ["List"]:
            return Http(200, "application/json", "[]");
        case ["Broken"]:
            return Http(200, "application/json", "{\"Outputs\":");
        case ["Error"]:
            return Http(500, "application/json", "{}");
        case ["teapot"]:
            return Http(418, "text/plain", "short and stout", "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n");
        case ["moved"]:
            return Http(302, "text/plain", "", "Location: /elsewhere\r\n");
        case ["lines"]:
            Console.WriteLine("Something happened.");
            await Console.Error.WriteLineAsync("Warn: something may go wrong.");
            await Console.Error.WriteLineAsync("Something went wrong.");
            return Http(200, "text/plain", "ok");
        case ["surroundings"]:
            var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(k => k, Environment.GetEnvironmentVariable);
            return Http(200, "application/json", JsonSerializer.Serialize(new { args, folder = Environment.CurrentDirectory, process = Environment.ProcessId, variables }));
        default:
            return Http(200, "application/json", JsonSerializer.Serialize(new { head = request.Head, body = Encoding.UTF8.GetString(request.Body), process = Environment.ProcessId }));
    }
}

static string Http(int status, string type, string body, string more = "") =>
    $"HTTP/1.1 {status} Any\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{more}\r\n{body}";
