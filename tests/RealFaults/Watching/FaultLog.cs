using System.Collections.Immutable;

namespace RealFaults.Watching;

/// <summary>What was done to the processes, and when they were well again. Whoever is owed something is owed it that much later.</summary>
internal sealed class FaultLog
{
    /// <summary>
    /// What one fault costs beside the time it lasted: a claim that a killed process held runs out and is looked after, a breaker closes, a call or
    /// text that was swallowed is found out to be gone.
    /// </summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(8);

    // The mishaps begin one while the judge goes through them.
    private ImmutableList<Fault> _faults = [];

    /// <summary>How many of each kind.</summary>
    public SortedDictionary<string, int> ByKind { get; } = new(StringComparer.Ordinal);

    public int Count => _faults.Count;

    public Fault Begin(string kind, DateTimeOffset utc)
    {
        ByKind[kind] = ByKind.GetValueOrDefault(kind) + 1;
        var fault = new Fault(kind, utc);
        _faults = _faults.Add(fault);
        return fault;
    }

    /// <summary>How much of the time between two moments was taken by faults, their recovery included. Where two overlap it is counted once.</summary>
    public TimeSpan TakenBetween(DateTimeOffset fromUtc, DateTimeOffset toUtc)
    {
        var (taken, until) = (TimeSpan.Zero, fromUtc);
        foreach (var fault in _faults)
        {
            var (begins, ends) = (fault.BeganUtc, (fault.EndedUtc ?? toUtc) + Recovery);
            begins = begins < until ? until : begins;
            ends = ends > toUtc ? toUtc : ends;
            if (ends > begins)
            {
                (taken, until) = (taken + (ends - begins), ends);
            }
        }

        return taken;
    }

    /// <summary>Whether a fault, its recovery apart, lasted at any moment between two.</summary>
    public bool IsAnyBetween(DateTimeOffset fromUtc, DateTimeOffset toUtc) => _faults.Exists(f => f.BeganUtc <= toUtc && (f.EndedUtc ?? toUtc) >= fromUtc);
}

/// <summary>One fault; it lasts until it is set right.</summary>
internal sealed class Fault(string kind, DateTimeOffset beganUtc)
{
    public string Kind => kind;

    public DateTimeOffset BeganUtc => beganUtc;

    public DateTimeOffset? EndedUtc { get; set; }
}
