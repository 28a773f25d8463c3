using PhoneCompany;
using PhoneCompany.Voice;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace PhoneSimulator.View.Picture;

/// <summary>One call of a session, as far as it got.</summary>
/// <param name="Who">The party, such as <c>Peer:p1</c>.</param>
/// <param name="RingsUtc">Null for a call that came in.</param>
public sealed record CallFact(string Who, DateTimeOffset? RingsUtc, DateTimeOffset? AnsweredUtc, DateTimeOffset? EndedUtc);

/// <summary>What the picture of a session is drawn from.</summary>
/// <param name="History">As stored, oldest first.</param>
public sealed record PictureFacts(Session Session, Timing Timing, IReadOnlyList<Fact> History, IReadOnlyList<CallFact> Calls)
{
    /// <summary>The session's calls; what the phone company knows of them is more exact than what the program was told.</summary>
    public static IReadOnlyList<CallFact> CallsOf(Session session, PhoneNetwork network)
    {
        var bySid = network.Calls.ToDictionary(c => c.Sid);
        return [.. session.Legs.Select(leg => Of(leg, leg.CallSid is { } sid ? bySid.GetValueOrDefault(sid) : null))];
    }

    private static CallFact Of(Leg leg, Call? call) => call is null
        ? new CallFact(leg.Who.ToString(), leg.RingingUtc, leg.AnsweredUtc, leg.EndedUtc)
        : new CallFact(
            leg.Who.ToString(),
            call.Direction == "inbound" ? null : call.History.FirstOrDefault(h => h.Status == "ringing")?.Utc,
            call.AnsweredUtc,
            call.EndedUtc);
}
