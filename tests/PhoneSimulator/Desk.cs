using System.Globalization;
using System.Security.Cryptography;
using PhoneCompany;
using PhoneSimulator.Faults;
using PhoneSimulator.Hosting;
using PhoneSimulator.Stories;
using PhoneSimulator.Time;
using PhoneSimulator.View;
using PhoneSimulator.Web;

namespace PhoneSimulator;

/// <summary>How the desk is set up.</summary>
public sealed record DeskOptions
{
    /// <summary>The page's port; if it is taken the next free one, 0 for any.</summary>
    public int Port { get; init; } = 5050;

    /// <summary>Where SpotterBot keeps its file.</summary>
    public string DataFolder { get; init; } = ".data";

    /// <summary>Further settings of SpotterBot, as <c>Section:Name</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where the clock starts; the world's time unless given.</summary>
    public DateTimeOffset? StartUtc { get; init; }

    public StoryPaces Stories { get; init; } = new();
}

/// <summary>
/// Everything on one desk: the phone company with its phones, SpotterBot in front of them, and the page. The two talk over real HTTP with
/// real signatures; only the clock they share is not the world's.
/// </summary>
public sealed class Desk : IAsyncDisposable
{
    private const string AwayKey = "EH0000000000000000000000000000a11a";

    private static readonly TimeSpan ClockKept = TimeSpan.FromSeconds(2);

    private readonly WebApplication _server;
    private readonly HttpMessageInvoker _webhooks;
    private readonly IDisposable _watch;
    private readonly ITimer _keepsClock;
    private readonly string _clockFile;

    private Desk(DeskOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        _clockFile = Path.Combine(options.DataFolder, "desk-clock");
        Clock = new DeskClock(StartUtc(options.StartUtc));
        var port = FreePort.From(options.Port);
        var programPort = FreePort.Any();
        Url = $"http://127.0.0.1:{port}";
        ProgramUrl = $"http://127.0.0.1:{programPort}";
        var token = DemoSettings.NewAuthToken();
        _webhooks = new HttpMessageInvoker(new HeldWire(
            Clock, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }));
        Network = new PhoneNetwork(
            new PhoneNetworkOptions
            {
                AccountSid = DemoSettings.AccountSid,
                AuthToken = token,
                Numbers = [Owned(Cast.Line), Owned(Cast.EmsCallback)],
                TwimlBins = new Dictionary<string, string> { [AwayKey] = Away() },

                // A desk on the same folder knows the identifiers of the last one: given out again, they would be taken for repeats.
                Seed = RandomNumberGenerator.GetInt32(int.MaxValue),
            },
            Clock,
            _webhooks);
        Faults = new DeskFaults(Network.Faults);
        Program = new ProgramHost(Clock, DemoSettings.Make(ProgramUrl, Url, token, options.DataFolder, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), options.Settings), programPort, Faults);
        Sessions = new SessionsOnDesk(Program, Network);
        var transcripts = new Transcripts(Phones);
        _watch = Network.Watch(transcripts.Keep);
        Manners = new Manners(Network);
        Pace = new Pace(Clock);
        Stories = new StoryRunner(Network, Phones, Clock, Program, Faults, Sessions, Manners, Pace, options.Stories);
        View = new DeskView(this, transcripts);
        _server = DeskServer.Build(port, this);
        _keepsClock = TimeProvider.System.CreateTimer(_ => KeepClock(), null, ClockKept, ClockKept);
    }

    /// <summary>The page.</summary>
    public string Url { get; }

    /// <summary>SpotterBot.</summary>
    public string ProgramUrl { get; }

    public DeskClock Clock { get; }

    public Pace Pace { get; }

    public PhoneNetwork Network { get; }

    public Phones Phones { get; } = new();

    public Manners Manners { get; }

    public ProgramHost Program { get; }

    public DeskFaults Faults { get; }

    public SessionsOnDesk Sessions { get; }

    public DeskView View { get; }

    public StoryRunner Stories { get; }

    /// <summary>Starts everything; it runs until disposed.</summary>
    /// <exception cref="IOException">No port is free, or the store cannot be used.</exception>
    public static async Task<Desk> StartAsync(DeskOptions options)
    {
        var desk = new Desk(options);
        try
        {
            await desk._server.StartAsync();
            await desk.Program.StartAsync();
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stories.DisposeAsync();
        await Program.DisposeAsync();
        await _server.StopAsync();
        await _server.DisposeAsync();
        await _keepsClock.DisposeAsync();
        KeepClock();
        _watch.Dispose();
        Network.Dispose();
        _webhooks.Dispose();
        Clock.Dispose();
    }

    private OwnedNumber Owned(string number) => new(number)
    {
        VoiceUrl = ProgramUrl + "/api/voice",
        VoiceFallbackUrl = "https://handler.twilio.com/twiml/" + AwayKey,
        SmsUrl = ProgramUrl + "/api/texts",
        StatusCallback = ProgramUrl + "/api/callbacks/number",
    };

    /// <summary>What the phone company says in our place when we cannot be reached, as it is set up for a real number: somebody is rung.</summary>
    private static string Away()
    {
        using var text = new StreamReader(typeof(Desk).Assembly.GetManifestResourceStream("away.xml")!);
        return text.ReadToEnd().Replace("FALLBACK_PHONE", Cast.Coordinator.Number, StringComparison.Ordinal);
    }

    /// <summary>Now; or where the last desk on this folder had got to, if it ran ahead of the world: what is in its file must not lie in the future.</summary>
    private DateTimeOffset StartUtc(DateTimeOffset? wanted)
    {
        var now = wanted ?? TimeProvider.System.GetUtcNow();
        return File.Exists(_clockFile)
            && long.TryParse(File.ReadAllText(_clockFile), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks > now.UtcTicks && ticks < DateTimeOffset.MaxValue.UtcTicks
                ? new DateTimeOffset(ticks, TimeSpan.Zero)
                : now;
    }

    private void KeepClock()
    {
        try
        {
            // The next desk may start a moment further on than this one stood.
            File.WriteAllText(_clockFile, (Clock.GetUtcNow() + ClockKept).UtcTicks.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // A full disk does not stop the desk.
        }
    }
}
