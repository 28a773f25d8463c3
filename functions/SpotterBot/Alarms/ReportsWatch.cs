using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;

namespace SpotterBot.Alarms;

/// <summary>
/// Whether the phone company's reports reach us. Every call that it took from us is soon reported on, to this process or another; where nothing came of
/// several, and nothing else comes in either, keys and answers are lost on the way to us.
/// </summary>
public sealed class ReportsWatch(SessionReader sessions, TimeProvider time)
{
    /// <summary>A call that was taken is reported on within seconds: that it begins, that it rings.</summary>
    private static readonly TimeSpan Expected = TimeSpan.FromSeconds(20);

    /// <summary>One may have been lost by accident.</summary>
    private const int MissedLeast = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Order> _expected = new(StringComparer.Ordinal);
    private int _missed;
    private DateTimeOffset? _sinceUtc;

    /// <summary>Since when nothing comes in that should; null while it does.</summary>
    public DateTimeOffset? FailingSinceUtc
    {
        get
        {
            lock (_gate)
            {
                return _missed >= MissedLeast ? _sinceUtc : null;
            }
        }
    }

    /// <summary>The phone company has taken a call.</summary>
    public void Expect(string sessionId, string legId, string callSid)
    {
        lock (_gate)
        {
            _expected[callSid] = new Order(sessionId, legId, time.GetUtcNow());
        }
    }

    /// <summary>Something of the phone company's came in, signed.</summary>
    /// <param name="callSid">The call it is about, if any.</param>
    public void Came(string? callSid)
    {
        lock (_gate)
        {
            (_missed, _sinceUtc) = (0, null);
            if (callSid is not null)
            {
                _expected.Remove(callSid);
            }
        }
    }

    /// <summary>Looks after what was expected and did not come here: another process may have it.</summary>
    /// <exception cref="IOException">The store could not be read.</exception>
    public async ValueTask LookAsync(DateTimeOffset nowUtc)
    {
        foreach (var order in TakeOverdue(nowUtc))
        {
            if (await sessions.ReadAsync(order.SessionId) is { } session && session.Leg(order.LegId) is { IsLive: true, Sequence: < 0, Step: 0, State: not LegState.Answered })
            {
                lock (_gate)
                {
                    _missed++;
                    _sinceUtc ??= order.Utc;
                }
            }
        }
    }

    private List<Order> TakeOverdue(DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            var overdue = _expected.Where(e => nowUtc - e.Value.Utc >= Expected).ToList();
            overdue.ForEach(o => _expected.Remove(o.Key));
            return [.. overdue.Select(o => o.Value)];
        }
    }

    private sealed record Order(string SessionId, string LegId, DateTimeOffset Utc);
}
