using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace Exploration.Model;

/// <summary>One thing that the outside can do now.</summary>
/// <param name="Label">In words; the same for the same thing in every state.</param>
public sealed record Move(string Label, Action<Stepper> Do);

/// <summary>Everything that can happen in a state, within an alphabet.</summary>
public static class Moves
{
    private static readonly TimeSpan ShortAbsence = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LongAbsence = TimeSpan.FromMinutes(10);

    public static List<Move> At(Life life, Alphabet alphabet, Facts facts)
    {
        var moves = new List<Move>();
        Time(moves, life, alphabet);
        CallerAway(moves, life, alphabet);
        foreach (var call in life.Calls)
        {
            if (call.State != LegState.Ended && !IsTwin(life, call, facts))
            {
                OnCall(moves, life, call, alphabet);
            }
        }

        OnCase(moves, life, alphabet, facts);
        Late(moves, life, alphabet);
        Outages(moves, life, alphabet);
        return moves;
    }

    private static void Time(List<Move> moves, Life life, Alphabet alphabet)
    {
        if (life.WakeUtc is not { } wake)
        {
            return;
        }

        moves.Add(new Move("time passes to the next wake-up", s => s.Wait()));
        if (Stepper.NextTimer(life.Calls) is { } timer && timer < wake)
        {
            moves.Add(new Move("what is being heard comes to its end", s => s.HearOut()));
        }

        if (alphabet.Between && wake - life.NowUtc > TimeSpan.FromSeconds(6))
        {
            moves.Add(new Move("half of the time to the next wake-up passes", s => s.WaitHalf()));
        }
    }

    /// <summary>What the caller does without a line to us.</summary>
    private static void CallerAway(List<Move> moves, Life life, Alphabet alphabet)
    {
        var session = life.Session;
        if (session.CallerNumber is { } number)
        {
            foreach (var words in alphabet.Texts)
            {
                moves.Add(new Move($"the caller texts {words}", s => s.Feed(new Happening.CallerTexted(TextCommand.Parse(words), s.NextSid("SMin")))));
            }
        }

        if (!life.Calls.Any(c => c.Who.Kind == PartyKind.Caller && c.State == LegState.Answered))
        {
            foreach (var key in alphabet.CallsIn)
            {
                moves.Add(new Move(
                    key.Length > 0 ? $"the caller calls in and keys {key}" : "the caller calls in",
                    s => s.CallIn(sid => new Happening.CallerCalledIn(sid, session.CallerNumber, ByCode: session.CallerNumber is null, key.Length > 0 ? key : null))));
            }
        }

        if (alphabet.Codes && life.Calls.Count(c => c.Who.Kind == PartyKind.Caller && c.State == LegState.Answered) < 2)
        {
            moves.Add(new Move("another phone calls in with the code", s => s.CallIn(sid => new Happening.CallerCalledIn(sid, Cast.OtherPhone, ByCode: true))));
            moves.Add(new Move("another phone calls in with the code and keys 9", s => s.CallIn(sid => new Happening.CallerCalledIn(sid, Cast.OtherPhone, ByCode: true, "9"))));
        }
    }

    /// <summary>What somebody does on a line with us, or to a phone that rings.</summary>
    private static void OnCall(List<Move> moves, Life life, Call call, Alphabet alphabet)
    {
        var who = Name(life, call);
        if (call.State == LegState.Ringing)
        {
            moves.Add(new Move($"{who} picks up", s => s.Answer(s.Fresh(call))));
            if (alphabet.Failures)
            {
                moves.Add(new Move($"{who} is busy", s => s.Over(s.Fresh(call), LegEnd.Busy)));
                moves.Add(new Move($"{who} cannot be reached", s => s.Over(s.Fresh(call), LegEnd.Failed)));
                moves.Add(new Move($"{who} is no number", s => s.Over(s.Fresh(call), LegEnd.Invalid)));
            }

            return;
        }

        moves.Add(new Move($"{who} hangs up", s => s.Over(s.Fresh(call), LegEnd.HungUp)));
        if (call.InRoom)
        {
            if (call.Playing.StarMenu)
            {
                moves.Add(new Move($"{who} keys * in the room", s => s.LeaveRoom(s.Fresh(call))));
            }

            return;
        }

        var (keys, words) = call.Who.Kind switch
        {
            PartyKind.Caller => (alphabet.Keys, alphabet.Words),
            PartyKind.Ems => (alphabet.EmsKeys, alphabet.EmsWords),
            _ => (alphabet.PeopleKeys, []),
        };
        if (call.Playing.Keys)
        {
            foreach (var key in Meant(life, call, keys))
            {
                moves.Add(new Move($"{who} keys {key}", s => s.Press(s.Fresh(call), key)));
            }
        }

        if (call.Playing.Listens != Listens.Keys)
        {
            foreach (var speech in words)
            {
                moves.Add(new Move($"{who} says \"{speech}\"", s => s.Say(s.Fresh(call), speech)));
            }
        }

        if (call.Playing.Records)
        {
            moves.Add(new Move($"{who} records their own words", s => s.Record(s.Fresh(call))));
        }
    }

    /// <summary>Somebody rung is asked for two keys, and all others mean the same to them: nothing.</summary>
    private static IEnumerable<string> Meant(Life life, Call call, string[] keys) =>
        call.Who.CanTakeCase && life.Session.Leg(call.LegId)?.Asked != Asked.CaseMenu ? keys.Where(k => k is "1" or "2") : keys;

    /// <summary>What people on a case do without a line to us.</summary>
    private static void OnCase(List<Move> moves, Life life, Alphabet alphabet, Facts facts)
    {
        if (life.Session.Incident is not { } incident)
        {
            return;
        }

        var seen = new HashSet<Digest>();
        foreach (var ring in incident.Rings)
        {
            if (ring.Who.Kind == PartyKind.Peer && !seen.Add(Fingerprint.OfParty(life, ring.Who)))
            {
                continue;
            }

            var who = ring.Who;
            foreach (var words in alphabet.CaseTexts)
            {
                moves.Add(new Move($"{who} texts {words}", s => s.Feed(new Happening.CaseTexted(who, 'B', TextCommand.Parse(words)))));
            }

            if (alphabet.PeopleCallIn && !life.Calls.Any(c => c.Who == who && c.State != LegState.Ended))
            {
                moves.Add(new Move($"{who} calls in", s => s.CallIn(sid => new Happening.CaseCalledIn(who, sid))));
            }
        }

        if (alphabet.PeopleCallIn && incident.Ems.Dials > 0 && !life.Calls.Any(c => c.Who.Kind == PartyKind.Ems && c.State == LegState.Answered))
        {
            moves.Add(new Move("EMS calls back", s => s.CallIn(sid => new Happening.CaseCalledIn(Party.Ems(0), sid))));
        }

        _ = facts;
    }

    private static void Late(List<Move> moves, Life life, Alphabet alphabet)
    {
        if (!alphabet.Late)
        {
            return;
        }

        foreach (var call in life.Calls)
        {
            if (call is { State: LegState.Answered, Document.Step: > 1 })
            {
                moves.Add(new Move($"a late 1 of {Name(life, call)} for the document before comes in", s => s.PressLate(s.Fresh(call))));
            }
            else if (call.State == LegState.Ended && ReferenceEquals(call, life.Calls.Last(c => c.State == LegState.Ended)))
            {
                moves.Add(new Move($"the end of {Name(life, call)}'s call is reported again", s => s.Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Ended, LegEnd.HungUp, 101))));
                moves.Add(new Move($"the ringing of {Name(life, call)}'s call is reported late", s => s.Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Ringing, LegEnd.None, 1, Rings: true))));
            }
        }

        if (life.Session is { CallerNumber: not null, Texts: TextChannel.Works })
        {
            moves.Add(new Move("a text to the caller turns out undeliverable", s => s.Feed(new Happening.TextFailed("gone", Party.Caller, Refusal.Temporary))));
            moves.Add(new Move("a text to the caller turns out blocked", s => s.Feed(new Happening.TextFailed("gone", Party.Caller, Refusal.OptedOut))));
        }
    }

    /// <summary>What befalls the service, or the phone company.</summary>
    private static void Outages(List<Move> moves, Life life, Alphabet alphabet)
    {
        if (!alphabet.Outages || life.WakeUtc is null)
        {
            return;
        }

        moves.Add(new Move("nobody is there for 40 s", s => s.Away(ShortAbsence)));
        moves.Add(new Move("nobody is there for 10 min", s => s.Away(LongAbsence)));
        var next = life.Weather.Orders switch
        {
            Orders.Taken => ("the phone company takes no orders any more", Orders.Refused),
            Orders.Refused => ("it is found that the phone company takes no orders", Orders.KnownRefused),
            _ => ("the phone company takes orders again", Orders.Taken),
        };
        moves.Add(new Move(next.Item1, s => s.Turns(next.Item2)));
    }

    /// <summary>Another peer stands exactly as this one does, and comes first: what the one can do is what the other can do.</summary>
    private static bool IsTwin(Life life, Call call, Facts facts)
    {
        if (call.Who.Kind != PartyKind.Peer)
        {
            return false;
        }

        var own = Fingerprint.OfParty(life, call.Who);
        return facts.Peers.Select(p => Party.Peer(p.Id)).TakeWhile(p => p != call.Who).Any(p => Fingerprint.OfParty(life, p) == own);
    }

    /// <summary>A caller may have two lines with us.</summary>
    private static string Name(Life life, Call call) =>
        call.Who.Kind != PartyKind.Caller ? call.Who.ToString()
        : life.Session.Leg(call.LegId) is { Own: false } ? "the other phone"
        : "the caller";
}
