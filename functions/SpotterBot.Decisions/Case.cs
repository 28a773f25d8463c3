using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>The case in the hands of the person in charge: what they hear, what their keys and words do, and what follows when they are gone.</summary>
internal static class Case
{
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
            if (owner.LegId is null)
            {
                turn.Text(owner.Who, Urgency.Person, LineKey.RemindHoldText, CaseLetter.Placeholder);
            }

            Room.TellOwner(turn, LineKey.RemindHold);
        }
        else
        {
            turn.Incident = incident with { Owner = owner with { Reminded = true } };
            Room.TellOwner(turn, Ems.CanBeReached(turn) ? LineKey.RemindPeer : LineKey.RemindPeerNoEms);
        }
    }

    /// <summary>
    /// When somebody who is on no line, and to whom no phone rings, has the case no longer: when their hold ends, and at once where it was taken from
    /// them, by a caller who asks for help or by their own word to bring EMS. Null: there is nobody such.
    /// </summary>
    public static DateTimeOffset? HoldOver(Incident incident) => incident.Owner is { LegId: null } owner ? owner.HoldUntilUtc ?? DateTimeOffset.MinValue : null;

    /// <summary>Somebody took the case by text, held it by text, and was not heard of since: nobody is in charge any more.</summary>
    public static void EndHold(Turn turn)
    {
        if (turn.Reaching is { Owner: { } owner } incident && HoldOver(incident) <= turn.Now)
        {
            turn.Text(owner.Who, Urgency.Person, LineKey.CaseNotJoinedText, CaseLetter.Placeholder);
            OwnerGone(turn, owner);
        }
    }

    /// <summary>A case key, whether keyed after the star or texted with the case's letter. Returns what to say or text back.</summary>
    public static LineKey Act(Turn turn, Party who, string key)
    {
        var incident = turn.Incident!;
        var owner = incident.Owner!;
        switch (key)
        {
            case "1" when turn.Reaching is null:
                return LineKey.CaseOk;
            case "1":
                turn.Incident = incident with { Owner = owner with { SaidOk = true } };
                var (confirmed, talk) = (incident.Ems.MayCome, incident.Cause == Cause.PersonAsked);
                StandingDown.ByPerson(turn);
                return talk ? LineKey.CaseOkInTalk : confirmed ? LineKey.CaseOkEmsConfirmed : turn.Session.RestsUtc is not null ? LineKey.CaseOkOutOfReach : LineKey.CaseOk;
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
                turn.Incident = turn.Incident! with { CallerWanted = true };
                CallCaller(turn);
                return LineKey.CaseCalling;
            case "4" or "0" when turn.Reaching is null:
                return LineKey.CaseSettled;
            case "4":
                turn.Note(HistoryKind.HandOver, ("from", who));
                var others = Ringing.NextPeers(turn).Any() || Ringing.AnyRinging(turn.Session);
                turn.Incident = incident with { Owner = owner with { HandingOver = others }, PeersFromUtc = turn.Now };
                return others ? LineKey.CaseHandOver : LineKey.CaseHandOverNobody;
            case "5" when turn.Session.Kind == SessionKind.Debrief:
                // A key they are not told of: a slip of it would mark the peer who talks with them.
                return LineKey.CaseNotKey;
            case "5":
                return Threats.Marked(turn, who);
            case "8":
                Ties.Wants(turn, who);
                return LineKey.CaseAgain;
            case "6" when incident.Ems.ConfirmedUtc is not null || Ems.LiveLeg(turn.Session) is { State: LegState.Answered }:
                return LineKey.CaseEmsAlready;
            case "6" when incident is { Cause: Cause.PersonAsked or Cause.StandDownOpen } or { Phase: Phase.StoodDown }:
                return LineKey.CaseNoHold;
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
                turn.Incident = incident with { CoordinatorWanted = Ringing.CoordinatorMayCome(turn) };
                Room.KeepOpen(turn);
                return turn.Incident.CoordinatorWanted ? LineKey.CaseCoordinator : LineKey.CaseNoCoordinator;
            default:
                return LineKey.CaseNotKey;
        }
    }

    /// <summary>They give it back, by key or text: others are rung, and they again only where nobody else is left.</summary>
    public static void GiveBack(Turn turn, Party who)
    {
        if (turn.Incident?.Owner is { } owner && owner.Who == who)
        {
            if (turn.Incident.RingOf(who) is { } ring)
            {
                turn.PutRing(ring with { GaveBack = true });
            }

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

    /// <summary>The caller's line is joined where something answers on it, else it is called.</summary>
    public static void CallCaller(Turn turn)
    {
        FetchCaller(turn);
        if (!turn.Session.OwnLegs.Any(l => !l.Unwanted) && turn.Session.CallerNumber is not null && turn.Incident is not { Cause: Cause.StandDownOpen, CallerWanted: false })
        {
            Legs.Place(turn, Party.Caller, LegPurpose.Join, 45, Ringing.CallSeconds);
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

        // After a standing down that EMS has not heard they ring EMS to call them off: no ambulance is asked for.
        var callsOff = incident.Cause == Cause.StandDownOpen || (incident.Phase == Phase.StoodDown && incident.Ems.IsUncalled);
        if (callsOff)
        {
            turn.Incident = incident with { Cause = Cause.StandDownOpen, Phase = Phase.Reaching, EmsAtUtc = null, EmsTableUtc = null };
        }
        else if (!turn.InLadder)
        {
            Ladder.BecomesNeed(turn);
        }

        turn.Incident = turn.Incident! with
        {
            Owner = turn.Incident.Owner! with { HoldUntilUtc = null },
            Ems = turn.Incident.Ems with { Wanted = true, ConfirmedUtc = null, NextDialUtc = null },
        };
        Ems.Wanted(turn);
        Room.KeepOpen(turn);
        return callsOff ? LineKey.CaseEmsCallOff : LineKey.CaseEms;
    }

    public static void Key(Turn turn, Leg leg, string keys)
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
                GiveBack(turn, leg.Who);
                break;
            default:
                var said = Act(turn, leg.Who, keys);
                turn.Put(turn.Fresh(leg) with { SayFirst = [new Line(said)] });
                break;
        }
    }

    /// <summary>The star's menu. Whoever lets it pass goes back to the room, or hears that nobody is there any more: that silence is none to what follows.</summary>
    public static ImmutableArray<Verb> Menu(Turn turn, Leg leg)
    {
        turn.Put(leg with { Silences = -1 });
        return [new Verb.Ask([MenuLine(turn)], 5), new Verb.Again()];
    }

    private static Line MenuLine(Turn turn) => new(LineKey.CaseMenu, Brief.Matter(turn));

    public static ImmutableArray<Verb> InCase(Turn turn, Leg leg)
    {
        var incident = turn.Incident!;
        var first = leg.SayFirst;
        if (incident.Phase == Phase.StoodDown && !turn.Session.CallerLegs.Any(l => !l.Unwanted) && Ems.LiveLeg(turn.Session) is null)
        {
            if (incident.Cause == Cause.PersonAsked)
            {
                return AfterTalk(turn, leg);
            }

            // Nobody to talk with: one more word if they have it, how it went if they say so, then they are let go.
            var asks = leg.Silences == 1 && incident is { Outcome: null } && leg.Who == incident.LastOwner;
            turn.Put(leg with { SayFirst = [], Asked = asks ? Asked.Outcome : Asked.CaseMenu, InRoom = false });
            return leg.Silences == 0 ? [new Verb.Ask([.. first, MenuLine(turn)], 5), new Verb.Again()]
                : asks ? [new Verb.Ask([.. first, new Line(LineKey.AskOutcome)], 5), new Verb.Again()]
                : [new Verb.Ask([.. first, new Line(incident.Outcome is null ? LineKey.NothingNeeded : LineKey.OutcomeThanks)], 1), new Verb.HangUp()];
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

    /// <summary>They were there for somebody who only wanted to talk: they are thanked, may still say a word about it, and are let go.</summary>
    private static ImmutableArray<Verb> AfterTalk(Turn turn, Leg leg)
    {
        turn.Put(leg with { SayFirst = [], Asked = Asked.CaseMenu, InRoom = false });
        var keyed = leg.SayFirst.Any(l => l.Key is not (LineKey.CallerFinished or LineKey.CallerSaidOk));
        ImmutableArray<Line> lines = leg.Silences > 0 ? [] : keyed ? leg.SayFirst : [new Line(LineKey.CaseTalkOver, Brief.Matter(turn))];
        return leg.Silences == 0 && turn.Session.Kind != SessionKind.Debrief
            ? [new Verb.Ask(lines, 5), new Verb.Again()]
            : [.. lines.Select(l => new Verb.Say(l)), new Verb.HangUp()];
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
    public static ImmutableArray<Verb> Helper(Turn turn, Leg leg)
    {
        if (turn.Reaching is not { } incident)
        {
            return [new Verb.Say(new Line(LineKey.NothingNeeded)), new Verb.HangUp()];
        }

        if (!leg.Briefed)
        {
            turn.Put(leg with { Briefed = true, InRoom = false });
            return [new Verb.Ask([.. Brief.Beside(turn)], 1), new Verb.Again()];
        }

        Room.KeepOpen(turn);
        turn.Put(leg with { SayFirst = [], InRoom = true, InRoomSeen = false, EndsRoom = false });
        ImmutableArray<Line> first = leg.SayFirst.IsEmpty ? [new Line(LineKey.CaseBack)] : leg.SayFirst;
        return [.. first.Select(l => new Verb.Say(l)), new Verb.Join(incident.Room, EndOnExit: false, StarMenu: false)];
    }

    /// <summary>The person in charge is gone: nobody is, that instant.</summary>
    public static void OwnerGone(Turn turn, Owner owner)
    {
        var incident = turn.Incident!;
        var wasThere = owner.LegId is { } id && turn.Session.Leg(id) is { Confirmed: true };
        Room.Met(turn);
        turn.Incident = incident with { Owner = null };
        Ringing.EndRing(turn, owner.Who, RingState.Left);
        if (turn.Reaching is { } going && going.Rings.FirstOrDefault(r => r is { TakesOver: true, State: RingState.Ringing } && turn.Session.Leg(r.LegId) is { IsLive: true }) is { } next)
        {
            turn.Note(HistoryKind.PersonLost, ("who", owner.Who));
            foreach (var line in turn.Session.LiveLegs.Where(l => l is { CanHear: true, InRoom: true, Who.Kind: PartyKind.Caller or PartyKind.Ems }).ToList())
            {
                turn.Put(line with { InRoom = false });
                Legs.Redirect(turn, line, new Line(LineKey.OneMoment));
            }

            People.TakesNow(turn, next);
            return;
        }

        if (!wasThere && incident is { Phase: Phase.Reaching, Cause: Cause.PersonAsked })
        {
            // They took it by text and never came to the phone: the talk is still to come, from somebody else.
            turn.Note(HistoryKind.PersonLost, ("who", owner.Who));
            turn.Incident = turn.Incident with { PeersFromUtc = turn.Now };
            return;
        }

        foreach (var line in turn.Session.LiveLegs.Where(l => l.CanHear && (l.Who.Kind == PartyKind.Caller || (l.Who.Kind == PartyKind.Ems && l.InRoom))).ToList())
        {
            turn.Put(line with { InRoom = false });
            Legs.Redirect(turn, line, new Line(line.Who.Kind == PartyKind.Ems && incident.Phase != Phase.Reaching ? LineKey.OneMoment
                : incident.Phase == Phase.Reaching && incident.Cause != Cause.PersonAsked ? Threats.PersonLost(turn, line)
                : Threats.IsBotOnly(turn) ? LineKey.PersonGoneBotOnly
                : turn.Session.Watched ? LineKey.PersonGone : LineKey.TalkEnded));
        }

        if (incident.Phase != Phase.Reaching)
        {
            if (incident.Ems is { MayCome: true, StandDownAcknowledged: false } && !turn.Session.Legs.Any(l => l is { Who.Kind: PartyKind.Ems, InRoomBefore: true }))
            {
                // Calling the crew off was theirs, and they never spoke with the desk.
                turn.TextCoordinators(LineKey.AlarmStandDownNobodyText);
            }

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
            Ringing.AskAgain(turn, other);
        }
    }
}
