using SpotterBot.Observability;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.WakeUp;

/// <summary>Wakes every session that is due. Reads only what is due; many sweepers are safe, for the session's own write is the claim.</summary>
public sealed class Sweep(WakeUpIndex index, SessionRows rows, SessionKeeper keeper, PaceBook pace, Telemetry telemetry, TimeProvider time, ILogger<Sweep> log)
{
    private const int PerShardMost = 64;

    /// <summary>Sessions being woken at a time. One that waits for a slow phone company keeps no other asleep.</summary>
    private const int UnderWayMost = 128;

    private static readonly TimeSpan RepairEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CleanEvery = TimeSpan.FromMinutes(1);

    /// <summary>With no sweep for this long the process was not there, and neither were its ears.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _underWay = [];
    private int _sweeping;
    private DateTimeOffset? _repairedUtc;
    private DateTimeOffset? _cleanedUtc;

    /// <summary>When the last sweep ended; null before the first.</summary>
    public DateTimeOffset? LastUtc { get; private set; }

    /// <summary>Wakes what is due, most overdue first; returns how many sessions it began to wake. One sweep at a time: a second finds nothing to do.</summary>
    public async ValueTask<int> RunAsync()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) == 1)
        {
            return 0;
        }

        try
        {
            return await telemetry.SweepAsync(SweepAsync);
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    private async ValueTask<int> SweepAsync()
    {
        var woken = 0;
        var now = time.GetUtcNow();
        if (_repairedUtc is not { } repaired || now - repaired >= RepairEvery)
        {
            _repairedUtc = now;
            var missing = await rows.RepairAsync(now);
            if (missing > 0)
            {
                log.IndexRepaired(missing);
            }
        }

        if (LastUtc is not { } last || now - last >= Gap)
        {
            await CatchUpAsync();
        }

        foreach (var due in (await index.DueAsync(now, PerShardMost)).OrderBy(d => d.DueUtc))
        {
            if (Begin(due.SessionId))
            {
                woken++;
                _ = WakeAsync(due, now);
            }
        }

        if (_cleanedUtc is not { } cleaned || now - cleaned >= CleanEvery)
        {
            _cleanedUtc = now;
            await pace.CleanAsync(now);
        }

        LastUtc = time.GetUtcNow();
        return woken;
    }

    /// <summary>After a start or a gap: reports on calls were missed, unless another process took them, and asking twice does no harm.</summary>
    private async ValueTask CatchUpAsync()
    {
        await foreach (var id in rows.OpenAsync())
        {
            try
            {
                await keeper.CatchUpAsync(id);
            }
#pragma warning disable CA1031 // One session that cannot be read must not keep the others waiting.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                log.WakingFailed(fault, id);
            }
        }
    }

    private bool Begin(string sessionId)
    {
        lock (_gate)
        {
            return _underWay.Count < UnderWayMost && _underWay.Add(sessionId);
        }
    }

    private async Task WakeAsync(WakeUpRow due, DateTimeOffset now)
    {
        try
        {
            await FireAsync(due, now);
        }
        finally
        {
            lock (_gate)
            {
                _underWay.Remove(due.SessionId);
            }
        }
    }

    private async ValueTask FireAsync(WakeUpRow due, DateTimeOffset now)
    {
        try
        {
            var row = await rows.LoadAsync(due.SessionId);
            switch (WakeUpDisposition.Of(due, row, now))
            {
                case WakeUpAction.Fire:
                    await telemetry.WakeUpAsync(due.SessionId, time.GetUtcNow() - due.DueUtc, () => keeper.WakeAsync(due.SessionId));
                    break;
                case WakeUpAction.Remove:
                    await index.RemoveAsync(due.Key);
                    break;
                default:
                    index.KeepQuiet(due.Key, now);
                    break;
            }
        }
#pragma warning disable CA1031 // One session that cannot be woken must not keep the others asleep; its row fires again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.WakingFailed(fault, due.SessionId);
            index.KeepQuiet(due.Key, now);
        }
    }
}

/// <summary>Sweeps about once a second for as long as the program lives.</summary>
public sealed class SweepLoop(Sweep sweep, TimeProvider time, ILogger<Sweep> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await sweep.RunAsync();
            }
#pragma warning disable CA1031 // A sweep that fails is followed by the next.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                log.SweepFailed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal static partial class SweepLog
{
    [LoggerMessage(4001, LogLevel.Warning, "{Count} sessions had lost their wake-up and have one again")]
    public static partial void IndexRepaired(this ILogger log, int count);

    [LoggerMessage(4002, LogLevel.Error, "Session {SessionId} could not be woken; it is tried again")]
    public static partial void WakingFailed(this ILogger log, Exception fault, string sessionId);

    [LoggerMessage(4003, LogLevel.Error, "A sweep failed; the next follows")]
    public static partial void SweepFailed(this ILogger log, Exception fault);
}
