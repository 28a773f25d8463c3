using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Ringing people to take a case, and what the one who took it says.</summary>
internal static class People
{
    private const int RingSeconds = 25;
    private const int OfferCallSeconds = 14400;
    private const int TimesAtMost = 2;

    /// <summary>An offer is said this often into silence, then the call ends: a voicemail presses nothing.</summary>
    private const int OfferRepeats = 4;

    public static bool AnyRinging(Session session) =>
        session.Incident?.Rings.Any(r => r.State == RingState.Ringing) == true;

    /// <summary>Peers that may be rung now, best first: never rung in this incident before rung once, least recently rung before others.</summary>
    public static IEnumerable<PeerFact> NextPeers(Turn turn)
    {
        var incident = turn.Reaching;
        if (incident is null)
        {
            return [];
        }

        return turn.Facts.Peers
            .Where(p => !p.Busy && p.Phone != turn.Session.CallerNumber && !(OnChosenRung(turn) && p.Phone == turn.Session.ChosenNumber))
            .Select(p => (Peer: p, Ring: incident.RingOf(Party.Peer(p.Id))))
            .Where(p => MayRing(incident, p.Ring))
            .OrderBy(p => p.Ring?.Times ?? 0)
            .ThenBy(p => p.Peer.LastRungUtc ?? DateTimeOffset.MinValue)
            .ThenBy(p => p.Peer.Id, StringComparer.Ordinal)
            .Select(p => p.Peer);
    }

    public static IEnumerable<CoordinatorFact> CoordinatorsLeft(Turn turn)
    {
        var incident = turn.Reaching;
        return incident is null
            ? []
            : turn.Facts.Coordinators.Where(c => c.Phone != turn.Session.CallerNumber
                && !(OnChosenRung(turn) && c.Phone == turn.Session.ChosenNumber)
                && !turn.Facts.Peers.Any(p => p.Phone == c.Phone && incident.RingOf(Party.Peer(p.Id)) is not null)).Where(c => incident.RingOf(Party.Coordinator(c.Id)) is not { } ring
                || (ring.State is RingState.NoAnswer or RingState.Left && (incident.LastRung ? ring.LastUtc < incident.RoundFromUtc : ring.Times < TimesAtMost)));
    }

    public static void RingChosen(Turn turn)
    {
        var incident = turn.Reaching!;
        if (turn.InLadder && incident.Owner is null && OnChosenRung(turn) && turn.Session.ChosenNumber is not null && MayRing(incident, incident.RingOf(Party.Chosen)))
        {
            Ring(turn, Party.Chosen);
        }
    }

    public static void RingPeers(Turn turn)
    {
        var incident = turn.Reaching!;
        if (incident.PeersFromUtc is not { } from || from > turn.Now || (incident.Owner is { HandingOver: false }))
        {
            return;
        }

        var ringing = incident.Rings.Count(r => r is { State: RingState.Ringing, Who.Kind: PartyKind.Peer });
        foreach (var peer in NextPeers(turn).Take(Math.Max(0, turn.Facts.RingWidth - ringing)).ToList())
        {
            Ring(turn, Party.Peer(peer.Id));
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

    /// <summary>What somebody rung, or on the case, keys.</summary>
    public static void Hears(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        var asked = leg.Asked;
        leg = turn.Put(leg with { Asked = Asked.Nothing, Silences = asks.Silent ? leg.Silences + 1 : 0, InRoom = false });
        var owns = turn.Incident?.Owner?.Who == leg.Who;
        if ((asks.Left || asks.Keys == "*") && owns && leg.Confirmed)
        {
            // The star opens the menu from the brief, too: who keys star 1 while it is spoken must not lose the 1.
            turn.Put(leg with { Asked = Asked.CaseMenu });
            return;
        }

        switch (asked, asks.Keys)
        {
            case (Asked.Accept or Asked.Rejoin, "1"):
                Accept(turn, leg);
                break;
            case (Asked.Accept or Asked.Rejoin, "2"):
                Pass(turn, leg);
                break;
            case (Asked.CaseMenu, { Length: > 0 } key) when owns && leg.Confirmed:
                CaseKey(turn, leg, key);
                break;
        }
    }

    /// <summary>What somebody rung, or on the case, hears.</summary>
    public static ImmutableArray<Verb> Script(Turn turn, Leg leg)
    {
        var owns = turn.Incident?.Owner?.Who == leg.Who;
        return leg is { Unwanted: true, Confirmed: true } ? [new Verb.Say(new Line(LineKey.CaseLeft)), new Verb.HangUp()]
            : owns && !leg.Confirmed ? Rejoin(turn, leg)
            : owns && leg.Asked == Asked.CaseMenu ? Menu()
            : owns ? InCase(turn, leg)
            : leg.Confirmed ? Helper(turn, leg)
            : Offer(turn, leg);
    }

    /// <summary>They accepted by text: the case is theirs, and their phone is rung for it. A key must still show that a person is on that phone.</summary>
    public static void AcceptByText(Turn turn, Party who)
    {
        if (turn.Reaching is not { } incident || incident.RingOf(who) is not { } ring)
        {
            turn.Reply(LineKey.CaseGoneText);
            return;
        }

        if (incident.Owner is { } owner && (!owner.HandingOver || owner.Who == who))
        {
            turn.Reply(owner.Who == who ? LineKey.CaseHelpText : LineKey.TakenText, Letter);
            return;
        }

        var leg = turn.Session.Leg(ring.LegId) is { IsLive: true, Unwanted: false } live
            ? live
            : Legs.Place(turn, who, LegPurpose.Case, RingSeconds * 2, OfferCallSeconds);
        Own(turn, who, leg.Id);
        turn.Reply(LineKey.AcceptedText, Letter);
        Legs.Redirect(turn, leg);
    }

    private const string Letter = CaseLetter.Placeholder;

    /// <summary>They will not take this one: they are not rung again for it.</summary>
    public static void Pass(Turn turn, Leg leg)
    {
        turn.Note(HistoryKind.Passed, ("who", leg.Who));
        EndRing(turn, leg.Who, RingState.Passed);
        if (turn.Incident?.Owner is { } owner && owner.Who == leg.Who)
        {
            OwnerGone(turn, owner);
        }
    }

    public static void EndRing(Turn turn, Party who, RingState state)
    {
        if (turn.Incident?.RingOf(who) is { } ring && ring.State is RingState.Ringing or RingState.NoAnswer or RingState.Accepted)
        {
            if (ring.State != RingState.NoAnswer)
            {
                turn.Want(new Intent.ReleasePerson(who));
            }

            turn.PutRing(ring with { State = state, LastUtc = turn.Now });
        }
    }

    /// <summary>A leg to somebody rung, or on the case, is over.</summary>
    public static void LegEnded(Turn turn, Leg leg)
    {
        if (turn.Incident is not { } incident)
        {
            return;
        }

        if (incident.Owner is { } owner && owner.LegId == leg.Id)
        {
            if (leg.Confirmed || !(owner.HoldUntilUtc > turn.Now))
            {
                if (leg is { Confirmed: false } && !owner.SaidOk)
                {
                    turn.Text(owner.Who, Urgency.Person, LineKey.CaseLeftText, Letter);
                }

                OwnerGone(turn, owner);
            }
            else
            {
                // They took the case by text, cannot come to the phone, and hold EMS by text: it stays theirs while they hold.
                turn.Incident = incident with { Owner = owner with { LegId = null } };
            }

            return;
        }

        if (incident.RingOf(leg.Who) is { State: RingState.Ringing } ring && ring.LegId == leg.Id)
        {
            turn.Note(HistoryKind.RingEnded, ("who", leg.Who), ("how", leg.End));
            EndRing(turn, leg.Who, leg.End is LegEnd.Invalid ? RingState.Failed : RingState.NoAnswer);
        }
        else if (leg.Confirmed)
        {
            EndRing(turn, leg.Who, RingState.Left);
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
            turn.PutRing(ring with { State = RingState.Busy, LastUtc = turn.Now });
        }

        Legs.Over(turn, leg, state == RingState.Failed ? LegEnd.Invalid : LegEnd.Failed);
    }

    public static DateTimeOffset? NextReminder(Session session, Timing timing)
    {
        if (session.Incident is not { Phase: Phase.Reaching, Owner: { SaidOk: false } owner } incident || incident.Ems.Wanted || incident.EmsAtUtc is null)
        {
            return null;
        }

        return owner switch
        {
            { HoldUntilUtc: { } hold, HoldReminded: false } => hold - Timing.HoldReminder,
            { HoldUntilUtc: null, Reminded: false } => owner.AcceptedUtc + timing.PeerReminder,
            _ => null,
        };
    }

    public static void Remind(Turn turn)
    {
        if (turn.Reaching is not { Owner: { SaidOk: false } owner } incident || incident.Ems.Wanted || incident.EmsAtUtc is null)
        {
            return;
        }

        if (NextReminder(turn.Session, turn.Timing) is not { } due || due > turn.Now)
        {
            return;
        }

        if (owner.HoldUntilUtc is not null)
        {
            turn.Incident = incident with { Owner = owner with { HoldReminded = true } };
            Room.TellOwner(turn, LineKey.RemindHold);
        }
        else
        {
            turn.Incident = incident with { Owner = owner with { Reminded = true } };
            Room.TellOwner(turn, Ems.CanBeReached(turn) ? LineKey.RemindPeer : LineKey.RemindPeerNoEms);
        }
    }

    /// <summary>A case key, whether keyed after the star or texted with the case's letter. Returns what to say or text back.</summary>
    public static LineKey CaseAction(Turn turn, Party who, string key)
    {
        var incident = turn.Incident!;
        var owner = incident.Owner!;
        switch (key)
        {
            case "1" when turn.Reaching is null:
                return LineKey.CaseOk;
            case "1":
                turn.Incident = incident with { Owner = owner with { SaidOk = true } };
                var confirmed = incident.Ems.ConfirmedUtc is not null;
                StandingDown.ByPerson(turn);
                return confirmed ? LineKey.CaseOkEmsConfirmed : turn.Session.RestsUtc is not null ? LineKey.CaseOkOutOfReach : LineKey.CaseOk;
            case "3":
                if (turn.Session.OwnLegs.Any(l => l.State == LegState.Answered))
                {
                    return LineKey.CaseOnLine;
                }

                if (turn.Session.CallerNumber is null)
                {
                    return LineKey.BriefLineNone;
                }

                turn.Session = turn.Session with { FinishWhenQuiet = turn.Session is { FinishWhenQuiet: true, Watched: true } };
                CallCaller(turn);
                return LineKey.CaseCalling;
            case "4":
                turn.Note(HistoryKind.HandOver, ("from", who));
                turn.Incident = incident with { Owner = owner with { HandingOver = true }, PeersFromUtc = turn.Now };
                return NextPeers(turn).Any() || AnyRinging(turn.Session) ? LineKey.CaseHandOver : LineKey.CaseHandOverNobody;
            case "5":
                turn.Note(HistoryKind.CallerThreatened, ("who", who));
                turn.TextCoordinators(LineKey.AlarmThreatText);
                return LineKey.CaseThreat;
            case "6" when incident.Ems.ConfirmedUtc is not null || Ems.LiveLeg(turn.Session) is { State: LegState.Answered }:
                return LineKey.CaseEmsAlready;
            case "6":
                turn.Note(HistoryKind.EmsHeld, ("who", who));
                turn.Incident = incident with
                {
                    Owner = owner with { HoldUntilUtc = turn.Now + Timing.Hold, HoldReminded = false },
                    Ems = incident.Ems with { Wanted = false, NextDialUtc = null },
                };
                foreach (var ringing in turn.Session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems).ToList())
                {
                    Legs.Drop(turn, ringing);
                }

                return LineKey.CaseHold;
            case "9":
                return BringEms(turn);
            case "0":
                turn.Incident = incident with { CoordinatorWanted = true };
                Room.KeepOpen(turn);
                return CoordinatorsLeft(turn).Any() ? LineKey.CaseCoordinator : LineKey.CaseNoCoordinator;
            default:
                return LineKey.CaseNotKey;
        }
    }

    public static void LeftByText(Turn turn, Party who)
    {
        if (turn.Incident?.Owner is { } owner && owner.Who == who)
        {
            OwnerGone(turn, owner);
        }
    }

    /// <summary>
    /// The caller's phone rang out while somebody has the case. A check-in's ringing becomes a call for the person in charge;
    /// when that is not answered either they are told, and can call again.
    /// </summary>
    public static void CallerNotReached(Turn turn, Leg leg)
    {
        if (turn.Reaching?.Owner is not { LegId: not null })
        {
            return;
        }

        if (leg.Purpose == LegPurpose.Join)
        {
            Room.TellOwner(turn, LineKey.CallerDidNotAnswer);
        }
        else
        {
            CallCaller(turn);
        }
    }

    /// <summary>Somebody who is on the case, or had it, rings us.</summary>
    public static Leg CalledIn(Turn turn, Party who, string callSid)
    {
        var leg = Legs.Inbound(turn, who, LegPurpose.Case, callSid);
        if (turn.Incident is { } incident && incident.Owner is { } owner && owner.Who == who && (owner.LegId is null || turn.Session.Leg(owner.LegId) is not { State: LegState.Answered }))
        {
            turn.Incident = incident with { Owner = owner with { LegId = leg.Id } };
        }

        return leg;
    }

    private static void Ring(Turn turn, Party who)
    {
        var leg = Legs.Place(turn, who, LegPurpose.Offer, RingSeconds, OfferCallSeconds);
        var ring = turn.Incident!.RingOf(who);
        turn.PutRing(new Ring(who, (ring?.Times ?? 0) + 1, RingState.Ringing, leg.Id, turn.Now));
        turn.Note(HistoryKind.Rang, ("who", who), ("times", (ring?.Times ?? 0) + 1));
        if (ring is null)
        {
            turn.Want(new Intent.LinkPhone(who));
            turn.Text(who, Urgency.Person, LineKey.OfferText, Letter);
        }
    }

    private static bool MayRing(Incident incident, Ring? ring) => ring is null || ring.State switch
    {
        RingState.Ringing or RingState.Accepted or RingState.Passed or RingState.Failed => false,
        RingState.Busy => incident.LastRung && ring.LastUtc < incident.RoundFromUtc,
        _ => incident.LastRung ? ring.Times < TimesAtMost || ring.LastUtc < incident.RoundFromUtc : ring.Times < TimesAtMost,
    };

    private static bool OnChosenRung(Turn turn) => turn.Session.Order == LadderOrder.ChosenThenPeersThenEms;

    private static ImmutableArray<Verb> Offer(Turn turn, Leg leg)
    {
        if (turn.Reaching is not { } incident)
        {
            EndRing(turn, leg.Who, RingState.NoAnswer);
            return [new Verb.Say(new Line(LineKey.NothingNeeded)), new Verb.HangUp()];
        }

        if (incident.RingOf(leg.Who) is { State: RingState.Passed })
        {
            return [new Verb.Say(new Line(LineKey.Passed)), new Verb.HangUp()];
        }

        var wanted = incident.Owner is null
            || (incident.Owner.HandingOver && leg.Who.Kind != PartyKind.Chosen)
            || (leg.Who.Kind == PartyKind.Coordinator && incident.CoordinatorWanted);
        if (!wanted)
        {
            EndRing(turn, leg.Who, RingState.NoAnswer);
            return [new Verb.Say(new Line(LineKey.AlreadyTaken)), new Verb.HangUp()];
        }

        if (leg.Silences >= OfferRepeats)
        {
            return [new Verb.HangUp()];
        }

        var why = incident.Cause == Cause.StandDownOpen ? LineKey.OfferStandDown
            : incident.Owner is { HandingOver: true } && leg.Who.Kind == PartyKind.Peer ? LineKey.OfferHandOver
            : leg.Who.Kind == PartyKind.Chosen ? LineKey.OfferChosen
            : leg.Who.Kind == PartyKind.Coordinator ? LineKey.OfferCoordinator
            : incident.Cause == Cause.PersonAsked ? LineKey.OfferPeerTalk
            : LineKey.OfferPeer;
        turn.Put(leg with { Asked = Asked.Accept });
        return [new Verb.Ask([new Line(why), new Line(LineKey.OfferKeys)], 4), new Verb.Again()];
    }

    private static void Accept(Turn turn, Leg leg)
    {
        if (turn.Reaching is not { } incident)
        {
            return;
        }

        if (incident.Owner is { } owner && owner.Who == leg.Who)
        {
            turn.Put(leg with { Confirmed = true });
            turn.Incident = incident with { Owner = owner with { LegId = leg.Id } };
            Joined(turn);
        }
        else if (incident.Owner is { HandingOver: false } && leg.Who.Kind == PartyKind.Coordinator && incident.CoordinatorWanted)
        {
            turn.Put(leg with { Confirmed = true });
            turn.Incident = incident with { CoordinatorWanted = false };
            turn.PutRing((incident.RingOf(leg.Who) ?? new Ring(leg.Who, 1, RingState.Accepted, leg.Id, turn.Now)) with { State = RingState.Accepted });
            DropOtherRings(turn, leg.Who);
            Room.KeepOpen(turn);
        }
        else if (incident.Owner is { HandingOver: false })
        {
            turn.Note(HistoryKind.AlreadyTaken, ("who", leg.Who));
        }
        else
        {
            turn.Put(leg with { Confirmed = true });
            Own(turn, leg.Who, leg.Id);
            Joined(turn);
        }
    }

    /// <summary>The person in charge is on a line: the caller's and, where it waits for them, EMS's are brought to it.</summary>
    private static void Joined(Turn turn)
    {
        CallCaller(turn);
        Ems.PersonIsThere(turn);
    }

    /// <summary>From now on <paramref name="who"/> is in charge. The others are told, the caller's line is joined, EMS is moved once.</summary>
    private static void Own(Turn turn, Party who, string? legId)
    {
        var incident = turn.Reaching!;
        turn.NoteReached(
            HistoryKind.Accepted, ("who", who), incident.OwnedUtc is not null ? "again" : incident.Ems.FirstRungUtc is null ? "first" : "second");
        var before = incident.Owner;
        var ring = incident.RingOf(who);
        turn.PutRing((ring ?? new Ring(who, 1, RingState.Accepted, legId ?? "", turn.Now)) with { State = RingState.Accepted, LastUtc = turn.Now });
        var moves = !incident.EmsMoved && incident is { EmsAtUtc: not null, Ems.Wanted: false };
        var notBefore = turn.Now + turn.Timing.PeerDecision;
        turn.Incident = turn.Incident! with
        {
            Owner = new Owner { Who = who, LegId = legId, AcceptedUtc = turn.Now, HoldUntilUtc = before?.HoldUntilUtc, Reminded = before is not null },
            EmsAtUtc = moves && incident.EmsAtUtc < notBefore ? notBefore : incident.EmsAtUtc,
            EmsMoved = incident.EmsMoved || moves,
            OwnedUtc = incident.OwnedUtc ?? turn.Now,
            LookInRoomUtc = turn.Now + Timing.RoomCheck,
        };
        DropOtherRings(turn, who);
        if (before is not null)
        {
            if (before.LegId is { } oldLeg && turn.Session.Leg(oldLeg) is { IsLive: true } old)
            {
                // They stay on the line until they leave, and are given back then.
                turn.Put(old with { EndsRoom = false });
                if (old.InRoom)
                {
                    turn.Want(new Intent.SetEndsRoom(old.Id, old.CallSid!, incident.Room, EndsRoom: false));
                }

                Room.Tell(turn, old, LineKey.CaseHandedOver);
            }
            else
            {
                EndRing(turn, before.Who, RingState.Left);
            }
        }
    }

    private static void DropOtherRings(Turn turn, Party taker)
    {
        foreach (var own in turn.Session.LiveLegs.Where(l => l.Who == taker && l.State != LegState.Answered && l.Id != turn.Incident!.Owner?.LegId).ToList())
        {
            Legs.Drop(turn, own);
        }

        foreach (var ring in turn.Incident!.Rings.Where(r => r.State == RingState.Ringing && r.Who != taker).ToList())
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

            turn.Text(ring.Who, Urgency.Person, LineKey.TakenText);
        }
    }

    /// <summary>The caller's line is joined where something answers on it, else it is called.</summary>
    private static void CallCaller(Turn turn)
    {
        FetchCaller(turn);
        if (!turn.Session.OwnLegs.Any(l => !l.Unwanted) && turn.Session.CallerNumber is not null && turn.Incident?.Cause != Cause.StandDownOpen)
        {
            Legs.Place(turn, Party.Caller, LegPurpose.Join, 45, OfferCallSeconds);
        }
    }

    private static LineKey BringEms(Turn turn)
    {
        var incident = turn.Incident!;
        if (turn.Session.Place is null)
        {
            return LineKey.CaseNoPlace;
        }

        if (!Ems.CanBeReached(turn))
        {
            return Ladder.NoEmsLine(turn);
        }

        if (Ems.LiveLeg(turn.Session) is not null)
        {
            return LineKey.CaseEmsAlready;
        }

        turn.Incident = incident with
        {
            // After a standing down they ring EMS to call them off: no ambulance is asked for.
            Cause = incident.Phase == Phase.StoodDown ? Cause.StandDownOpen : incident.Cause,
            Phase = Phase.Reaching,
            EmsAtUtc = incident.Phase == Phase.StoodDown ? null : incident.EmsAtUtc,
            EmsTableUtc = incident.Phase == Phase.StoodDown ? null : incident.EmsTableUtc,
            Owner = incident.Owner! with { HoldUntilUtc = null },
            Ems = incident.Ems with { Wanted = true, ConfirmedUtc = null, NextDialUtc = null },
        };
        Ems.Wanted(turn);
        Room.KeepOpen(turn);
        return LineKey.CaseEms;
    }

    private static void CaseKey(Turn turn, Leg leg, string keys)
    {
        switch (keys)
        {
            case "2" when !Brief.TellsPlace(turn):
                turn.Put(leg with { SayFirst = [new Line(LineKey.CasePlaceNotInTalk)] });
                break;
            case "2":
                turn.Put(leg with { SayFirst = [], Asked = Asked.Brief });
                break;
            case "7":
                turn.Put(leg with { Unwanted = true });
                LeftByText(turn, leg.Who);
                break;
            default:
                var said = CaseAction(turn, leg.Who, keys);
                turn.Put(turn.Fresh(leg) with { SayFirst = [new Line(said)] });
                break;
        }
    }

    private static ImmutableArray<Verb> Menu() => [new Verb.Ask([new Line(LineKey.CaseMenu)], 5), new Verb.Again()];

    /// <summary>The case is theirs and something answered their phone: only a key shows that it is they.</summary>
    private static ImmutableArray<Verb> Rejoin(Turn turn, Leg leg)
    {
        if (turn.Reaching is null)
        {
            return [new Verb.Say(new Line(LineKey.NothingNeeded)), new Verb.HangUp()];
        }

        if (leg.Silences >= OfferRepeats)
        {
            return [new Verb.HangUp()];
        }

        turn.Put(leg with { Asked = Asked.Rejoin });
        return [new Verb.Ask([new Line(LineKey.RejoinOffer)], 4), new Verb.Again()];
    }

    private static ImmutableArray<Verb> InCase(Turn turn, Leg leg)
    {
        var incident = turn.Incident!;
        var first = leg.SayFirst;
        if (incident.Phase == Phase.StoodDown && !turn.Session.CallerLegs.Any(l => !l.Unwanted) && Ems.LiveLeg(turn.Session) is null)
        {
            // Nobody to talk with: one more word if they have it, then they are let go.
            turn.Put(leg with { SayFirst = [], Asked = Asked.CaseMenu, InRoom = false });
            return leg.Silences == 0
                ? [new Verb.Ask([.. first, new Line(LineKey.CaseMenu)], 5), new Verb.Again()]
                : [new Verb.Ask([.. first, new Line(LineKey.NothingNeeded)], 1), new Verb.HangUp()];
        }

        var placeAgain = leg.Asked == Asked.Brief && leg.Briefed;
        if (!leg.Briefed || placeAgain)
        {
            ImmutableArray<Line> lines = placeAgain ? Brief.Where(turn) : Brief.All(turn);
            turn.Put(leg with { SayFirst = [], Asked = Asked.Nothing, Briefed = true, InRoom = false });
            return [new Verb.Ask([.. first, .. lines], 1), new Verb.Again()];
        }

        var ends = !Room.HasOthers(turn.Session);
        turn.Put(leg with { SayFirst = [], InRoom = true, InRoomSeen = false, EndsRoom = ends });
        FetchCaller(turn);
        ImmutableArray<Verb> said = first.IsEmpty ? [] : [new Verb.Ask(first, 1)];
        return [.. said, new Verb.Join(incident.Room, ends, StarMenu: true)];
    }

    /// <summary>The owner is on the way into the room: the caller's line, which waits for that, is brought there.</summary>
    private static void FetchCaller(Turn turn)
    {
        foreach (var waiting in turn.Session.CallerLegs.Where(l => l is { Unwanted: false, CanHear: true, InRoom: false }).ToList())
        {
            Legs.Redirect(turn, waiting);
        }
    }

    /// <summary>Somebody on the case beside the owner.</summary>
    private static ImmutableArray<Verb> Helper(Turn turn, Leg leg)
    {
        if (turn.Reaching is not { } incident)
        {
            return [new Verb.Say(new Line(LineKey.NothingNeeded)), new Verb.HangUp()];
        }

        if (!leg.Briefed)
        {
            turn.Put(leg with { Briefed = true, InRoom = false });
            return [new Verb.Ask([.. Brief.All(turn)], 1), new Verb.Again()];
        }

        Room.KeepOpen(turn);
        turn.Put(leg with { SayFirst = [], InRoom = true, InRoomSeen = false, EndsRoom = false });
        ImmutableArray<Line> first = leg.SayFirst.IsEmpty ? [new Line(LineKey.CaseBack)] : leg.SayFirst;
        return [.. first.Select(l => new Verb.Say(l)), new Verb.Join(incident.Room, EndOnExit: false, StarMenu: false)];
    }

    /// <summary>The person in charge is gone: nobody is, that instant.</summary>
    private static void OwnerGone(Turn turn, Owner owner)
    {
        var incident = turn.Incident!;
        turn.Incident = incident with { Owner = null };
        EndRing(turn, owner.Who, RingState.Left);
        foreach (var line in turn.Session.LiveLegs.Where(l => l.CanHear && (l.Who.Kind == PartyKind.Caller || (l.Who.Kind == PartyKind.Ems && l.InRoom))).ToList())
        {
            turn.Put(line with { InRoom = false });
            Legs.Redirect(turn, line, new Line(line.Who.Kind == PartyKind.Ems && incident.Phase != Phase.Reaching ? LineKey.OneMoment
                : incident.Phase == Phase.Reaching && incident.Cause != Cause.PersonAsked ? LineKey.PersonLost
                : turn.Session.Watched ? LineKey.PersonGone : LineKey.TalkEnded));
        }

        if (incident.Phase != Phase.Reaching)
        {
            return;
        }

        turn.Note(HistoryKind.PersonLost, ("who", owner.Who));
        if (incident.Cause == Cause.PersonAsked)
        {
            turn.Incident = turn.Incident with { Phase = Phase.StoodDown, StoodDownUtc = turn.Now };
            if (turn.CheckIn.DueUtc is { } due && due < turn.Now + TimeSpan.FromSeconds(10))
            {
                turn.CheckIn = turn.CheckIn with { Stage = CheckInStage.Waiting, DueUtc = turn.Now + TimeSpan.FromSeconds(10) };
            }

            return;
        }

        if (incident is { Cause: Cause.StandDownOpen, Ems.StandDownAcknowledged: true })
        {
            // EMS knows: nobody else is needed for it.
            turn.Incident = turn.Incident with { Phase = Phase.StoodDown, StoodDownUtc = turn.Now, Ems = turn.Incident.Ems with { Wanted = false } };
            return;
        }

        turn.Incident = turn.Incident with { EmsAtUtc = incident.EmsTableUtc, PeersEmptyRecorded = false, PeersFromUtc = turn.Now };

        // Whoever else is on the line is asked first whether they take it.
        foreach (var other in turn.Session.LiveLegs.Where(l => l is { CanHear: true, Confirmed: true, Unwanted: false, Who.CanTakeCase: true } && l.Id != owner.LegId).ToList())
        {
            AskAgain(turn, other);
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

        turn.PutRing(ring with { State = RingState.Ringing, LegId = leg.Id, LastUtc = turn.Now });
        turn.Put(leg with { Confirmed = false, Briefed = false, InRoom = false, EndsRoom = false, Silences = 0, SayFirst = [] });
        Legs.Redirect(turn, leg);
    }
}
