using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.Sessions;

/// <summary>Names of sessions and of what is in them.</summary>
public sealed class SessionNames(Privacy privacy, SessionReader sessions)
{
    /// <summary>The session that this webhook begins: the same for its every repeat, and telling nothing of it. 24 hex digits.</summary>
    public string IdFor(string sid) => privacy.PhoneKey("begin/" + sid)[..24];

    /// <summary>Whether this person has, or is being rung for, the session's case.</summary>
    public async ValueTask<bool> HasCaseAsync(string sessionId, Party who) =>
        await sessions.ReadAsync(sessionId) is { Incident: { } incident }
        && (incident.Owner?.Who == who || incident.RingOf(who) is { State: RingState.Ringing or RingState.NoAnswer or RingState.Left } && incident.Owner is null);

    public async ValueTask<bool> ExistsAsync(string sessionId) => await sessions.ReadAsync(sessionId) is not null;

    public async ValueTask<bool> IsOpenAsync(string sessionId) => await sessions.ReadAsync(sessionId) is { Open: true };

    /// <summary>The document a leg is at.</summary>
    public async ValueTask<(int CheckIn, int Step)> WhereIsAsync(string sessionId, string legId) =>
        await sessions.ReadAsync(sessionId) is { } session ? (session.CheckIn.Number, session.Leg(legId)?.Step ?? 0) : (0, 0);

    /// <summary>The leg that this call is in the session.</summary>
    public async ValueTask<string?> LegOfAsync(string sessionId, string callSid) =>
        (await sessions.ReadAsync(sessionId))?.Legs.FirstOrDefault(l => l.CallSid == callSid)?.Id;
}
