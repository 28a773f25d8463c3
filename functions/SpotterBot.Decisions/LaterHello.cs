using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// One text in neutral words, the day after people had to be reached, to a caller who agreed to it while they were being watched. It goes out when it is
/// day wherever their number can be: between 10 and 20 by every clock of its country.
/// </summary>
internal static class LaterHello
{
    /// <summary>It is for the day after, and not for the morning of a long night.</summary>
    private static readonly TimeSpan NoSoonerThan = TimeSpan.FromHours(12);

    /// <summary>They can be texted by day: where their clock is not known, nothing is promised.</summary>
    public static bool CanBeAgreed(Session session) => session is { BeganHidden: false, CanBeTold: true } && DayEverywhere.IsKnown(session.CallerNumber!);

    public static void Agree(Turn turn, bool wanted) => turn.Session = turn.Session with { HelloLater = wanted };

    /// <summary>The session has closed: whether one is owed, and when.</summary>
    public static void Closed(Turn turn)
    {
        if (turn.Session is { HelloLater: true, Escalated: true, ForgetWhenClosed: false } && CanBeAgreed(turn.Session))
        {
            turn.Session = turn.Session with { HelloUtc = DayEverywhere.Next(turn.Session.CallerNumber!, turn.Now + NoSoonerThan) };
        }
    }

    /// <summary>Says it when its time has come. Where we were away meanwhile it waits for the next day, and with the number goes what is owed.</summary>
    public static void Say(Turn turn)
    {
        if (turn.Session is not { Open: false, HelloUtc: { } due } session || due > turn.Now)
        {
            return;
        }

        if (!CanBeAgreed(session) || session.EraseUtc is null)
        {
            turn.Session = session with { HelloUtc = null };
        }
        else if (DayEverywhere.Next(session.CallerNumber!, turn.Now) is { } next && next > turn.Now)
        {
            turn.Session = session with { HelloUtc = next < session.EraseUtc ? next : null };
        }
        else
        {
            turn.Session = session with { HelloUtc = null };
            turn.Note(HistoryKind.SaidHello);
            turn.Text(Party.Caller, Urgency.Spare, LineKey.LaterHelloText);
        }
    }
}
