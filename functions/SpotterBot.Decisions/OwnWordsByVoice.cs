using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>How someone gets in, in the caller's own words: recorded only if they agree, played only to whoever comes, deleted with the place.</summary>
internal static class OwnWordsByVoice
{
    private const int SecondsMost = 60;

    /// <summary>How it goes, then the tone. A recording that was cut short begins with its announcement again.</summary>
    public static ImmutableArray<Verb> Put(Turn turn, Leg leg, Asked asked, ImmutableArray<Line> first)
    {
        turn.Put(turn.Fresh(leg) with { MayHaveRecorded = true });
        Questions.Open(turn, Asked.RecordNow);
        ImmutableArray<Line> lines = asked == Asked.RecordNow ? [.. first, new Line(LineKey.RecordNow)] : first;
        ImmutableArray<Verb> record = [new Verb.Record(SecondsMost, Silence: 4), new Verb.Again()];
        return lines.IsEmpty ? record : [new Verb.Ask(lines, 1), .. record];
    }

    /// <summary>They would rather not be recorded after all.</summary>
    public static bool LeaveOut(Turn turn, Leg leg)
    {
        Drop(turn);
        return Questions.Skipped(turn, leg, Topic.OwnWords);
    }

    /// <summary>The line comes back with a recording.</summary>
    /// <param name="keys">What ended it.</param>
    public static void Brought(Turn turn, Leg leg, string recordingSid, int step, string? keys)
    {
        Recorded(turn, leg.Id, recordingSid, step);
        if (keys == "4")
        {
            LeaveOut(turn, leg);
        }
        else if (turn.Session.OwnWords?.RecordingSid == recordingSid)
        {
            Questions.Done(turn, leg, Topic.OwnWords, [new Line(LineKey.Recorded)]);
        }
    }

    /// <summary>A recording exists. It replaces an earlier one; one that nobody wants any more is deleted at once.</summary>
    public static void Recorded(Turn turn, string legId, string recordingSid, int step)
    {
        if (turn.Session.Leg(legId) is { } leg)
        {
            turn.Put(leg with { MayHaveRecorded = false });
        }

        if (turn.Session.DroppedRecordings.Contains(recordingSid))
        {
            return;
        }

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

    /// <summary>They are somewhere else now: they hear that what they recorded is gone, so that they can record it anew.</summary>
    public static void OfAnotherPlace(Turn turn)
    {
        if (turn.Session.OwnWords is null)
        {
            return;
        }

        Drop(turn);
        var legs = turn.Session.CallerLegs.Where(l => l is { Own: true, CanHear: true, InRoom: false, HasPerson: true }).ToList();
        foreach (var leg in legs)
        {
            Questions.Say(turn, leg, [new Line(LineKey.OwnWordsGone)]);
        }

        if (legs.Count == 0)
        {
            turn.TextCaller(LineKey.OwnWordsGoneText);
        }
    }

    /// <summary>They say at once how to get in, instead of having it recorded: kept with the place as they said it.</summary>
    public static bool Said(Turn turn, Leg leg, string speech)
    {
        if (turn.Session.Place is not { } place || SpokenPlace.Read(speech, turn.Facts.Areas) is not { As: HeardAs.Detail, Place: { } detail })
        {
            return false;
        }

        turn.TakePlace(SpokenPlace.WithDetail(place, detail) with { Unconfirmed = place.Unconfirmed });
        return Questions.Done(turn, leg, Topic.OwnWords, [new Line(LineKey.AccessKept, detail.Verbatim)]);
    }

    /// <summary>The line is over, or all is erased: whether anything was recorded that never was reported must be found out.</summary>
    public static void Seek(Turn turn, Leg leg)
    {
        if (leg is { MayHaveRecorded: true, CallSid: { } sid })
        {
            turn.Want(new Intent.FindRecordings(leg.Id, sid, leg.Step));
        }
    }

    private static void Delete(Turn turn, string recordingSid)
    {
        turn.Session = turn.Session with { DroppedRecordings = turn.Session.DroppedRecordings.Add(recordingSid) };
        if (!turn.Session.Pending.Any(p => p.Intent is Intent.DeleteRecording delete && delete.RecordingSid == recordingSid))
        {
            turn.Want(new Intent.DeleteRecording(recordingSid));
        }
    }
}
