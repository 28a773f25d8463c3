using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>The first words of a session, and a caller coming back into one.</summary>
public static class Beginnings
{
    /// <summary>Watched from now; what was left out is asked while watched, what cannot be had is said.</summary>
    internal static void ByText(Turn turn, Beginning beginning)
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
            WhereByText.Keep(turn, place, beginning.MessageSid);
        }
        else if (turn.Session.Place is not null)
        {
            WhereByText.SayBack(turn);
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

    internal static void ByVoice(Turn turn, Beginning beginning)
    {
        var leg = turn.Put(Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, beginning.CallSid!) with { Own = true, Keyed = true });
        switch (beginning.Key)
        {
            case "9":
                Ladder.HelpNow(turn, leg);
                Questions.Say(turn, leg, Limit(turn));
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
            lines.AddRange(Limit(turn));
        }
        else if (beginning.SavedPlace is { } place)
        {
            lines.Add(new Line(LineKey.StartedSaved, minutes, turn.Area.City ?? place.Town ?? ""));
            turn.Session = turn.Session with { OnLine = session.OnLine with { Settled = [Topic.Callback, Topic.Place, Topic.OwnWords, Topic.Name, Topic.Keep] } };
        }
        else
        {
            lines.Add(new Line(LineKey.Started, minutes));
        }

        if (turn.Facts.Overloaded)
        {
            lines.Add(new Line(LineKey.Overloaded));
        }

        if (Threats.IsBotOnly(turn))
        {
            lines.Add(new Line(LineKey.BotOnly));
        }
        else if (!Ringing.AnyPeer(turn))
        {
            lines.Add(new Line(LineKey.NoPeers));
        }

        return [.. lines];
    }

    /// <summary>What it means to have no number, and the code that may be all there is: spoken once, when the watch begins.</summary>
    internal static ImmutableArray<Line> Limit(Turn turn)
    {
        if (turn.Session is not { CallerNumber: null, LimitSaid: false, Watched: true })
        {
            return [];
        }

        turn.Session = turn.Session with { LimitSaid = true };
        var code = Questions.Spelled(turn.Session.Code);
        return [turn.InLadder ? new Line(LineKey.NoCallbackNow) : new Line(LineKey.StartedNoCallback, CheckIns.MinutesToNext(turn)), new(LineKey.CodeIs, code), new(LineKey.CodeAgain, code)];
    }

    /// <summary>
    /// Whether a call from the session's own number may well be somebody else's who shares the phone: a line of theirs is up already, or nothing
    /// is asked of them and none dropped lately.
    /// </summary>
    public static bool MayBeSomebodyElse(Session session, DateTimeOffset nowUtc) =>
        session.OwnLegs.Any(l => l.State == LegState.Answered)
        || (!session.CheckIn.IsOpen && session.Incident is null && !(nowUtc < session.DroppedUtc + Timing.CallsBack));

    /// <summary>The caller's phone rings us, or a code was keyed: their line is here again.</summary>
    internal static void CalledIn(Turn turn, Happening.CallerCalledIn called)
    {
        if (!turn.Session.Open)
        {
            var gone = Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, called.CallSid);
            Voices.Greet(turn, gone);
            return;
        }

        if (turn.Session.Legs.FirstOrDefault(l => l.CallSid == called.CallSid) is { } known)
        {
            // The same call again, by a repeated webhook: where it is over, it stays so.
            Voices.Greet(turn, known);
            return;
        }

        var session = turn.Session;
        var alone = !session.CallerLegs.Any();

        // By the code of a session with no number whoever has it is the caller, as far as anybody can tell, unless their line is up.
        var own = !called.ByCode || (session.CallerNumber is null && alone);
        if (own && called.CallableNumber is { } number && session.CallerNumber is null && number != session.ChosenNumber)
        {
            turn.Session = session with { CallerNumber = number, OffLineMode = Mode.CallMe };
            turn.Want(new Intent.LinkPhone(Party.Caller));
        }

        var leg = turn.Put(Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, called.CallSid) with { Own = own });
        Voices.Greet(turn, leg);
        if (own)
        {
            LineIsBack(turn, leg);
        }

        if (called.Key is { Length: > 0 } key)
        {
            leg = turn.Put(turn.Fresh(leg) with { Keyed = true });
            if (own)
            {
                CallerLine.Key(turn, leg, Asked.Nothing, key, turn.CheckIn.Number);
            }
            else
            {
                CodeLine.Hears(turn, leg, Asked.Nothing, turn.Asking! with { Keys = key });
            }
        }
    }

    /// <summary>A line of the caller's is here again: they are spotted on it, whatever was being rung, and are not finished after all.</summary>
    internal static void LineIsBack(Turn turn, Leg leg)
    {
        turn.Session = turn.Session with
        {
            Mode = turn.Session.Watched ? Mode.OnTheLine : turn.Session.Mode,
            LineLostUtc = null,
            FinishWhenQuiet = false,
            FinishAfterOk = false,
        };
        if (turn.Session.RestsUtc is not null)
        {
            turn.Session = turn.Session with { RestsUtc = null };
            CheckIns.Restart(turn);
        }

        foreach (var other in turn.Session.CallerLegs.Where(l => l.State != LegState.Answered).ToList())
        {
            Legs.Drop(turn, other);
        }

        Questions.Say(turn, leg, [new Line(LineKey.Rejoined)]);
        Room.TellOwner(turn, LineKey.CallerBackOnLine);
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

        if (Threats.IsBotOnly(turn) && !byVoice)
        {
            turn.TextCaller(LineKey.BotOnlyText);
        }
        else if (!Ringing.AnyPeer(turn) && turn.Session.Watched && !byVoice)
        {
            turn.TextCaller(LineKey.NoPeersText);
        }
    }
}
