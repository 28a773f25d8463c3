using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PhoneCompany;
using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Time;
using Scenarios.Support.Published;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace Scenarios.Support;

/// <summary>
/// The service, the phone company and everybody's phones, on one clock that moves only when told to. At the end, silence is asserted:
/// a call or text that nobody expected fails the scenario, as does anything the phone company objects to.
/// </summary>
public sealed class Scenario : IDisposable
{
    public const string Line = "+12895550100";
    public const string EmsLine = "+12895550199";

    /// <summary>Any 32 bytes.</summary>
    public static readonly byte[] PrivacyKey = Instance.PrivacyKey;

    /// <summary>A shorter text may be any word.</summary>
    private const int LongEnoughToKnow = 8;

    private readonly Dictionary<string, string?> _settings;
    private readonly List<string> _log = [];
    private readonly List<string> _jsonLog = [];
    private readonly Processes? _processes;
    private IRowStore _store;
    private bool _silenceChecked;

    /// <param name="peers">How many peers are on the roster.</param>
    /// <param name="settings">Further settings, as <c>Section:Name</c>.</param>
    public Scenario(int peers = 2, int coordinators = 1, bool areas = true, IRowStore? store = null, params (string Name, string Value)[] settings)
        : this(new VirtualTime(), null, peers, coordinators, areas, store, settings)
    {
    }

    /// <param name="startUtc">What the clock shows when it begins.</param>
    public Scenario(DateTimeOffset startUtc, int peers, int coordinators, params (string Name, string Value)[] settings)
        : this(new VirtualTime(startUtc), null, peers, coordinators, areas: true, null, settings)
    {
    }

    /// <param name="scheduledLeast">How far ahead a text must be to be sent later; null: as usual.</param>
    public Scenario(TimeSpan? scheduledLeast, int peers, int coordinators, bool areas, IRowStore? store, params (string Name, string Value)[] settings)
        : this(new VirtualTime(), scheduledLeast, peers, coordinators, areas, store, settings)
    {
    }

    private Scenario(VirtualTime time, TimeSpan? scheduledLeast, int peers, int coordinators, bool areas, IRowStore? store, (string Name, string Value)[] settings)
    {
        Time = time;
        Alarms = new AlarmSink(Time);
        Assert.SkipWhen(PublishedProgram.IsAsked && store is not null, "It looks into the program's store, which is outside of this process.");
        _settings = new Dictionary<string, string?>
        {
            ["PublicBaseUrl"] = Instance.BaseUrl,
            ["Twilio:AccountSid"] = "AC" + new string('0', 31) + "1",
            ["Twilio:AuthToken"] = "0123456789abcdef0123456789abcdef",
            ["Twilio:Numbers:0"] = Line,
            ["Twilio:Numbers:1"] = EmsLine,
            ["Twilio:EmsCallbackNumber"] = EmsLine,
            ["Privacy:Key"] = Convert.ToBase64String(PrivacyKey),
        };
        var numbers = new[] { "+19055550201", "+19055550202", "+19055550203", "+19055550204" };
        for (var i = 0; i < peers; i++)
        {
            _settings[$"Roster:Peers:{i}:Name"] = $"Peer {i + 1}";
            _settings[$"Roster:Peers:{i}:Phone"] = numbers[i];
        }

        for (var i = 0; i < coordinators; i++)
        {
            _settings[$"Roster:Coordinators:{i}:Name"] = $"Coordinator {i + 1}";
            _settings[$"Roster:Coordinators:{i}:Phone"] = $"+1905555030{i + 1}";
        }

        if (areas)
        {
            _settings["Places:Areas:0:Name"] = "Hamilton";
            _settings["Places:Areas:0:Match"] = "Hamilton;L8P";
            _settings["Places:Areas:0:Dispatch"] = "+19055550911";
            _settings["Places:Areas:0:DispatchBackup"] = "+19055550912";
            _settings["Places:Areas:0:VerifiedOn"] = "2026-01-01";
        }

        foreach (var (name, value) in settings)
        {
            _settings[name] = value;
        }

        if (PublishedProgram.IsAsked)
        {
            var tables = PublishedProgram.NewConnectionString();
            _settings["Storage:ConnectionString"] = tables;
            _store = PublishedProgram.Open(tables);

            // Figures that production refuses make some stories short.
            _settings["DOTNET_ENVIRONMENT"] = settings.Any(s => s.Name.StartsWith("Spotting:", StringComparison.Ordinal)) ? "Development" : "Production";
        }
        else
        {
            _store = store ?? new MemoryRowStore();
        }

        Network = new PhoneNetwork(
            new PhoneNetworkOptions
            {
                AccountSid = _settings["Twilio:AccountSid"]!,
                AuthToken = _settings["Twilio:AuthToken"]!,
                Numbers = [Instance.Pointed(Line), Instance.Pointed(EmsLine)],
                MessagingService = _settings.TryGetValue("Twilio:MessagingServiceSid", out var service)
                    ? new MessagingServiceOptions { Sid = service!, UseInboundWebhookOnNumber = true }
                    : null,
                ScheduledLeast = scheduledLeast ?? TimeSpan.FromMinutes(5),
            },
            Time,
            new ProgramHandler(this));
        _processes = PublishedProgram.IsAsked ? new Processes(Network, Time) : null;
        Caller = new Actor(this, "caller", "+19055550123");
        Friend = new Actor(this, "friend", "+19055550124");
        PeerA = new Actor(this, "peer A", numbers[0]);
        PeerB = new Actor(this, "peer B", numbers[1]);
        PeerC = new Actor(this, "peer C", numbers[2]);
        Mentor = new Actor(this, "mentor", "+19055550211");
        Coordinator = new Actor(this, "coordinator", "+19055550301");
        Ems = new Actor(this, "EMS", "+19055550911");
        EmsBackup = new Actor(this, "EMS backup", "+19055550912");
        EmsElsewhere = new Actor(this, "EMS of another area", "+14165550911");

        // What comes after a case has scenarios of its own.
        foreach (var person in (Actor[])[PeerA, PeerB, PeerC, Coordinator])
        {
            person.MayGet("is over. How did it go|that was a lot to carry");
        }

        Start(new Life());
    }

    public VirtualTime Time { get; }

    public PhoneNetwork Network { get; }

    /// <summary>Where alarms are posted, if <c>Alarms:Url</c> is <see cref="AlarmSink.Address"/>, or the test skips.</summary>
    public AlarmSink Alarms
    {
        get
        {
            Assert.SkipWhen(PublishedProgram.IsAsked, "What is posted to that address goes nowhere outside of this process.");
            return field;
        }
    }

    public IProgram Program { get; private set; } = null!;

    /// <summary>The program inside this process, or the test skips.</summary>
    public Instance Inside
    {
        get
        {
            Assert.SkipWhen(PublishedProgram.IsAsked, "It looks into the program, which is outside of this process.");
            return (Instance)Program;
        }
    }

    public Actor Caller { get; }

    public Actor Friend { get; }

    public Actor PeerA { get; }

    public Actor PeerB { get; }

    public Actor PeerC { get; }

    /// <summary>On the roster where the settings say so: <see cref="Walks.WithMentor"/>.</summary>
    public Actor Mentor { get; }

    public Actor Coordinator { get; }

    public Actor Ems { get; }

    public Actor EmsBackup { get; }

    public Actor EmsElsewhere { get; }

    public IReadOnlyList<string> ProgramLog => _log;

    /// <summary>The same as a host gets it: a JSON object each.</summary>
    public IReadOnlyList<string> JsonLog => _processes?.Output ?? _jsonLog;

    public IEnumerable<Actor> Everybody => [Caller, Friend, PeerA, PeerB, PeerC, Mentor, Coordinator, Ems, EmsBackup, EmsElsewhere];

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Something is broken on purpose: errors in the program's log are no surprise.</summary>
    public bool ErrorsExpected { get; set; }

    /// <summary>The caller's session as it stands; the newest where there were several.</summary>
    public Session Session => Sessions().OrderByDescending(s => s.StartedUtc).First();

    /// <summary>When the check-in that is due next, or open, is or was due.</summary>
    public DateTimeOffset DueUtc => Session.CheckIn.DueUtc ?? Session.Incident!.ZeroUtc;

    /// <summary>Starts a process of the program, beside any that live.</summary>
    public IProgram Start(Life life)
    {
        Program = _processes is null
            ? new Instance(
                Network, _store, new ConfigurationBuilder().AddInMemoryCollection(_settings).Build(), Time, life,
                new InstanceOptions { Log = Log, Json = line => Keep(_jsonLog, line), Alarms = Alarms })
            : new PublishedInstance(_processes, _settings.ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value!), Log);
        return Program;

        void Log(string line) => Keep(_log, $"{Now:HH:mm:ss.fff} {line}");
    }

    /// <summary>
    /// The published process that first makes such a request is killed when the phone company has it: it is carried out, and nobody hears of it.
    /// Returns whether that has happened.
    /// </summary>
    public Func<bool> KillsWhoFirst(Func<RestRequest, bool> asks)
    {
        var killed = false;
        Network.Faults.OnRest(
            request =>
            {
                if (!killed && asks(request))
                {
                    killed = true;
                    _processes!.Asking!.Kill();
                }

                return false;
            },
            RestFault.LostResponse());
        return () => killed;
    }

    /// <summary>From now on everything stands in this store: the same rows, opened anew.</summary>
    public void Reopen(IRowStore store)
    {
        (_store as IDisposable)?.Dispose();
        _store = store;
    }

    public void Run(TimeSpan span) => Time.AdvanceBy(span);

    /// <summary>Time passes in which nothing is expected: swept every nine seconds only (a gap of ten is one the program catches up after), or as seldom as is said.</summary>
    public void RunQuietly(TimeSpan span, TimeSpan? sweptEvery = null)
    {
        Program.SweepsEvery(sweptEvery ?? TimeSpan.FromSeconds(9));
        Run(span);
        Program.SweepsEvery(SpotterBot.WakeUp.SweepLoop.Every);
    }

    public void RunSeconds(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    public void RunUntil(DateTimeOffset utc)
    {
        if (utc > Now)
        {
            Time.AdvanceTo(utc);
        }
    }

    public bool RunUntil(Func<bool> done, TimeSpan limit) => Time.AdvanceUntil(done, limit);

    /// <summary>Runs until the next check-in is due, and a breath beyond.</summary>
    public void RunToCheckIn() => RunUntil(DueUtc + TimeSpan.FromSeconds(1.2));

    public async Task<IReadOnlyList<(DateTimeOffset Utc, string Kind, string Detail)>> HistoryAsync() =>
        await new HistoryRows(_store).ReadAsync(Session.Id);

    public IReadOnlyList<string> History() => [.. HistoryAsync().GetAwaiter().GetResult().Select(h => h.Kind)];

    public IReadOnlyList<Session> Sessions()
    {
        var codec = new SessionCodec(new Privacy(PrivacyKey));
        var sessions = new List<Session>();
        foreach (var id in SessionIds())
        {
            var loaded = new SessionRows(_store, new WakeUpIndex(_store, "read", Time), Time).LoadAsync(id).AsTask().GetAwaiter().GetResult()!;
            sessions.Add(codec.Open(loaded.Id, loaded.State));
        }

        return sessions;
    }

    /// <summary>Open sessions with the rows they stand in.</summary>
    /// <param name="seen">ETags by session: those that have not changed since are left out.</param>
    public IReadOnlyList<(SessionRow Row, Session Session)> OpenSessions(Dictionary<string, string>? seen = null)
    {
        var rows = new SessionRows(_store, new WakeUpIndex(_store, "read", Time), Time);
        var codec = new SessionCodec(new Privacy(PrivacyKey));
        return [.. rows.OpenAsync().ToBlockingEnumerable()
            .Select(id => rows.LoadAsync(id).AsTask().GetAwaiter().GetResult())
            .OfType<SessionRow>()
            .Where(row => seen is null || !seen.TryGetValue(row.Id, out var tag) || tag != row.ETag)
            .Select(row =>
            {
                seen?[row.Id] = row.ETag;
                return row;
            })
            .Select(row => (row, codec.Open(row.Id, row.State)))];
    }

    /// <summary>Who was texted what, and who was called, how often each; in an order that tells nothing of when.</summary>
    public List<string> Contacts() =>
    [
        .. Network.Messages.Where(m => m.Direction != "inbound").Select(m => $"text {m.To}: {m.Body}").Order(StringComparer.Ordinal),
        .. Network.Calls.Select(c => $"call {c.To}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Time passes, and nobody is called or texted who did not expect it; every line is down; nothing was objected to.</summary>
    public void Silence(double minutes = 3)
    {
        _silenceChecked = true;
        Run(TimeSpan.FromMinutes(minutes));
        var unexpected = Everybody.SelectMany(a => a.Unexpected()).ToList();
        Assert.True(unexpected.Count == 0, "Nobody expected:\n" + string.Join('\n', unexpected) + "\n" + Transcript());
        Assert.True(Network.LiveCalls.Count == 0, $"Lines still up: {string.Join(", ", Network.LiveCalls.Select(c => c.To))}\n{Transcript()}");
        NoObjections();
    }

    /// <summary>The phone company had nothing to object to, and the program logged no error.</summary>
    public void NoObjections()
    {
        Assert.True(Network.Violations.Count == 0, string.Join('\n', Network.Violations) + "\n" + Transcript());
        Assert.True(Network.Unobserved.Count == 0, string.Join('\n', Network.Unobserved));
        var errors = _log.Where(l => !ErrorsExpected && l.Contains(" Error ", StringComparison.Ordinal)).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors) + "\n" + Transcript());
        NothingPersonalLogged();
    }

    /// <summary>Every line of the log is one JSON object, and no number, place, name or word of anybody's stands in it.</summary>
    private void NothingPersonalLogged()
    {
        Assert.All(JsonLog, line =>
        {
            Assert.DoesNotContain('\n', line.TrimEnd('\n'));
            using var json = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        });
        var log = string.Concat(JsonLog);
        var personal = Everybody.Select(a => a.Number[1..])
            .Concat(Network.Messages.Select(m => m.Body).Where(body => body.Length >= LongEnoughToKnow))
            .Concat(_settings.Where(s => s.Key.EndsWith(":Name", StringComparison.Ordinal) || s.Key is "Twilio:AuthToken" or "Privacy:Key").Select(s => s.Value!))
            .Append("12 Main");
        Assert.All(personal, words => Assert.False(log.Contains(words, StringComparison.Ordinal), $"The log holds \"{words}\".\n{log}"));
    }

    private static void Keep(List<string> log, string line)
    {
        lock (log)
        {
            log.Add(line);
        }
    }

    /// <summary>Everything that happened at the phone company and in the program, in order, for a failing test to show.</summary>
    public string Transcript()
    {
        lock (_log)
        {
            var lines = Network.Log.Select(e => (e.Utc, Text: $"{e.Utc:HH:mm:ss.fff} {Name(e.Phone)} {e.Kind}: {e.Text}"))
                .Concat(_log.Select(l => (Utc: DateTimeOffset.MinValue, Text: "    " + l)));
            return string.Join('\n', lines.OrderBy(l => l.Text.TrimStart(), StringComparer.Ordinal).Select(l => l.Text));
        }
    }

    public void Dispose()
    {
        if (!_silenceChecked && System.Runtime.InteropServices.Marshal.GetExceptionPointers() == 0)
        {
            NoObjections();
        }

        Program.Dispose();
        _processes?.Dispose();
        (_store as IDisposable)?.Dispose();
    }

    private List<string> SessionIds() => PublishedProgram.IsAsked
        ? PublishedProgram.RowKeys(_settings["Storage:ConnectionString"]!, "sessions")
        : [.. Enumerable.Range(0, 256).SelectMany(i => _store.QueryAsync("sessions", $"s{i:x2}", "!", "~", 100).AsTask().GetAwaiter().GetResult()).Select(r => r.RowKey)];

    private string Name(string phone) => Everybody.FirstOrDefault(a => a.Number == phone)?.Name ?? phone;

    private sealed class ProgramHandler(Scenario scenario) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (scenario._processes?.Next ?? scenario.Program).AnswerAsync(request);
    }
}
