using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>How someone gets in, in the caller's own words: recorded only if they agree, played only to whoever comes, deleted with the place.</summary>
internal static class OwnWordsByVoice
{
    private const int SecondsMost = 60;

    public static readonly ImmutableArray<Verb> Record = [new Verb.Record(SecondsMost, Silence: 4)];

    /// <summary>The line comes back with a recording.</summary>
    public static void Brought(Turn turn, Leg leg, string recordingSid, int step)
    {
        Recorded(turn, recordingSid, step);
        if (turn.Session.OwnWords?.RecordingSid == recordingSid)
        {
            Questions.Done(turn, leg, Topic.OwnWords, [new Line(LineKey.Recorded)]);
        }
    }

    /// <summary>A recording exists. It replaces an earlier one; one that nobody wants any more is deleted at once.</summary>
    public static void Recorded(Turn turn, string recordingSid, int step)
    {
        var kept = turn.Session.OwnWords;
        if (kept?.RecordingSid == recordingSid)
        {
            return;
        }

        if (turn.Session is { Open: false, EraseUtc: null } || kept?.Step > step)
        {
            Delete(turn, recordingSid);
            return;
        }

        Drop(turn);
        turn.Note(HistoryKind.OwnWordsKept);
        turn.Session = turn.Session with { OwnWords = new OwnWords(recordingSid, step) };
        Questions.Settle(turn, Topic.OwnWords);
        if (turn.Session.OnLine.Open is Asked.OwnWords or Asked.RecordNow or Asked.Recording)
        {
            Questions.Open(turn, Asked.Nothing);
        }
    }

    /// <summary>What was recorded is of no use any more: of another place, or erased with it.</summary>
    public static void Drop(Turn turn)
    {
        if (turn.Session.OwnWords is { } words)
        {
            turn.Session = turn.Session with { OwnWords = null };
            Delete(turn, words.RecordingSid);
        }
    }

    private static void Delete(Turn turn, string recordingSid)
    {
        if (!turn.Session.Pending.Any(p => p.Intent is Intent.DeleteRecording delete && delete.RecordingSid == recordingSid))
        {
            turn.Want(new Intent.DeleteRecording(recordingSid));
        }
    }
}
