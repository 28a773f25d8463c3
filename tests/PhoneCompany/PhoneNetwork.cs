using System.Collections.Immutable;
using PhoneCompany.Faults;
using PhoneCompany.Messages;
using PhoneCompany.People;
using PhoneCompany.Rest;
using PhoneCompany.Time;
using PhoneCompany.Voice;
using PhoneCompany.Webhooks;

namespace PhoneCompany;

/// <summary>
/// A phone company with Twilio's manners, in this process: a REST server, signed webhooks, a TwiML interpreter for every leg,
/// conferences, texts, and the people who hold the phones. Everything waits on the clock it is given.
/// </summary>
public sealed class PhoneNetwork : IDisposable
{
    private readonly Dictionary<string, Handset> _phones = [];
    private readonly Sids _sids;
    private readonly HttpMessageInvoker _program;
    private readonly RestServer _rest;
    private ImmutableList<string> _violations = [];
    private ImmutableList<DebuggerAlert> _alerts = [];
    private ImmutableList<Exception> _unobserved = [];
    private ImmutableList<ActivityEntry> _log = [];
    private ImmutableList<Action<ActivityEntry>> _watchers = [];

    /// <param name="program">What stands for the program under test: every webhook is sent to it.</param>
    public PhoneNetwork(PhoneNetworkOptions options, TimeProvider time, HttpMessageHandler program)
        : this(options, time, new HttpMessageInvoker(program, disposeHandler: false))
    {
    }

    public PhoneNetwork(PhoneNetworkOptions options, TimeProvider time, HttpMessageInvoker program)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(program);
        Options = options;
        Time = time;
        Board = new Switchboard(time, Observe);
        _sids = new Sids(options.Seed);
        _program = program;
        Webhooks = new WebhookSender(this, program);
        Media = new MediaShelf(this, program);
        Exchange = new CallExchange(this);
        Rooms = new RoomRegistry(this);
        Post = new MessageExchange(this);
        _rest = new RestServer(this);
        foreach (var number in options.Numbers)
        {
            number.Sid = NextSid("PN");
        }
    }

    public PhoneNetworkOptions Options { get; }

    public TimeProvider Time { get; }

    /// <summary>What goes wrong, and when.</summary>
    public FaultInjector Faults { get; } = new();

    /// <summary>Told of every call that was ordered by REST, as it is taken.</summary>
    public Action<Call>? CallPlaced { get; set; }

    /// <summary>Told of every change of a call's status, its first included: what was planned for it is not known yet then.</summary>
    public Action<Call>? CallChanged { get; set; }

    /// <summary>Told of every text to a phone, as it is taken.</summary>
    public Action<Message>? TextSent { get; set; }

    /// <summary>What the program did that Twilio would refuse or that nobody should do. A test asserts that it stays empty.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>What Twilio's debugger would list.</summary>
    public IReadOnlyList<DebuggerAlert> Alerts => _alerts;

    /// <summary>Exceptions that came out of the program's handler or out of a scenario's reaction.</summary>
    public IReadOnlyList<Exception> Unobserved => _unobserved;

    /// <summary>Everything that happened, oldest first.</summary>
    public IReadOnlyList<ActivityEntry> Log => _log;

    /// <summary>Requests to the program that are scheduled or not yet answered.</summary>
    public int OutstandingWebhooks => Webhooks.Outstanding;

    /// <summary>Every call, oldest first, live and ended.</summary>
    public IReadOnlyList<Call> Calls => Board.Enter(() => Exchange.All.ToList());

    /// <summary>Calls that have not ended.</summary>
    public IReadOnlyList<Call> LiveCalls => Board.Enter(() => Exchange.All.Where(call => !call.IsOver).ToList());

    /// <summary>Every text, oldest first, both directions.</summary>
    public IReadOnlyList<Message> Messages => Board.Enter(() => Post.All.ToList());

    /// <summary>Every conference, oldest first, live and ended.</summary>
    public IReadOnlyList<Conference> Conferences => Board.Enter(() => Rooms.All.ToList());

    /// <summary>What was recorded and not deleted.</summary>
    public IReadOnlyList<Recording> Recordings => Board.Enter(() => Exchange.Recordings.All.ToList());

    /// <summary>Every REST request so far, refused ones too.</summary>
    public IReadOnlyList<RestRequest> RestRequests => _rest.Requests;

    /// <summary>Every phone that anybody has named or dialled.</summary>
    public IReadOnlyList<Handset> Phones => Board.Enter(() => _phones.Values.ToList());

    /// <summary>The primary handler for an HttpClient that believes it talks to api.twilio.com.</summary>
    public HttpMessageHandler RestHandler => new InMemoryRest(this);

    internal Switchboard Board { get; }

    internal WebhookSender Webhooks { get; }

    internal MediaShelf Media { get; }

    internal CallExchange Exchange { get; }

    internal RoomRegistry Rooms { get; }

    internal MessageExchange Post { get; }

    /// <summary>The phone with this number (E.164). It exists from the first time it is named, and rings unanswered until told otherwise.</summary>
    public Handset Phone(string number)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return Board.Enter(() =>
        {
            if (!_phones.TryGetValue(number, out var phone))
            {
                _phones[number] = phone = new Handset(this, number);
            }

            return phone;
        });
    }

    /// <summary>Serves one REST request, whatever host it was addressed to.</summary>
    public Task<HttpResponseMessage> HandleRestAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        _rest.HandleAsync(request, cancellation);

    /// <summary>Serves a document that the phone company hosts, whatever host the request was addressed to.</summary>
    public Task<HttpResponseMessage> HandleTwimlBinAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        new TwimlBins(this).AnswerAsync(request, cancellation);

    public void Dispose() => _program.Dispose();

    /// <summary>
    /// Tells <paramref name="watcher"/> about every new line of <see cref="Log"/>, in order, until disposed. It is called inside
    /// the switchboard: it should be quick (hand the line to a channel) and call nothing back.
    /// </summary>
    public IDisposable Watch(Action<ActivityEntry> watcher)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        ImmutableInterlocked.Update(ref _watchers, list => list.Add(watcher));
        return new Watching(() => ImmutableInterlocked.Update(ref _watchers, list => list.Remove(watcher)));
    }

    internal OwnedNumber? Owned(string number) => Options.Numbers.FirstOrDefault(owned => owned.Number == number);

    internal string NextSid(string prefix) => Board.Enter(() => _sids.Next(prefix));

    internal void Violate(string text) => Board.Enter(() =>
    {
        _violations = _violations.Add(text);
        Note("", "violation", text);
    });

    internal void Alert(int code, string url, string? sid, string text) => Board.Enter(() =>
    {
        _alerts = _alerts.Add(new DebuggerAlert(Board.Now, code, url, sid, text));
        Note("", "alert", $"{code} {text} {url}");
    });

    internal void Observe(Exception fault) => ImmutableInterlocked.Update(ref _unobserved, list => list.Add(fault));

    internal void Note(string phone, string kind, string text)
    {
        if (Options.KeepsLog)
        {
            Board.Enter(() =>
            {
                var entry = new ActivityEntry(_log.Count + 1, Board.Now, phone, kind, text);
                _log = _log.Add(entry);
                _watchers.ForEach(watcher => watcher(entry));
            });
        }
    }

    private sealed class Watching(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }

    private sealed class InMemoryRest(PhoneNetwork network) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            network.HandleRestAsync(request, cancellationToken);
    }
}
