using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>A caller who threatens somebody.</summary>
public static class Threat
{
    /// <summary>A warning is remembered for so long; a threat after that is as if there had been none.</summary>
    public static readonly TimeSpan WarnedFor = TimeSpan.FromDays(30);
}

/// <summary>
/// A caller who threatens somebody on the case: warned first, then for a time no peer is put through to them. Check-ins, someone they chose,
/// coordinators and EMS stay: nobody is locked out.
/// </summary>
internal static class Threats
{
    /// <summary>One threat may be marked twice by a shaking hand; by two people it was two.</summary>
    private static readonly TimeSpan SameThreat = TimeSpan.FromMinutes(1);

    public static bool IsBotOnly(Turn turn) => turn.Session.BotOnlyUntilUtc > turn.Now;

    /// <summary>Who was on the line with a caller, or with EMS, is gone while somebody is needed: what they hear of it.</summary>
    public static LineKey PersonLost(Turn turn, Leg hears) =>
        hears.Who.Kind == PartyKind.Caller && IsBotOnly(turn) ? LineKey.PersonLostBotOnly : LineKey.PersonLost;

    /// <summary>They were warned in this session: whoever took a call of theirs gets no word from them unasked.</summary>
    public static bool Happened(Turn turn) => turn.Session.WarnedUtc >= turn.Session.StartedUtc;

    /// <summary>The person in charge was threatened.</summary>
    public static LineKey Marked(Turn turn, Party who)
    {
        var incident = turn.Incident!;
        turn.Note(HistoryKind.CallerThreatened, ("who", who));
        var again = turn.Now - turn.Session.WarnedUtc < Threat.WarnedFor;
        if (again && turn.Now - turn.Session.WarnedUtc < SameThreat && incident.Threatened.Contains(who))
        {
            return LineKey.CaseThreat;
        }

        turn.Incident = incident with { Threatened = incident.Threatened.Contains(who) ? incident.Threatened : incident.Threatened.Add(who) };
        turn.TextCoordinators(LineKey.AlarmThreatText, turn.NameOf(who));
        turn.Session = turn.Session with
        {
            WarnedUtc = turn.Now,
            BotOnlyUntilUtc = again ? turn.Now + turn.Facts.BotOnlyFor : turn.Session.BotOnlyUntilUtc,
            TellThreat = true,
        };
        turn.Want(new Intent.NoteThreat(turn.Now, turn.Session.BotOnlyUntilUtc));
        if (again)
        {
            turn.Note(HistoryKind.BotOnly);
            if (turn.Incident.Owner is { } owner)
            {
                // Whoever is being rung to take it over is not put through to them any more.
                turn.Incident = turn.Incident with { Owner = owner with { HandingOver = false } };
                Ringing.DropOtherRings(turn, who, kind: PartyKind.Peer);
            }
        }

        turn.TextCaller(again ? LineKey.BotOnlyText : LineKey.WarnedText);
        return again ? LineKey.CaseThreatBotOnly : LineKey.CaseThreat;
    }

    /// <summary>What the caller's line hears of it, once, when nothing else is being asked there.</summary>
    public static Line? ToSay(Turn turn)
    {
        if (!turn.Session.TellThreat || turn.CheckIn.IsOpen)
        {
            return null;
        }

        turn.Session = turn.Session with { TellThreat = false };
        return new Line(IsBotOnly(turn) ? LineKey.BotOnly : LineKey.Warned);
    }
}
