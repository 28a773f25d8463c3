using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Roster;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.WakeUp;

namespace SpotterBot.Sessions;

/// <summary>Gathers what a decision may know: who may be rung, the areas, the clock's settings.</summary>
public sealed class FactsReader(RosterBook roster, ServiceFacts service, LoadGauge load, Heartbeat heartbeat, PhoneWatch phones)
{
    /// <param name="session">Null for one that is about to begin.</param>
    /// <param name="kind">Of the session.</param>
    public async ValueTask<Facts> ForAsync(Session? session, SessionKind kind, DateTimeOffset now)
    {
        var onShift = await roster.SnapshotAsync(now);
        var (overloaded, just) = session is null ? await load.ReadAsync(now) : (false, false);
        return service.Base with
        {
            // Who debriefs and is in need themselves is helped as any caller is.
            Peers = [.. (kind != SessionKind.Debrief ? onShift.Peers : session?.Incident is { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow } ? [.. onShift.Peers, .. onShift.Mentors] : onShift.Mentors).Select(p => Peer(p, session))],
            Coordinators = onShift.Coordinators,
            Roster = onShift.People,
            Overloaded = overloaded,
            JustOverloaded = just,
            Away = heartbeat.Away,
            PhonesOut = phones.IsOut,
        };
    }

    private static PeerFact Peer(OnShift person, Session? session) =>
        new(person.Id, person.Phone, person.LastRungUtc, person.IsBusyFor(session?.Id)) { Languages = person.Languages };
}

/// <summary>Whether more sessions are open than the pace can serve: check-ins have half of the slots, and each session wants one an interval.</summary>
public sealed class LoadGauge(SessionRows rows, ServiceFacts service, TelephonyPace pace)
{
    private static readonly TimeSpan ReadingGood = TimeSpan.FromSeconds(10);

    private Reading? _reading;

    /// <summary>How many sessions the pace can serve at the quickest rhythm that nobody chose.</summary>
    public int Capacity => Math.Max(1, (int)(Math.Min(pace.CallsPerSecond, pace.TextsPerSecond) / 2.0 * service.Base.Timing.FirstInterval.TotalSeconds));

    /// <summary>Counting goes no further than here, however many are open.</summary>
    private int JustOver => Capacity + Math.Max(1, Capacity / 20);

    public async ValueTask<(bool Overloaded, bool Just)> ReadAsync(DateTimeOffset now)
    {
        if (_reading is not { } reading || now - reading.Utc >= ReadingGood)
        {
            _reading = reading = new Reading(now, await rows.OpenAsync().Take(JustOver + 1).CountAsync());
        }

        return (reading.Open > Capacity, reading.Open > Capacity && reading.Open <= JustOver);
    }

    private sealed record Reading(DateTimeOffset Utc, int Open);
}

/// <summary>Requests a second that the phone company takes.</summary>
public sealed record TelephonyPace(int CallsPerSecond, int TextsPerSecond);

/// <summary>What hardly ever changes while the program runs: settings, areas, the numbers nobody may be named under.</summary>
public sealed class ServiceFacts(Facts facts)
{
    private Facts _base = facts;

    public Facts Base => Volatile.Read(ref _base);

    /// <summary>Other areas than before: decisions from now on are made by them.</summary>
    /// <param name="ownNumbers">The service's own, E.164; with the dispatch lines nobody may be named under them.</param>
    public void TakeAreas(ImmutableArray<Area> areas, ImmutableHashSet<string> ownNumbers)
    {
        var before = Base;
        if (!before.Areas.SequenceEqual(areas))
        {
            Volatile.Write(ref _base, before with { Areas = areas, ReservedNumbers = ownNumbers.Union(areas.SelectMany(a => a.Lines)) });
        }
    }
}
