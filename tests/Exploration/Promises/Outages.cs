using Exploration.Model;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace Exploration.Promises;

/// <summary>What holds while nobody of the service is there, or the phone company takes no orders, and afterwards.</summary>
public static class Outages
{
    /// <summary>By then it is tried again whether orders are taken.</summary>
    private static readonly TimeSpan LookMost = TimeSpan.FromSeconds(6);

    public static void Hold(Session before, Session session, Ghost ghost, Weather weather, Facts facts, DateTimeOffset nowUtc)
    {
        MissedOnlyWhenAsked(before, session, ghost);
        AskedAsSoonAsCanBe(session);
        SwitchStandsWhileWatched(session, weather, facts, nowUtc);
        SwitchTakenBack(session, weather, nowUtc);
    }

    /// <summary>Promise 6: nobody is sent to somebody who was not asked, nor to one who may have answered while nobody was there.</summary>
    public static void MissedOnlyWhenAsked(Session before, Session session, Ghost ghost)
    {
        var missed = Ghost.InNeed(session) && !Ghost.InNeed(before) && session is { CallerNumber: not null, Incident.Cause: Cause.MissedCheckIn };
        Always.Check(6, !missed || ghost.Asked, "a check-in is taken for missed, and the caller was not asked");
    }

    /// <summary>Promise 2: who cannot be asked waits no longer than until it is tried again.</summary>
    public static void AskedAsSoonAsCanBe(Session session)
    {
        var unasked = session is { Open: true, CheckIn: { UnaskedSinceUtc: not null, Rests: false, DueUtc: not null } };
        Always.Check(2, !unasked || session.CheckIn.DueUtc <= session.LastUtc + LookMost, "a check-in that could not be asked waits longer than until it is tried again");
    }

    /// <summary>Promise 1: while somebody is watched who can be told, a text that tells them should we die is kept, or is being made.</summary>
    public static void SwitchStandsWhileWatched(Session session, Weather weather, Facts facts, DateTimeOffset nowUtc)
    {
        var wanted = facts.Timing.SwitchAfter is not null && session is { Open: true, Watched: true, CanBeTold: true };
        var made = weather.Kept.Any(t => t.SendAtUtc > nowUtc) || session.Switch.NotBeforeUtc > nowUtc
            || session.Pending.Any(p => p.Intent is Intent.ScheduleText or Intent.FindScheduledText);
        Always.Check(1, !wanted || made, "somebody is watched, and no text tells them should everything die");
    }

    /// <summary>Promise 9: what tells them that nobody watches is taken back when nobody has to any more.</summary>
    public static void SwitchTakenBack(Session session, Weather weather, DateTimeOffset nowUtc)
    {
        if (session.Open)
        {
            return;
        }

        var left = weather.Kept.Any(t => t.SendAtUtc > nowUtc && !session.Pending.Any(p => p.Intent is Intent.ScheduleText || p.Intent == new Intent.CallOffText(t.MessageSid)));
        Always.Check(9, !left, "the watch is over, and a text stays that says that nobody watches");
    }
}
