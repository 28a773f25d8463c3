using SpotterBot.Decisions.Sessions;

namespace PhoneSimulator.View.Picture;

/// <summary>Who was rung and spoken with when, a lane for each, and a lane for the check-ins above them.</summary>
internal static class Lanes
{
    private const string Checks = "checks";

    /// <summary>On the ladder of everybody who is watched, whether rung yet or not.</summary>
    private static readonly string[] Expected = ["Peer:p1", "Peer:p2", "Ems:0"];

    public static IReadOnlyList<LaneView> Of(PictureFacts facts)
    {
        var signs = facts.History.SelectMany(Signs).ToLookup(s => s.Lane, s => s.Sign);
        return
        [
            new LaneView(Checks, Checks, "Check-ins", [], [.. signs[Checks]]),
            .. Parties(facts, signs.Select(s => s.Key)).Select(party => new LaneView(party, Kind(party), Words.Name(party), Bars(facts, party), [.. signs[party]])),
        ];
    }

    /// <summary>The caller, whom they chose, then as everybody lies on the desk.</summary>
    private static IEnumerable<string> Parties(PictureFacts facts, IEnumerable<string> withSigns)
    {
        string[] there = ["Caller", .. facts.Session.Watched ? Expected : [], .. facts.Calls.Select(c => c.Who), .. withSigns.Where(p => p != Checks)];
        return there.Distinct(StringComparer.Ordinal).OrderBy(Place).ThenBy(p => p, StringComparer.Ordinal);
    }

    private static int Place(string party) => party.Split(':')[0] switch
    {
        "Caller" => 0,
        "Chosen" => 1,
        "Peer" => 2,
        "Coordinator" => 3,
        _ => 4,
    };

    private static string Kind(string party) => party.Split(':')[0] switch
    {
        "Caller" => "caller",
        "Coordinator" => "coordinator",
        "Ems" => "ems",
        _ => "person",
    };

    private static List<BarView> Bars(PictureFacts facts, string party)
    {
        List<BarView> bars = [];
        foreach (var call in facts.Calls.Where(c => c.Who == party))
        {
            if (call.RingsUtc is { } rings)
            {
                bars.Add(new BarView("ring", Transcripts.Ms(rings), Ms(call.AnsweredUtc ?? call.EndedUtc)));
            }

            if (call.AnsweredUtc is not { } answered)
            {
                continue;
            }

            if (PersonSince(facts.History, party, call) is { } person)
            {
                bars.Add(new BarView("open", Transcripts.Ms(answered), Transcripts.Ms(person)));
                bars.Add(new BarView("person", Transcripts.Ms(person), Ms(call.EndedUtc)));
            }
            else
            {
                bars.Add(new BarView("open", Transcripts.Ms(answered), Ms(call.EndedUtc)));
            }
        }

        return bars;
    }

    /// <summary>When a key on this call showed that a person is there.</summary>
    private static DateTimeOffset? PersonSince(IReadOnlyList<Fact> history, string party, CallFact call)
    {
        var shown = history.FirstOrDefault(f => f.Utc >= call.AnsweredUtc && (call.EndedUtc is not { } ended || f.Utc <= ended)
            && (f.Kind == "Accepted" ? f["who"] == party
                : f.Kind == "CheckInAnswered" ? party == "Caller" && f["by"] == "voice"
                : f.Kind == "EmsConfirmed" && Kind(party) == "ems"));
        return shown?.Utc;
    }

    private static IEnumerable<(string Lane, SignView Sign)> Signs(Fact fact)
    {
        (string Lane, string Kind, DateTimeOffset At)? sign = fact.Kind switch
        {
            "CheckInDue" => (Checks, "asked", fact.Due ?? fact.Utc),
            "CheckInLouder" => (Checks, "louder", fact.Utc),
            "CheckInAnswered" => (Checks, "answered", fact.Utc),
            "CheckInMissed" => (Checks, "missed", fact.Utc),
            "MoreTime" => (Checks, "more", fact.Utc),
            "HelpNow" => (Checks, "help", fact.Utc),
            "PersonAsked" => (Checks, "talk", fact.Utc),
            "StoodDown" => (Checks, "down", fact.Utc),
            "SessionClosed" => (Checks, "over", fact.Utc),
            "Accepted" => (fact["who"], "accepted", fact.Utc),
            "Passed" => (fact["who"], "passed", fact.Utc),
            "PersonLost" => (fact["who"], "lost", fact.Utc),
            "EmsHeld" => ("Ems:0", "held", fact.Utc),
            "EmsConfirmed" => ("Ems:0", "confirmed", fact.Utc),
            "StandDownAcknowledged" => ("Ems:0", "told", fact.Utc),
            "CoordinatorsAlarmed" => ("Coordinator:c1", "alarmed", fact.Utc),
            _ => null,
        };
        if (sign is { } s)
        {
            yield return (s.Lane, new SignView(s.Kind, Transcripts.Ms(s.At), Words.For(fact.Kind, fact.Detail)));
        }
    }

    private static long? Ms(DateTimeOffset? utc) => utc is { } at ? Transcripts.Ms(at) : null;
}
