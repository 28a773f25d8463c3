using System.Text;
using System.Text.RegularExpressions;
using Benchmarks.Floors;
using Benchmarks.Rig;

namespace Benchmarks.Benches;

/// <summary>A caller on the line presses 1, again and again: an OK that is taken in, saved and answered.</summary>
public sealed partial class WebhookByKey : WebhookBench
{
    private readonly Dictionary<int, string> _next = [];

    public override string Name => "webhook-key";

    public override string Summary => "an OK by key press, from request to answer: throughput, p50, p99, against the floor (--store sqlite,azurite --clients 1,16 --seconds 4)";

    protected override async Task BeginAsync(Service service, int client)
    {
        (string, string)[] who = Who(client);
        await service.PostAsync("/api/voice", who);
        var answer = await service.PostAsync("/api/voice/lobby/keys/0", [.. who, ("Digits", "1")]);
        _next[client] = NextOf(answer);

        // No place, no name: the questions are over.
        for (var i = 0; i < 4; i++)
        {
            _next[client] = NextOf(await service.PostAsync(_next[client], [.. who, ("Digits", "4")]));
        }
    }

    protected override async Task<string> DoAsync(Service service, int client)
    {
        var answer = await service.PostAsync(_next[client], [.. Who(client), ("Digits", "1"), ("CallStatus", "in-progress"), ("Direction", "inbound"), ("ApiVersion", "2010-04-01")]);
        _next[client] = NextOf(answer);
        return answer;
    }

    private static (string, string)[] Who(int client) =>
        [("CallSid", "CA" + client.ToString("x32")), ("AccountSid", "AC" + new string('0', 31) + "1"), ("From", Number(client)), ("To", Service.Line)];

    private static string NextOf(string answer) => ActionUrl().Match(answer) is { Success: true } match ? match.Groups["path"].Value : throw new InvalidOperationException(answer);

    [GeneratedRegex("action=\"https://spotter.example.org(?<path>/[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActionUrl();
}

/// <summary>A caller texts 1, again and again.</summary>
public sealed class WebhookByText : WebhookBench
{
    private long _sids;

    public override string Name => "webhook-text";

    public override string Summary => "an OK by text, from request to reply: throughput, p50, p99, against the floor (options as webhook-key)";

    protected override Task BeginAsync(Service service, int client) => TextAsync(service, client, "SPOT 60 at 12 Main St, Hamilton");

    protected override Task<string> DoAsync(Service service, int client) => TextAsync(service, client, "1");

    private Task<string> TextAsync(Service service, int client, string body) => service.PostAsync(
        "/api/texts",
        ("MessageSid", "SM" + Interlocked.Increment(ref _sids).ToString("x32")), ("AccountSid", "AC" + new string('0', 31) + "1"),
        ("From", Number(client)), ("To", Service.Line), ("Body", body), ("NumMedia", "0"), ("NumSegments", "1"), ("ApiVersion", "2010-04-01"));
}

/// <summary>A kind of webhook measured against its floor, store by store.</summary>
public abstract class WebhookBench : Bench
{
    private const int Rounds = 5;

    public override async Task RunAsync(Options options, Report report)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        var each = TimeSpan.FromSeconds(options.Number("seconds", 4));
        foreach (var kind in options.Text("store", "sqlite,azurite").Split(','))
        {
            await using var store = await Store.OpenAsync(kind, report);
            if (store is null)
            {
                continue;
            }

            var most = options.Numbers("clients", "1,16").Max();
            await using var service = await Service.StartAsync(store, sweeps: false);
            for (var client = 0; client < most; client++)
            {
                await BeginAsync(service, client);
            }

            var (calls, answer) = await OneAsync(service, store);
            report.Say($"{kind}: {calls.Count} calls of the store: {string.Join(", ", calls.Select(c => $"{c.Verb} {c.Table}{(c.Bytes > 0 ? $" ({c.Bytes} B)" : "")}"))}");
            await using var floor = await StoreReplay.StartAsync(store.Rows, calls, answer, most);
            foreach (var clients in options.Numbers("clients", "1,16"))
            {
                var (program, bare) = await Load.InTurnAsync(
                    clients, Rounds, each / (2 * Rounds), client => DoAsync(service, client),
                    async client =>
                    {
                        using var form = new ByteArrayContent(Encoding.UTF8.GetBytes(new string('x', 250)));
                        await floor.PostAsync(client, form);
                    });
                report.Row(
                    ("store", kind), ("clients", clients), ("per s", program.PerSecond), ("p50 ms", program.P50), ("p99 ms", program.P99),
                    ("floor per s", bare.PerSecond), ("floor p50", bare.P50), ("floor p99", bare.P99), ("ratio", bare.PerSecond / program.PerSecond));
            }
        }
    }

    protected static string Number(int client) => $"+1905557{client:D4}";

    protected abstract Task BeginAsync(Service service, int client);

    protected abstract Task<string> DoAsync(Service service, int client);

    /// <summary>What the third of three asks of the store: what is read once in a while has been read by then.</summary>
    private async Task<(IReadOnlyList<StoreCall> Calls, string Answer)> OneAsync(Service service, Store store)
    {
        await DoAsync(service, 0);
        await DoAsync(service, 0);
        store.Rows.Log = [];
        var answer = await DoAsync(service, 0);
        await Task.Delay(200);
        var calls = store.Rows.Log!.ToList();
        store.Rows.Log = null;
        return (calls, answer);
    }
}
