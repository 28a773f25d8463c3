using Exploration.Model;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace Exploration.Promises;

/// <summary>Promises 6 and 7, tried in a state: what the caller could do now, and what it would lead to.</summary>
public static class Doors
{
    private const string Keys = "1234567890*#";

    private static readonly TimeSpan SecondOne = TimeSpan.FromSeconds(2);

    public static void Hold(Core core, Life life, Facts facts)
    {
        var session = life.Session;
        if (!session.Open)
        {
            return;
        }

        facts = life.Facts(facts);
        foreach (var call in life.Calls)
        {
            if (call is { Who.Kind: PartyKind.Caller, State: LegState.Answered, InRoom: false, Document: { } document, Playing.Keys: true }
                && session.Leg(call.LegId) is { IsLive: true } leg && leg.CallSid == call.Sid)
            {
                NineLeadsToHelp(core, session, call, document, facts, life.NowUtc);
                EveryKeyIsAnswered(core, session, call, document, facts, life.NowUtc);
                if (leg.Own)
                {
                    SevenFinishes(core, session, call, document, facts, life.NowUtc);
                }
            }
        }

        CallingInIsAnswered(core, session, facts, life.NowUtc);
        if (session.CallerNumber is not null)
        {
            TextedNineLeadsToHelp(core, session, facts, life.NowUtc);
            DoneFinishes(core, session, facts, life.NowUtc);
        }
    }

    /// <summary>Promise 7: every key gets an answer that says something.</summary>
    public static void EveryKeyIsAnswered(Core core, Session session, Call call, Answer.Voice document, Facts facts, DateTimeOffset nowUtc)
    {
        foreach (var key in Keys)
        {
            var answer = Press(core, session, call, document, key.ToString(), facts, nowUtc).Answer;
            var says = answer is Answer.Voice { Verbs.IsEmpty: false } voice && (voice.Verbs[^1] is not Verb.HangUp || Documents.LinesOf(voice).Any());
            Always.Check(7, says, $"the caller keys {key} on {call.LegId} and hears nothing");
        }
    }

    /// <summary>Promise 7: 9 always leads to help; asked for among the digits of a number it is asked back once.</summary>
    public static void NineLeadsToHelp(Core core, Session session, Call call, Answer.Voice document, Facts facts, DateTimeOffset nowUtc)
    {
        var once = Press(core, session, call, document, "9", facts, nowUtc);
        if (!Helped(once.Session) && once.Answer is Answer.Voice again && once.Session.Leg(call.LegId)?.AskedBack is not null)
        {
            once = Press(core, once.Session, call, again, "9", facts, nowUtc);
        }

        Always.Check(7, Helped(once.Session), $"the caller keys 9 on {call.LegId} and no help is sent for");
    }

    public static void TextedNineLeadsToHelp(Core core, Session session, Facts facts, DateTimeOffset nowUtc)
    {
        var decision = core.Decide(session, new Happening.CallerTexted(TextCommand.Parse("9"), "SMprobe"), facts, nowUtc);
        Always.Check(7, Helped(decision.Session), "the caller texts 9 and no help is sent for");
    }

    /// <summary>Promise 7: whoever calls in is answered, and can get help with a 9.</summary>
    public static void CallingInIsAnswered(Core core, Session session, Facts facts, DateTimeOffset nowUtc)
    {
        var decision = core.Decide(session, new Happening.CallerCalledIn("CAprobe", session.CallerNumber ?? Cast.OtherPhone, ByCode: session.CallerNumber is null, "9"), facts, nowUtc);
        Always.Check(7, decision.Answer is Answer.Voice { Verbs: [.., not Verb.HangUp] }, "the caller calls in and is sent away");
        Always.Check(7, Helped(decision.Session), "the caller calls in, keys 9, and no help is sent for");
    }

    /// <summary>Promise 6: finished when they say so; while people are being reached it is asked once more first.</summary>
    public static void SevenFinishes(Core core, Session session, Call call, Answer.Voice document, Facts facts, DateTimeOffset nowUtc)
    {
        var decision = Press(core, session, call, document, "7", facts, nowUtc);
        if (decision.Session.Leg(call.LegId)?.AskedBack is not null && decision.Answer is Answer.Voice back)
        {
            decision = Press(core, decision.Session, call, back, "7", facts, nowUtc);
        }

        if (Ghost.InNeed(session) && decision is { Answer: Answer.Voice asks } && decision.Session.Leg(call.LegId)?.Asked == Asked.ConfirmOk)
        {
            decision = Press(core, decision.Session, call, asks, "1", facts, nowUtc + SecondOne);
        }

        Always.Check(6, Finishes(decision.Session), $"the caller keys 7 on {call.LegId} and is not finished");
    }

    public static void DoneFinishes(Core core, Session session, Facts facts, DateTimeOffset nowUtc)
    {
        // The same word within a minute while something is asked is a carrier's double, and says so.
        var done = TextCommand.Parse("7");
        if (session.LastUsedText == done.Words && nowUtc - session.LastUsedTextUtc < facts.Timing.RepeatWindow)
        {
            return;
        }

        var decision = core.Decide(session, new Happening.CallerTexted(done, "SMprobe"), facts, nowUtc);
        Always.Check(6, Finishes(decision.Session), "the caller texts 7 and is not finished");
    }

    private static Decision Press(Core core, Session session, Call call, Answer.Voice document, string keys, Facts facts, DateTimeOffset nowUtc) =>
        core.Decide(session, new Happening.LegAsks(call.LegId, call.Sid, document.Step, document.CheckIn, keys), facts, nowUtc);

    private static bool Finishes(Session session) => !session.Open || session.FinishWhenQuiet;

    /// <summary>People are being reached, and EMS is called, or cannot be and everybody is rung, or has confirmed already.</summary>
    private static bool Helped(Session session) =>
        session is { Open: true, FinishWhenQuiet: false, Incident: { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow } incident }
        && (incident.Ems.Wanted || incident.LastRung || incident.Ems.ConfirmedUtc is not null);
}
