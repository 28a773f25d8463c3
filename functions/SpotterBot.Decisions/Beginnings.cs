using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>The first words of a session, and a caller coming back into one.</summary>
internal static class Beginnings
{
    /// <summary>Watched from now; what was left out is asked while watched, what cannot be had is said.</summary>
    public static void ByText(Turn turn, Beginning beginning)
    {
        var minutes = CheckIns.MinutesToNext(turn);
        if (!turn.Session.Watched)
        {
            return;
        }

        if (turn.Session.Texts != TextChannel.Works)
        {
            // An opted-out phone: a text would not arrive, so the answer is a call.
            turn.Put(Legs.Place(turn, Party.Caller, LegPurpose.Tell, 45, 900) with { SayFirst = [new Line(LineKey.OptedOutCall, minutes)], Own = true });
        }
        else
        {
            turn.Text(Party.Caller, Urgency.Person, LineKey.StartedText, minutes, turn.Session.Code);
        }

        if (Place.From(beginning.Words ?? "") is { } place)
        {
            CallerTexts.KeepPlace(turn, place, beginning.MessageSid);
        }
        else if (turn.Session.Place is not null)
        {
            CallerTexts.SayBack(turn);
        }
        else
        {
            turn.Session = turn.Session with { Question = OpenQuestion.Where };
            turn.TextCaller(turn.Session.SavedPlaces.IsEmpty ? LineKey.AskWhereText : LineKey.AskWhereSavedText, [.. turn.Session.SavedPlaces.Keys.Order(StringComparer.Ordinal).Take(1)]);
        }

        // What KeepPlace would reply is not the webhook's answer here but a text of its own: only that tells whether texts arrive.
        if (turn.Answer is Answer.Reply reply)
        {
            turn.Answer = Answer.None;
            turn.TextCaller(reply.Text.Key, reply.Text.Args);
        }

        SayLimits(turn);
    }

    public static void ByVoice(Turn turn, Beginning beginning)
    {
        var leg = turn.Put(Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, beginning.CallSid!) with { Own = true, Keyed = true });
        switch (beginning.Key)
        {
            case "9":
                Ladder.HelpNow(turn, leg);
                break;
            case "0":
                Ladder.PersonAsked(turn, leg);
                break;
            default:
                turn.Put(leg with { SayFirst = Greeting(turn, beginning) });
                break;
        }

        Voices.Greet(turn, leg);
        SayLimits(turn);
    }

    /// <summary>Watched from now, in few words. What was kept is not asked again, nor read out; a code that may be all there is is spoken slowly and twice.</summary>
    private static ImmutableArray<Line> Greeting(Turn turn, Beginning beginning)
    {
        var session = turn.Session;
        var minutes = CheckIns.MinutesToNext(turn);
        List<Line> lines = [];
        if (session.CallerNumber is null)
        {
            var code = Questions.Spelled(session.Code);
            lines.AddRange([new(LineKey.StartedNoCallback, minutes), new(LineKey.CodeIs, code), new(LineKey.CodeAgain, code)]);
        }
        else if (beginning.SavedPlace is { } place)
        {
            lines.Add(new Line(LineKey.StartedSaved, minutes, turn.Area.City ?? place.Town ?? ""));
            turn.Session = session with { OnLine = session.OnLine with { Settled = [Topic.Callback, Topic.Place, Topic.OwnWords, Topic.Name, Topic.Keep] } };
        }
        else
        {
            lines.Add(new Line(LineKey.Started, minutes));
        }

        if (turn.Facts.Overloaded)
        {
            lines.Add(new Line(LineKey.Overloaded));
        }

        if (turn.Facts.Peers.IsEmpty)
        {
            lines.Add(new Line(LineKey.NoPeers));
        }

        return [.. lines];
    }

    /// <summary>The caller's phone rings us, or a code was keyed: their line is here again.</summary>
    public static void CalledIn(Turn turn, Happening.CallerCalledIn called)
    {
        if (!turn.Session.Open)
        {
            var gone = Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, called.CallSid);
            Voices.Greet(turn, gone);
            return;
        }

        // Where no number is known, whoever has the code is the caller as far as anybody can tell.
        var own = !called.ByCode || turn.Session.CallerNumber is null;

        // A code brings a line into the session; it never takes the session over: only a caller with no number of theirs is called back on this one.
        if (called.CallableNumber is { } number && turn.Session.CallerNumber is null)
        {
            turn.Session = turn.Session with { CallerNumber = number, OffLineMode = Mode.CallMe };
            turn.Want(new Intent.LinkPhone(Party.Caller));
        }

        // Somebody who comes back is not finished after all.
        turn.Session = turn.Session with
        {
            Mode = turn.Session.Watched ? Mode.OnTheLine : turn.Session.Mode,
            LineLostUtc = null,
            FinishWhenQuiet = false,
            FinishAfterOk = false,
        };
        foreach (var other in turn.Session.CallerLegs.Where(l => l.State != LegState.Answered).ToList())
        {
            Legs.Drop(turn, other);
        }

        var leg = turn.Put(Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, called.CallSid) with { Own = own, SayFirst = [new Line(LineKey.Rejoined)] });
        Room.TellOwner(turn, LineKey.CallerBackOnLine);
        Voices.Greet(turn, leg);
        if (called.Key is { Length: > 0 } key)
        {
            CallerLine.Key(turn, turn.Fresh(leg), Asked.Nothing, key, turn.CheckIn.Number);
        }
    }

    /// <summary>By text; a line has heard it already.</summary>
    private static void SayLimits(Turn turn)
    {
        if (turn.Facts.JustOverloaded)
        {
            turn.TextCoordinators(LineKey.AlarmBusyText);
        }

        var byVoice = turn.Session.Mode == Mode.OnTheLine;
        if (turn.Facts.Overloaded && !byVoice)
        {
            turn.TextCaller(LineKey.OverloadedText);
        }

        if (turn.Facts.Peers.IsEmpty && turn.Session.Watched && !byVoice)
        {
            turn.TextCaller(LineKey.NoPeersText);
        }
    }
}
