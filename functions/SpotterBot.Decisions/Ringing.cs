using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Who may be rung for a case, who is, and how their ringing ends.</summary>
internal static class Ringing
{
    private const int TimesAtMost = 2;

    private const int RoundsAfterPass = 3;

    /// <summary>The phone company ends a call with somebody on a case after this: a talk lasts as long as it lasts.</summary>
    public const int CallSeconds = 14400;

    /// <summary>How long somebody's phone rings.</summary>
    public static int Seconds(Turn turn) => (int)turn.Facts.RingFor.TotalSeconds;

    public static bool AnyRinging(Session session) =>
        session.Incident?.Rings.Any(r => r.State == RingState.Ringing) == true;

    /// <summary>Peers that may be rung now, best first: never rung in this incident before rung once, and among these by <see cref="Facts.RingOrder"/>.</summary>
    public static IEnumerable<PeerFact> NextPeers(Turn turn)
    {
        var incident = turn.Reaching;
        if (incident is null || Threats.IsBotOnly(turn))
        {
            return [];
        }

        var waiting = turn.Facts.Peers
            .Where(p => !p.Busy && IsSomebodyElse(turn, p.Phone))
            .Select(p => (Peer: p, Ring: incident.RingOf(Party.Peer(p.Id))))
            .Where(p => MayRing(incident, p.Ring))
            .OrderBy(p => p.Ring?.Times ?? 0);
        foreach (var by in turn.Facts.RingOrder)
        {
            waiting = by switch
            {
                RingBy.Language => waiting.ThenByDescending(p => p.Peer.Speaks(turn.Session.Language)),
                RingBy.Known => waiting.ThenByDescending(p => turn.Session.KnownPeers.Contains(p.Peer.Id)),
                _ => waiting.ThenBy(p => p.Peer.LastRungUtc ?? DateTimeOffset.MinValue),
            };
        }

        return waiting.ThenBy(p => p.Peer.Id, StringComparer.Ordinal).Select(p => p.Peer);
    }

    public static IEnumerable<CoordinatorFact> CoordinatorsLeft(Turn turn)
    {
        var incident = turn.Reaching;
        return incident is null
            ? []
            : turn.Facts.Coordinators.Where(c => !c.Busy && IsSomebodyElse(turn, c.Phone)
                && !turn.Facts.Peers.Any(p => p.Phone == c.Phone && incident.RingOf(Party.Peer(p.Id)) is not null)
                && MayRingCoordinator(incident, incident.RingOf(Party.Coordinator(c.Id))));
    }

    /// <summary>A coordinator rings, or can be rung yet.</summary>
    public static bool CoordinatorMayCome(Turn turn) =>
        turn.Reaching is { } incident && (CoordinatorsLeft(turn).Any() || incident.Rings.Any(r => r is { State: RingState.Ringing, Who.Kind: PartyKind.Coordinator }));

    public static void RingChosen(Turn turn)
    {
        var incident = turn.Reaching!;
        if (turn.InLadder && incident.Owner is null && OnChosenRung(turn) && turn.Session.ChosenNumber is { } number && MayRing(incident, incident.RingOf(Party.Chosen)) && !IsOnAnotherCase(turn, number))
        {
            Ring(turn, Party.Chosen);
        }
    }

    /// <summary>Whoever was named may be on the roster, and another case's: nobody is called away from somebody. They are rung as soon as they are free.</summary>
    private static bool IsOnAnotherCase(Turn turn, string number) =>
        turn.Facts.Roster.Values.Any(p => p.Phone == number && p.CaseOf is { } other && other != turn.Session.Id);

    public static void RingPeers(Turn turn)
    {
        var incident = turn.Reaching!;
        if (incident.PeersFromUtc is not { } from || from > turn.Now || (incident.Owner is { HandingOver: false }) || incident.Rings.Any(r => r is { TakesOver: true, State: RingState.Ringing }))
        {
            return;
        }

        var ringing = incident.Rings.Count(r => r is { State: RingState.Ringing, Who.Kind: PartyKind.Peer });
        foreach (var peer in NextPeers(turn).Take(Math.Max(0, turn.Facts.RingWidth - ringing)).ToList())
        {
            Ring(turn, Party.Peer(peer.Id));
        }
    }

    /// <summary>Nobody took what they want to hand over, and nobody is left to be rung for it: whoever waits to be relieved must know.</summary>
    public static void GiveUpHandOver(Turn turn)
    {
        if (turn.Reaching is not { Owner: { HandingOver: true } owner } incident || AnyRinging(turn.Session) || NextPeers(turn).Any())
        {
            return;
        }

        turn.Incident = incident with { Owner = owner with { HandingOver = false } };
        if (owner.LegId is { } id && turn.Session.Leg(id) is { IsLive: true, Confirmed: true })
        {
            Room.TellOwner(turn, LineKey.HandOverNotTaken);
        }
        else
        {
            turn.Text(owner.Who, Urgency.Person, LineKey.HandOverNotTakenText, CaseLetter.Placeholder);
        }
    }

    /// <summary>Every peer, then every coordinator, in rounds, until one takes it.</summary>
    public static void RingForLastRung(Turn turn)
    {
        if (turn.Reaching is not { LastRung: true, Owner: null, RoundFromUtc: { } from } incident)
        {
            return;
        }

        if (!AnyRinging(turn.Session) && !NextPeers(turn).Any() && !CoordinatorsLeft(turn).Any() && turn.Now >= from + Timing.RoundPause)
        {
            turn.Incident = incident with { Round = incident.Round + 1, RoundFromUtc = turn.Now };
        }

        foreach (var peer in NextPeers(turn).ToList())
        {
            Ring(turn, Party.Peer(peer.Id));
        }

        foreach (var coordinator in CoordinatorsLeft(turn).ToList())
        {
            Ring(turn, Party.Coordinator(coordinator.Id));
        }
    }

    /// <summary>Coordinators are rung where somebody asks for one, and where EMS or a standing down needs a person and no peer is left.</summary>
    public static void RingCoordinators(Turn turn)
    {
        var incident = turn.Reaching!;
        if (incident is { CoordinatorWanted: true, Owner: not null } && !CoordinatorMayCome(turn))
        {
            // None came: whoever waits for one beside them hears so.
            turn.Incident = incident = incident with { CoordinatorWanted = false };
            Room.TellOwner(turn, LineKey.CaseNoCoordinator);
        }

        var needed = incident.CoordinatorWanted
            || (incident.Owner is null && incident.PersonForEms)
            || (incident is { Owner: null, Cause: Cause.StandDownOpen or Cause.PersonAsked } && !NextPeers(turn).Any() && !AnyRinging(turn.Session));
        if (!needed)
        {
            return;
        }

        foreach (var coordinator in CoordinatorsLeft(turn).ToList())
        {
            Ring(turn, Party.Coordinator(coordinator.Id));
        }
    }

    public static void EndRing(Turn turn, Party who, RingState state)
    {
        if (turn.Incident?.RingOf(who) is { } ring
            && (ring.State is RingState.Ringing or RingState.NoAnswer or RingState.Accepted || (ring.State, state) is (RingState.Left, RingState.Passed)))
        {
            if (ring.State is RingState.Ringing or RingState.Accepted)
            {
                turn.Want(new Intent.ReleasePerson(who));
            }

            turn.PutRing(ring with { State = state, TakesOver = false, LastUtc = turn.Now });
        }
    }

    /// <summary>The roster or the phone company would not have them.</summary>
    public static void Refused(Turn turn, Leg leg, Refusal refusal)
    {
        var state = refusal switch
        {
            Refusal.PersonTaken when leg.State == LegState.Placing => RingState.Busy,
            Refusal.Permanent => RingState.Failed,
            _ => RingState.NoAnswer,
        };
        if (state == RingState.Busy && turn.Incident?.RingOf(leg.Who) is { State: RingState.Ringing } ring && ring.LegId == leg.Id)
        {
            // The claim on them is another case's: it is not ours to give back.
            turn.Note(HistoryKind.RingEnded, ("who", leg.Who), ("how", state));
            turn.PutRing(ring with { State = RingState.Busy, TakesOver = false, LastUtc = turn.Now });
            People.DidNotTakeOver(turn, ring);
        }

        Legs.Over(turn, leg, state == RingState.Failed ? LegEnd.Invalid : LegEnd.Failed);
    }

    /// <param name="keep">The call to the one who takes it; null: the owner's.</param>
    /// <param name="kind">Only these; null: everybody.</param>
    public static void DropOtherRings(Turn turn, Party taker, string? keep = null, PartyKind? kind = null)
    {
        keep ??= turn.Incident!.Owner?.LegId;
        foreach (var own in turn.Session.LiveLegs.Where(l => l.Who == taker && l.State != LegState.Answered && l.Id != keep).ToList())
        {
            Legs.Drop(turn, own);
        }

        foreach (var ring in turn.Incident!.Rings.Where(r => r.State == RingState.Ringing && r.Who != taker && (kind is null || r.Who.Kind == kind)).ToList())
        {
            var leg = turn.Session.Leg(ring.LegId);
            if (leg is { State: LegState.Answered })
            {
                Legs.Redirect(turn, leg);
                continue;
            }

            EndRing(turn, ring.Who, RingState.NoAnswer);
            if (leg is not null)
            {
                Legs.Drop(turn, leg);
            }

            turn.Text(ring.Who, Urgency.Person, LineKey.TakenText, ring.Who.Kind == PartyKind.Chosen ? "" : turn.NameOf(taker));
        }
    }

    /// <summary>Somebody who is on the line already is asked whether they take the case, like anybody rung.</summary>
    public static void AskAgain(Turn turn, Leg leg)
    {
        if (turn.Incident!.RingOf(leg.Who) is not { } ring)
        {
            turn.Want(new Intent.LinkPhone(leg.Who));
            ring = new Ring(leg.Who, 1, RingState.Ringing, leg.Id, turn.Now);
        }

        turn.Session = turn.Session with { Pending = turn.Session.Pending.RemoveAll(p => p is { ClaimedUntilUtc: null, Intent: Intent.ReleasePerson } && p.Intent == new Intent.ReleasePerson(leg.Who)) };
        turn.Want(new Intent.ClaimPerson(leg.Who));
        turn.PutRing(ring with { State = RingState.Ringing, LegId = leg.Id, LastUtc = turn.Now });
        turn.Put(leg with { Confirmed = false, Briefed = false, InRoom = false, EndsRoom = false, Silences = 0, SayFirst = [] });
        Legs.Redirect(turn, leg);
    }

    private static void Ring(Turn turn, Party who)
    {
        var leg = Legs.Place(turn, who, LegPurpose.Offer, Seconds(turn), CallSeconds);
        var ring = turn.Incident!.RingOf(who);
        turn.PutRing(new Ring(who, (ring?.Times ?? 0) + 1, RingState.Ringing, leg.Id, turn.Now) { SaidNo = ring is { SaidNo: true } or { State: RingState.Passed } });
        turn.Note(HistoryKind.Rang, ("who", who), ("times", (ring?.Times ?? 0) + 1));
        if (ring is null)
        {
            turn.Want(new Intent.LinkPhone(who));
            turn.Text(who, Urgency.Person, LineKey.OfferText, CaseLetter.Placeholder, People.OfferWhy(turn));
        }
    }

    private static bool MayRing(Incident incident, Ring? ring) => ring is null || ring.State switch
    {
        RingState.Ringing or RingState.Accepted or RingState.Failed => false,
        RingState.Left or RingState.Passed or RingState.NoAnswer or RingState.Busy when incident.Threatened.Contains(ring.Who) => false,
        _ when HasSaidNo(ring) => MayAskAgain(incident, ring),
        RingState.Left when ring.GaveBack => incident.LastRung && ring.LastUtc < incident.RoundFromUtc,
        RingState.Busy => incident.LastRung && ring.LastUtc < incident.RoundFromUtc,
        _ => incident.LastRung ? ring.Times < TimesAtMost || ring.LastUtc < incident.RoundFromUtc : ring.Times < TimesAtMost,
    };

    private static bool MayRingCoordinator(Incident incident, Ring? ring) => ring is null
        || (HasSaidNo(ring) ? MayAskAgain(incident, ring) && !incident.Threatened.Contains(ring.Who)
            : ring.State is RingState.NoAnswer or RingState.Left && (incident.LastRung || ring.GaveBack ? ring.LastUtc < incident.RoundFromUtc : ring.Times < TimesAtMost));

    private static bool HasSaidNo(Ring ring) => ring is { State: RingState.Passed } or { SaidNo: true, State: RingState.NoAnswer or RingState.Busy };

    /// <summary>A no is respected. But where no ambulance can be sent, and three rounds brought nobody, whoever said it may be the only one who can come.</summary>
    private static bool MayAskAgain(Incident incident, Ring ring) =>
        incident is { LastRung: true, Round: > 1 } && incident.Round % RoundsAfterPass == 1 && ring.LastUtc < incident.RoundFromUtc;

    /// <summary>Not the caller themselves, and not whoever is rung as their chosen person.</summary>
    public static bool IsSomebodyElse(Turn turn, string phone) =>
        phone != turn.Session.CallerNumber && !(OnChosenRung(turn) && phone == turn.Session.ChosenNumber);

    /// <summary>A peer is on call who is somebody else, busy or not.</summary>
    public static bool AnyPeer(Turn turn) => turn.Facts.Peers.Any(p => IsSomebodyElse(turn, p.Phone));

    private static bool OnChosenRung(Turn turn) => turn.Session.Order == LadderOrder.ChosenThenPeersThenEms;
}
