namespace SpotterBot.Telephony;

/// <summary>What this room tells the log: facts with names. None of them has a place for a number, a body, a URL or a token.</summary>
internal static partial class TelephonyLog
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "{Operation} failed: {Kind}, code {Code}, HTTP {HttpStatus}, {Outcome}")]
    public static partial void RequestFailed(this ILogger log, string operation, FailureKind kind, int? code, int? httpStatus, string outcome);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "{Operation} was refused by the dial guard: {Refusal}")]
    public static partial void GuardRefused(this ILogger log, string operation, DialRefusal refusal);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "A request ({Kind}) is repeated, retry {Retry} after {Delay}: HTTP {HttpStatus}, {Reason}")]
    public static partial void RequestIsRepeated(this ILogger log, RequestKind? kind, int retry, TimeSpan delay, int? httpStatus, string reason);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "Twilio fails too often: ordinary reads and creates are held back for {Duration}")]
    public static partial void OrdinaryTrafficIsHeldBack(this ILogger log, TimeSpan duration);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information, Message = "Twilio answers again: ordinary reads and creates flow")]
    public static partial void OrdinaryTrafficFlowsAgain(this ILogger log);
}
