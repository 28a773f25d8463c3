using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Someone the caller names to be reached first.</summary>
internal static class ChosenFirst
{
    /// <summary>Whoever was rung under the old number has a part in this case: nobody else gets it by a change of number.</summary>
    public static bool IsBeingRung(Turn turn) => turn.Incident?.RingOf(Party.Chosen) is not null;

    /// <summary>The service's own lines, dispatch and emergency numbers.</summary>
    /// <param name="number">E.164.</param>
    public static bool IsReserved(Turn turn, string number) => Numbers.IsEmergency(number) || turn.Facts.ReservedNumbers.Contains(number);

    public static bool Refuses(Turn turn, string number) => IsReserved(turn, number) || number == turn.Session.CallerNumber;

    /// <summary>They are on the ladder.</summary>
    public static bool IsRung(Session session) => session.ChosenNumber is not null && session.Order == LadderOrder.ChosenThenPeersThenEms;

    /// <summary>People before EMS, and the person named first among them, unless they said no.</summary>
    public static Session PeopleFirst(Session session)
    {
        var refused = session is { ChosenNumber: not null, Consent: Consent.No };
        return session with { Order = session.ChosenNumber is null || refused ? LadderOrder.PeersThenEms : LadderOrder.ChosenThenPeersThenEms, FirstButForNo = refused };
    }

    /// <summary>The caller's own wish, whatever whoever they named says to it.</summary>
    public static Session Without(Session session, LadderOrder order) => session with { Order = order, FirstButForNo = false };

    public static void Name(Turn turn, string number)
    {
        if (number == turn.Session.ChosenNumber && turn.Session.Consent != Consent.NotAsked)
        {
            turn.Session = PeopleFirst(turn.Session);
            Consents.TellAgain(turn);
        }
        else
        {
            turn.Session = turn.Session with { ChosenNumber = number };
            Consents.Named(turn);
            turn.Session = PeopleFirst(turn.Session);
        }
    }

    /// <summary>What is said to the caller who has named them.</summary>
    public static Line Kept(Session session, LineKey key) => new(key, Consents.Asks(session) ? "" : "hidden");
}
