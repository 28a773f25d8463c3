using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Fuzz.Engine;
using Fuzz.Inputs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scenarios.Support;
using SpotterBot;
using SpotterBot.Settings;
using SpotterBot.Storage;

namespace Fuzz.Targets;

/// <summary>What a Functions host posts, and what else may come over the same socket: the timer is always over with, and nothing fails.</summary>
public sealed class HostTarget() : Target<HostTarget.Request>("host"), IDisposable
{
    private const string Envelope =
        """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-01-01T00:00:00Z","Next":"2026-01-01T00:01:00Z"},"IsPastDue":false}},"Metadata":{"sys":{"MethodName":"WakeUp","UtcNow":"2026-01-01T00:00:00Z","RandGuid":"0"}}}""";

    private static readonly string[] Paths = ["/WakeUp", "/WakeUp", "/WakeUp", "/WakeUp?x=1", "/wakeup", "/WakeUp/", "/", "/api/health", "/api/voice", "/api/texts", "/sounds/calm.wav", "/recordings/s/x", "/../WakeUp"];
    private static readonly string[] Methods = ["POST", "POST", "POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];
    private static readonly string[] Types = ["application/json", "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz");
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    public sealed record Request(string Method, string Path, string Type, string Body);

    public void Dispose()
    {
        _client.Dispose();
        (_app as IDisposable)?.Dispose();
        _folder.Delete(recursive: true);
    }

    protected override Request Make(Random random) => new(
        Methods[random.Next(Methods.Length)],
        random.Next(8) == 0 ? "/" + Uri.EscapeDataString(string.Concat(Words.Any(random).Where(c => !char.IsSurrogate(c)).Take(200))) : Paths[random.Next(Paths.Length)],
        Types[random.Next(Types.Length)],
        random.Next(4) switch { 0 => "", 1 => Words.Any(random), _ => Json.Mutated(random, Envelope) });

    protected override string? Fault(Request input)
    {
        var app = _app ??= Start();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var request = new HttpRequestMessage(new HttpMethod(input.Method), address + input.Path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(input.Body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", input.Type);
        using var reply = _client.Send(request);
        using var reader = new StreamReader(reply.Content.ReadAsStream());
        var body = reader.ReadToEnd();
        if (input is { Method: "POST", Path: "/WakeUp" })
        {
            if (reply.StatusCode != HttpStatusCode.OK)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The timer was answered with {(int)reply.StatusCode}.");
            }

            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("Outputs", out _) ? null : $"The host does not know what {body} means.";
        }

        return (int)reply.StatusCode < 500 || input.Path == "/api/health" ? null : string.Create(CultureInfo.InvariantCulture, $"{(int)reply.StatusCode} {body}");
    }

    protected override IEnumerable<Request> Smaller(Request input) =>
        input.Body.Shorter().Select(body => input with { Body = body }).Concat(input.Path.Length > 1 ? input.Path[1..].Shorter().Select(p => input with { Path = "/" + p }) : []);

    protected override string Show(Request input) => $"{input.Method} {Escaped.Literal(input.Path)} {input.Type} {Escaped.Literal(input.Body)}";

    private WebApplication Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = "1",
            ["PublicBaseUrl"] = Instance.BaseUrl,
            ["Twilio:AccountSid"] = "AC" + new string('0', 31) + "1",
            ["Twilio:AuthToken"] = "0123456789abcdef0123456789abcdef",
            ["Twilio:Numbers:0"] = Scenario.Line,
            ["Roster:Peers:0:Name"] = "Peer 1",
            ["Roster:Peers:0:Phone"] = "+19055550201",
            ["Storage:File"] = Path.Combine(_folder.FullName, "spotter.db"),
        });
        var (settings, faults) = SpotterSettings.Read(builder.Configuration, development: true);
        var app = SpotterProgram.Build(
            builder, settings ?? throw new InvalidOperationException(string.Join('\n', faults.ToFaultLines())), TimeProvider.System, 0,
            services => services.AddSingleton<IRowStore>(new MemoryRowStore()));
        app.StartAsync().GetAwaiter().GetResult();
        return app;
    }
}
