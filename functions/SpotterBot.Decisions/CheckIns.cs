using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>The watch: when a check-in is due, how it is asked, what answers it, and when it is missed.</summary>
internal static class CheckIns
{
    private const int CheckInRingSeconds = 60;
    private const int CheckInCallSeconds = 900;

    /// <summary>Asked later than this after it was due, a check-in is counted from when it was asked: nobody can answer what was not asked.</summary>
    private static readonly TimeSpan LateAsking = TimeSpan.FromSeconds(15);

    /// <summary>So long the clock of a check-in waits for its turn: the pace serves as many sessions as may be open within the shortest interval.</summary>
    private static readonly TimeSpan HeldAtMost = TimeSpan.FromMinutes(2);

    /// <summary>Whether the watch's clock runs: not while a ladder is being climbed, nor while the caller talks with a person.</summary>
    public static bool Runs(Session session) =>
        session is { Open: true, Watched: true, FinishWhenQuiet: false, CheckIn.DueUtc: not null }
        && (session.Incident is not { Phase: Phase.Reaching } incident || incident.Cause is Cause.PersonAsked or Cause.StandDownOpen)
        && !Room.CallerWithOwner(session);

    /// <summary>The rhythm, up to a tenth earlier by a fraction that is fixed for the session, so that sessions spread.</summary>
    public static TimeSpan Interval(Session session, Timing timing, DateTimeOffset now) => ChosenRhythm(session, timing, now) * (1 - session.Spread);

    /// <summary>The rhythm as it is chosen and spoken of.</summary>
    private static TimeSpan ChosenRhythm(Session session, Timing timing, DateTimeOffset now) =>
        session.EveryMinutes is { } minutes ? TimeSpan.FromMinutes(minutes)
        : now - session.StartedUtc < timing.FirstIntervalFor ? timing.FirstInterval
        : timing.Interval;

    /// <summary>A full interval anew.</summary>
    public static void Restart(Turn turn)
    {
        var session = turn.Session;
        turn.CheckIn = new CheckIn
        {
            Number = session.CheckIn.Number + 1,
            DueUtc = session.Watched ? turn.Now + Interval(session, turn.Timing, turn.Now) : null,
        };
        turn.Session = turn.Session with { LineLostUtc = session.CallerNumber is null && !session.OwnLegs.Any() ? session.LineLostUtc : null, RestsUtc = null };
    }

    /// <summary>A person said they are OK, and there is neither a line nor a number: what cannot be asked is not missed. They are watched again when they call.</summary>
    public static bool RestIfOutOfReach(Turn turn)
    {
        if (!NoLineTo(turn.Session))
        {
            return false;
        }

        turn.Note(HistoryKind.WatchRests);
        turn.CheckIn = turn.CheckIn with { DueUtc = null, Stage = CheckInStage.Waiting };
        turn.Session = turn.Session with { RestsUtc = turn.Now, LineLostUtc = null };
        return true;
    }

    public static string MinutesToNext(Turn turn) => Turn.Whole(ChosenRhythm(turn.Session, turn.Timing, turn.Now));

    /// <summary>When this check-in's next step is due.</summary>
    public static DateTimeOffset? NextStep(Session session, Timing timing) =>
        !Runs(session) ? null
        : Earlier(StageStep(session, timing), session.LineLostUtc is { } lost && NoLineTo(session) ? lost + Timing.NoWayBack : null);

    private static DateTimeOffset StageStep(Session session, Timing timing) => session.CheckIn.Stage switch
    {
        CheckInStage.Waiting => session.CheckIn.DueUtc!.Value,
        CheckInStage.Asked => session.CheckIn.CallNow ? session.LastUtc : LouderAt(session, timing),
        _ => MissAt(session, timing),
    };

    /// <summary>Does the steps that are due.</summary>
    public static void Advance(Turn turn)
    {
        Rest(turn);
        while (NextStep(turn.Session, turn.Timing) is { } due && due <= turn.Now)
        {
            if (turn.Session.LineLostUtc + Timing.NoWayBack <= turn.Now && NoLineTo(turn.Session))
            {
                Miss(turn, lineGone: true);
                return;
            }

            if (Outages.CannotAsk(turn))
            {
                return;
            }

            switch (turn.CheckIn.Stage)
            {
                case CheckInStage.Waiting:
                    Ask(turn);
                    break;
                case CheckInStage.Asked:
                    AskLouder(turn);
                    break;
                default:
                    Miss(turn, lineGone: false);
                    return;
            }
        }
    }

    /// <summary>While the caller talks with a person nothing is asked, and what was being asked is not; a talk that ends is given a moment.</summary>
    private static void Rest(Turn turn)
    {
        var rests = turn.Session.Watched && turn.CheckIn.DueUtc is not null && Room.CallerWithOwner(turn.Session);
        if (rests == turn.CheckIn.Rests)
        {
            return;
        }

        if (rests)
        {
            Withdraw(turn);
            foreach (var leg in turn.Session.CallerLegs.Where(l => l is { Purpose: LegPurpose.CheckIn, State: not LegState.Answered }).ToList())
            {
                Legs.Drop(turn, leg);
            }
        }

        var soonest = turn.Now + Timing.AfterTalk;
        turn.CheckIn = turn.CheckIn with
        {
            Rests = rests,
            Stage = CheckInStage.Waiting,
            CallNow = false,
            DueUtc = rests || turn.CheckIn.DueUtc is null || turn.CheckIn.DueUtc > soonest ? turn.CheckIn.DueUtc : soonest,
        };
    }

    /// <summary>The caller answered: every line of theirs hears it, and the watch goes on from now.</summary>
    public static void Answered(Turn turn, Leg? on)
    {
        var asked = turn.CheckIn;
        turn.Note(HistoryKind.CheckInAnswered, ("checkIn", asked.Number), ("by", on is null ? "text" : "voice"), ("open", asked.IsOpen));
        turn.Session = turn.Session with { LastOkUtc = turn.Now };
        Restart(turn);
        Withdraw(turn);
        foreach (var leg in OtherLines(turn, on))
        {
            if (leg.State != LegState.Answered)
            {
                Legs.Drop(turn, leg);
            }
            else
            {
                Legs.Redirect(turn, leg, new Line(on is null ? LineKey.OkByText : LineKey.OkOnOtherLine, MinutesToNext(turn)));
            }
        }
    }

    /// <summary>A key that answers a question shows the caller as well as an OK does: the watch goes on from now, and nothing is said of it.</summary>
    public static void HeardFrom(Turn turn, Leg on)
    {
        if (turn.CheckIn.IsOpen)
        {
            Answered(turn, on);
            return;
        }

        turn.Session = turn.Session with { LastOkUtc = turn.Now };
        Restart(turn);
    }

    /// <summary>More time, once a check-in.</summary>
    public static LineKey More(Turn turn, int? minutes, Leg? on, out string given)
    {
        given = "";
        if (turn.InLadder)
        {
            return on is null ? LineKey.MoreTimeNotNowText : LineKey.MoreTimeNotNow;
        }

        if (turn.CheckIn.MoreTimeUsed)
        {
            return on is null ? LineKey.MoreTimeUsedText : LineKey.MoreTimeUsed;
        }

        var more = minutes is { } asked
            ? TimeSpan.FromMinutes(Math.Clamp(asked, 1, (int)turn.Timing.MoreTimeAtMost.TotalMinutes))
            : turn.Timing.MoreTime;
        given = Turn.Whole(more);
        turn.Note(HistoryKind.MoreTime, ("checkIn", turn.CheckIn.Number), ("minutes", given));
        var due = turn.Now + more;
        turn.CheckIn = new CheckIn
        {
            Number = turn.CheckIn.Number + 1,
            DueUtc = !turn.CheckIn.IsOpen && turn.CheckIn.DueUtc > due ? turn.CheckIn.DueUtc : due,
            MoreTimeUsed = true,
        };
        Withdraw(turn);
        foreach (var leg in OtherLines(turn, on))
        {
            Legs.Drop(turn, leg);
        }

        return on is null ? LineKey.MoreTimeText : LineKey.MoreTimeGiven;
    }

    /// <summary>The text channel failed or was not believed: the call that would come later comes now.</summary>
    public static void CallNow(Turn turn)
    {
        if (turn.InLadder)
        {
            // We say that we call, so we do: a key on that call is the sure OK.
            Ring(turn);
            return;
        }

        turn.Session = turn.Session with { Watched = true };
        if (!turn.CheckIn.IsOpen)
        {
            turn.CheckIn = turn.CheckIn with { DueUtc = turn.Now, ByCall = true };
        }
        else if (turn.CheckIn.Stage == CheckInStage.Asked)
        {
            turn.CheckIn = turn.CheckIn with { CallNow = true };
        }
        else
        {
            Ring(turn);
        }
    }

    /// <summary>The caller's lines beside the one they answered on: not those in the room, nor one being rung to bring them there.</summary>
    private static List<Leg> OtherLines(Turn turn, Leg? on) =>
        [.. turn.Session.OwnLegs.Where(l => l.Id != on?.Id && !l.InRoom && !(l.Purpose == LegPurpose.Join && turn.Reaching is not null))];

    private static void Ask(Turn turn)
    {
        var since = turn.CheckIn.UnaskedSinceUtc ?? turn.CheckIn.DueUtc!.Value;
        Outages.Resume(turn);
        if (turn.Now - since is var late && late > LateAsking)
        {
            turn.Note(HistoryKind.CheckInAskedLate, ("checkIn", turn.CheckIn.Number), ("seconds", (int)late.TotalSeconds));
            turn.CheckIn = turn.CheckIn with { DueUtc = Outages.CountsFrom(turn) };
        }

        turn.Note(HistoryKind.CheckInDue, ("checkIn", turn.CheckIn.Number), ("due", turn.CheckIn.DueUtc!.Value.ToString("O")), ("mode", turn.Session.Mode));
        turn.CheckIn = turn.CheckIn with { Stage = CheckInStage.Asked, AskedUtc = turn.Now };
        if (AskOnLines(turn))
        {
            return;
        }

        if (turn.Session.Mode == Mode.TextMe && turn.Session.Texts == TextChannel.Works && !turn.CheckIn.ByCall)
        {
            AskByText(turn, LineKey.CheckInText);
        }
        else
        {
            Ring(turn);
        }
    }

    private static void AskLouder(Turn turn)
    {
        turn.Note(HistoryKind.CheckInLouder, ("checkIn", turn.CheckIn.Number));
        turn.CheckIn = turn.CheckIn with { Stage = CheckInStage.Louder, LouderUtc = turn.Now, CallNow = false };
        if (!AskOnLines(turn))
        {
            Ring(turn);
        }

        if (turn.Session.Texts == TextChannel.Works && turn.Session.CallerNumber is not null && (turn.Session.Mode != Mode.TextMe || turn.CheckIn.ByCall))
        {
            AskByText(turn, LineKey.CheckInLouderText);
        }
    }

    private static void AskByText(Turn turn, LineKey key)
    {
        string[] args = [turn.Session.Handle ?? "", HowToAnswer(turn.Session)];
        if (turn.CheckIn.Away is { } away)
        {
            turn.Text(Party.Caller, Urgency.CheckIn, LineKey.CheckInAwayText, [.. args, Turn.Whole(away.Length)]);
        }
        else
        {
            turn.Text(Party.Caller, Urgency.CheckIn, key, args);
        }
    }

    /// <summary>A text that asks a check-in.</summary>
    public static bool Asks(LineKey key) => key is LineKey.CheckInText or LineKey.CheckInLouderText or LineKey.CheckInAwayText;

    private static void Miss(Turn turn, bool lineGone)
    {
        // A line that dropped for good was never asked anything: its miss falls now, and the ladder keeps its order from here.
        var due = lineGone ? Earlier(turn.Now - turn.Timing.OnLineMiss, turn.CheckIn.IsOpen ? turn.CheckIn.DueUtc : null) : turn.CheckIn.DueUtc!.Value;
        turn.Note(HistoryKind.CheckInMissed, ("checkIn", turn.CheckIn.Number), ("due", due.ToString("O")));
        turn.CheckIn = turn.CheckIn with { Stage = CheckInStage.Waiting, DueUtc = null };
        Ladder.Open(turn, Cause.MissedCheckIn, due);
    }

    /// <summary>Asked on every line of the caller's that something answered, rather than by another call.</summary>
    private static bool AskOnLines(Turn turn)
    {
        var hearing = turn.Session.OwnLegs.Where(l => l.CanHear && !l.InRoom).ToList();
        foreach (var leg in hearing)
        {
            Legs.Redirect(turn, leg);
        }

        return hearing.Count > 0;
    }

    private static void Ring(Turn turn)
    {
        foreach (var stale in turn.Session.OwnLegs.Where(l => l.State == LegState.Ringing && turn.Now > l.RingingUtc + TimeSpan.FromSeconds(l.RingSeconds) + Timing.LostReceipt).ToList())
        {
            // Nobody can say how it ended, but it did: it keeps no other call waiting.
            turn.Put(stale with { Unwanted = true });
        }

        if (turn.Session.CallerNumber is not null && !turn.Session.OwnLegs.Any(l => !l.Unwanted))
        {
            Legs.Place(turn, Party.Caller, LegPurpose.CheckIn, CheckInRingSeconds, CheckInCallSeconds);
        }
    }

    /// <summary>
    /// What asks the check-in waits for its turn in the pace: nobody can answer what was not asked, so the clock counts from that turn, and waits for it no
    /// longer than <see cref="HeldAtMost"/>.
    /// </summary>
    public static Session Held(Session session)
    {
        var checkIn = session.CheckIn;
        if (!checkIn.IsOpen || checkIn.AskedUtc != session.LastUtc)
        {
            return session;
        }

        var asking = session.Pending.Where(p => p.Urgency == Urgency.CheckIn && p.IssuedUtc == session.LastUtc).ToList();
        if (asking.Count == 0 || asking.Exists(p => p.ClaimedUntilUtc is not null || p.Slot is null || p.Slot.Utc <= session.LastUtc))
        {
            return session;
        }

        var wait = asking.Min(p => p.Slot!.Utc) - session.LastUtc;
        wait = wait < HeldAtMost ? wait : HeldAtMost;
        return wait <= LateAsking ? session : session with { CheckIn = checkIn with { DueUtc = checkIn.DueUtc + wait, LouderUtc = checkIn.LouderUtc + wait } };
    }

    /// <summary>Check-in texts and calls not yet on their way are not sent any more.</summary>
    public static void Withdraw(Turn turn) => turn.Session = turn.Session with
    {
        Pending = turn.Session.Pending.RemoveAll(p => p is { ClaimedUntilUtc: null, Intent: Intent.SendText { Text.Key: var key } } && Asks(key)),
    };

    /// <summary>It has reached the phone company, or the caller: whoever does not answer now has been asked.</summary>
    public static void GotOut(Turn turn) => turn.CheckIn = turn.CheckIn with { GotOut = turn.CheckIn.IsOpen };

    public static string HowToAnswer(Session session) => session.AsksLetter ? $"{session.Letter}1" : "1";

    private static bool NoLineTo(Session session) => session.CallerNumber is null && !session.OwnLegs.Any();

    private static DateTimeOffset LouderAt(Session session, Timing timing) =>
        session.CheckIn.DueUtc!.Value + (session.Mode == Mode.OnTheLine ? timing.OnLineLouder : timing.OffLineSecondChannel);

    private static DateTimeOffset MissAt(Session session, Timing timing)
    {
        var (louder, miss, ems) = session.Mode == Mode.OnTheLine
            ? (timing.OnLineLouder, timing.OnLineMiss, timing.OnLineEms)
            : (timing.OffLineSecondChannel, timing.OffLineMiss, timing.OffLineEms);
        var due = session.CheckIn.DueUtc!.Value;
        var missAt = due + miss;

        // The second channel must have had its time to ring; a call that was ordered late moves the miss, and never beyond EMS.
        var least = TimeSpan.FromTicks(Math.Min(Timing.LeastRinging.Ticks, (miss - louder).Ticks));
        var rungSince = session.CallerLegs.Where(l => l.State == LegState.Ringing).Select(l => l.RingingUtc).LastOrDefault() ?? session.CheckIn.LouderUtc;
        var rung = rungSince + least ?? missAt;
        var latest = due + ems;
        return rung <= missAt ? missAt : rung < latest ? rung : latest > missAt ? latest : missAt;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other < a ? other : a;
}
