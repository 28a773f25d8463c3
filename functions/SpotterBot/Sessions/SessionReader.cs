using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.Sessions;

/// <summary>Reads sessions without deciding anything.</summary>
public sealed class SessionReader(SessionRows rows, SessionCodec codec)
{
    /// <summary>The session as it stands; null where there is none.</summary>
    public async ValueTask<Session?> ReadAsync(string sessionId) =>
        await rows.LoadAsync(sessionId) is { } row ? codec.Open(row.Id, row.State) : null;

    /// <summary>Whether the session, as it stands this instant, still wants this attempt made.</summary>
    public async ValueTask<bool> StillWantsAsync(string sessionId, string attempt) =>
        await ReadAsync(sessionId) is { } session
        && session.Pending.Any(p => p.Attempt == attempt)
        && session.Leg(attempt) is { Unwanted: false };
}
