using System.Security.Cryptography;
using System.Text;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>One rung: who is rung, and when after the miss.</summary>
/// <param name="AfterMiss">Null: at the table's time for EMS.</param>
internal sealed record Rung(PartyKind Who, TimeSpan? AfterMiss);

/// <summary>The ladder: its three orders as data, and the climbing of it.</summary>
internal static class Ladder
{
    /// <summary>Rungs overlap rather than queue.</summary>
    public static IReadOnlyList<Rung> Rungs(LadderOrder order) => order switch
    {
        LadderOrder.EmsAtOnce => [new(PartyKind.Peer, TimeSpan.Zero), new(PartyKind.Ems, TimeSpan.Zero)],
        LadderOrder.ChosenThenPeersThenEms =>
            [new(PartyKind.Chosen, TimeSpan.Zero), new(PartyKind.Peer, Timing.PeersJoinChosen), new(PartyKind.Ems, null)],
        _ => [new(PartyKind.Peer, TimeSpan.Zero), new(PartyKind.Ems, null)],
    };

    /// <summary>Starts an incident, or turns a wish for a person into one of need.</summary>
    public static void Open(Turn turn, Cause cause, DateTimeOffset zero)
    {
        var need = cause is Cause.MissedCheckIn or Cause.HelpNow;
        if (turn.Incident is { Phase: Phase.StoodDown } over)
        {
            if (!need && EmsOnTheWay(turn.Session, over))
            {
                // Whoever comes for the talk can tell EMS, too: it stays one incident until EMS knows.
                StandingDown.Reopen(turn);
                return;
            }

            StandingDown.Leave(turn);
        }

        var stayed = turn.Incident is null ? turn.Session.LiveLegs.Where(l => l is { Who.CanTakeCase: true, Unwanted: false } && (l.Purpose == LegPurpose.Consent ? need && ChosenFirst.IsRung(turn.Session) : l.CanHear)).ToList() : [];

        var session = turn.Session;
        var number = turn.Reaching?.Number ?? session.Incidents + 1;
        var rungs = Rungs(session.Order);
        DateTimeOffset? emsAt = cause switch
        {
            Cause.HelpNow => turn.Now,
            Cause.MissedCheckIn when rungs.Single(r => r.Who == PartyKind.Ems).AfterMiss is { } after => turn.Now + after,
            Cause.MissedCheckIn => zero + (session.Mode == Mode.OnTheLine ? turn.Timing.OnLineEms : turn.Timing.OffLineEms),
            _ => null,
        };
        var incident = turn.Reaching
            ?? new Incident { Number = number, Cause = cause, ZeroUtc = zero, OpenedUtc = turn.Now, Room = RoomName(session.Id, number) };
        turn.Session = session with { FinishAfterOk = false, RestsUtc = need ? null : session.RestsUtc, Incidents = Math.Max(session.Incidents, number), Escalated = session.Escalated || need, Watched = session.Watched || need };
        turn.Incident = incident with
        {
            Cause = cause,
            ZeroUtc = zero,
            Mode = session.Mode,
            PeersFromUtc = cause == Cause.HelpNow || !need ? turn.Now : turn.Now + rungs.Single(r => r.Who == PartyKind.Peer).AfterMiss!.Value,
            EmsAtUtc = emsAt,
            EmsTableUtc = emsAt,
            CallerTold = false,
            NeedByPerson = false,
            HelpAskedUtc = null,

            // Who did not pick up for a talk is rung for this as if for the first time.
            Rings = need && incident.Cause != cause
                ? [.. incident.Rings.Select(r => r.State is RingState.NoAnswer or RingState.Busy ? r with { Times = 0, State = RingState.NoAnswer } : r)]
                : incident.Rings,

            // Calling an ambulance off was another matter: this need is a new one to EMS.
            Ems = incident.Cause == Cause.StandDownOpen ? new EmsReach { BadLines = incident.Ems.BadLines, Dials = incident.Ems.Dials } : incident.Ems,

            OwnedUtc = incident.Owner is null ? null : turn.Now,

            // Somebody on the line with them is asked anew how it stands.
            Owner = incident.Owner is { } owner ? owner with { Reminded = false, HoldUntilUtc = null, HoldReminded = false, SaidOk = false } : null,
        };
        foreach (var leg in stayed)
        {
            Ringing.AskAgain(turn, leg);
        }

        if (!need)
        {
            return;
        }

        if (ChosenFirst.IsRung(turn.Session))
        {
            Consents.LookAgain(turn);
        }

        turn.CheckIn = turn.CheckIn with { DueUtc = null, Stage = CheckInStage.Waiting };
        Ems.TellDesksApart(turn);
        if (turn.Incident.Ems is { Wanted: false, ConfirmedUtc: null } && Ems.LiveLeg(turn.Session) is { State: LegState.Answered } listening)
        {
            // Their desk is on the line still: they hear at once that the person is in need again.
            turn.Incident = turn.Incident with { EmsAtUtc = turn.Now, EmsTableUtc = turn.Now };
            Ems.BriefAnew(turn, listening);
        }
    }

    /// <summary>Whoever has the case asks for an ambulance where nothing was known to be wrong, or where all was over: from now on it goes by the ladder.</summary>
    public static void BecomesNeed(Turn turn)
    {
        if (turn.Incident is { Phase: Phase.StoodDown } over)
        {
            turn.Incident = over with { Phase = Phase.Reaching, StoodDownUtc = null, EndedBy = null, Ems = new EmsReach { BadLines = over.Ems.BadLines, Dials = over.Ems.Dials } };
        }

        turn.Session = turn.Session with { FinishWhenQuiet = false };
        Open(turn, Cause.HelpNow, turn.Now);
        turn.Incident = turn.Incident! with { NeedByPerson = true };
    }

    private static bool EmsOnTheWay(Session session, Incident incident) =>
        incident.Ems is { WasAnswered: true, StandDownAcknowledged: false } || Ems.LiveLeg(session) is { State: LegState.Answered };

    public static void HelpNow(Turn turn, Leg? on)
    {
        turn.Note(HistoryKind.HelpNow, ("by", on is null ? "text" : "voice"));
        turn.Session = turn.Session with { FinishWhenQuiet = false, FinishAfterOk = false };
        Room.TellOwner(turn, LineKey.CallerAskedHelp);
        if (turn.Reaching is { Cause: Cause.MissedCheckIn or Cause.HelpNow } standing)
        {
            turn.Incident = standing with
            {
                EmsAtUtc = turn.Now,
                EmsTableUtc = turn.Now,
                EmsMoved = true,
                HelpAskedUtc = turn.Now,
                PeersFromUtc = standing.PeersFromUtc < turn.Now ? standing.PeersFromUtc : turn.Now,
                Owner = standing.Owner is { } owner ? owner with { HoldUntilUtc = null } : null,
            };
            if (on is null)
            {
                turn.Reply(HelpText(turn));
            }
        }
        else
        {
            Open(turn, Cause.HelpNow, turn.Now);
        }

        if (on is not null)
        {
            turn.Put(turn.Fresh(on) with { SayFirst = [new Line(HelpLine(turn))], HelpKeyedUtc = turn.Now });
        }
    }

    public static LineKey HelpLine(Turn turn) =>
        turn.Area.Area is null ? LineKey.HelpComingNoEms : Threats.IsBotOnly(turn) ? LineKey.HelpComingBotOnly : LineKey.HelpComing;

    private static LineKey HelpText(Turn turn) =>
        turn.Area.Area is null ? LineKey.HelpComingNoEmsText : Threats.IsBotOnly(turn) ? LineKey.HelpComingBotOnlyText : LineKey.HelpComingText;

    /// <summary>A person, please: nothing is known to be wrong, and the watch goes on until somebody is on the line.</summary>
    public static void PersonAsked(Turn turn, Leg? on)
    {
        turn.Note(HistoryKind.PersonAsked);
        if (turn.Reaching is null or { Owner: null } && Threats.IsBotOnly(turn))
        {
            if (on is not null)
            {
                turn.Put(turn.Fresh(on) with { SayFirst = [new Line(LineKey.BotOnly)] });
            }
            else
            {
                turn.Reply(LineKey.BotOnlyText);
            }

            return;
        }

        if (turn.Reaching is null)
        {
            Open(turn, Cause.PersonAsked, turn.Now);
        }

        if (turn.Reaching is { Cause: Cause.StandDownOpen } callingOff)
        {
            turn.Incident = callingOff with { CallerWanted = true };
            if (Ems.OwnerOnLine(turn.Session))
            {
                Case.CallCaller(turn);
            }
        }

        var nobody = turn.Reaching is { Owner: null } && !AnybodyToTalk(turn);
        if (on is not null)
        {
            // What was being asked can wait until they have talked.
            Questions.LineGone(turn);
            turn.Put(turn.Fresh(on) with { SayFirst = [new Line(nobody ? LineKey.NoPerson : LineKey.PersonComing)] });
        }
        else
        {
            var debrief = turn.Session.Kind == SessionKind.Debrief;
            turn.Reply(
                nobody ? debrief ? LineKey.DebriefNobodyText : LineKey.NoPersonText : debrief ? LineKey.DebriefComingText : LineKey.PersonComingText,
                nobody ? [Watched(turn)] : []);
        }
    }

    /// <summary>Somebody could be rung who only talks.</summary>
    public static bool AnybodyToTalk(Turn turn) =>
        !Threats.IsBotOnly(turn) && (turn.Facts.Peers.Any(p => !p.Busy && Ringing.IsSomebodyElse(turn, p.Phone)) || turn.Facts.Coordinators.Any(c => !c.Busy && Ringing.IsSomebodyElse(turn, c.Phone)));

    /// <summary>Rings whom it is time to ring.</summary>
    public static void Climb(Turn turn)
    {
        if (turn.Reaching is null)
        {
            return;
        }

        Case.EndHold(turn);
        TellCaller(turn);
        Ringing.RingChosen(turn);
        SkipEmptyChosenRung(turn);
        Ringing.RingPeers(turn);
        SkipEmptyRung(turn);
        EmsRung(turn);
        Ringing.RingForLastRung(turn);
        Ringing.RingCoordinators(turn);
        Ringing.GiveUpHandOver(turn);
        Ems.Dial(turn);
        GiveUpTalk(turn);
    }

    /// <summary>When the ladder's next step is due.</summary>
    public static DateTimeOffset? NextStep(Session session, Timing timing)
    {
        if (session.Incident is not { Phase: Phase.Reaching } incident)
        {
            return null;
        }

        DateTimeOffset?[] steps =
        [
            incident.PeersFromUtc is { } peers && peers > session.LastUtc ? peers : null,
            EmsDue(incident) is { } ems && !incident.Ems.Wanted && (!incident.LastRung || (incident.EmsByPerson && Ems.OwnerOnLine(session))) ? ems : null,
            Case.HoldOver(incident),
            incident is { LastRung: true, Owner: null, RoundFromUtc: { } round } && !Ringing.AnyRinging(session) ? round + Timing.RoundPause : null,
            Ems.NextStep(session, timing),
            Case.NextReminder(session, timing),
        ];
        return steps.Min();
    }

    /// <summary>EMS is due at its time, and not while the person in charge holds it.</summary>
    public static DateTimeOffset? EmsDue(Incident incident) =>
        incident.EmsAtUtc is { } at && incident.Owner?.HoldUntilUtc is { } hold && hold > at ? hold : incident.EmsAtUtc;

    /// <summary>Nobody on the rung, nobody left to ring on it, nobody ringing: the next rung is not waited for.</summary>
    private static void SkipEmptyRung(Turn turn)
    {
        var incident = turn.Reaching!;
        if (!turn.InLadder || incident.Owner is not null || incident.PeersEmptyRecorded || incident.PeersFromUtc > turn.Now
            || Ringing.AnyRinging(turn.Session) || Ringing.NextPeers(turn).Any())
        {
            return;
        }

        turn.Note(HistoryKind.RungEmpty, ("rung", PartyKind.Peer));
        turn.Incident = incident with
        {
            PeersEmptyRecorded = true,
            EmsAtUtc = incident.EmsAtUtc < turn.Now ? incident.EmsAtUtc : turn.Now,
            EmsTableUtc = incident.EmsTableUtc < turn.Now ? incident.EmsTableUtc : turn.Now,
        };
    }

    /// <summary>Nobody named, or they are not to be had: peers do not wait for them.</summary>
    private static void SkipEmptyChosenRung(Turn turn)
    {
        var incident = turn.Reaching!;
        if (!turn.InLadder || turn.Session.Order != LadderOrder.ChosenThenPeersThenEms || incident.PeersFromUtc is not { } from || from <= turn.Now
            || incident.RingOf(Party.Chosen) is { State: RingState.Ringing or RingState.Accepted })
        {
            return;
        }

        turn.Note(HistoryKind.RungEmpty, ("rung", PartyKind.Chosen));
        turn.Incident = incident with { PeersFromUtc = turn.Now };
    }

    private static void EmsRung(Turn turn)
    {
        var incident = turn.Reaching!;
        if (incident.Ems.Wanted || EmsDue(incident) is not { } due || due > turn.Now || !turn.InLadder)
        {
            return;
        }

        if (Ems.CanBeReached(turn))
        {
            Ems.Wanted(turn);
            Room.TellOwner(turn, LineKey.EmsIsRinging);
        }
        else if (!incident.LastRung)
        {
            LastRung(turn, AlarmWithoutEms(turn));
        }
        else
        {
            turn.Incident = incident with { EmsByPerson = Ems.WaitsForPerson(turn) };
        }
    }

    /// <summary>No place, or no dispatch line that can be reached: people, in rounds, until one takes it.</summary>
    public static void LastRung(Turn turn, LineKey alarm)
    {
        turn.Note(HistoryKind.LastRung);
        turn.Incident = turn.Incident! with { LastRung = true, Round = 1, RoundFromUtc = turn.Now, EmsByPerson = Ems.WaitsForPerson(turn) };
        turn.TextCoordinators(alarm);
        Room.TellOwner(turn, NoEmsLine(turn));
    }

    /// <summary>Why EMS is not rung, to coordinators.</summary>
    public static LineKey AlarmWithoutEms(Turn turn) =>
        Ems.WaitsForPerson(turn) ? LineKey.AlarmByPersonText : turn.Incident!.Owner is null ? LineKey.AlarmNoEmsText : LineKey.AlarmNoEmsTakenText;

    /// <summary>Why EMS is not rung, to whoever has the case.</summary>
    public static LineKey NoEmsLine(Turn turn) =>
        turn.Session.Place is null ? LineKey.CaseNoPlace : Ems.WaitsForPerson(turn) ? LineKey.CaseByPerson : LineKey.CaseNoEms;

    /// <summary>What happens is said: people are being rung now, and a 1 stops it.</summary>
    private static void TellCaller(Turn turn)
    {
        if (!turn.InLadder || turn.Incident!.CallerTold)
        {
            return;
        }

        var helpNow = turn.Incident.Cause == Cause.HelpNow;
        turn.Incident = turn.Incident with { CallerTold = true };
        turn.TextCaller(!helpNow ? LineKey.MissAnnouncedText : HelpText(turn));
        foreach (var leg in turn.Session.CallerLegs.Where(l => l.CanHear && !l.InRoom).ToList())
        {
            Legs.Redirect(turn, leg);
        }
    }

    /// <summary>Somebody wanted a person and nobody came to the phone: they are told, and the wish is over.</summary>
    private static void GiveUpTalk(Turn turn)
    {
        if (turn.Reaching is not { Cause: Cause.PersonAsked or Cause.StandDownOpen, Owner: null } incident || incident.PeersFromUtc > turn.Now
            || Ringing.AnyRinging(turn.Session) || Ringing.NextPeers(turn).Any() || Ringing.CoordinatorsLeft(turn).Any())
        {
            return;
        }

        turn.Note(HistoryKind.RungEmpty, ("rung", PartyKind.Peer));
        turn.Incident = incident with { Phase = Phase.StoodDown, StoodDownUtc = turn.Now, Ems = incident.Ems with { Wanted = false, NextDialUtc = null } };
        if (incident.Cause == Cause.StandDownOpen)
        {
            // Coordinators have it in a text; the caller asked for nobody.
            turn.TextCoordinators(LineKey.AlarmStandDownNobodyText);
            if (!incident.CallerWanted)
            {
                return;
            }
        }

        var rang = !incident.Rings.IsEmpty;
        if (rang || turn.Answer is not Answer.Reply)
        {
            var hearing = turn.Session.CallerLegs.Where(l => l.CanHear && !l.InRoom).ToList();
            foreach (var leg in hearing)
            {
                Legs.Redirect(turn, leg, new Line(rang ? LineKey.PersonNotReached : LineKey.NoPerson));
            }

            if (hearing.Count == 0)
            {
                turn.TextCaller(
                    turn.Session.Kind == SessionKind.Debrief ? LineKey.DebriefNobodyText : rang ? LineKey.PersonNotReachedText : LineKey.NoPersonText, Watched(turn));
            }
        }
    }

    private static string Watched(Turn turn) => turn.Session.Watched ? "watched" : "";

    /// <summary>The same in every process, and nothing can be read from it.</summary>
    private static string RoomName(string sessionId, int incident) =>
        "case-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sessionId}/{incident}")).AsSpan(0, 8));
}
