using SpotterBot.Decisions.Sessions;

namespace SpotterBot.Decisions;

/// <summary>The end of a session, and what is erased when.</summary>
internal static class Closing
{
    /// <summary>A session begun for a talk that nobody asked for after all closes then.</summary>
    private static readonly TimeSpan NobodyAsked = TimeSpan.FromMinutes(2);

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

        if (TalkIsOver(turn.Session) && (turn.Session.Incidents > 0 || turn.Now >= turn.Session.StartedUtc + NobodyAsked))
        {
            turn.Session = turn.Session with { FinishWhenQuiet = true };
        }

        if (turn.Session.RestsUtc is { } rests && turn.Now >= rests + Timing.RestsAtMost)
        {
            turn.Session = turn.Session with { FinishWhenQuiet = true };
        }

        if (!turn.Session.FinishWhenQuiet)
        {
            return;
        }

        if (turn.Reaching is { Cause: Cause.PersonAsked })
        {
            StandingDown.Withdrawn(turn);
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
        !session.Open ? Earlier(SavesPlace(session) ? null : session.EraseUtc, session.HelloUtc)
        : session.Incident is { Ems.ConfirmedUtc: { } confirmed, Owner: null } ? confirmed + Timing.ConfirmedIncidentStays
        : TalkIsOver(session) ? session.StartedUtc + NobodyAsked
        : session.RestsUtc is { } rests && session.Incident is null ? rests + Timing.RestsAtMost
        : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    /// <summary>Only a talk was wanted, and nobody is talking or being reached.</summary>
    private static bool TalkIsOver(Session session) => session is { Watched: false, Incident: null } && !session.CallerLegs.Any();

    /// <summary>The place is being kept under the caller's word: it is not erased under that intent's hands.</summary>
    private static bool SavesPlace(Session session) => session.Pending.Any(p => p.Intent is Intent.Keep);

    /// <summary>The place, and whatever else is personal, goes when its time has come; the phone company's copies go with it.</summary>
    public static void Erase(Turn turn)
    {
        if (turn.Session.Open || turn.Session.EraseUtc is not { } due || due > turn.Now || SavesPlace(turn.Session))
        {
            return;
        }

        foreach (var sid in turn.Session.TextsWithPlace)
        {
            turn.Want(new Intent.RedactText(sid));
        }

        OwnWordsByVoice.Drop(turn);
        foreach (var leg in turn.Session.Legs.ToList())
        {
            OwnWordsByVoice.Seek(turn, leg);
            turn.Put(leg with { SayFirst = [], Area = null, Language = null });
        }

        if (turn.Session is { LastTook: not null, CallerNumber: not null } && turn.Now > turn.Session.ClosedUtc)
        {
            turn.Want(new Intent.UnlinkPhone(Party.Caller));
        }

        turn.Note(HistoryKind.PlaceErased);
        turn.Session = turn.Session with
        {
            Thanks = null,
            Place = null,
            EraseUtc = null,
            HelloUtc = null,
            TextsWithPlace = [],
            Seen = Decider.WithoutAnswers(turn.Session.Seen),
            LastUsedText = null,
            Handle = null,
            SavedPlaces = turn.Session.SavedPlaces.Clear(),
            Incident = turn.Incident is { } incident ? incident with { Ems = incident.Ems with { Left = null } } : null,
            OnLine = new LineQuestions(),

            // What is on its way cannot be called back, and is redacted once its message SID is known.
            Pending = turn.Session.Pending.RemoveAll(p => p is { ClaimedUntilUtc: null, Intent: Intent.SendText text } && WhereByText.HoldsPlace(text.Text.Key)),
        };
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
            EraseUtc = turn.Session is { Escalated: true, ForgetWhenClosed: false } ? turn.Now + Timing.EscalatedPlaceKept : turn.Now,
        };
        LaterHello.Closed(turn);

        // Whoever took a call of theirs may be thanked: their phone leads here meanwhile, though no number of it is kept.
        turn.Want(Afterwards.MayThank(turn) ? new Intent.LinkIsOver(Party.Caller) : new Intent.UnlinkPhone(Party.Caller));
        foreach (var leg in turn.Session.LiveLegs.Where(l => l.Who.Kind != PartyKind.Ems).ToList())
        {
            Legs.Drop(turn, leg);
        }
    }
}
