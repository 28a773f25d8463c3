namespace FunctionsHost.Invocations;

public enum InvocationOutcome
{
    /// <summary>Also where an HTTP function answered with 4xx or 5xx of its own.</summary>
    Succeeded,
    Failed,

    /// <summary>It was not over when functionTimeout was, and the handler was killed for it.</summary>
    TimedOut,
}

/// <summary>One run of one function, over.</summary>
/// <param name="Detail">Why it failed; for a timer that succeeded, what the handler answered.</param>
public sealed record Invocation(string Id, string Function, InvocationOutcome Outcome, string Detail = "");
