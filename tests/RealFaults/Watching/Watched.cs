namespace RealFaults.Watching;

/// <summary>One caller as they look from outside: what came to their phone, what they did, and who was sent for them.</summary>
/// <param name="number">E.164.</param>
/// <param name="place">A word that is in their address and nobody else's.</param>
internal sealed class Watched(string number, string place)
{
    public string Number => number;

    public string Place => place;

    /// <summary>Sessions that texts to them, and calls, were ordered for.</summary>
    public HashSet<string> Sessions { get; } = new(StringComparer.Ordinal);

    /// <summary>They were told that somebody is with them now.</summary>
    public DateTimeOffset? WatchedUtc { get; set; }

    /// <summary>They were told that it is over.</summary>
    public DateTimeOffset? ClosedUtc { get; set; }

    /// <summary>The service reached out last: to them, or for them.</summary>
    public DateTimeOffset TouchedUtc { get; set; }

    /// <summary>They ignored a check-in that came then, and do nothing any more.</summary>
    public DateTimeOffset? SilentUtc { get; set; }

    /// <summary>Since they fell silent a person took their case, or EMS rang.</summary>
    public DateTimeOffset? HelpedUtc { get; set; }

    /// <summary>They said that they are OK, and the program has answered that text.</summary>
    public DateTimeOffset? OkUtc { get; set; }

    /// <summary>A person who has their case keyed for EMS then: to bring a crew, or to call one off.</summary>
    public DateTimeOffset? EmsAskedForUtc { get; set; }

    /// <summary>Phones of those who took their case at any time.</summary>
    public HashSet<string> Owners { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls to EMS for them that have not ended, by SID.</summary>
    public Dictionary<string, EmsCall> EmsCalls { get; } = new(StringComparer.Ordinal);

    /// <summary>What was broken is told once.</summary>
    public HashSet<string> Told { get; } = new(StringComparer.Ordinal);
}

/// <summary>A call to EMS that is up.</summary>
/// <param name="Desk">E.164.</param>
/// <param name="PlacedUtc">The phone company took the order then.</param>
internal sealed record EmsCall(string Desk, DateTimeOffset PlacedUtc)
{
    /// <summary>Its first status was reported then.</summary>
    public DateTimeOffset? ReportedUtc { get; init; }

    public DateTimeOffset? AnsweredUtc { get; init; }
}
