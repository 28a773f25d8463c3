using Benchmarks.Rig;

namespace Benchmarks.Benches;

/// <summary>
/// The published package is started as a process, and a signed voice webhook is sent to it as soon as it listens; beside it, in turn, the floor: a bare web
/// server published alike, which reads the form and does three things with the same store.
/// </summary>
public sealed class ColdStart : Bench
{
    public override string Name => "cold-start";

    public override string Summary => "from process start to the first signed voice webhook answered by the package, warm and cold (--store azurite,sqlite --starts 9)";

    public override async Task RunAsync(Options options, Report report)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        if (!OperatingSystem.IsLinux())
        {
            report.Say("The package is for Linux.");
            return;
        }

        using var program = await Published.ProgramAsync(report);
        using var bare = await Published.BareAsync();
        foreach (var kind in options.Text("store", "azurite,sqlite").Split(','))
        {
            await using var store = await Store.OpenAsync(kind, report);
            if (store is null)
            {
                continue;
            }

            foreach (var cold in (bool[])[false, true])
            {
                await OneAsync(program, bare, store, cold, options.Number("starts", 9), report);
            }
        }
    }

    private static async Task OneAsync(Published program, Published bare, Store store, bool cold, int starts, Report report)
    {
        Dictionary<string, string> settings = new(Service.Settings) { [store.Setting.Name] = store.Setting.Value, ["Twilio:ApiBaseUrl"] = "http://127.0.0.1:1" };
        List<Started> ours = [], floors = [];
        for (var start = 0; start <= starts; start++)
        {
            if (cold)
            {
                await program.ForgetPagesAsync();
            }

            var one = await program.StartAsync(settings, Webhook);
            if (cold)
            {
                await bare.ForgetPagesAsync();
            }

            var floor = await bare.StartAsync(settings, Webhook);

            // The first makes the store's tables.
            if (start > 0)
            {
                ours.Add(one);
                floors.Add(floor);
            }
        }

        var (first, bareFirst) = (Middle(ours, s => s.First), Middle(floors, s => s.First));
        report.Row(
            ("start", $"{store.Kind}, {(cold ? "cold page cache" : "warm")}"), ("listens ms", Middle(ours, s => s.Listening)), ("1st webhook ms", first), ("2nd alone ms", Middle(ours, s => s.Second)),
            ("worst 1st ms", ours.Max(s => s.First.TotalMilliseconds)), ("MB", (int)(ours.Max(s => s.MemoryBytes) / 1024 / 1024)),
            ("floor listens", Middle(floors, s => s.Listening)), ("floor 1st", bareFirst), ("ratio", first / bareFirst));
    }

    private static HttpRequestMessage Webhook(int number) => Service.Signed(
        "/api/voice", ("CallSid", "CA" + number.ToString("x32")), ("AccountSid", Service.Settings["Twilio:AccountSid"]), ("From", "+19055550123"), ("To", Service.Line),
        ("CallStatus", "ringing"), ("Direction", "inbound"), ("ApiVersion", "2010-04-01"));

    private static double Middle(List<Started> starts, Func<Started, TimeSpan> figure) => starts.Select(s => figure(s).TotalMilliseconds).Order().ElementAt(starts.Count / 2);
}
