using SpotterBot.Storage;

namespace SpotterBot.Sessions;

/// <summary>Reads sessions without deciding anything.</summary>
public sealed class SessionReader(SessionRows rows, SessionCodec codec)
{
    /// <summary>Whether the session, as it stands this instant, still wants this attempt made.</summary>
    public async ValueTask<bool> StillWantsAsync(string sessionId, string attempt) =>
        await rows.LoadAsync(sessionId) is { } row
        && codec.Open(row.Id, row.State) is var session
        && session.Pending.Any(p => p.Attempt == attempt)
        && session.Leg(attempt) is { Unwanted: false };
}
