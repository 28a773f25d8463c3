using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Phone calls: placing, moving, dropping them, and knowing when they are over.</summary>
internal static class Legs
{
    /// <summary>Ended legs are kept for late reports, and no more than this many.</summary>
    private const int EndedKept = 24;

    /// <summary>A leg that was told to move on and has not asked by then is told again when there is reason to.</summary>
    private static readonly TimeSpan RedirectLost = TimeSpan.FromSeconds(10);

    /// <summary>The phone company would not tell a leg to move on: it is asked again.</summary>
    public static readonly TimeSpan RedirectAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any outage that a line outlives.</summary>
    private static readonly TimeSpan RedirectAgainFor = TimeSpan.FromMinutes(15);

    public static Leg Place(Turn turn, Party who, LegPurpose purpose, int ringSeconds, int limitSeconds)
    {
        var id = turn.NextAttempt();
        turn.Want(new Intent.PlaceCall(id, who, ringSeconds, limitSeconds), id);
        return turn.Put(new Leg
        {
            Id = id,
            Who = who,
            Purpose = purpose,
            Own = who.Kind == PartyKind.Caller,
            RingSeconds = ringSeconds,
            PlacedUtc = turn.Now,
            SeenUtc = turn.Now,
        });
    }

    /// <summary>A leg that somebody dialled to us.</summary>
    public static Leg Inbound(Turn turn, Party who, LegPurpose purpose, string callSid) => turn.Put(new Leg
    {
        Id = turn.NextAttempt(),
        Who = who,
        Purpose = purpose,
        CallSid = callSid,
        State = LegState.Answered,
        PlacedUtc = turn.Now,
        AnsweredUtc = turn.Now,
        SeenUtc = turn.Now,
    });

    /// <summary>The live leg fetches its document anew, which is made of how things stand then.</summary>
    public static void Redirect(Turn turn, Leg leg, Line? first = null)
    {
        leg = turn.Fresh(leg);
        if (!leg.CanHear)
        {
            return;
        }

        leg = turn.Put(leg with { SayFirst = first is null ? leg.SayFirst : [first] });
        if (turn.Asking?.LegId == leg.Id)
        {
            // It is being answered right now: what it is to hear goes into that answer, and no order cuts it short.
            return;
        }

        var lost = leg.RedirectedUtc + RedirectLost <= turn.Now
            && !turn.Session.Pending.Any(p => p.Intent is Intent.RedirectCall redirect && redirect.LegId == leg.Id);
        if (!leg.Redirecting || lost)
        {
            leg = turn.Put(leg with { Step = leg.Redirecting ? leg.Step : leg.Step + 1, Redirecting = true, RedirectedUtc = turn.Now });
            turn.Want(new Intent.RedirectCall(leg.Id, leg.CallSid!, leg.Step));
        }
    }

    /// <summary>An order to move on that was not carried out, to a leg that waits for it still; null where it is another order, or of no use any more.</summary>
    public static Pending? NotMovedOn(Turn turn, string attempt) =>
        turn.Session.Pending.FirstOrDefault(p => p.Attempt == attempt) is { Intent: Intent.RedirectCall redirect } pending
        && turn.Session.Leg(redirect.LegId) is { CanHear: true } leg && leg.Awaits(redirect) && turn.Now < pending.IssuedUtc + RedirectAgainFor
            ? pending
            : null;

    /// <summary>A leg asks by itself what the order would have it ask, before that is made again. False: no order waits to be.</summary>
    public static bool TakeBackRedirect(Turn turn, Leg leg)
    {
        var before = turn.Session.Pending;
        var pending = before.RemoveAll(p => p is { ClaimedUntilUtc: null, NotBeforeUtc: not null, Intent: Intent.RedirectCall redirect } && redirect.LegId == leg.Id);
        turn.Session = turn.Session with { Pending = pending };
        return pending.Length < before.Length;
    }

    /// <summary>The call is not wanted any more. One that nobody answered is cancelled; one that was answered is told why, and is not cut.</summary>
    public static void Drop(Turn turn, Leg leg)
    {
        leg = turn.Fresh(leg);
        switch (leg.State)
        {
            case LegState.Placing when turn.Session.Pending.FirstOrDefault(p => p.Attempt == leg.Id) is { ClaimedUntilUtc: null } pending:
                turn.Carried(pending.Attempt);
                turn.Put(leg with { State = LegState.Ended, End = LegEnd.Cancelled, EndedUtc = turn.Now });
                break;
            case LegState.Placing or LegState.Unknown:
                turn.Put(leg with { Unwanted = true });
                break;
            case LegState.Ringing:
                turn.Put(leg with { Unwanted = true });
                turn.Want(new Intent.CancelCall(leg.Id, leg.CallSid!));
                break;
            case LegState.Answered:
                Redirect(turn, leg);
                break;
        }
    }

    /// <summary>The phone company has the call.</summary>
    public static void Placed(Turn turn, string legId, string callSid)
    {
        turn.Carried(legId);
        Revive(turn, legId, callSid);
        if (turn.Session.Leg(legId) is not { State: LegState.Placing or LegState.Unknown } leg)
        {
            return;
        }

        leg = turn.Put(leg with { State = LegState.Ringing, CallSid = callSid, RingingUtc = turn.Now, SeenUtc = turn.Now });
        if (leg is { Who.Kind: PartyKind.Caller, Unwanted: false })
        {
            CheckIns.GotOut(turn);
        }

        if (leg.Unwanted)
        {
            turn.Want(new Intent.CancelCall(leg.Id, callSid));
        }
    }

    /// <summary>The order's answer never came: it is looked for, and given up after ten seconds.</summary>
    public static void Unknown(Turn turn, string legId)
    {
        turn.Carried(legId);
        if (turn.Session.Leg(legId) is { State: LegState.Placing } leg)
        {
            turn.Put(leg with { State = LegState.Unknown, LookedUtc = null, SeenUtc = turn.Now });
            turn.Want(new Intent.FindCall(leg.Id, leg.Who, leg.PlacedUtc));
        }
    }

    /// <summary>A call that was given up for lost, and whose place another may have taken, is there after all.</summary>
    public static void Revive(Turn turn, string legId, string callSid)
    {
        if (turn.Session.Leg(legId) is not { State: LegState.Ended, End: LegEnd.Lost } leg)
        {
            return;
        }

        turn.Note(HistoryKind.CallFoundLate, ("who", leg.Who), ("leg", leg.Id));
        var another = turn.Session.LiveLegs.Any(l => l.Who == leg.Who && !l.Unwanted);
        turn.Put(leg with
        {
            State = LegState.Unknown,
            End = LegEnd.None,
            EndedUtc = null,
            CallSid = callSid,
            SeenUtc = turn.Now,
            Unwanted = leg.Unwanted || another || !turn.Session.Open,
        });
        if (!another && leg.Who.CanTakeCase && turn.Incident?.RingOf(leg.Who) is { State: RingState.NoAnswer } ring && ring.LegId == legId)
        {
            turn.PutRing(ring with { State = RingState.Ringing });
        }
    }

    /// <summary>A report on a call, in any order and any number of times: ends stay ends, and older reports than the newest say nothing.</summary>
    public static void Status(Turn turn, Happening.CallStatus status)
    {
        if (status.State is LegState.Ringing or LegState.Answered)
        {
            Revive(turn, status.LegId, status.CallSid);
        }

        if (turn.Session.Leg(status.LegId) is not { IsLive: true } leg || (leg.CallSid is not null && leg.CallSid != status.CallSid))
        {
            return;
        }

        if (status.Sequence is { } sequence && sequence <= leg.Sequence && status.State != LegState.Ended)
        {
            return;
        }

        turn.Carried(leg.Id);
        leg = turn.Put(leg with
        {
            CallSid = status.CallSid,
            Sequence = Math.Max(leg.Sequence, status.Sequence ?? leg.Sequence),
            SeenUtc = turn.Now,
        });
        if (status.Rings && leg.Who.Kind == PartyKind.Ems)
        {
            Ems.Rings(turn, leg);
        }

        switch (status.State)
        {
            case LegState.Ended:
                Over(turn, leg, status.End);
                break;
            case LegState.Answered when leg.State != LegState.Answered:
                Answered(turn, leg);
                break;
            case LegState.Ringing when leg.State is LegState.Placing or LegState.Unknown:
                Placed(turn, leg.Id, status.CallSid);
                break;
        }
    }

    /// <summary>Something picked up. Whether it is a person, a key will tell.</summary>
    public static Leg Answered(Turn turn, Leg leg)
    {
        var first = leg.State != LegState.Answered;
        leg = turn.Put(leg with { State = LegState.Answered, AnsweredUtc = leg.AnsweredUtc ?? turn.Now, SeenUtc = turn.Now });
        if (first && leg.Who.Kind == PartyKind.Ems)
        {
            Ems.LegAnswered(turn, leg);
        }

        return turn.Fresh(leg);
    }

    /// <summary>The leg is over; whoever it was for is decided on now.</summary>
    public static void Over(Turn turn, Leg leg, LegEnd end)
    {
        leg = turn.Fresh(leg);
        if (!leg.IsLive)
        {
            return;
        }

        turn.Carried(leg.Id);
        OwnWordsByVoice.Seek(turn, leg);
        var wasAnswered = leg.State == LegState.Answered;
        leg = turn.Put(leg with { State = LegState.Ended, End = end, EndedUtc = turn.Now, InRoom = false });
        switch (leg.Who.Kind)
        {
            case PartyKind.Caller:
                CallerLine.Ended(turn, leg, wasAnswered);
                break;
            case PartyKind.Ems:
                Ems.LegEnded(turn, leg, wasAnswered);
                break;
            default:
                People.LegEnded(turn, leg);
                break;
        }

        turn.Session = turn.Session with { Legs = [.. Trimmed(turn.Session)] };
    }

    private static IEnumerable<Leg> Trimmed(Session session)
    {
        var spare = session.Legs.Count(l => !l.IsLive) - EndedKept;
        return session.Legs.Where(l => l.IsLive || spare-- <= 0);
    }

    /// <summary>Any line may have been answered or have ended meanwhile: all are looked up at once, before anything waits for one that is gone.</summary>
    public static void LookAtAll(Turn turn)
    {
        foreach (var leg in turn.Session.LiveLegs.Where(l => l.State is LegState.Ringing or LegState.Answered && l.CallSid is not null).ToList())
        {
            turn.Put(leg with { LookedUtc = turn.Now });
            turn.Want(new Intent.FetchCall(leg.Id, leg.CallSid!));
        }

        if (turn.Incident is { LookInRoomUtc: not null } incident)
        {
            turn.Incident = incident with { LookInRoomUtc = turn.Now };
        }
    }

    /// <summary>Calls whose answers or receipts stopped coming are looked up at the phone company.</summary>
    public static void Upkeep(Turn turn)
    {
        foreach (var leg in turn.Session.LiveLegs.ToList())
        {
            if (leg.State == LegState.Placing && !turn.Session.Pending.Any(p => p.Attempt == leg.Id))
            {
                // Its order is gone without a result: whether the call exists must be found out.
                Unknown(turn, leg.Id);
                continue;
            }

            if (NextLook(leg) is not { } due || due > turn.Now)
            {
                continue;
            }

            if (leg.State == LegState.Unknown && turn.Now >= leg.SeenUtc + Timing.UnknownCallGivenUp)
            {
                turn.Note(HistoryKind.CallLost, ("who", leg.Who), ("leg", leg.Id));
                Over(turn, leg, LegEnd.Lost);
                continue;
            }

            turn.Put(leg with { LookedUtc = turn.Now });
            turn.Want(leg.State == LegState.Unknown
                ? new Intent.FindCall(leg.Id, leg.Who, leg.PlacedUtc)
                : new Intent.FetchCall(leg.Id, leg.CallSid!));
        }
    }

    /// <summary>When this leg must be looked up if nothing is heard of it.</summary>
    public static DateTimeOffset? NextLook(Leg leg) => leg.State switch
    {
        LegState.Unknown => leg.LookedUtc is null ? leg.SeenUtc + Timing.UnknownCallLook : leg.SeenUtc + Timing.UnknownCallGivenUp,
        LegState.Ringing => Later(leg.PlacedUtc + TimeSpan.FromSeconds(leg.RingSeconds) + Timing.LostReceipt, leg.LookedUtc),
        LegState.Answered when leg is { Purpose: LegPurpose.Inbound, CallSid: not null, LookedUtc: null } && leg.SeenUtc == leg.AnsweredUtc => leg.SeenUtc + Timing.InboundLook,
        LegState.Answered when leg.CallSid is not null => Later(leg.SeenUtc + Timing.QuietLeg, leg.LookedUtc),
        _ => null,
    };

    private static DateTimeOffset Later(DateTimeOffset due, DateTimeOffset? looked) =>
        looked is { } at && at + Timing.LostReceipt > due ? at + Timing.LostReceipt : due;
}
