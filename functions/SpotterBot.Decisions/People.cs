using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Ringing people to take a case, and what the one who took it says.</summary>
internal static class People
{
    /// <summary>An offer is said this often into silence, then the call ends: a voicemail presses nothing.</summary>
    private const int OfferRepeats = 4;

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
            case (Asked.Consent, "1" or "2") when Consents.IsAsking(turn, leg):
                Consents.Keyed(turn, asks.Keys == "1");
                break;
            case (Asked.Accept or Asked.Rejoin, "1"):
                Accept(turn, leg);
                break;
            case (Asked.Accept or Asked.Rejoin, "2"):
                Pass(turn, leg);
                break;
            case (Asked.Outcome, ['1' or '2' or '3' or '4' or '5' or '6'] digit) when owns && leg.Confirmed:
                Afterwards.Keyed(turn, (CaseOutcome)(digit[0] - '0'));
                turn.Put(turn.Fresh(leg) with { Asked = Asked.Outcome, Silences = 1 });
                break;
            case (Asked.CaseMenu, { Length: > 0 } key) when owns && leg.Confirmed:
                Case.Key(turn, leg, key);
                break;
        }
    }

    /// <summary>What somebody rung, or on the case, hears.</summary>
    public static ImmutableArray<Verb> Script(Turn turn, Leg leg)
    {
        var owns = turn.Incident?.Owner?.Who == leg.Who;
        return Consents.IsAsking(turn, leg) || (leg is { Unwanted: true, Confirmed: false } && leg.Who == Party.Chosen) ? Consents.Script(turn, leg)
            : leg is { Unwanted: true, Confirmed: true } ? [new Verb.Say(new Line(LineKey.CaseLeft)), new Verb.HangUp()]
            : owns && !leg.Confirmed ? Rejoin(turn, leg)
            : owns && leg.Asked == Asked.CaseMenu ? Case.Menu(turn, leg)
            : owns ? Case.InCase(turn, leg)
            : leg.Confirmed ? Case.Helper(turn, leg)
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

        if (incident.Owner is { HandingOver: false } beside && beside.Who != who && who.Kind == PartyKind.Coordinator && incident.CoordinatorWanted)
        {
            // They are wanted on the line beside whoever has it, and their phone rings for that.
            turn.Reply(LineKey.BesideOnLineText, turn.NameOf(beside.Who));
            return;
        }

        if (who.Kind == PartyKind.Peer && incident.Owner?.Who != who && Threats.IsBotOnly(turn))
        {
            turn.Reply(LineKey.CaseGoneText);
            return;
        }

        if (incident.Owner is { HandingOver: false } asked && asked.Who != who && ring.MayTakeOver && Ems.OwnerOnLine(turn.Session))
        {
            // They were told that they may say it again, whatever was told to the other meanwhile.
            turn.Incident = incident = incident with { Owner = asked with { HandingOver = true } };
        }

        if (incident.Owner is { } owner && (!owner.HandingOver || owner.Who == who || who.Kind == PartyKind.Chosen))
        {
            turn.Reply(owner.Who == who ? LineKey.CaseHelpText : LineKey.TakenText, owner.Who == who ? [Letter, Brief.Matter(turn)] : [turn.NameOf(owner.Who)]);
            return;
        }

        var live = turn.Session.Leg(ring.LegId) is { IsLive: true, Unwanted: false } rung ? rung : null;
        if (incident.Owner is { HandingOver: true } && Ems.OwnerOnLine(turn.Session) && live is not { Confirmed: true })
        {
            TakesOver(turn, ring, live ?? Legs.Place(turn, who, LegPurpose.Offer, Ringing.Seconds(turn) * 2, Ringing.CallSeconds));
            return;
        }

        var leg = live ?? Legs.Place(turn, who, LegPurpose.Case, Ringing.Seconds(turn) * 2, Ringing.CallSeconds);
        Own(turn, who, leg.Id);
        turn.Reply(LineKey.AcceptedText, Letter, Brief.Matter(turn));
        Legs.Redirect(turn, leg);
    }

    /// <summary>Whoever hands over talks with the caller, and may hold EMS: it stays theirs until a 1 shows the other on the line.</summary>
    private static void TakesOver(Turn turn, Ring ring, Leg leg)
    {
        if (!ring.TakesOver)
        {
            Room.TellOwner(turn, LineKey.CaseHandedOverByText);
        }

        turn.PutRing(ring with { State = RingState.Ringing, LegId = leg.Id, TakesOver = true, LastUtc = turn.Now });
        Ringing.DropOtherRings(turn, ring.Who, keep: leg.Id);
        turn.Reply(LineKey.TakesOverText);
        Legs.Redirect(turn, leg);
    }

    /// <summary>They said that they take it over, and their call came to nothing.</summary>
    public static void DidNotTakeOver(Turn turn, Ring ring)
    {
        if (ring.TakesOver && turn.Reaching is { Owner: not null } incident && incident.RingOf(ring.Who) is { } now)
        {
            turn.PutRing(now with { MayTakeOver = true });
            turn.Text(ring.Who, Urgency.Person, LineKey.CaseNotJoinedText, Letter, "handover");
        }
    }

    /// <summary>Whoever handed it over is gone before the other is on the line: it is theirs by the word they texted.</summary>
    public static void TakesNow(Turn turn, Ring ring)
    {
        Own(turn, ring.Who, ring.LegId);
        turn.Text(ring.Who, Urgency.Person, LineKey.AcceptedText, Letter, Brief.Matter(turn));
        if (turn.Session.Leg(ring.LegId) is { } leg)
        {
            Legs.Redirect(turn, leg);
        }
    }

    private const string Letter = CaseLetter.Placeholder;

    /// <summary>They will not take this one: they are not rung again for it.</summary>
    public static void Pass(Turn turn, Leg leg)
    {
        turn.Note(HistoryKind.Passed, ("who", leg.Who));
        turn.Put(leg with { SayFirst = [new Line(LineKey.Passed)] });
        Ringing.EndRing(turn, leg.Who, RingState.Passed);
        if (turn.Incident?.Owner is { } owner && owner.Who == leg.Who)
        {
            Case.OwnerGone(turn, owner);
        }
    }

    /// <summary>A leg to somebody rung, or on the case, is over.</summary>
    public static void LegEnded(Turn turn, Leg leg)
    {
        if (Consents.IsAsking(turn, leg))
        {
            Consents.CallOver(turn, leg);
            return;
        }

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
                    turn.Text(owner.Who, Urgency.Person, LineKey.CaseNotJoinedText, Letter, Brief.Matter(turn));
                }

                Case.OwnerGone(turn, owner);
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
            Ringing.EndRing(turn, leg.Who, leg.End is LegEnd.Invalid ? RingState.Failed : RingState.NoAnswer);
            DidNotTakeOver(turn, ring);
        }
        else if (leg.Confirmed)
        {
            Ringing.EndRing(turn, leg.Who, RingState.Left);
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

    private static ImmutableArray<Verb> Offer(Turn turn, Leg leg)
    {
        if (leg.SayFirst is [{ Key: LineKey.Passed }])
        {
            return [new Verb.Say(leg.SayFirst[0]), new Verb.HangUp()];
        }

        if (turn.Reaching is not { } incident)
        {
            Ringing.EndRing(turn, leg.Who, RingState.NoAnswer);
            return [new Verb.Say(new Line(LineKey.NothingNeeded)), new Verb.HangUp()];
        }

        if (leg.Who.Kind == PartyKind.Peer && Threats.IsBotOnly(turn))
        {
            Ringing.EndRing(turn, leg.Who, RingState.NoAnswer);
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
            Ringing.EndRing(turn, leg.Who, RingState.NoAnswer);
            return [new Verb.Say(new Line(LineKey.AlreadyTaken, leg.Who.Kind == PartyKind.Chosen ? "" : turn.NameOf(incident.Owner?.Who))), new Verb.HangUp()];
        }

        if (leg.Silences >= OfferRepeats)
        {
            return [new Verb.HangUp()];
        }

        var why = incident.Cause == Cause.StandDownOpen ? LineKey.OfferStandDown
            : incident.Owner is { HandingOver: true } && leg.Who.Kind == PartyKind.Peer ? LineKey.OfferHandOver
            : turn.IsDebrief ? LineKey.OfferDebrief
            : leg.Who.Kind == PartyKind.Chosen && turn.Session.Consent == Consent.Yes ? LineKey.OfferChosenAgreed
            : leg.Who.Kind == PartyKind.Chosen ? LineKey.OfferChosen
            : leg.Who.Kind == PartyKind.Coordinator ? LineKey.OfferCoordinator
            : incident.Cause == Cause.PersonAsked ? LineKey.OfferPeerTalk
            : LineKey.OfferPeer;
        turn.Put(leg with { Asked = Asked.Accept });
        return [new Verb.Ask([why == LineKey.OfferChosenAgreed ? new Line(why, turn.Session.Handle ?? "") : new Line(why), new Line(LineKey.OfferKeys)], 4), new Verb.Again()];
    }

    /// <summary>What the text beside an offer says it is about.</summary>
    public static string OfferWhy(Turn turn) => turn.Incident is { Owner.HandingOver: true } ? "handover" : Brief.Matter(turn);

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
            HasActed(turn, leg.Who);
            foreach (var before in turn.Session.LiveLegs.Where(l => l is { CanHear: true, Confirmed: true, Unwanted: false, Who.Kind: PartyKind.Peer } && l.Id != leg.Id).ToList())
            {
                Room.Tell(turn, before, LineKey.CaseHandedOver);
            }

            Joined(turn);
        }
        else if (incident.Owner is { HandingOver: false } && leg.Who.Kind == PartyKind.Coordinator && incident.CoordinatorWanted)
        {
            turn.Put(leg with { Confirmed = true });
            turn.Incident = incident with { CoordinatorWanted = false };
            turn.PutRing((incident.RingOf(leg.Who) ?? new Ring(leg.Who, 1, RingState.Accepted, leg.Id, turn.Now)) with { State = RingState.Accepted });
            Ringing.DropOtherRings(turn, leg.Who);
            Room.KeepOpen(turn);
        }
        else if (incident.Owner is { HandingOver: false } || (leg.Who.Kind == PartyKind.Peer && Threats.IsBotOnly(turn)))
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

    /// <summary>They were on the line for it, or did something about it by text: what is asked afterwards is asked of them, and thanks are theirs.</summary>
    public static void HasActed(Turn turn, Party who)
    {
        if (who.Kind != PartyKind.Chosen && turn.Incident is { } incident)
        {
            turn.Incident = incident with { LastOwner = who, Had = incident.Had.Contains(who) ? incident.Had : incident.Had.Add(who) };
            turn.Session = turn.Session with { LastTook = who };
        }
    }

    /// <summary>The person in charge is on a line: the caller's and, where it waits for them, EMS's are brought to it.</summary>
    private static void Joined(Turn turn)
    {
        Case.CallCaller(turn);
        Ems.PersonIsThere(turn);
    }

    /// <summary>From now on <paramref name="who"/> is in charge. The others are told, the caller's line is joined, EMS is moved once.</summary>
    private static void Own(Turn turn, Party who, string? legId)
    {
        var incident = turn.Reaching!;
        turn.NoteReached(
            HistoryKind.Accepted, ("who", who), incident.OwnedUtc is not null ? "again" : incident.Ems.FirstRungUtc is null ? "first" : "second");
        var before = incident.Owner;
        var here = legId is not null && turn.Session.Leg(legId) is { Confirmed: true };
        var ring = incident.RingOf(who);
        if (ring is not { State: RingState.Ringing })
        {
            // They called in, or were on the line: no ringing claimed them.
            turn.Want(new Intent.ClaimPerson(who));
        }

        turn.PutRing((ring ?? new Ring(who, 1, RingState.Accepted, legId ?? "", turn.Now)) with { State = RingState.Accepted, TakesOver = false, MayTakeOver = false, LastUtc = turn.Now });
        var moves = !incident.EmsMoved && incident is { EmsAtUtc: not null, Ems.Wanted: false };
        var notBefore = turn.Now + turn.Timing.PeerDecision;
        turn.Incident = turn.Incident! with
        {
            Owner = new Owner { Who = who, LegId = legId, AcceptedUtc = turn.Now, HoldUntilUtc = here ? before?.HoldUntilUtc : null, Reminded = before is not null },
            EmsAtUtc = moves && incident.EmsAtUtc < notBefore ? notBefore : incident.EmsAtUtc,
            EmsMoved = incident.EmsMoved || moves,
            OwnedUtc = incident.OwnedUtc ?? turn.Now,
            LookInRoomUtc = turn.Now + Timing.RoomCheck,
        };
        if (here)
        {
            HasActed(turn, who);
        }

        Ringing.DropOtherRings(turn, who);
        if (before is not null)
        {
            // Who did not come to take it over was asked on behalf of whoever had it then.
            turn.Incident = turn.Incident with { Rings = [.. turn.Incident.Rings.Select(r => r.MayTakeOver ? r with { MayTakeOver = false } : r)] };
            if (before.LegId is { } oldLeg && turn.Session.Leg(oldLeg) is { IsLive: true, Confirmed: true } old)
            {
                // They stay on the line until they leave, and are given back then.
                turn.Put(old with { EndsRoom = false });
                if (old.InRoom)
                {
                    turn.Want(new Intent.SetEndsRoom(old.Id, old.CallSid!, incident.Room, EndsRoom: false));
                }

                // Until whoever took it by text is on the line, only they are with the caller.
                Room.Tell(turn, old, here ? LineKey.CaseHandedOver : LineKey.CaseHandedOverByText);
            }
            else
            {
                // They had it by text: their phone need not ring for it any more, and they hear who has it.
                Ringing.EndRing(turn, before.Who, RingState.Left);
                turn.Text(before.Who, Urgency.Person, LineKey.TakenText, turn.NameOf(who));
                if (before.LegId is { } calling && turn.Session.Leg(calling) is { IsLive: true } unanswered)
                {
                    Legs.Drop(turn, unanswered);
                }
            }
        }
    }

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
}
