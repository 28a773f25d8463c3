using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>What must hold after every single step, whatever happened.</summary>
internal static class Promises
{
    public static void Hold(World world, Decision decision)
    {
        var session = decision.Session;
        Awake(session, decision.NextWakeUtc, world.Describe);
        OneEmsCallALine(session, world.Describe);
        PlaceStaysWithTheCase(session, decision.Answer, world.Describe);
        if (!session.Open && session.Incident is null && session.Pending.IsEmpty && !session.LiveLegs.Any())
        {
            Check(world.Claimed.Count == 0, () => $"Nobody stays claimed: {string.Join(", ", world.Claimed)} {world.Describe()}");
            Check(world.Linked.Count == 0, () => $"Nobody stays linked: {string.Join(", ", world.Linked)} {world.Describe()}");
        }
    }

    /// <summary>Promise 1.</summary>
    public static void Awake(Session session, DateTimeOffset? wake, Func<string> describe)
    {
        Check(!session.Open || wake is not null, () => $"Promise 1: an open session has a next wake-up. {describe()}");
        Check(wake is null || wake >= session.LastUtc, () => $"Promise 1: a wake-up lies ahead. {describe()}");
    }

    /// <summary>Promise 4: one call at a time to one line, and none that asks for an ambulance after an OK.</summary>
    public static void OneEmsCallALine(Session session, Func<string> describe)
    {
        var placed = session.LiveLegs.Where(l => l is { Purpose: LegPurpose.Ems, Unwanted: false }).ToList();
        Check(placed.GroupBy(l => l.Who).All(g => g.Count() == 1 || g.All(l => l.State == LegState.Answered)), () => $"Promise 4: {describe()}");
        if (session.Incident is null or { Phase: Phase.StoodDown })
        {
            Check(!(session.Pending.Any(p => p is { ClaimedUntilUtc: null, Intent: Intent.PlaceCall { To.Kind: PartyKind.Ems } })), () => $"Promise 4: no EMS call after an OK. {describe()}");
        }
    }

    /// <summary>Promise 5: only who accepted, the dispatch desk and the caller learn the place; the caller on a line that is theirs and has a person on it.</summary>
    public static void PlaceStaysWithTheCase(Session session, Answer answer, Func<string> describe)
    {
        if (answer is Answer.Reply reply)
        {
            Check(!(Holds(reply.Text)), () => $"Promise 5: a reply of the webhook cannot be erased. {describe()}");
        }

        if (answer is Answer.Voice voice && World.LinesOf(voice).Any(Holds))
        {
            var leg = session.Leg(voice.LegId)!;
            Check(leg.Who.Kind == PartyKind.Ems || leg is { Confirmed: true, Who.CanTakeCase: true } or { Who.Kind: PartyKind.Caller, Own: true, HasPerson: true }, () => $"Promise 5: {leg.Who} heard the place. {describe()}");
        }

        foreach (var text in session.Pending.Select(p => p.Intent).OfType<Intent.SendText>().Where(t => Holds(t.Text)))
        {
            Check(text.To.Kind == PartyKind.Caller || session.Incident?.Owner?.Who == text.To, () => $"Promise 5: {text.To} was texted the place. {describe()}");
        }
    }

    private static bool Holds(Line line) => line.Args.Any(a => a.Contains("Main", StringComparison.OrdinalIgnoreCase) || a.Contains("M A I N", StringComparison.Ordinal));

    /// <summary>The story is told only where it broke: it is long, and there is a check after every step.</summary>
    private static void Check(bool holds, Func<string> story)
    {
        if (!holds)
        {
            Assert.Fail(story());
        }
    }
}
