using SpotterBot.Decisions;

namespace SpotterBot.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(1001, LogLevel.Information, "Session {SessionId} started")]
    public static partial void SessionStarted(this ILogger log, string sessionId);

    [LoggerMessage(1002, LogLevel.Information, "Session {SessionId}: {Kind} {Details}")]
    public static partial void Happened(this ILogger log, string sessionId, HistoryKind kind, string details);

    [LoggerMessage(1003, LogLevel.Information, "Session {SessionId}: a webhook came again and got its first answer")]
    public static partial void WebhookRepeated(this ILogger log, string sessionId);

    [LoggerMessage(1005, LogLevel.Error, "Session {SessionId}: saved, but not all that follows from it was written")]
    public static partial void BooksBehind(this ILogger log, Exception fault, string sessionId);

    [LoggerMessage(1004, LogLevel.Error, "Session {SessionId}: {Races} writes in a row were lost to others")]
    public static partial void RacesLost(this ILogger log, string sessionId, int races);
}
