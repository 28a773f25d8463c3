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

    /// <summary>Hours of UTC that are between 10 and 20 everywhere under that calling code, summer and winter: from Hawaii to Newfoundland, and in both islands.</summary>
    private static (int From, int Until)? DayOf(string number) =>
        number.StartsWith("+1", StringComparison.Ordinal) ? (20, 22)
        : number.StartsWith("+44", StringComparison.Ordinal) || number.StartsWith("+353", StringComparison.Ordinal) ? (10, 19)
        : null;

    /// <summary>They can be texted by day: where their clock is not known, nothing is promised.</summary>
    public static bool CanBeAgreed(Session session) => session is { BeganHidden: false, CanBeTold: true } && DayOf(session.CallerNumber!) is not null;

    public static void Agree(Turn turn, bool wanted) => turn.Session = turn.Session with { HelloLater = wanted };

    /// <summary>The session has closed: whether one is owed, and when.</summary>
    public static void Closed(Turn turn)
    {
        if (turn.Session is { HelloLater: true, Escalated: true, ForgetWhenClosed: false } && CanBeAgreed(turn.Session))
        {
            turn.Session = turn.Session with { HelloUtc = Next(turn.Session.CallerNumber!, turn.Now + NoSoonerThan) };
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
        else if (Next(session.CallerNumber!, turn.Now) is { } next && next > turn.Now)
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

    /// <summary>The first instant of their day that is no sooner than this.</summary>
    private static DateTimeOffset Next(string number, DateTimeOffset noSooner)
    {
        var (from, until) = DayOf(number)!.Value;
        var utc = noSooner.ToUniversalTime();
        var midnight = new DateTimeOffset(utc.Year, utc.Month, utc.Day, 0, 0, 0, TimeSpan.Zero);
        return utc.Hour >= until ? midnight.AddDays(1).AddHours(from) : utc.Hour < from ? midnight.AddHours(from) : utc;
    }
}
