using SpotterBot.Decisions.Sessions;

namespace SpotterBot.Decisions;

/// <summary>The end of a session, and what is erased when.</summary>
internal static class Closing
{
    /// <summary>Closes once nobody is being reached or told any more.</summary>
    public static void WhenQuiet(Turn turn)
    {
        if (!turn.Session.Open)
        {
            return;
        }

        if (turn.Incident is { Ems.ConfirmedUtc: { } confirmed, Owner: null } && turn.Now >= confirmed + Timing.ConfirmedIncidentStays)
        {
            StandingDown.Close(turn);
            Close(turn, Outcome.EmsConfirmed);
            return;
        }

        if (!turn.Session.FinishWhenQuiet)
        {
            return;
        }

        if (turn.Reaching is { Cause: Cause.PersonAsked })
        {
            StandingDown.ByPerson(turn);
        }

        if (turn.Incident is not null)
        {
            StandingDown.WindDown(turn);
        }

        if (turn.Incident is null)
        {
            Close(turn, !turn.Session.Watched ? Outcome.TalkEnded : turn.Session.Escalated ? Outcome.FinishedAfterEscalation : Outcome.Finished);
        }
    }

    public static DateTimeOffset? NextStep(Session session) =>
        session.Open
            ? session.Incident is { Ems.ConfirmedUtc: { } confirmed, Owner: null } ? confirmed + Timing.ConfirmedIncidentStays : null
            : session.EraseUtc;

    /// <summary>The place, and whatever else is personal, goes when its time has come; the phone company's copies go with it.</summary>
    public static void Erase(Turn turn)
    {
        if (turn.Session.Open || turn.Session.EraseUtc is not { } due || due > turn.Now)
        {
            return;
        }

        foreach (var sid in turn.Session.TextsWithPlace)
        {
            turn.Want(new Intent.RedactText(sid));
        }

        turn.Note(HistoryKind.PlaceErased);
        turn.Session = turn.Session with { Place = null, EraseUtc = null, TextsWithPlace = [], Seen = [], LastUsedText = null, Handle = null };
        if (turn.Session.ForgetWhenClosed)
        {
            turn.Want(new Intent.ForgetPhone());
        }
    }

    /// <summary>The numbers are kept only while somebody may have to be called back.</summary>
    public static void DropNumbers(Turn turn)
    {
        if (turn.Session is { Open: false, EraseUtc: null } && turn.Session.Pending.IsEmpty && !turn.Session.LiveLegs.Any())
        {
            turn.Session = turn.Session with { CallerNumber = null, ChosenNumber = null };
        }
    }

    private static void Close(Turn turn, Outcome outcome)
    {
        turn.Note(HistoryKind.SessionClosed, ("outcome", outcome), ("escalated", turn.Session.Escalated));
        turn.Session = turn.Session with
        {
            ClosedUtc = turn.Now,
            Outcome = outcome,
            FinishWhenQuiet = false,
            CheckIn = turn.CheckIn with { DueUtc = null, Stage = CheckInStage.Waiting },
            EraseUtc = turn.Session.Escalated ? turn.Now + Timing.EscalatedPlaceKept : turn.Now,
        };
        turn.Want(new Intent.UnlinkPhone(Party.Caller));
        foreach (var leg in turn.Session.CallerLegs.ToList())
        {
            Legs.Drop(turn, leg);
        }
    }
}
