using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// What fell due while nobody was there to do it. Who was to be asked, or may have answered in vain, is asked at once on both channels; a ladder goes on
/// where its clock has come to; and people are told that we were away.
/// </summary>
internal static class Outages
{
    /// <summary>Less than this late is not worth a word.</summary>
    private static readonly TimeSpan Mattered = TimeSpan.FromSeconds(60);

    /// <summary>While neither calls nor texts go out, it is looked this often whether they do.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>By as much later than others a wake-up stands that waits less long: the oldest is asked first.</summary>
    private static readonly TimeSpan ByAge = TimeSpan.FromMilliseconds(900);

    private static readonly TimeSpan OldestTold = TimeSpan.FromHours(1);

    /// <summary>Takes in that nobody was there, once for each time.</summary>
    public static void Notice(Turn turn)
    {
        if (turn.Facts.Away is not { } away || !turn.Session.Open || turn.Session.Away?.UntilUtc >= away.UntilUtc)
        {
            return;
        }

        if (CheckIns.NextStep(turn.Session, turn.Timing) is { } due && due < away.UntilUtc && turn.Now - due >= Mattered)
        {
            Note(turn, away);
            AskAnew(turn, away);
        }
        else if (turn.InLadder && turn.Incident!.OpenedUtc < away.UntilUtc && away.UntilUtc - away.FromUtc >= Mattered)
        {
            Note(turn, away);
            if (turn.Incident is { Owner: null, Ems.ConfirmedUtc: null })
            {
                turn.TextCaller(LineKey.AwayInLadderText, Turn.Whole(away.Length));
            }
        }
    }

    /// <summary>
    /// Neither calls nor texts go out, and this check-in never did: nobody could answer it, and nobody could be sent. It is asked as soon as they do,
    /// those who wait longest first.
    /// </summary>
    public static bool CannotAsk(Turn turn)
    {
        if (!turn.Facts.PhonesOut || turn.CheckIn.GotOut || (!turn.CheckIn.IsOpen && IsOnTheLine(turn)))
        {
            return false;
        }

        var since = turn.CheckIn.UnaskedSinceUtc ?? turn.CheckIn.DueUtc!.Value;
        var ticks = LookAgain.Ticks;
        var next = new DateTimeOffset(((turn.Now.UtcTicks / ticks) + 1) * ticks, TimeSpan.Zero);
        var age = turn.Now - since < OldestTold ? (turn.Now - since) / OldestTold : 1;
        turn.CheckIn = turn.CheckIn with { Stage = CheckInStage.Waiting, AskedUtc = null, LouderUtc = null, CallNow = false, DueUtc = next + (ByAge * (1 - age)), UnaskedSinceUtc = since };
        return true;
    }

    /// <summary>Calls and texts go out again: for the caller that was as if we had been away.</summary>
    public static void Resume(Turn turn)
    {
        if (turn.CheckIn.UnaskedSinceUtc is { } since)
        {
            var away = new Away(since, turn.Now);
            turn.CheckIn = turn.CheckIn with { UnaskedSinceUtc = null };
            if (away.Length >= Mattered)
            {
                Note(turn, away);
                AskAnew(turn, away);
            }
        }
    }

    /// <summary>
    /// From when the clock of a check-in counts that is asked late. After an outage it begins at its second step: both channels are asked at once, unless
    /// the caller is on the line.
    /// </summary>
    public static DateTimeOffset CountsFrom(Turn turn) =>
        turn.CheckIn.Away is null || turn.Session.OwnLegs.Any(l => l.CanHear) ? turn.Now
        : turn.Now - (turn.Session.Mode == Mode.OnTheLine ? turn.Timing.OnLineLouder : turn.Timing.OffLineSecondChannel);

    /// <summary>What was being asked when we went may have been answered since, and nobody heard: it is asked anew.</summary>
    private static void AskAnew(Turn turn, Away away)
    {
        CheckIns.Withdraw(turn);
        turn.CheckIn = turn.CheckIn with { Stage = CheckInStage.Waiting, CallNow = false, GotOut = false, Away = away };
        foreach (var stale in turn.Session.OwnLegs.Where(l => l.State != LegState.Answered && l.PlacedUtc < away.UntilUtc).ToList())
        {
            // Its time to ring is long over: it keeps no other call waiting.
            turn.Put(stale with { Unwanted = true });
        }
    }

    /// <summary>The caller's line fetched something lately, and will again: it is asked there without an order. Whether it was, <see cref="CheckIn.GotOut"/> says.</summary>
    private static bool IsOnTheLine(Turn turn) =>
        turn.Session.OwnLegs.Any(l => l is { HasPerson: true, CanHear: true } && turn.Now < l.SeenUtc + Timing.QuietLeg);

    private static void Note(Turn turn, Away away)
    {
        turn.Session = turn.Session with { Away = away };
        turn.Note(HistoryKind.WasAway, ("seconds", (int)away.Length.TotalSeconds));
    }
}
