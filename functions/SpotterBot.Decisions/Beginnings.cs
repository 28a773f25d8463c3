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
            turn.Put(Legs.Place(turn, Party.Caller, LegPurpose.Tell, 45, 900) with { SayFirst = new Line(LineKey.OptedOutCall, minutes) });
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
            turn.TextCaller(LineKey.AskWhereText);
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
        var leg = Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, beginning.CallSid!);
        switch (beginning.Key)
        {
            case "9":
                Ladder.HelpNow(turn, leg);
                break;
            case "0":
                Ladder.PersonAsked(turn, leg);
                break;
            default:
                var minutes = CheckIns.MinutesToNext(turn);
                turn.Put(leg with
                {
                    SayFirst = turn.Session.CallerNumber is null
                        ? new Line(LineKey.StartedNoCallback, minutes, Spelled(turn.Session.Code))
                        : new Line(LineKey.Started, minutes, Spelled(turn.Session.Code)),
                });
                break;
        }

        Voices.Greet(turn, leg);
        SayLimits(turn);
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

        var leg = Legs.Inbound(turn, Party.Caller, LegPurpose.Inbound, called.CallSid);
        turn.Put(leg with { SayFirst = new Line(LineKey.Rejoined) });
        Room.TellOwner(turn, LineKey.CallerBackOnLine);
        Voices.Greet(turn, leg);
        if (called.Key is { Length: > 0 } key)
        {
            CallerLine.Key(turn, turn.Fresh(leg), Asked.Nothing, key, turn.CheckIn.Number);
        }
    }

    private static string Spelled(string code) => string.Join(", ", code.ToCharArray());

    private static void SayLimits(Turn turn)
    {
        if (turn.Facts.JustOverloaded)
        {
            turn.TextCoordinators(LineKey.AlarmBusyText);
        }

        if (turn.Facts.Overloaded)
        {
            turn.TextCaller(LineKey.OverloadedText);
        }

        if (turn.Facts.Peers.IsEmpty && turn.Session.Watched)
        {
            turn.TextCaller(LineKey.NoPeersText);
        }
    }
}
