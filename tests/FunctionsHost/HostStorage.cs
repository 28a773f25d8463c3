using FunctionsHost.Invocations;

namespace FunctionsHost;

/// <summary>
/// What all hosts of one app share in its storage account: who may run the timers, and when each last ran. An instance that dies keeps its
/// lease until it runs out, and the others ask only now and then: for up to two minutes nobody's timer ticks.
/// </summary>
public sealed class HostStorage
{
    /// <summary>For how long a lease is taken, and how often those without it ask for it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TimerStatus> _timers = [];
    private object? _holder;
    private DateTimeOffset _runsOutUtc;

    /// <summary>True where this host has the timers, or has them now.</summary>
    internal bool TryHold(object host, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_holder is not null && _holder != host && _runsOutUtc > now)
            {
                return false;
            }

            (_holder, _runsOutUtc) = (host, now + Lease);
            return true;
        }
    }

    /// <summary>In good order. One that dies does not come to this.</summary>
    internal void Release(object host)
    {
        lock (_gate)
        {
            _holder = _holder == host ? null : _holder;
        }
    }

    internal TimerStatus? StatusOf(string function)
    {
        lock (_gate)
        {
            return _timers.GetValueOrDefault(function);
        }
    }

    internal void Keep(string function, TimerStatus status)
    {
        lock (_gate)
        {
            _timers[function] = status;
        }
    }
}
