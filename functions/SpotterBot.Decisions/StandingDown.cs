using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>The caller answered, or the person in charge says they are OK: nobody else is called, and everybody is told.</summary>
internal static class StandingDown
{
    /// <param name="on">The caller's leg it was keyed on, or null for a text.</param>
    public static void ByCaller(Turn turn, Leg? on)
    {
        var confirmed = turn.Incident!.Ems.MayCome;
        if (on is not null)
        {
            turn.Put(turn.Fresh(on) with { SayFirst = [new Line(confirmed ? LineKey.EmsConfirmedOk : LineKey.StoodDown)] });
        }

        turn.Session = turn.Session with
        {
            LastOkUtc = turn.Now,
            FinishWhenQuiet = turn.Session.FinishWhenQuiet || turn.Session.FinishAfterOk,
            FinishAfterOk = false,
        };
        Room.TellOwner(turn, confirmed ? LineKey.CaseOkEmsConfirmed : LineKey.CallerSaidOk);
        var ownerLeg = turn.Incident!.Owner?.LegId is { } id ? turn.Session.Leg(id) : null;
        Stand(turn, "caller", personKnows: ownerLeg is { State: LegState.Answered, Confirmed: true });
        if (turn.Incident.Owner is { } owner && ownerLeg is not { State: LegState.Answered, Confirmed: true })
        {
            // They took it by text and their phone still rings for it: that is over, and they are told.
            if (ownerLeg is { IsLive: true })
            {
                Legs.Drop(turn, ownerLeg);
            }

            turn.Text(owner.Who, Urgency.Person, LineKey.NothingNeededText);
            turn.Incident = turn.Incident with { Owner = null };
            Ringing.EndRing(turn, owner.Who, RingState.Left);
        }

        TellCallerLines(turn, on, confirmed ? LineKey.EmsConfirmedOk : LineKey.StoodDown);
    }

    public static void ByPerson(Turn turn)
    {
        if (turn.Reaching is null)
        {
            return;
        }

        // Who says so by text is on no line to the desk: somebody who calls the crew off is rung then, be it they.
        var onLine = turn.Incident!.Owner?.LegId is { } id && turn.Session.Leg(id) is { State: LegState.Answered, Confirmed: true };
        var ladder = turn.InLadder;
        Stand(turn, "person", personKnows: onLine);
        CheckIns.RestIfOutOfReach(turn);

        // Nobody needs these to be answered any more: the caller's phone, and that of a person who took the case by text and says so by text.
        foreach (var ringing in turn.Session.LiveLegs.Where(l => l.State != LegState.Answered
            && (l.Who.Kind == PartyKind.Caller || l.Id == turn.Incident!.Owner?.LegId)).ToList())
        {
            Legs.Drop(turn, ringing);
        }

        if (!ladder)
        {
            return;
        }

        if (!turn.Session.CallerLegs.Any(l => l.CanHear))
        {
            turn.TextCaller(LineKey.StoodDownByPersonText);
        }
    }

    /// <summary>The caller is finished, and only a talk was asked for: there is nothing to say but to those rung.</summary>
    public static void Withdrawn(Turn turn) => Stand(turn, "caller", personKnows: false);

    /// <summary>What is left when an incident is over: closed, or a standing down that EMS has not heard.</summary>
    public static void WindDown(Turn turn)
    {
        if (turn.Incident is not { Phase: Phase.StoodDown } incident)
        {
            return;
        }

        if (Uncalled(incident.Ems) is { MayCome: true } && incident.Owner is null)
        {
            // They are on their way: a person is rung now who can call them off, while their line may still be open.
            Reopen(turn);
            return;
        }

        ReleaseThoseAlone(turn);
        if (turn.Session.LiveLegs.Any(l => l.Who.Kind == PartyKind.Ems || (l.Who.CanTakeCase && !l.Unwanted)))
        {
            return;
        }

        if (Uncalled(incident.Ems) is not null)
        {
            Reopen(turn);
            return;
        }

        Close(turn);
    }

    /// <summary>A new need while the last one was being wound down: who is on a line still is asked for this one, the others are given back.</summary>
    public static void Leave(Turn turn)
    {
        Close(turn);
        foreach (var leg in turn.Session.CallerLegs.Where(l => l.InRoom).ToList())
        {
            turn.Put(leg with { InRoom = false });
            Legs.Redirect(turn, leg);
        }
    }

    /// <summary>The incident is over and nobody is on a line for it.</summary>
    public static void Close(Turn turn)
    {
        var incident = turn.Incident!;
        var ems = incident.Ems.ConfirmedUtc is not null ? "confirmed" : incident.Ems.FirstRungUtc is not null ? "rang" : "none";
        turn.Note(HistoryKind.IncidentClosed, ("incident", incident.Number), ("cause", incident.Cause), ("end", incident.EndedBy ?? "open"), ("ems", ems));
        foreach (var ring in incident.Rings)
        {
            if (ring.State is RingState.Ringing or RingState.Accepted)
            {
                turn.Want(new Intent.ReleasePerson(ring.Who));
            }

        }

        Afterwards.Begin(turn, incident);
        foreach (var ring in incident.Rings)
        {
            turn.Want(Afterwards.IsOwed(turn.Session, ring.Who) ? new Intent.LinkIsOver(ring.Who) : new Intent.UnlinkPhone(ring.Who));
        }

        if (incident.Ems.Dials > 0 || incident.Ems.WasAnswered)
        {
            turn.Want(new Intent.UnlinkPhone(Party.Ems(0)));
        }

        turn.Incident = null;
    }

    /// <summary>EMS was reached, and has not said that they know; nobody was rung for it yet.</summary>
    private static EmsReach? Uncalled(EmsReach ems) => ems is { IsUncalled: true, StandDownHandled: false } ? ems : null;

    /// <summary>Nobody is left in the room for them to talk with: they are told, asked what else, and let go.</summary>
    private static void ReleaseThoseAlone(Turn turn)
    {
        if (turn.Session.LiveLegs.Any(l => l.Who.Kind is PartyKind.Caller or PartyKind.Ems))
        {
            return;
        }

        foreach (var leg in turn.Session.LiveLegs.Where(l => l.Who.CanTakeCase && l.InRoom).ToList())
        {
            turn.Put(leg with { InRoom = false });
            Legs.Redirect(turn, leg, turn.Session.FinishWhenQuiet ? new Line(LineKey.CallerFinished)
                : turn.Incident!.Owner is { SaidOk: true } ? null : new Line(LineKey.CallerSaidOk));
        }
    }

    /// <summary>EMS was reached, and may still be coming: a person is rung who can call them off.</summary>
    public static void Reopen(Turn turn)
    {
        var incident = turn.Incident!;
        turn.Note(HistoryKind.StandDownOpen);
        turn.TextCoordinators(LineKey.AlarmStandDownOpenText);
        turn.Incident = incident with
        {
            Phase = Phase.Reaching,
            Cause = Cause.StandDownOpen,
            PeersFromUtc = turn.Now,
            EmsAtUtc = null,
            EmsTableUtc = null,
            LastRung = false,
            Owner = null,
            Rings = [.. incident.Rings.Select(r => r.State == RingState.NoAnswer ? r with { Times = 0 } : r)],
            Ems = incident.Ems with { Wanted = false, StandDownHandled = true, NextDialUtc = null },
        };
    }

    /// <param name="personKnows">Somebody on the case has heard that EMS had confirmed: calling them off is theirs, and nobody else is rung for it.</param>
    private static void Stand(Turn turn, string by, bool personKnows)
    {
        var incident = turn.Incident!;
        var confirmed = incident.Ems.ConfirmedUtc is not null;
        turn.Note(HistoryKind.StoodDown, ("by", by), ("emsConfirmed", confirmed));
        turn.Session = turn.Session with { FinishAfterOk = false };
        turn.Incident = incident with
        {
            Phase = Phase.StoodDown,
            StoodDownUtc = turn.Now,
            EndedBy = incident.EndedBy ?? by,
            LastRung = false,
            EmsAtUtc = null,
            EmsTableUtc = null,
            PersonForEms = false,
            CoordinatorWanted = false,
            Ems = incident.Ems with { Wanted = false, NextDialUtc = null, StandDownHandled = incident.Ems.StandDownHandled || (incident.Ems.MayCome && personKnows) },
        };
        TellThoseRung(turn);
        foreach (var leg in turn.Session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems && !(confirmed && l.State == LegState.Answered)).ToList())
        {
            Legs.Drop(turn, leg);
        }

        CheckIns.Restart(turn);
    }

    private static void TellThoseRung(Turn turn)
    {
        foreach (var ring in turn.Incident!.Rings.Where(r => r.State == RingState.Ringing).ToList())
        {
            var leg = turn.Session.Leg(ring.LegId);
            if (leg is { State: LegState.Answered })
            {
                Legs.Redirect(turn, leg);
                continue;
            }

            Ringing.EndRing(turn, ring.Who, RingState.NoAnswer);
            if (leg is not null)
            {
                Legs.Drop(turn, leg);
            }

            turn.Text(ring.Who, Urgency.Person, LineKey.NothingNeededText);
        }
    }

    private static void TellCallerLines(Turn turn, Leg? on, LineKey line)
    {
        foreach (var leg in turn.Session.CallerLegs.Where(l => l.Id != on?.Id && !l.InRoom).ToList())
        {
            if (leg.State == LegState.Answered)
            {
                Legs.Redirect(turn, leg, new Line(line));
            }
            else
            {
                Legs.Drop(turn, leg);
            }
        }
    }
}
