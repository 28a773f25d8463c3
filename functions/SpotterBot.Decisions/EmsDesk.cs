using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>The dispatch desk on a line: what it hears, what it keys and says, and what counts as its confirmation.</summary>
internal static class EmsDesk
{
    private static readonly string[] ConfirmingPhrases =
        ["GOT IT", "COPY", "COPY THAT", "ON THE WAY", "UNITS ON THE WAY", "THEY ARE ON THE WAY", "THEYRE ON THE WAY", "WE ARE ON THE WAY", "WERE ON THE WAY", "UNIT IS ON THE WAY", "HELP IS ON THE WAY", "CONFIRMED", "WE GOT IT", "YES GOT IT", "OK GOT IT",
         "RECU", "BIEN RECU", "COMPRIS", "CEST COMPRIS", "CEST NOTE", "NOTE", "CONFIRME", "CEST CONFIRME", "CEST BEAU", "EN ROUTE", "ILS SONT EN ROUTE", "ON ARRIVE", "LAMBULANCE EST EN ROUTE", "LAMBULANCE SEN VIENT", "OUI BIEN RECU"];

    /// <summary>Who rings the call-back number has so many tries at the case's code, all of them together.</summary>
    private const int WrongCodesMost = 5;

    /// <summary>What the dispatch desk keys and says.</summary>
    public static void Hears(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        var asked = leg.Asked;
        leg = turn.Put(leg with { Asked = Asked.Nothing, Silences = asks.Silent ? leg.Silences + 1 : 0, InRoom = false });
        if (leg.Stranger && turn.Incident is not null)
        {
            CalledBack(turn, leg, asked, asks.Keys);
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
            return Ems.OwnerOnLine(turn.Session) ? Join(turn, leg, callingOff: false) : AskCode(turn, leg);
        }

        if (IsSecondCall(turn, leg))
        {
            turn.Note(HistoryKind.EmsSecondCall, ("leg", leg.Id));
            return [new Verb.Say(new Line(LineKey.EmsSecondCall)), new Verb.HangUp()];
        }

        if (leg.Elsewhere && turn.InLadder && turn.Incident.Ems.ConfirmedUtc is not null)
        {
            HeardItIsOver(turn, leg);
            return [new Verb.Say(new Line(LineKey.EmsElsewhereOver)), new Verb.HangUp()];
        }

        var callingOff = CallingOff(turn, leg);
        return (leg.WantsPerson || leg.Confirmed || callingOff) && Ems.OwnerOnLine(turn.Session) ? Join(turn, leg, callingOff)
            : callingOff ? CallOff(turn, leg)
            : leg.Confirmed ? AfterConfirmation(turn, leg, asks)
            : leg.Asked == Asked.EmsReadBack ? ReadBack(turn, leg)
            : Address(turn, leg, asks);
    }

    /// <summary>Somebody rings the number kept for EMS: the case's code shows the desk that was told of it; anybody else gets a person, and no place.</summary>
    private static void CalledBack(Turn turn, Leg leg, Asked asked, string? keys)
    {
        switch (asked == Asked.EmsCode ? IsCode(turn, keys) : null)
        {
            case true:
                Proven(turn, leg);
                return;
            case false:
                turn.Put(leg with { Unproven = leg.Unproven + 1 });
                break;
        }

        WantsPerson(turn, turn.Fresh(leg));
    }

    /// <summary>Whether that is the case's code. A wrong one counts; null where it is none, or after so many of them.</summary>
    public static bool? IsCode(Turn turn, string? keys)
    {
        if (keys is not { Length: Incident.EmsCodeDigits } || turn.Incident is not { WrongCodes: < WrongCodesMost } incident)
        {
            return null;
        }

        if (keys == incident.EmsCode)
        {
            return true;
        }

        turn.Incident = incident with { WrongCodes = incident.WrongCodes + 1 };
        return false;
    }

    /// <summary>It is the desk that heard the code when it confirmed: the one they left, until another has confirmed.</summary>
    public static Leg Proven(Turn turn, Leg leg)
    {
        var ems = turn.Incident!.Ems;
        var area = ems is { ConfirmedUtc: null, Left: { } left } ? left.Area : ems.Area;
        var proven = leg with { Stranger = false, WantsPerson = false, Area = area };
        return turn.Put(proven with { Elsewhere = Ems.IsElsewhere(turn, proven) });
    }

    private static ImmutableArray<Verb> AskCode(Turn turn, Leg leg)
    {
        leg = turn.Put(leg with { Asked = Asked.EmsCode });
        ImmutableArray<Line> lines = turn.Incident!.WrongCodes >= WrongCodesMost || leg.Silences % 2 == 1 ? []
            : leg.Unproven > 0 && leg.Silences == 0 ? [new Line(LineKey.EmsAskCode, "again")] : [new Line(LineKey.EmsAskCode)];
        return [new Verb.Ask([.. lines, .. Waiting(turn, leg)], 6, Digits: Incident.EmsCodeDigits), new Verb.Again()];
    }

    /// <summary>No ambulance is asked for: what is said to EMS is that. A desk that has confirmed hears it from a person.</summary>
    private static bool CallingOff(Turn turn, Leg leg) =>
        turn.Incident is { Cause: Cause.StandDownOpen } or { Phase: Phase.StoodDown } && (!leg.Confirmed || leg.Elsewhere);

    /// <summary>The desk that had confirmed before the caller was somewhere else needs nobody to call it off any more.</summary>
    private static void HeardItIsOver(Turn turn, Leg leg)
    {
        if (leg.Area == turn.Incident!.Ems.Left?.Area)
        {
            turn.Incident = turn.Incident with { Ems = turn.Incident.Ems with { Left = null } };
        }
    }

    /// <summary>Another leg to the same line reported in first and keeps the incident, or one on the other line has confirmed it.</summary>
    private static bool IsSecondCall(Turn turn, Leg leg) =>
        leg is { Purpose: LegPurpose.Ems, Confirmed: false, Elsewhere: false } && turn.Incident!.Ems is var ems
        && ((ems.KeptLegId is { } kept && kept != leg.Id && turn.Session.Leg(kept) is { IsLive: true } other && Ems.IsSameLine(other, leg))
            || (ems.ConfirmedUtc is not null && turn.InLadder));

    private static void Take(Turn turn, Leg leg, Asked asked, Happening.LegAsks asks, bool callingOff)
    {
        switch (asks.Keys)
        {
            case "1" when callingOff:
                turn.Note(HistoryKind.StandDownAcknowledged, ("leg", leg.Id));
                turn.Put(leg with { StandDownAcknowledged = true });
                turn.Incident = turn.Incident! with { Ems = Ems.CalledOff(turn.Incident.Ems, leg) };
                return;
            case "1":
                Confirm(turn, leg);
                return;
            case "2":
                turn.Put(leg with { Slow = true });
                return;
            case "3":
                turn.Put(leg with { Language = Ems.LanguageOf(turn, leg).StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "en" : "fr" });
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
        if (leg is { Confirmed: false, Elsewhere: true })
        {
            // They have the new place down, and may pass it on. It is the area's own desk that must confirm.
            turn.Put(leg with { Confirmed = true });
            turn.Want(new Intent.ExtendCall(leg.Id, leg.CallSid!, (int)Timing.EmsConfirmedLeg.TotalSeconds));
        }
        else if (!leg.Confirmed)
        {
            turn.Put(leg with { Confirmed = true });
            turn.Note(HistoryKind.EmsConfirmed, ("leg", leg.Id), ("seconds", (int)(turn.Now - turn.Incident!.ZeroUtc).TotalSeconds));
            turn.Incident = turn.Incident with { LastRung = false, Ems = turn.Incident.Ems with { ConfirmedUtc = turn.Now, Left = turn.Incident.Ems.Left is { } left && left.Area != leg.Area ? left with { AlsoHere = true } : null } };
            turn.Want(new Intent.ExtendCall(leg.Id, leg.CallSid!, (int)Timing.EmsConfirmedLeg.TotalSeconds));
            Room.TellOwner(turn, LineKey.EmsHasConfirmed);
            foreach (var second in turn.Session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems && l.Id != leg.Id && !l.InRoom).ToList())
            {
                Legs.Drop(turn, second);
            }
        }
    }

    public static void WantsPerson(Turn turn, Leg leg)
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
        ImmutableArray<Line> changed = leg.OwesNewPlace ? [NewPlace(leg)] : [];
        leg = turn.Put(leg with { Asked = Asked.EmsConfirm, OwesNewPlace = false });
        if (!leg.AddressSpoken)
        {
            // Speech cannot confirm what was not heard: only a key is listened for until the address was spoken once.
            return [new Verb.Ask([.. changed, .. asks.Keys == "2" ? EmsBrief.Slower(turn) : EmsBrief.First(turn), Keys(turn)], 2, Slow: leg.Slow), new Verb.Again()];
        }

        // From the second time on they hear that it can be had in another language, too.
        ImmutableArray<Line> keys = [Keys(turn), new Line(LineKey.EmsOtherLanguage)];
        ImmutableArray<Line> lines = asks.Keys == "2" ? [.. EmsBrief.Slower(turn), .. keys]
            : asks.Keys == "3" ? [.. EmsBrief.Full(turn), .. keys]
            : asks.Speech is not null || asks.Keys is not null
            ? [.. EmsBrief.Again(turn), .. Waiting(turn, leg), .. keys]
            : leg.Silences % 2 == 0 ? [.. EmsBrief.Full(turn), .. keys] : [.. Waiting(turn, leg), .. keys];
        return [new Verb.Ask(lines, 6, Listens: Listens.Phrase, Slow: leg.Slow), new Verb.Again()];
    }

    /// <summary>What they have is not so any more; and, where it may not be theirs to send to, that whose it is hears of it too.</summary>
    private static Line NewPlace(Leg leg) => leg.Elsewhere ? new Line(LineKey.EmsNewPlace, "elsewhere") : new Line(LineKey.EmsNewPlace);

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
        if (leg.OwesNewPlace)
        {
            turn.Put(leg with { Asked = Asked.EmsConfirm, OwesNewPlace = false, AddressSpoken = true, Silences = 0 });
            return [new Verb.Ask([NewPlace(leg), .. EmsBrief.Full(turn), Keys(turn)], 6, Listens: Listens.Phrase, Slow: leg.Slow), new Verb.Again()];
        }

        if (asks.Keys is "2" or "3")
        {
            turn.Put(leg with { Asked = Asked.EmsConfirm, AddressSpoken = true });
            return [new Verb.Ask([.. EmsBrief.Slower(turn), Keys(turn), new Line(LineKey.EmsOtherLanguage)], 6, Listens: Listens.Phrase, Slow: asks.Keys == "2"), new Verb.Again()];
        }

        var first = !leg.ConfirmationSaid;
        turn.Put(leg with { Asked = Asked.EmsConfirm, ConfirmationSaid = true });

        // Whoever speaks after it was confirmed may be another desk that they were put through to, and has heard nothing of it.
        ImmutableArray<Line> lines = leg.Elsewhere && (first || asks.Keys == "1") ? [new Line(LineKey.EmsElsewhere)]
            : first ? [new Line(LineKey.EmsConfirmed), EmsBrief.Code(turn), .. leg.Slow ? [] : EmsBrief.LeftOut(turn)]
            : asks.Keys == "1" ? [new Line(LineKey.EmsConfirmed), EmsBrief.Code(turn)]
            : asks.Speech is not null ? [.. EmsBrief.Again(turn), .. Waiting(turn, leg), Keys(turn)]
            : leg.Silences % 3 == 2 ? [new Line(LineKey.EmsStillHere), .. Waiting(turn, leg)] : Waiting(turn, leg);
        return [new Verb.Ask(lines, 15, Listens: Listens.Phrase), new Verb.Again()];
    }

    private static ImmutableArray<Verb> CallOff(Turn turn, Leg leg)
    {
        var told = leg.StandDownAcknowledged;
        turn.Put(leg with { Asked = Asked.EmsStandDown, StandDownTold = true });

        // A desk that never heard the address must know which call this is about.
        ImmutableArray<Line> where = leg.AddressSpoken ? [] : EmsBrief.Again(turn);
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
