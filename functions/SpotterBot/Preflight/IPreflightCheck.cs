namespace SpotterBot.Preflight;

/// <summary>One thing that must be so before anybody relies on the service. What it says goes on a screen and into tickets: no person's number, no secret.</summary>
public interface IPreflightCheck
{
    /// <summary>Short and stable: it is asked for by <c>--only</c>.</summary>
    string Name { get; }

    /// <summary>Everything that was found, in order or not; at least one.</summary>
    IAsyncEnumerable<Finding> LookAsync();
}

public enum Severity
{
    /// <summary>In order.</summary>
    Passed,

    /// <summary>Worth knowing, and somebody's decision.</summary>
    Warning,

    /// <summary>Nobody may rely on the service while this is so.</summary>
    Blocking,
}

/// <param name="Says">What was found, as a sentence.</param>
/// <param name="Remedy">What to do about it, as one sentence; null where it is in order.</param>
public sealed record Finding(Severity Severity, string Says, string? Remedy)
{
    public static Finding Passed(string says) => new(Severity.Passed, says, null);

    public static Finding Warning(string says, string remedy) => new(Severity.Warning, says, remedy);

    public static Finding Blocking(string says, string remedy) => new(Severity.Blocking, says, remedy);

    /// <summary>Twilio did not say. That is some other check's fault too, but this one has not passed.</summary>
    public static Finding NotTold(string what, Telephony.Failure? why) => Blocking(
        $"Twilio did not tell {what}{(why is null ? "" : $" ({why.Kind}, code {why.Code?.ToString() ?? "none"})")}.",
        "See what the check \"tokens\" says, then run the preflight again");
}

/// <summary>A finding and the check that made it.</summary>
public sealed record PreflightResult(string Check, Severity Severity, string Says, string? Remedy);
