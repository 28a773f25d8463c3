using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>Reaching the area's dispatch line: dialling, the brief, the confirmation, and never a second call that is known to us.</summary>
internal static class Ems
{
    private const int RingSeconds = 30;

    /// <summary>A person who was on the line with a desk for less has not told it where.</summary>
    public static readonly TimeSpan SaysWhere = TimeSpan.FromSeconds(8);

    /// <summary>A call to where the caller is no longer is over by then, or the next is not waited with any more.</summary>
    private static readonly TimeSpan Cancelling = TimeSpan.FromSeconds(3);

    /// <summary>After this many dials the pause between them grows.</summary>
    private const int QuickDials = 6;

    /// <summary>There is a line to dial, and, where the centre wants people to call, somebody on a line to be joined.</summary>
    public static bool CanBeReached(Turn turn) => HasLine(turn) && (!AreaToDial(turn)!.PersonPlaces || OwnerOnLine(turn.Session));

    /// <summary>A dispatch line serves the place, and only a person may be put through to it; nobody is on a line now.</summary>
    public static bool WaitsForPerson(Turn turn) => HasLine(turn) && AreaToDial(turn)!.PersonPlaces && !OwnerOnLine(turn.Session);

    private static bool HasLine(Turn turn) =>
        turn.Session.Place is not null && AreaToDial(turn) is { } area && area.Lines.Where((_, i) => !turn.Incident!.Ems.BadLines.Contains(i)).Any();

    /// <summary>Where the caller is; for calling off, where a crew was sent before they were somewhere else.</summary>
    private static Area? AreaToDial(Turn turn) =>
        turn.Incident is { Cause: Cause.StandDownOpen, Ems.Left: { } left } && turn.Facts.Areas.FirstOrDefault(a => a.Name == left.Area) is { } area ? area : turn.Area.Area;

    /// <summary>The desk's own choice, else its area's.</summary>
    public static string LanguageOf(Turn turn, Leg leg) => leg.Language ?? turn.Area.Area?.Language ?? "en";

    /// <summary>A leg to EMS that is known to us and not known to be over, where the caller is.</summary>
    public static Leg? LiveLeg(Session session) =>
        session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems && l is { Unwanted: false, Stranger: false, Elsewhere: false }).OrderByDescending(l => l.State).FirstOrDefault();

    /// <summary>One of their lines rings, as far as we know, beside a desk that called us: what comes of it is waited for.</summary>
    private static bool AnyRings(Session session) =>
        session.LiveLegs.Any(l => l is { Purpose: LegPurpose.Ems, Unwanted: false, Elsewhere: false } && l.State != LegState.Answered);

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

        var lines = AreaToDial(turn)!.Lines;
        if (live is null)
        {
            turn.Incident = incident with { Ems = ems with { SecondLineDialled = false } };
            Dial(turn, Usable(ems, ems.NextLine, lines.Length));
        }
        else if (!ems.SecondLineDialled && !AnyRings(turn.Session) && Unconfirmed(live) is { } since && turn.Now >= since && incident.Cause != Cause.StandDownOpen)
        {
            turn.Incident = incident with { Ems = ems with { SecondLineDialled = true } };
            var other = live.Who == Party.Ems(0) ? 1 : 0;
            var dialled = turn.Session.LiveLegs.Any(l => l.Who == Party.Ems(other) && l is { Unwanted: false, Elsewhere: false });
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
        if (leg.Elsewhere)
        {
            // It was being cancelled when they picked up: they are told, and keep nothing.
            turn.Incident = incident with { Ems = incident.Ems with { WasAnswered = true } };
            return;
        }

        var kept = incident.Ems.KeptLegId is { } id && turn.Session.Leg(id) is { IsLive: true } ? id : leg.Id;
        turn.Incident = incident with { Ems = incident.Ems with { KeptLegId = kept, WasAnswered = true } };
        if (kept == leg.Id)
        {
            turn.Put(leg with { Unwanted = false });
            foreach (var second in turn.Session.LiveLegs.Where(l => l.Id != leg.Id && IsSameLine(l, leg) && l.State != LegState.Answered).ToList())
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
        if (leg is { StandDownTold: true, WithPersonUtc: not null })
        {
            // A person talked with them after they heard that no ambulance is asked for. Where a second crew was confirmed that one is rung next.
            ems = CalledOff(ems, leg);
            if (ems is { StandDownAcknowledged: false } && OwnerOnLine(turn.Session))
            {
                Room.TellOwner(turn, LineKey.CaseOtherCrew);
                incident = incident with { Cause = Cause.StandDownOpen, Phase = Phase.Reaching, EmsAtUtc = null, EmsTableUtc = null };
                turn.Incident = incident;
                ems = ems with { Wanted = true, ConfirmedUtc = null, NextLine = 0 };
            }
        }

        turn.Note(HistoryKind.EmsEnded, ("leg", leg.Id), ("how", leg.End), ("answered", wasAnswered));
        var byPerson = leg is { Purpose: LegPurpose.Ems, Elsewhere: false } && HasTalked(turn, leg) && turn.InLadder && ems.ConfirmedUtc is null && turn.Area.Area is { PersonPlaces: true };
        if (byPerson)
        {
            // A person placed this call and spoke with them: that is the confirmation.
            turn.Note(HistoryKind.EmsConfirmed, ("leg", leg.Id), ("seconds", (int)(turn.Now - incident.ZeroUtc).TotalSeconds));
            ems = ems with { ConfirmedUtc = turn.Now };
        }

        var confirmedHere = leg.Confirmed || byPerson;
        var line = leg.Who.Id == "1" ? 1 : 0;
        var lines = AreaToDial(turn)?.Lines.Length ?? 1;
        var pause = leg.End == LegEnd.Lost ? TimeSpan.Zero : ems.Dials < QuickDials ? turn.Timing.EmsRedial : turn.Timing.EmsRedial * 3;
        if (leg.Elsewhere)
        {
            // Which line is next, and when, goes by those of the area they are in; the first of them waited for this one to be cancelled.
            var dialled = turn.Session.Legs.Any(l => l is { Purpose: LegPurpose.Ems, Elsewhere: false } && l.PlacedUtc > leg.PlacedUtc);
            ems = leg.Unwanted && !dialled && !IsCancelling(turn.Session) ? ems with { NextDialUtc = turn.Now } : ems;
        }
        else if (leg.End == LegEnd.Invalid)
        {
            turn.Note(HistoryKind.EmsLineBad, ("line", line));
            ems = ems with { BadLines = ems.BadLines.Add(line), NextLine = Other(line, lines), NextDialUtc = turn.Now };
        }
        else
        {
            // Busy and failed: the same line again. Nobody answered, or they hung up without confirming: the next.
            // One never found was already waited for.
            // Once they confirmed, it is the line that did which hears of anything more.
            ems = ems.ConfirmedUtc is not null ? ems with { NextLine = confirmedHere ? line : ems.NextLine, NextDialUtc = turn.Now + pause }
                : leg.End is LegEnd.NoAnswer
                ? ems with { NextLine = Other(line, lines), NextDialUtc = turn.Now + (ems.Dials < QuickDials ? TimeSpan.Zero : pause) }
                : ems with { NextLine = wasAnswered && turn.InLadder ? Other(line, lines) : line, NextDialUtc = turn.Now + pause };
        }

        if (Rested(turn, Usable(ems, ems.NextLine, lines), pause) is { } rested && rested > ems.NextDialUtc)
        {
            ems = ems with { NextDialUtc = rested };
        }

        if (ems.StandDownAcknowledged && incident.Cause == Cause.StandDownOpen)
        {
            ems = ems with { Wanted = false, NextDialUtc = null };
        }

        turn.Incident = incident with { Ems = ems with { KeptLegId = ems.KeptLegId == leg.Id ? null : ems.KeptLegId } };
        if (leg.InRoomBefore)
        {
            LeftTheRoom(turn);
        }

        var failing = !CanBeReached(turn) || (ems.Dials >= QuickDials && !IsAnswering(turn));
        if (turn.InLadder && ems.Wanted && ems.ConfirmedUtc is null && failing && !incident.LastRung)
        {
            Ladder.LastRung(turn, LineKey.AlarmEmsFailingText);
        }
    }

    /// <summary>This desk knows that no ambulance is asked for. Another may have sent one, too.</summary>
    public static EmsReach CalledOff(EmsReach ems, Leg leg) => ems.Left is not { } left
        ? ems with { StandDownAcknowledged = true }
        : leg.Area == left.Area
        ? ems with { StandDownAcknowledged = !left.AlsoHere, Left = null }
        : ems with { StandDownAcknowledged = false, Left = left with { AlsoHere = false } };

    /// <summary>Somebody, or something, picked up where the caller is.</summary>
    private static bool IsAnswering(Turn turn)
    {
        var (area, from) = (AreaToDial(turn)?.Name, turn.Incident!.OpenedUtc);
        return turn.Session.Legs.Any(l => l.Purpose == LegPurpose.Ems && l.Area == area && l.AnsweredUtc >= from);
    }

    /// <summary>A person was on the line with them for as long as it takes to say where.</summary>
    private static bool HasTalked(Turn turn, Leg leg) => leg.WithPersonUtc + SaysWhere <= turn.Now;

    /// <summary>A desk that was with the person in charge has hung up. Where nobody else is with them they hear so; called off, the case is over.</summary>
    private static void LeftTheRoom(Turn turn)
    {
        if (turn.Reaching is not { Owner.LegId: { } id } incident || turn.Session.Leg(id) is not { CanHear: true, Confirmed: true } owner)
        {
            return;
        }

        if (incident is { Cause: Cause.StandDownOpen, Ems.StandDownAcknowledged: true })
        {
            turn.Incident = incident with { Phase = Phase.StoodDown, StoodDownUtc = turn.Now };
        }

        if (turn.Session.LiveLegs.Any(l => l.InRoom && l.Id != owner.Id))
        {
            return;
        }

        if (owner.InRoom)
        {
            var alone = turn.Put(turn.Fresh(owner) with { InRoom = false });
            turn.Put(alone with { SayFirst = [new Line(LineKey.CaseEmsLeft), .. alone.SayFirst] });
            Legs.Redirect(turn, alone);
        }
        else
        {
            // They are hearing the brief or the menu: it is said when that is over.
            turn.Put(owner with { SayFirst = [.. owner.SayFirst, new Line(LineKey.CaseEmsLeft)] });
        }
    }

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
            OwesNewPlace = false,
            AddressSpoken = false,
            StandDownTold = false,
            StandDownAcknowledged = false,
            InRoom = false,
            InRoomBefore = false,
            WithPersonUtc = null,
            AnsweredUtc = turn.Now,
        });
        Legs.Redirect(turn, leg);
    }

    /// <summary>Somebody rings the call-back number, from whatever phone: until they key the case's code they are told nothing, and EMS is dialled beside them.</summary>
    /// <param name="code">Keyed already.</param>
    public static Leg CalledIn(Turn turn, string callSid, string? code)
    {
        var leg = turn.Put(Legs.Inbound(turn, Party.Ems(0), LegPurpose.Inbound, callSid) with { Stranger = true });
        if (EmsDesk.IsCode(turn, code) == true)
        {
            return EmsDesk.Proven(turn, leg);
        }

        EmsDesk.WantsPerson(turn, leg);
        return turn.Fresh(leg);
    }

    /// <summary>
    /// The caller gave another place: a desk that is listening hears it, one that has confirmed and gone is rung again. Where another area serves the place
    /// it is that area's line that is dialled, at once, beside a desk that has picked up: nobody is cut off, and theirs is not the crew that comes.
    /// </summary>
    /// <param name="place">Until now.</param>
    /// <param name="before">The area of that.</param>
    public static void PlaceChanged(Turn turn, Place? place, Area? before)
    {
        var ems = turn.Incident!.Ems;
        var gone = ems.ConfirmedUtc is not null && LiveLeg(turn.Session) is null;
        // Against the area whose lines were dialled, not the last one they said: between the two they may have been where nobody comes.
        var reached = ems.Area ?? before?.Name;
        var moved = turn.Area.Area is { } area && reached is not null && area.Name != reached;
        if ((moved || gone) && ems.ConfirmedUtc is not null && reached is not null && reached != turn.Area.Area?.Name)
        {
            ems = ems with { Left = new LeftPlace(reached, place!) };
        }

        ems = ems with { BadLines = [], ConfirmedUtc = gone ? null : ems.ConfirmedUtc, NextDialUtc = gone ? turn.Now : ems.NextDialUtc };
        if (moved)
        {
            turn.Note(HistoryKind.EmsAreaChanged);
            ems = ems with
            {
                ConfirmedUtc = null,
                Area = turn.Area.Area!.Name,
                KeptLegId = null,
                NextLine = 0,
                NextDialUtc = turn.Now,
                SecondLineDialled = false,
            };
        }

        turn.Incident = turn.Incident with { Ems = ems };
        foreach (var leg in turn.Session.LiveLegs.Where(l => l is { Who.Kind: PartyKind.Ems, Stranger: false }).ToList())
        {
            var elsewhere = IsElsewhere(turn, leg);
            var told = turn.Put(leg with
            {
                Elsewhere = elsewhere,
                Confirmed = leg.Confirmed && !moved,
                OwesNewPlace = leg.CanHear,

                // One that is with the person in charge hears it from them, and from us should it come back alone.
                AddressSpoken = leg.AddressSpoken && leg.InRoom && !moved,
            });
            if (told is { CanHear: true, InRoom: false })
            {
                Legs.Redirect(turn, told);
            }
            else if (elsewhere && !told.CanHear)
            {
                Legs.Drop(turn, told);
            }
        }

        if (moved && IsCancelling(turn.Session))
        {
            turn.Incident = turn.Incident with { Ems = turn.Incident.Ems with { NextDialUtc = turn.Now + Cancelling } };
        }

        if (moved && ems.Wanted && CanBeReached(turn))
        {
            Room.TellOwner(turn, LineKey.EmsIsRinging);
        }
        else if (ems.Wanted && !CanBeReached(turn) && LiveLeg(turn.Session) is null && !turn.Incident.LastRung)
        {
            Ladder.LastRung(turn, Ladder.AlarmWithoutEms(turn));
        }
    }

    /// <summary>Where no need was being answered, the caller may have been somewhere else since a desk was called.</summary>
    public static void TellDesksApart(Turn turn)
    {
        foreach (var leg in turn.Session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems && l.Elsewhere != IsElsewhere(turn, l)).ToList())
        {
            turn.Put(leg with { Elsewhere = !leg.Elsewhere, OwesNewPlace = true });
        }
    }

    public static bool IsElsewhere(Turn turn, Leg leg) => leg.Area is { } called && turn.Area.Area is { } now ? called != now.Name : leg.Elsewhere;

    private static bool IsCancelling(Session session) =>
        session.LiveLegs.Any(l => l is { Purpose: LegPurpose.Ems, Unwanted: true } && l.State != LegState.Answered);

    private static void Dial(Turn turn, int line)
    {
        var (incident, area) = (turn.Incident!, AreaToDial(turn)!);
        turn.Note(HistoryKind.EmsDialled, ("line", line), ("dial", incident.Ems.Dials + 1), ("seconds", (int)(turn.Now - incident.ZeroUtc).TotalSeconds));
        turn.Incident = incident with
        {
            Ems = incident.Ems with { Dials = incident.Ems.Dials + 1, NextDialUtc = null, Area = area.Name },
        };
        if (incident.Ems.Dials == 0 || !turn.Session.Legs.Any(l => l.Purpose == LegPurpose.Ems && l.Area == area.Name))
        {
            turn.Want(new Intent.LinkPhone(Party.Ems(0)));
        }

        var leg = Legs.Place(turn, Party.Ems(line), LegPurpose.Ems, RingSeconds, (int)Timing.EmsUnconfirmedLeg.TotalSeconds);

        // Wherever the caller says they are later, this desk's language stays what it is.
        turn.Put(leg with { Area = area.Name, Language = area.Language, WantsPerson = area.PersonPlaces });
    }

    private static int Usable(EmsReach ems, int line, int lines) => ems.BadLines.Contains(line) || line >= lines ? Other(line, lines) : line;

    /// <summary>No line is dialled again sooner after its own last call than this, though it be the next of the two.</summary>
    private static DateTimeOffset? Rested(Turn turn, int line, TimeSpan pause)
    {
        var area = AreaToDial(turn)?.Name;
        return turn.Session.Legs.Where(l => l is { Purpose: LegPurpose.Ems, End: not (LegEnd.Lost or LegEnd.Cancelled) } && l.Who == Party.Ems(line) && l.Area == area).Max(l => l.EndedUtc) + pause;
    }

    /// <summary>Two calls to one number.</summary>
    public static bool IsSameLine(Leg one, Leg other) => one.Who == other.Who && one.Area == other.Area;

    private static int Other(int line, int lines) => lines > 1 ? 1 - line : 0;

    private static DateTimeOffset? Unconfirmed(Leg leg) =>
        leg is { State: LegState.Answered, Confirmed: false, InRoom: false, AnsweredUtc: { } answered } ? answered + Timing.EmsUnconfirmed : null;

    public static bool OwnerOnLine(Session session) =>
        session.Incident?.Owner?.LegId is { } id && session.Leg(id) is { State: LegState.Answered, Confirmed: true };
}
