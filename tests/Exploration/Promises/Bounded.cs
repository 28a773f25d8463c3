using Exploration.Model;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace Exploration.Promises;

/// <summary>Promise 2, by the watcher's own clock.</summary>
public static class Bounded
{
    /// <summary>Between two dials, two rounds, two rings nobody is rung for longer than this.</summary>
    private static readonly TimeSpan IdleMost = TimeSpan.FromSeconds(60);

    /// <summary>What the bound leaves beyond the table's time for EMS.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    public static void Hold(Session session, Ghost ghost, Facts facts, DateTimeOffset nowUtc)
    {
        WithinTheBound(ghost, nowUtc);
        NeverIdle(session, ghost, facts, nowUtc);
        EmsWhateverIsLeftUndecided(ghost, nowUtc);
    }

    /// <summary>Promise 2: a person in charge, or EMS rung, or everybody there is rung, within the bound.</summary>
    public static void WithinTheBound(Ghost ghost, DateTimeOffset nowUtc)
    {
        if (ghost is { ZeroUtc: { } zero, Reached: false } && nowUtc > zero + ghost.Bound)
        {
            throw new PromiseBrokenException(2, $"{(nowUtc - zero).TotalSeconds} s after the check-in was due nobody is in charge and EMS was not dialled; the bound is {ghost.Bound.TotalSeconds} s");
        }
    }

    /// <summary>Promise 2: while nobody has the case the ladder goes on, whatever was refused, lost or left.</summary>
    public static void NeverIdle(Session session, Ghost ghost, Facts facts, DateTimeOffset nowUtc)
    {
        if (ghost.IdleUtc is { } since && nowUtc > since + IdleMost && AnybodyLeft(session, facts))
        {
            throw new PromiseBrokenException(2, $"for {(nowUtc - since).TotalSeconds} s somebody is in need, nobody has the case, and nobody is being rung");
        }
    }

    /// <summary>Promise 2: a person in charge who decides nothing does not stop EMS.</summary>
    public static void EmsWhateverIsLeftUndecided(Ghost ghost, DateTimeOffset nowUtc)
    {
        if (ghost.EmsByUtc is { } by && nowUtc > by + Slack)
        {
            throw new PromiseBrokenException(2, $"EMS should have been dialled {(nowUtc - by).TotalSeconds} s ago");
        }
    }

    /// <summary>Whether there is anybody who has not said no and whose phone can be reached.</summary>
    private static bool AnybodyLeft(Session session, Facts facts)
    {
        if (session.Incident is not { } incident)
        {
            return false;
        }

        bool Left(Party who) => incident.RingOf(who) is not { State: RingState.Passed or RingState.Failed };
        return facts.Peers.Any(p => Left(Party.Peer(p.Id))) || facts.Coordinators.Any(c => Left(Party.Coordinator(c.Id)))
            || (session.Place is not null && incident.Ems is { Wanted: true, BadLines.Length: < 2 } && !facts.Areas.IsEmpty);
    }
}
