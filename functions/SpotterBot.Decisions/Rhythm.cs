namespace SpotterBot.Decisions;

/// <summary>The caller's own rhythm.</summary>
internal static class Rhythm
{
    public const int MinutesMost = 60;

    /// <summary>Takes effect at once: a longer wait already begun is cut to the new rhythm, a check-in being asked goes on.</summary>
    public static void Every(Turn turn, int minutes)
    {
        turn.Session = turn.Session with { EveryMinutes = minutes };
        if (turn.CheckIn is { IsOpen: false, DueUtc: not null } && !turn.InLadder)
        {
            turn.CheckIn = turn.CheckIn with { DueUtc = turn.Now + CheckIns.Interval(turn.Session, turn.Timing, turn.Now) };
        }
    }
}
