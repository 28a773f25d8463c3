using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>Reaching the area's dispatch line: dialling, the brief, the confirmation, and never a second call that is known to us.</summary>
internal static class Ems
{
    private const int RingSeconds = 30;

    /// <summary>After this many dials the pause between them grows.</summary>
    private const int QuickDials = 6;

    private static readonly string[] ConfirmingPhrases =
        ["GOT IT", "COPY", "COPY THAT", "ON THE WAY", "UNITS ON THE WAY", "THEY ARE ON THE WAY", "THEYRE ON THE WAY", "WE ARE ON THE WAY", "WERE ON THE WAY", "UNIT IS ON THE WAY", "HELP IS ON THE WAY", "CONFIRMED", "WE GOT IT", "YES GOT IT", "OK GOT IT"];

    public static bool CanBeReached(Turn turn) =>
        turn.Session.Place is not null && turn.Area.Area is { } area && area.Lines.Where((_, i) => !turn.Incident!.Ems.BadLines.Contains(i)).Any();

    /// <summary>A leg to EMS that is known to us and not known to be over.</summary>
    public static Leg? LiveLeg(Session session) =>
        session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems && l is { Unwanted: false, Stranger: false }).OrderByDescending(l => l.State).FirstOrDefault();

    /// <summary>One of their lines rings, as far as we know, beside a desk that called us: what comes of it is waited for.</summary>
    private static bool AnyRings(Session session) =>
        session.LiveLegs.Any(l => l is { Purpose: LegPurpose.Ems, Unwanted: false } && l.State != LegState.Answered);

    public static void Wanted(Turn turn)
    {
        var incident = turn.Incident!;
        turn.Note(HistoryKind.EmsWanted, ("seconds", (int)(turn.Now - incident.ZeroUtc).TotalSeconds));
        turn.Incident = incident with { Ems = incident.Ems with { Wanted = true } };
        if (!incident.CoordinatorsAlarmed)
        {
            turn.Incident = turn.Incident with { CoordinatorsAlarmed = true };
            turn.TextCoordinators(LineKey.AlarmEmsText);
        }
    }

    /// <summary>Dials when a line may be dialled: one at a time, but the other line beside a leg that stays unconfirmed.</summary>
    public static void Dial(Turn turn)
    {
        if (turn.Reaching is not { Ems: { Wanted: true, ConfirmedUtc: null } ems } incident)
        {
            return;
        }

        var live = LiveLeg(turn.Session);
        if (live is null && ems.NextDialUtc > turn.Now)
        {
            return;
        }

        if (!CanBeReached(turn))
        {
            var waited = live is not null && Unconfirmed(live) <= turn.Now;
            turn.Incident = incident with { Ems = ems with { NextDialUtc = null, SecondLineDialled = ems.SecondLineDialled || waited } };
            return;
        }

        var lines = turn.Area.Area!.Lines;
        if (live is null)
        {
            turn.Incident = incident with { Ems = ems with { SecondLineDialled = false } };
            Dial(turn, Usable(ems, ems.NextLine, lines.Length));
        }
        else if (!ems.SecondLineDialled && !AnyRings(turn.Session) && Unconfirmed(live) is { } since && turn.Now >= since && incident.Cause != Cause.StandDownOpen)
        {
            turn.Incident = incident with { Ems = ems with { SecondLineDialled = true } };
            var other = live.Who == Party.Ems(0) ? 1 : 0;
            var dialled = turn.Session.LiveLegs.Any(l => l.Who == Party.Ems(other) && !l.Unwanted);
            if (other < lines.Length && !ems.BadLines.Contains(other) && !dialled)
            {
                Dial(turn, other);
            }
        }
    }

    public static DateTimeOffset? NextStep(Session session, Timing timing)
    {
        _ = timing;
        if (session.Incident is not { Phase: Phase.Reaching, Ems: { Wanted: true, ConfirmedUtc: null } ems })
        {
            return null;
        }

        var live = LiveLeg(session);
        return live is null ? ems.NextDialUtc
            : ems.SecondLineDialled || AnyRings(session) || session.Incident.Cause == Cause.StandDownOpen ? null
            : Unconfirmed(live);
    }

    /// <summary>Where nothing was heard of the ringing, the answer says that it rang.</summary>
    public static void Rings(Turn turn, Leg leg)
    {
        if (turn.Incident is { Ems.FirstRungUtc: null } incident && !leg.Unwanted)
        {
            turn.NoteReached(HistoryKind.EmsRinging, ("leg", leg.Id), incident.OwnedUtc is null ? "first" : "second");
            turn.Incident = incident with { Ems = incident.Ems with { FirstRungUtc = turn.Now } };
        }
    }

    /// <summary>Something answered the dispatch line: the first leg to report in keeps the incident.</summary>
    public static void LegAnswered(Turn turn, Leg leg)
    {
        Rings(turn, leg);
        if (turn.Incident is not { } incident)
        {
            return;
        }

        turn.Note(HistoryKind.EmsAnswered, ("leg", leg.Id));
        var kept = incident.Ems.KeptLegId is { } id && turn.Session.Leg(id) is { IsLive: true } ? id : leg.Id;
        turn.Incident = incident with { Ems = incident.Ems with { KeptLegId = kept, WasAnswered = true } };
        if (kept == leg.Id)
        {
            turn.Put(leg with { Unwanted = false });
            foreach (var second in turn.Session.LiveLegs.Where(l => l.Id != leg.Id && l.Who == leg.Who && l.State != LegState.Answered).ToList())
            {
                Legs.Drop(turn, second);
            }
        }
    }

    public static void LegEnded(Turn turn, Leg leg, bool wasAnswered)
    {
        if (leg.Stranger || turn.Incident is not { } incident)
        {
            return;
        }

        var ems = incident.Ems;
        if (leg is { StandDownTold: true, InRoomBefore: true })
        {
            // A person talked with them after they heard that no ambulance is asked for.
            ems = ems with { StandDownAcknowledged = true };
        }

        turn.Note(HistoryKind.EmsEnded, ("leg", leg.Id), ("how", leg.End), ("answered", wasAnswered));
        var line = leg.Who.Id == "1" ? 1 : 0;
        var lines = turn.Area.Area?.Lines.Length ?? 1;
        var pause = leg.End == LegEnd.Lost ? TimeSpan.Zero : ems.Dials < QuickDials ? turn.Timing.EmsRedial : turn.Timing.EmsRedial * 3;
        if (leg.End == LegEnd.Invalid)
        {
            turn.Note(HistoryKind.EmsLineBad, ("line", line));
            ems = ems with { BadLines = ems.BadLines.Add(line), NextLine = Other(line, lines), NextDialUtc = turn.Now };
        }
        else
        {
            // Busy and failed: the same line again. Nobody answered, or they hung up without confirming: the next.
            // One never found was already waited for.
            ems = leg.End is LegEnd.NoAnswer
                ? ems with { NextLine = Other(line, lines), NextDialUtc = turn.Now + (ems.Dials < QuickDials ? TimeSpan.Zero : pause) }
                : ems with { NextLine = wasAnswered && turn.InLadder ? Other(line, lines) : line, NextDialUtc = turn.Now + pause };
        }

        if (Rested(turn.Session, Usable(ems, ems.NextLine, lines), pause) is { } rested && rested > ems.NextDialUtc)
        {
            ems = ems with { NextDialUtc = rested };
        }

        if (ems.StandDownAcknowledged && incident.Cause == Cause.StandDownOpen)
        {
            ems = ems with { Wanted = false, NextDialUtc = null };
        }

        turn.Incident = incident with { Ems = ems with { KeptLegId = ems.KeptLegId == leg.Id ? null : ems.KeptLegId } };
        var failing = !CanBeReached(turn) || (ems.Dials >= QuickDials && !ems.WasAnswered);
        if (turn.InLadder && ems.Wanted && ems.ConfirmedUtc is null && failing && !incident.LastRung)
        {
            Ladder.LastRung(turn, LineKey.AlarmEmsFailingText);
        }
    }

    /// <summary>What the dispatch desk keys and says.</summary>
    public static void Hears(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        var asked = leg.Asked;
        leg = turn.Put(leg with { Asked = Asked.Nothing, Silences = asks.Silent ? leg.Silences + 1 : 0, InRoom = false });
        if (leg.Stranger && turn.Incident is not null)
        {
            WantsPerson(turn, leg);
        }
        else if (turn.Incident is not null && !IsSecondCall(turn, leg))
        {
            Take(turn, leg, asked, asks, CallingOff(turn, leg));
        }
    }

    /// <summary>What the dispatch desk hears.</summary>
    public static ImmutableArray<Verb> Script(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        if (turn.Incident is null)
        {
            return [new Verb.Say(new Line(LineKey.EmsStandDownClosed)), new Verb.HangUp()];
        }

        if (leg.Stranger)
        {
            return OwnerOnLine(turn.Session) ? Join(turn, leg, callingOff: false) : [new Verb.Ask([.. Waiting(turn, leg)], 10), new Verb.Again()];
        }

        if (IsSecondCall(turn, leg))
        {
            turn.Note(HistoryKind.EmsSecondCall, ("leg", leg.Id));
            return [new Verb.Say(new Line(LineKey.EmsSecondCall)), new Verb.HangUp()];
        }

        var callingOff = CallingOff(turn, leg);
        return (leg.WantsPerson || leg.Confirmed || callingOff) && OwnerOnLine(turn.Session) ? Join(turn, leg, callingOff)
            : callingOff ? CallOff(turn, leg)
            : leg.Confirmed ? AfterConfirmation(turn, leg, asks)
            : leg.Asked == Asked.EmsReadBack ? ReadBack(turn, leg)
            : Address(turn, leg, asks);
    }

    /// <summary>No ambulance is asked for: what is said to EMS is that. A desk that has confirmed hears it from a person.</summary>
    private static bool CallingOff(Turn turn, Leg leg) =>
        turn.Incident is { Cause: Cause.StandDownOpen } or { Phase: Phase.StoodDown } && !leg.Confirmed;

    /// <summary>Another leg to the same line reported in first and keeps the incident, or one on the other line has confirmed it.</summary>
    private static bool IsSecondCall(Turn turn, Leg leg) =>
        leg is { Purpose: LegPurpose.Ems, Confirmed: false } && turn.Incident!.Ems is var ems
        && ((ems.KeptLegId is { } kept && kept != leg.Id && turn.Session.Leg(kept) is { IsLive: true } other && other.Who == leg.Who)
            || (ems.ConfirmedUtc is not null && turn.InLadder));

    /// <summary>Somebody is in charge and on a line: EMS, where it waits for a person, is joined to them.</summary>
    public static void PersonIsThere(Turn turn)
    {
        foreach (var leg in turn.Session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems && l.CanHear && (l.WantsPerson || l.Confirmed)).ToList())
        {
            Legs.Redirect(turn, leg);
        }
    }

    /// <summary>A desk that was being told of a standing down hears of the new need from the start.</summary>
    public static void BriefAnew(Turn turn, Leg leg)
    {
        turn.Incident = turn.Incident! with { Ems = turn.Incident.Ems with { KeptLegId = leg.Id, WasAnswered = true, ConfirmedUtc = null } };
        turn.Want(new Intent.LinkPhone(Party.Ems(0)));
        turn.Put(leg with
        {
            Asked = Asked.Nothing,
            Confirmed = false,
            ConfirmationSaid = false,
            AddressSpoken = false,
            StandDownTold = false,
            StandDownAcknowledged = false,
            InRoom = false,
            InRoomBefore = false,
            AnsweredUtc = turn.Now,
        });
        Legs.Redirect(turn, leg);
    }

    /// <summary>The dispatch desk rings the call-back number.</summary>
    public static Leg CalledIn(Turn turn, string callSid, bool known)
    {
        var leg = turn.Put(Legs.Inbound(turn, Party.Ems(0), LegPurpose.Inbound, callSid) with { Stranger = !known });
        WantsPerson(turn, leg);
        return turn.Fresh(leg);
    }

    /// <summary>The caller gave another place: a desk that is listening hears it, one that has confirmed and gone is rung again.</summary>
    public static void PlaceChanged(Turn turn)
    {
        var incident = turn.Incident!;
        var gone = incident.Ems.ConfirmedUtc is not null && LiveLeg(turn.Session) is null;
        turn.Incident = incident with
        {
            Ems = incident.Ems with { BadLines = [], ConfirmedUtc = gone ? null : incident.Ems.ConfirmedUtc, NextDialUtc = gone ? turn.Now : incident.Ems.NextDialUtc },
        };
        foreach (var leg in turn.Session.LiveLegs.Where(l => l is { Who.Kind: PartyKind.Ems, CanHear: true, InRoom: false, Stranger: false }).ToList())
        {
            turn.Put(leg with { AddressSpoken = false });
            Legs.Redirect(turn, leg);
        }
    }

    private static void Dial(Turn turn, int line)
    {
        var incident = turn.Incident!;
        turn.Note(HistoryKind.EmsDialled, ("line", line), ("dial", incident.Ems.Dials + 1), ("seconds", (int)(turn.Now - incident.ZeroUtc).TotalSeconds));
        turn.Incident = incident with
        {
            Ems = incident.Ems with { Dials = incident.Ems.Dials + 1, NextDialUtc = null },
        };
        if (incident.Ems.Dials == 0)
        {
            turn.Want(new Intent.LinkPhone(Party.Ems(0)));
        }

        Legs.Place(turn, Party.Ems(line), LegPurpose.Ems, RingSeconds, (int)Timing.EmsUnconfirmedLeg.TotalSeconds);
    }

    private static int Usable(EmsReach ems, int line, int lines) => ems.BadLines.Contains(line) || line >= lines ? Other(line, lines) : line;

    /// <summary>No line is dialled again sooner after its own last call than this, though it be the next of the two.</summary>
    private static DateTimeOffset? Rested(Session session, int line, TimeSpan pause) =>
        session.Legs.Where(l => l is { Purpose: LegPurpose.Ems, End: not (LegEnd.Lost or LegEnd.Cancelled) } && l.Who == Party.Ems(line)).Max(l => l.EndedUtc) + pause;

    private static int Other(int line, int lines) => lines > 1 ? 1 - line : 0;

    private static DateTimeOffset? Unconfirmed(Leg leg) =>
        leg is { State: LegState.Answered, Confirmed: false, InRoom: false, AnsweredUtc: { } answered } ? answered + Timing.EmsUnconfirmed : null;

    private static bool OwnerOnLine(Session session) =>
        session.Incident?.Owner?.LegId is { } id && session.Leg(id) is { State: LegState.Answered, Confirmed: true };

    private static void Take(Turn turn, Leg leg, Asked asked, Happening.LegAsks asks, bool callingOff)
    {
        switch (asks.Keys)
        {
            case "1" when callingOff:
                turn.Note(HistoryKind.StandDownAcknowledged, ("leg", leg.Id));
                turn.Put(leg with { StandDownAcknowledged = true });
                turn.Incident = turn.Incident! with { Ems = turn.Incident.Ems with { StandDownAcknowledged = true } };
                return;
            case "1":
                Confirm(turn, leg);
                return;
            case "2":
                turn.Put(leg with { Slow = true });
                return;
            case "0":
                TryAgain(turn);
                WantsPerson(turn, leg);
                return;
            case { Length: > 0 } when asked == Asked.EmsReadBack:
                Confirm(turn, leg);
                return;
        }

        if (asks.Speech is { Length: > 0 } speech)
        {
            if (!callingOff && leg.AddressSpoken && asked == Asked.EmsConfirm && Confirms(speech))
            {
                turn.Put(leg with { Asked = Asked.EmsReadBack });
            }
            else
            {
                WantsPerson(turn, leg);
            }
        }
        else if (asks.Silent && asked == Asked.EmsReadBack)
        {
            Confirm(turn, leg);
        }
        else if (asks.Silent && asked == Asked.EmsConfirm && !leg.Confirmed)
        {
            turn.Put(leg with { AddressSpoken = true });
        }
    }

    private static void Confirm(Turn turn, Leg leg)
    {
        if (!leg.Confirmed)
        {
            turn.Put(leg with { Confirmed = true });
            turn.Note(HistoryKind.EmsConfirmed, ("leg", leg.Id), ("seconds", (int)(turn.Now - turn.Incident!.ZeroUtc).TotalSeconds));
            turn.Incident = turn.Incident with { LastRung = false, Ems = turn.Incident.Ems with { ConfirmedUtc = turn.Now } };
            turn.Want(new Intent.ExtendCall(leg.Id, leg.CallSid!, (int)Timing.EmsConfirmedLeg.TotalSeconds));
            Room.TellOwner(turn, LineKey.EmsHasConfirmed);
            foreach (var second in turn.Session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems && l.Id != leg.Id && !l.InRoom).ToList())
            {
                Legs.Drop(turn, second);
            }
        }
    }

    private static void WantsPerson(Turn turn, Leg leg)
    {
        turn.Put(leg with { WantsPerson = true });
        if (turn.Incident is { Phase: Phase.Reaching, Owner: null } incident)
        {
            turn.Incident = incident with { PersonForEms = true, PeersFromUtc = incident.PeersFromUtc < turn.Now ? incident.PeersFromUtc : turn.Now };
        }
        else if (turn.Incident is { Phase: Phase.StoodDown, Owner: null })
        {
            // They ask for a person while they hear that no ambulance is wanted: one is rung, as after a line that ended too soon.
            StandingDown.Reopen(turn);
        }
    }

    /// <summary>They ask anew for a person and nobody is being rung any more: who did not come to the phone is rung again.</summary>
    private static void TryAgain(Turn turn)
    {
        if (turn.Incident is { Owner: null } incident && !Ringing.AnyRinging(turn.Session))
        {
            turn.Incident = incident with { Rings = [.. incident.Rings.Select(r => r.State == RingState.NoAnswer ? r with { Times = 0 } : r)] };
        }
    }

    private static bool Confirms(string speech) => Array.IndexOf(ConfirmingPhrases, TextCommand.Parse(speech).Words) >= 0;

    private static ImmutableArray<Verb> Address(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        leg = turn.Put(leg with { Asked = Asked.EmsConfirm });
        if (!leg.AddressSpoken)
        {
            // Speech cannot confirm what was not heard: only a key is listened for until the address was spoken once.
            return [new Verb.Ask([.. asks.Keys == "2" ? Brief.ForEmsSlower(turn) : Brief.ForEms(turn), Keys(turn)], 2, Slow: leg.Slow), new Verb.Again()];
        }

        ImmutableArray<Line> lines = asks.Keys == "2" ? [.. Brief.ForEmsSlower(turn), Keys(turn)]
            : asks.Speech is not null || asks.Keys is not null
            ? [.. Brief.ForEmsAgain(turn), .. Waiting(turn, leg), Keys(turn)]
            : leg.Silences % 2 == 0 ? [.. Brief.ForEms(turn), Keys(turn)] : [.. Waiting(turn, leg), Keys(turn)];
        return [new Verb.Ask(lines, 6, Listens: Listens.Phrase, Slow: leg.Slow), new Verb.Again()];
    }

    private static Line Keys(Turn turn) => turn.Session.OwnWords is null ? new Line(LineKey.EmsKeys) : new Line(LineKey.EmsKeys, "words");

    private static ImmutableArray<Line> Waiting(Turn turn, Leg leg) =>
        !leg.WantsPerson ? []
        : Ringing.AnyRinging(turn.Session) ? [new Line(LineKey.EmsPersonComing)]
        : [new Line(LineKey.EmsNoPersonYet)];

    private static ImmutableArray<Verb> ReadBack(Turn turn, Leg leg)
    {
        turn.Put(leg with { Asked = Asked.EmsReadBack });
        return [new Verb.Ask([new Line(LineKey.EmsReadBack)], 4, Listens: Listens.Phrase), new Verb.Again()];
    }

    private static ImmutableArray<Verb> AfterConfirmation(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        if (asks.Keys == "2")
        {
            turn.Put(leg with { Asked = Asked.EmsConfirm, AddressSpoken = true });
            return [new Verb.Ask([.. Brief.ForEmsSlower(turn), Keys(turn)], 6, Slow: true), new Verb.Again()];
        }

        var first = !leg.ConfirmationSaid;
        turn.Put(leg with { Asked = Asked.EmsConfirm, ConfirmationSaid = true });
        ImmutableArray<Line> lines = first ? [new Line(LineKey.EmsConfirmed)] : leg.Silences % 3 == 2 ? [new Line(LineKey.EmsStillHere)] : [];
        return [new Verb.Ask([.. lines, .. first ? [] : Waiting(turn, leg)], 15), new Verb.Again()];
    }

    private static ImmutableArray<Verb> CallOff(Turn turn, Leg leg)
    {
        var told = leg.StandDownAcknowledged;
        turn.Put(leg with { Asked = Asked.EmsStandDown, StandDownTold = true });

        // A desk that never heard the address must know which call this is about.
        ImmutableArray<Line> where = leg.AddressSpoken ? [] : Brief.ForEmsAgain(turn);
        return told
            ? [new Verb.Ask([new Line(LineKey.EmsStandDownClosed), .. Waiting(turn, leg)], 15), new Verb.Again()]
            : [new Verb.Ask([new Line(LineKey.EmsStandDown), .. where, .. Waiting(turn, leg), new Line(LineKey.EmsStandDownKeys)], 5, Slow: leg.Slow), new Verb.Again()];
    }

    private static ImmutableArray<Verb> Join(Turn turn, Leg leg, bool callingOff)
    {
        Room.KeepOpen(turn);
        var first = callingOff && !leg.StandDownTold ? LineKey.EmsPersonOnLine : leg.InRoomBefore ? LineKey.OneMoment : LineKey.EmsJoining;
        var heard = leg is { Confirmed: true, ConfirmationSaid: false };
        turn.Put(leg with { InRoom = true, InRoomSeen = false, WantsPerson = true, InRoomBefore = true, ConfirmationSaid = leg.Confirmed, StandDownTold = leg.StandDownTold || callingOff || turn.Incident!.Cause == Cause.StandDownOpen });
        return
        [
            .. heard ? [new Verb.Say(new Line(LineKey.EmsReadBack))] : ImmutableArray<Verb>.Empty,
            .. callingOff && !leg.StandDownTold ? [new Verb.Say(new Line(LineKey.EmsStandDown))] : ImmutableArray<Verb>.Empty,
            new Verb.Say(new Line(first)),
            new Verb.Join(turn.Incident!.Room, EndOnExit: false, StarMenu: false),
        ];
    }
}
