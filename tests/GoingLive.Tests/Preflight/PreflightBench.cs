using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PhoneCompany;
using PhoneCompany.Time;
using Simulation;
using SpotterBot;
using SpotterBot.Decisions;
using SpotterBot.Door;
using SpotterBot.Health;
using SpotterBot.Places;
using SpotterBot.Preflight;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.WakeUp;

namespace GoingLive.Preflight;

/// <summary>
/// A service about to go live with everything in order: an account at the phone company, the program running with its store, and the operator who runs
/// the preflight with the same settings. A test puts one thing out of order before it looks.
/// </summary>
internal sealed class PreflightBench
{
    public const string Base = "https://spotter.example.org";
    public const string Line = "+12895550100";
    public const string EmsLine = "+12895550199";
    public const string Staffed = "+19055550300";
    public const string TablesHost = "rows.table.core.windows.net";
    public const string CallBin = "EH00000000000000000000000000000001";
    public const string TextBin = "EH00000000000000000000000000000002";

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private PhoneNetwork? _network;
    private bool _tried;

    /// <summary>A Tuesday afternoon.</summary>
    public VirtualTime Time { get; } = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));

    /// <summary>Twilio's clock, where it is another.</summary>
    public VirtualTime? TwilioTime { get; set; }

    /// <summary>The running program's, where it is another.</summary>
    public VirtualTime? ProgramTime { get; set; }

    /// <summary>The table service's, where there is one.</summary>
    public VirtualTime? TablesTime { get; set; }

    public PhoneNetworkOptions Options { get; set; } = new()
    {
        Numbers = [Pointed(Line), Pointed(EmsLine)],
        MessagingService = new MessagingServiceOptions { UseInboundWebhookOnNumber = true },
        TwimlBins = new Dictionary<string, string> { [CallBin] = Away.Call(Staffed), [TextBin] = Away.Text },
    };

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["PublicBaseUrl"] = Base,
        ["Twilio:AccountSid"] = "AC" + new string('0', 31) + "1",
        ["Twilio:AuthToken"] = "0123456789abcdef0123456789abcdef",
        ["Twilio:Numbers:0"] = Line,
        ["Twilio:EmsCallbackNumber"] = EmsLine,
        ["Twilio:MessagingServiceSid"] = new MessagingServiceOptions().Sid,
        ["Privacy:Key"] = Convert.ToBase64String(Key),
        ["Roster:Peers:0:Name"] = "Robin",
        ["Roster:Peers:0:Phone"] = "+19055550201",
        ["Roster:Peers:0:Hours"] = "Mon-Sun 08:00-20:00",
        ["Roster:Peers:0:TimeZone"] = "America/Toronto",
        ["Roster:Peers:1:Name"] = "Sam",
        ["Roster:Peers:1:Phone"] = "+19055550202",
        ["Roster:Peers:1:Hours"] = "Mon-Sun 20:00-08:00",
        ["Roster:Peers:1:TimeZone"] = "America/Toronto",
        ["Roster:Coordinators:0:Name"] = "Kim",
        ["Roster:Coordinators:0:Phone"] = "+19055550301",
        ["Roster:Mentors:0:Name"] = "Max",
        ["Roster:Mentors:0:Phone"] = "+19055550302",
        ["Roster:FallbackPhone"] = Staffed,
        ["Alarms:Url"] = "https://alarms.example.org/hook?key=secret-of-the-hook",
        ["Places:Areas:0:Name"] = "Hamilton",
        ["Places:Areas:0:Match"] = "Hamilton;L8P",
        ["Places:Areas:0:Dispatch"] = "+19055550911",
        ["Places:Areas:0:VerifiedOn"] = "2026-02-01",
    };

    /// <summary>What the running program was given otherwise.</summary>
    public Dictionary<string, string?> Running { get; } = [];

    public IRowStore Store { get; set; } = new MemoryRowStore();

    /// <summary>The operator's own way to the store, where it is another.</summary>
    public IRowStore? OperatorsStore { get; set; }

    public bool Sweeps { get; set; } = true;

    /// <summary>How long ago the program swept when it is asked.</summary>
    public TimeSpan SweptBefore { get; set; }

    /// <summary>A Functions host runs the program.</summary>
    public bool Hosted { get; set; }

    /// <summary>The host's timer comes to it.</summary>
    public bool TimerComes { get; set; }

    /// <summary>What the address for alarms answers.</summary>
    public HttpStatusCode AlarmsAnswer { get; set; } = HttpStatusCode.NoContent;

    /// <summary>What was last posted there.</summary>
    public string? AlarmPosted { get; private set; }

    /// <summary>What is in the history of the one session there was; none: there was no session.</summary>
    public IReadOnlyList<HistoryKind> Tried { get; set; } =
        [HistoryKind.SessionStarted, HistoryKind.CheckInMissed, HistoryKind.Rang, HistoryKind.Accepted, HistoryKind.StoodDown, HistoryKind.SessionClosed];

    /// <summary>What stands at the public address instead of the program.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage>? Instead { get; set; }

    public PhoneNetwork Network => _network ??= new PhoneNetwork(Options, TwilioTime ?? Time, new Routed(request => AnswerAsync(request)));

    public OwnedNumber Number => Options.Numbers[0];

    public static OwnedNumber Pointed(string number) => new(number)
    {
        VoiceUrl = Base + "/api/voice#rc=2&rp=ct,rt,5xx&ct=2000&rt=5000&tt=15000",
        SmsUrl = Base + "/api/texts#rc=2&rp=ct,5xx&ct=2000&rt=13000&tt=15000",
        StatusCallback = Base + "/api/callbacks/number#rc=2&rp=ct,5xx&ct=2000&rt=13000&tt=15000",
        VoiceFallbackUrl = "https://handler.twilio.com/twiml/" + CallBin,
        SmsFallbackUrl = "https://handler.twilio.com/twiml/" + TextBin,
        EmergencyAddressSid = "AD" + new string('0', 32),
        EmergencyAddressStatus = "registered",
    };

    /// <summary>Runs the preflight, and asserts that exactly these checks have something to say, that each says what to do, and what the exit code is.</summary>
    public async Task<IReadOnlyList<PreflightResult>> FindsAsync(Severity worst, params string[] checks)
    {
        await TryAsync();
        var (code, text) = await RunAsync("--preflight", "--json");
        using var report = JsonDocument.Parse(text);
        var results = report.RootElement.GetProperty("results").EnumerateArray().Select(r => new PreflightResult(
            r.GetProperty("check").GetString()!,
            Enum.Parse<Severity>(r.GetProperty("severity").GetString()!, ignoreCase: true),
            r.GetProperty("says").GetString()!,
            r.GetProperty("remedy").GetString())).ToList();
        var wrong = results.Where(r => r.Severity != Severity.Passed).ToList();
        Assert.True(checks.Order().SequenceEqual(wrong.Select(r => r.Check).Distinct().Order()), text);
        Assert.Equal(worst, results.Max(r => r.Severity));
        Assert.Equal(worst == Severity.Blocking ? 1 : 0, code);
        Assert.Equal(worst != Severity.Blocking, report.RootElement.GetProperty("passed").GetBoolean());
        Assert.All(wrong, r => Assert.Matches("^[A-Z].*[^.]$", r.Remedy!));
        Assert.All(results, r => Assert.Matches("^.*\\.$", r.Says));
        Assert.Empty(Network.Violations);
        return wrong;
    }

    /// <summary>The session there was, in the store that the operator sees.</summary>
    private async Task TryAsync()
    {
        if (_tried || Tried.Count == 0 || (Store as MemoryRowStore ?? OperatorsStore) is not { } store)
        {
            return;
        }

        _tried = true;
        var (id, now) = (new string('a', 24), Time.GetUtcNow() - TimeSpan.FromHours(1));
        var sessions = new SessionRows(store, new WakeUpIndex(store, "bench", Time), Time);
        await sessions.CreateAsync(id, [1], now);
        await sessions.SaveAsync((await sessions.LoadAsync(id))!, [1], null, open: false);
        await new HistoryRows(store).AppendAsync(id, 0, Tried.Select(kind => (now, kind.ToString(), Enumerable.Empty<KeyValuePair<string, string>>())));
    }

    /// <summary>The program has been started once with the settings as they are.</summary>
    public async Task SeedAsync()
    {
        await using var program = Built();
        await Composition.SeedRosterAsync(program);
    }

    /// <summary>The one area's dispatch line, as it is stored: the settings refuse what cannot be dialled.</summary>
    public async Task StoreDispatchLineAsync(string line)
    {
        await using var program = Built();
        var area = program.GetRequiredService<SpotterSettings>().Areas.Single();
        await program.GetRequiredService<AreaBook>().ReplaceAsync([area with { Lines = [line] }]);
    }

    /// <summary>What a check is called.</summary>
    public static string NameOf(Type check) => ((IPreflightCheck)RuntimeHelpers.GetUninitializedObject(check)).Name;

    public Task<(int Code, string Text)> RunAsync(params string[] args) => RunAsync(development: false, args);

    public async Task<(int Code, string Text)> RunAsync(bool development, params string[] args)
    {
        var output = new StringWriter();
        var code = await OperatorCommands.RunAsync(args, Configuration(Settings), development, Time, output, services =>
        {
            services.AddSingleton(OperatorsStore ?? Store);
            Connect(services);
            services.AddHttpClient(Wire.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new Routed(RouteAsync));
        });
        return (code, output.ToString());
    }

    private static IConfiguration Configuration(IEnumerable<KeyValuePair<string, string?>> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private void Connect(IServiceCollection services) =>
        services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new Routed(request => Network.HandleRestAsync(request, CancellationToken.None)));

    private Task<HttpResponseMessage> RouteAsync(HttpRequestMessage request) => request.RequestUri!.Host switch
    {
        "spotter.example.org" => AnswerAsync(request),
        "api.twilio.com" => Network.HandleRestAsync(request, CancellationToken.None),
        "alarms.example.org" => TakeAlarmAsync(request),
        TablesHost => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Headers = { Date = TablesTime!.GetUtcNow() } }),
        "handler.twilio.com" => Network.HandleTwimlBinAsync(request, CancellationToken.None),
        var host => throw new HttpRequestException(HttpRequestError.NameResolutionError, host),
    };

    private async Task<HttpResponseMessage> TakeAlarmAsync(HttpRequestMessage request)
    {
        AlarmPosted = await request.Content!.ReadAsStringAsync();
        return new HttpResponseMessage(AlarmsAnswer);
    }

    /// <summary>The running program, as far as it is asked from outside.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        if (Instead is not null)
        {
            return Instead(request);
        }

        await using var program = await ProgramAsync();
        if (request.RequestUri!.AbsolutePath == "/api/health")
        {
            return Response(await program.GetRequiredService<HealthFunction>().HandleAsync());
        }

        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        return Response(await program.GetRequiredService<Webhooks>().HandleAsync(new WebhookRequest(
            request.Method.Method, request.RequestUri.PathAndQuery, request.Content?.Headers.ContentType?.ToString(), headers, body)));
    }

    private async Task<ServiceProvider> ProgramAsync()
    {
        var program = Built();
        var began = Time.GetUtcNow();
        _ = program.GetRequiredService<HealthFunction>();
        if (TimerComes)
        {
            await program.GetRequiredService<WakeUpFunction>().HandleAsync();
        }
        else if (Sweeps)
        {
            await program.GetRequiredService<Sweep>().RunAsync();
            Time.AdvanceBy(SweptBefore);
        }
        else
        {
            Time.AdvanceTo(began + TimeSpan.FromSeconds(30));
        }

        return program;
    }

    private ServiceProvider Built()
    {
        var all = new Dictionary<string, string?>(Settings);
        foreach (var (name, value) in Running)
        {
            all[name] = value;
        }

        var (settings, faults) = SpotterSettings.Read(Configuration(all), development: false);
        Assert.True(settings is not null, string.Join('\n', faults.ToFaultLines()));
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(ProgramTime ?? Time).AddSingleton(new Hosting(Hosted))
            .AddSpotterBot(settings, Store, new Privacy(settings.Privacy.Key!.Value.Span));
        Connect(services);
        return services.BuildServiceProvider();
    }

    private static HttpResponseMessage Response(WebhookReply reply) => new((HttpStatusCode)reply.Status) { Content = new StringContent(reply.Body) };

    private sealed class Routed(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
