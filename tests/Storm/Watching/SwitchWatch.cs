using PhoneCompany.Messages;
using PhoneCompany.People;
using SpotterBot.Decisions.Sessions;
using Storm.Faults;

namespace Storm.Watching;

/// <summary>
/// The dead man's switch as it is seen at the phone company. While somebody is being watched a text to them lies there, and one to each coordinator;
/// nobody gets one while we are there to take it back; whoever got one hears that we are here; and when nobody is watched none is left.
/// </summary>
/// <param name="coordinators">E.164.</param>
/// <param name="scheduledLeast">How far ahead the phone company wants a text for later to be.</param>
internal sealed class SwitchWatch(World world, IReadOnlyList<string> coordinators, TimeSpan scheduledLeast, Action<string> violate)
{
    /// <summary>The next is made within this where nothing is wrong: a look, its turn, a breaker that has to close, one attempt.</summary>
    private static readonly TimeSpan MadeWithin = TimeSpan.FromMinutes(2);

    /// <summary>An order that was refused is not made again before.</summary>
    private static readonly TimeSpan RefusedFor = TimeSpan.FromMinutes(10);

    /// <summary>A text is taken back 90 seconds before its time at the latest; so much of that is left for trying again.</summary>
    private static readonly TimeSpan TakenBackWithin = TimeSpan.FromSeconds(60);

    /// <summary>An order may get there after its session has closed.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(30);

    /// <summary>So old one is when the next is made: half of the ten minutes before it would be sent, which may be sixteen after it was made.</summary>
    private readonly TimeSpan _oldest = scheduledLeast > TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(11) : TimeSpan.FromMinutes(5);

    private readonly List<Message> _kept = [];
    private readonly List<Message> _gotten = [];

    /// <summary>No process dies, nothing is away for long: whatever else goes wrong, somebody is there in time.</summary>
    private readonly bool _somebodyIsThere = world.Kind is WeatherKind.Calm or WeatherKind.Drizzle or WeatherKind.TwoAtOnce;
    private readonly Dictionary<string, DateTimeOffset> _since = [];
    private DateTimeOffset? _anybodySince;
    private readonly Dictionary<string, DateTimeOffset> _refusedUtc = [];

    /// <summary>Texts that said that contact is lost.</summary>
    public int Gotten => _gotten.Count;

    /// <summary>The weather refused to take a text for later.</summary>
    public void Refused(string to) => _refusedUtc[to] = world.Now;

    /// <summary>The phone company has a text for later.</summary>
    public void Keeps(Message text, IEnumerable<Session> sessions)
    {
        _kept.Add(text);
        if (!coordinators.Contains(text.To) && !sessions.Any(s => s.CallerNumber == text.To && (s.Open || s.ClosedUtc > world.Now - OnItsWay)))
        {
            violate($"Promise 9: a text for later lies there for {text.To}, and nobody is watched on that phone.");
        }
    }

    /// <summary>Each second.</summary>
    public void Look(IReadOnlyCollection<Session> sessions)
    {
        foreach (var text in _kept.Where(t => t.Status != "scheduled").ToList())
        {
            _kept.Remove(text);
            if (text.Status is "canceled" or "failed")
            {
                continue;
            }

            _gotten.Add(text);
            world.Notes($"{text.To} is told that contact is lost");
            if (_somebodyIsThere || world.Now > world.Weather.LastUtc + TakenBackWithin)
            {
                violate($"Promise 10: {text.To} is told that contact is lost, and {(_somebodyIsThere ? "somebody was there all the time" : $"nothing has been wrong since {world.Weather.LastUtc:HH:mm:ss}")}.");
            }
        }

        foreach (var session in sessions)
        {
            if (IsWatched(session) && session is { CanBeTold: true, CallerNumber: { } number })
            {
                _since.TryAdd(session.Id, world.Now);
                MustBeKept(number, _since[session.Id]);
            }
            else
            {
                _since.Remove(session.Id);
            }
        }

        _anybodySince = sessions.Any(IsWatched) ? _anybodySince ?? world.Now : null;
        if (_anybodySince is { } since)
        {
            foreach (var coordinator in coordinators)
            {
                MustBeKept(coordinator, since);
            }
        }
    }

    /// <summary>What lies there is for somebody who is being watched, or for a coordinator of theirs.</summary>
    public bool IsTidy(IReadOnlyCollection<Session> sessions) => _kept.TrueForAll(t => IsForSomebody(t, sessions)) && _gotten.TrueForAll(HeardThatWeAreHere);

    public void Finally(IReadOnlyCollection<Session> sessions)
    {
        foreach (var text in _gotten.Where(t => !HeardThatWeAreHere(t)))
        {
            violate($"Promise 10: {text.To} was told at {text.SentUtc:HH:mm:ss} that contact is lost, and never that we are here.");
        }

        foreach (var text in _kept.Where(t => !IsForSomebody(t, sessions)))
        {
            violate($"Promise 9: a text of {text.CreatedUtc:HH:mm:ss} to {text.To} lies there ({text.Sid[^4..]}), and nobody is being watched.");
        }
    }

    private static bool IsWatched(Session session) => session is { Open: true, Watched: true };

    private bool IsForSomebody(Message text, IReadOnlyCollection<Session> sessions) =>
        sessions.Any(s => IsWatched(s) && (s.CallerNumber == text.To || coordinators.Contains(text.To)));

    private void MustBeKept(string number, DateTimeOffset since)
    {
        if (world.Now > Referee.Later(since, world.Weather.LastUtc) + MadeWithin && world.Now > _refusedUtc.GetValueOrDefault(number) + RefusedFor + MadeWithin
            && !_kept.Exists(t => t.To == number && world.Now - t.CreatedUtc < _oldest + MadeWithin))
        {
            violate($"Promise 1: should we die, nobody tells {number}: watched since {since:HH:mm:ss}, weather until {world.Weather.LastUtc:HH:mm:ss}, and no text lies there, or too old a one.");
        }
    }

    private bool HeardThatWeAreHere(Message gotten) => world.Network.Phone(gotten.To).Inbox.Any(t =>
        t.Utc >= gotten.SentUtc && (t.Body.Contains("contact was lost was our fault", StringComparison.Ordinal) || t.Body.Contains("I'm running", StringComparison.Ordinal)));
}
