using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Only talking, without check-ins, and back: at the caller's word or key, whichever they began with.</summary>
internal static class Talks
{
    /// <summary>From a watch to a talk. What is being asked is answered first; and where nobody can come to talk, the watch goes on.</summary>
    public static LineKey Only(Turn turn, bool byText)
    {
        if (turn.InLadder || turn.CheckIn.IsOpen)
        {
            return byText ? LineKey.JustTalkNotNowText : LineKey.JustTalkNotNow;
        }

        if (turn.Reaching is null && Threats.IsBotOnly(turn))
        {
            return byText ? LineKey.BotOnlyText : LineKey.BotOnly;
        }

        if (turn.Reaching is null && turn.Incident?.Owner is null && !Ladder.AnybodyToTalk(turn))
        {
            return byText ? LineKey.JustTalkNobodyText : LineKey.JustTalkNobody;
        }

        turn.Note(HistoryKind.OnlyTalk);
        turn.Session = turn.Session with { Watched = false };
        turn.CheckIn = new CheckIn { Number = turn.CheckIn.Number + 1 };
        Questions.Open(turn, Asked.Nothing);
        if (turn.Reaching is null)
        {
            turn.Note(HistoryKind.PersonAsked);
            Ladder.Open(turn, Cause.PersonAsked, turn.Now);
        }

        return byText ? LineKey.JustTalkText : LineKey.JustTalk;
    }

    /// <summary>SPOT by somebody who talks: watched from now, as whoever begins with it.</summary>
    public static void Watch(Turn turn, Place? place, int? minutes, string messageSid)
    {
        turn.Session = turn.Session with { Watched = true, EveryMinutes = minutes is >= 1 and <= Rhythm.MinutesMost ? minutes : turn.Session.EveryMinutes };
        CheckIns.Restart(turn);
        turn.TextCaller(LineKey.StartedText, CheckIns.MinutesToNext(turn), turn.Session.Code);
        if (place is not null)
        {
            WhereByText.Keep(turn, place, messageSid);
        }
        else if (turn.Session.Place is null)
        {
            turn.Session = turn.Session with { Question = OpenQuestion.Where };
            turn.TextCaller(LineKey.AskWhereText);
        }
    }
}
