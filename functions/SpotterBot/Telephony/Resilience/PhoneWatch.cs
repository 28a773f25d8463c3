using System.Net;

namespace SpotterBot.Telephony;

public enum PhoneLine
{
    Calls,
    Texts,
}

/// <summary>
/// Whether the phone company does what it is asked, as this process sees it: calls and texts each for themselves, by the outcome of every request. One
/// that is refused for its own sake (a number, a person who opted out) says that the phone company works.
/// </summary>
public sealed class PhoneWatch
{
    /// <summary>So many in a row, over at least this time, are no accident.</summary>
    private const int RunLeast = 3;

    private static readonly TimeSpan RunFor = TimeSpan.FromSeconds(10);

    /// <summary>The breaker opens that often, each time within <see cref="Forgotten"/> of the last: what gets through meanwhile does not make it whole.</summary>
    private const int OpenedLeast = 2;

    /// <summary>After a failure it takes so long, and a success, until it counts as well again.</summary>
    private static readonly TimeSpan WellAfter = TimeSpan.FromSeconds(30);

    /// <summary>Nothing was asked of it for so long, and the probe is answered: it counts as well.</summary>
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<PhoneLine, State> _lines = Enum.GetValues<PhoneLine>().ToDictionary(l => l, _ => new State());
    private bool _answers = true;

    /// <summary>Neither calls nor texts go out, and the phone company does not answer the simplest question either.</summary>
    public bool IsOut
    {
        get
        {
            lock (_gate)
            {
                return !_answers && _lines.Values.All(l => l.Fails);
            }
        }
    }

    /// <summary>Something failed lately: it is worth asking whether the phone company answers at all.</summary>
    public bool IsInDoubt
    {
        get
        {
            lock (_gate)
            {
                return _lines.Values.Any(l => l.Fails || l.Run > 0);
            }
        }
    }

    /// <summary>Since when this fails; null while it does not.</summary>
    public DateTimeOffset? FailingSinceUtc(PhoneLine line)
    {
        lock (_gate)
        {
            return _lines[line] is { Fails: true, SinceUtc: var since } ? since : null;
        }
    }

    /// <summary>It fails, and nothing suggests yet that it is over: nobody is told that it fails when it works again.</summary>
    public bool FailsStill(PhoneLine line, DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            return _lines[line] is { Fails: true, Run: > 0, FailedUtc: var failed } && (!_answers || nowUtc - failed < WellAfter / 2);
        }
    }

    /// <summary>A request was answered, or failed.</summary>
    public void Saw(PhoneLine line, bool works, DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            var state = _lines[line];
            if (works)
            {
                state.Run = 0;
                state.SinceUtc = state.Fails ? state.SinceUtc : null;
            }
            else
            {
                state.Failed(nowUtc);
            }
        }
    }

    /// <summary>The probe was answered, or was not: then nothing that is in doubt can be well.</summary>
    public void Probed(bool answers, DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            _answers = answers;
            foreach (var state in _lines.Values.Where(l => !answers && (l.Fails || l.Run > 0)))
            {
                state.Failed(nowUtc);
            }
        }
    }

    /// <summary>Ordinary traffic is held back.</summary>
    public void BreakerOpened(DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            foreach (var state in _lines.Values.Where(l => l.Run > 0 && ++l.Opened >= OpenedLeast))
            {
                state.Fails = true;
                state.SinceUtc ??= nowUtc;
            }
        }
    }

    /// <summary>Lets time tell: what failed once and not again is forgotten, what failed and works again is well.</summary>
    public void Look(DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            foreach (var state in _lines.Values)
            {
                var since = nowUtc - state.FailedUtc;
                var over = state.Fails ? (state.Run == 0 && since >= WellAfter) || (_answers && since >= IdleAfter) : since >= Forgotten;
                if (over)
                {
                    state.Clear();
                }
            }
        }
    }

    private sealed class State
    {
        public int Run { get; set; }

        public int Opened { get; set; }

        public bool Fails { get; set; }

        public DateTimeOffset? SinceUtc { get; set; }

        public DateTimeOffset FailedUtc { get; private set; }

        public void Failed(DateTimeOffset nowUtc)
        {
            Run++;
            SinceUtc ??= nowUtc;
            FailedUtc = nowUtc;
            Fails |= Run >= RunLeast && nowUtc - SinceUtc >= RunFor;
        }

        public void Clear() => (Run, Opened, Fails, SinceUtc) = (0, 0, false, null);
    }
}

/// <summary>Tells the watch of each request's end, with all its repeats.</summary>
internal sealed class PhoneWatchHandler(PhoneWatch watch, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (SaysNothing(request) || LineOf(request.RequestUri!.AbsolutePath) is not { } line)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            var works = Works(response.StatusCode);
            if (!works || IsOrder(request))
            {
                watch.Saw(line, works, time.GetUtcNow());
            }

            return response;
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            watch.Saw(line, works: false, time.GetUtcNow());
            throw;
        }
    }

    /// <summary>That a text can or cannot be kept for later, taken back or erased says nothing of whether texts go out.</summary>
    private static bool SaysNothing(HttpRequestMessage request) => request.GetKind() is RequestKind.SpareCreate
        || (request.GetKind() is RequestKind.Update && request.RequestUri!.AbsolutePath.Contains("/Messages/", StringComparison.Ordinal));

    private static PhoneLine? LineOf(string path) =>
        path.Contains("/Messages", StringComparison.Ordinal) ? PhoneLine.Texts
        : path.Contains("/Calls", StringComparison.Ordinal) || path.Contains("/Conferences", StringComparison.Ordinal) ? PhoneLine.Calls
        : null;

    /// <summary>A call or a text is ordered. That something can be read says nothing of whether they go out.</summary>
    private static bool IsOrder(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post && (request.RequestUri!.AbsolutePath.EndsWith("/Calls.json", StringComparison.Ordinal) || request.RequestUri.AbsolutePath.EndsWith("/Messages.json", StringComparison.Ordinal));

    /// <summary>Not a server's fault, nor ours: the account is taken, and the request was looked at.</summary>
    private static bool Works(HttpStatusCode status) =>
        status is < HttpStatusCode.InternalServerError and not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
}
