using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Texts;

namespace Exploration.Model;

/// <summary>Whatever may come to a session, whether or not the world as it is could bring it: forged, late, doubled and shuffled.</summary>
public static class AnyHappening
{
    private static readonly string?[] Keys = [null, "1", "2", "3", "4", "5", "6", "7", "9", "0", "*", "#", "12", "99999999999"];

    private static readonly string[] Words =
        ["1", "2", "MORE 10", "3", "4", "5", "6", "7", "9", "0", "no", "not ok", "help", "STOP", "START", "SPOT", "SPOT 3 at 9 King St, Hamilton", "same", "AT 9 King St, Hamilton",
         "WHERE", "SAVE home", "EVERY 5", "FIRST 905 555 0166", "HOW", "FORGET", "Hamilton", "hello there", "B1", "TALK",
         "THANKS for staying", "PASS", "AGAIN", "FRENCH"];

    /// <summary>Hundreds of them, those that fit the state and those that do not.</summary>
    public static IEnumerable<Happening> In(Session session)
    {
        yield return new Happening.TimePassed();
        foreach (var word in Words)
        {
            yield return new Happening.CallerTexted(TextCommand.Parse(word), "SMany");
        }

        foreach (var who in (Party[])[Party.Peer("p1"), Party.Peer("p2"), Party.Coordinator("c1"), Party.Chosen, Party.Peer("stranger"), Party.Ems(0), Party.Caller])
        {
            foreach (var word in (string[])["1", "2", "3", "4", "5", "6", "7", "9", "0", "where", "hello", "later", "again"])
            {
                yield return new Happening.CaseTexted(who, 'B', TextCommand.Parse(word));
            }

            yield return new Happening.CaseCalledIn(who, "CAin-any");
            yield return new Happening.TextFailed("a1", who, Refusal.OptedOut);
        }

        foreach (var key in (string?[])[null, "1", "7", "9", "0", "#"])
        {
            yield return new Happening.CallerCalledIn("CAin-any", Cast.CallerPhone, ByCode: false, key);
            yield return new Happening.CallerCalledIn("CAin-any", null, ByCode: true, key);
        }

        var legs = session.Legs.Where(l => l.IsLive).Concat(session.Legs.Where(l => !l.IsLive).TakeLast(1)).Select(l => (l.Id, Sid: l.CallSid ?? "CAnew", l.Step)).Append(("unknown", "CAunknown", 0)).ToList();
        foreach (var (id, sid, step) in legs)
        {
            foreach (var key in Keys)
            {
                yield return new Happening.LegAsks(id, sid, step, session.CheckIn.Number, key);
            }

            yield return new Happening.LegAsks(id, sid, step, session.CheckIn.Number, Silent: true);
            yield return new Happening.LegAsks(id, sid, step, session.CheckIn.Number, Left: true);
            yield return new Happening.LegAsks(id, sid, step - 1, session.CheckIn.Number - 1, "1");
            yield return new Happening.LegAsks(id, sid, step + 7, session.CheckIn.Number + 1, "9");
            yield return new Happening.LegAsks(id, "CAforged", step, session.CheckIn.Number, "1");
            foreach (var speech in (string[])["ok", "got it", "who is this", "", "yes", "no", "help", "14 Main Street Hamilton", "Hamilton", "my name is Sam", "minutes"])
            {
                yield return new Happening.LegAsks(id, sid, step, session.CheckIn.Number, Speech: speech, Confidence: 0.8);
            }

            yield return new Happening.LegAsks(id, sid, step, session.CheckIn.Number, RecordingSid: "REany");
            yield return new Happening.LegAsks(id, sid, step, session.CheckIn.Number, "9", RecordingSid: "REany");
            yield return new Happening.Recorded(id, step, "REother");
            yield return new Happening.Recorded(id, step - 1, "REany");

            foreach (var state in Enum.GetValues<LegState>())
            {
                yield return new Happening.CallStatus(id, sid, state, LegEnd.HungUp, 1);
            }

            foreach (var end in Enum.GetValues<LegEnd>())
            {
                yield return new Happening.CallStatus(id, sid, LegState.Ended, end, 9);
            }

            foreach (var refusal in Enum.GetValues<Refusal>())
            {
                yield return new Happening.CallRefused(id, refusal);
                yield return new Happening.TextFailed(id, Party.Caller, refusal);
            }

            yield return new Happening.CallStatus(id, "CAforged", LegState.Ended, LegEnd.HungUp, 9);
            yield return new Happening.CallPlaced(id, sid);
            yield return new Happening.CallUnknown(id);
            yield return new Happening.CallFound(id, sid);
            yield return new Happening.CallNotFound(id);
            yield return new Happening.CallGone(id);
            yield return new Happening.Carried(id, Done: false);
            yield return new Happening.RoomChanged(sid, Joined: true);
            yield return new Happening.RoomChanged(sid, Joined: false);
            yield return new Happening.RoomSeen([sid]);
        }

        foreach (var pending in session.Pending)
        {
            yield return new Happening.TextSent(pending.Attempt, "SMsent");
            yield return new Happening.TextFailed(pending.Attempt, Party.Caller, Refusal.Temporary);
            yield return new Happening.Carried(pending.Attempt);
        }

        yield return new Happening.TextSent("none", "SMnone");
        yield return new Happening.RoomSeen([]);
        yield return new Happening.ExposureHigh(Party.Peer("p1"), 3);
        yield return new Happening.LettersNeeded(true);
        foreach (var said in Enum.GetValues<Consent>())
        {
            yield return new Happening.ConsentSaid("+19055550166", said);
            foreach (var attempt in session.Pending.Where(p => p.Intent is Intent.FindConsent).Select(p => p.Attempt).Append("none"))
            {
                yield return new Happening.ConsentFound(attempt, said);
            }
        }

        yield return new Happening.ConsentSaid("+19055550155", Consent.No);
        yield return new Happening.TextFailed(session.ConsentAttempt ?? "none", Party.Chosen, Refusal.NotText);
    }
}
