using SpotterBot.Alarms;
using SpotterBot.DeadMansSwitch;
using SpotterBot.Observability;
using SpotterBot.Roster;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.WakeUp;

/// <summary>How many cores the sweep may spread a crowd over.</summary>
public sealed record Cores(int Count)
{
    public static readonly Cores OfThisMachine = new(Environment.ProcessorCount);
}

/// <summary>Wakes every session that is due. Reads only what is due; many sweepers are safe, for the session's own write is the claim.</summary>
public sealed class Sweep(
    WakeUpIndex index, SessionRows rows, SessionKeeper keeper, PaceBook pace, Patrol patrol, Heartbeat heartbeat, AlarmDesk alarms, ServiceSwitch deadMansSwitch, CoverageWatch coverage,
    Telemetry telemetry, Cores cores, TimeProvider time, ILogger<Sweep> log)
{
    private const int PerShardMost = 64;

    /// <summary>Sessions being woken at a time. One that waits for a slow phone company keeps no other asleep.</summary>
    private const int UnderWayMost = 128;

    /// <summary>So many due at once are woken on all cores.</summary>
    private const int Crowd = 32;

    private static readonly TimeSpan CleanEvery = TimeSpan.FromMinutes(1);

    /// <summary>With no sweep for this long the process was not there, and neither were its ears.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    /// <summary>So long a sweep waits for one of those being woken to be done, before it leaves the rest to the next.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _underWay = [];
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sweeping;
    private DateTimeOffset? _cleanedUtc;

    private enum Start
    {
        Begun,
        UnderWay,
        Full,
    }

    /// <summary>Ends with the latest sweep, which may be under way: whether it came to its end without a fault.</summary>
    public Task<bool> Latest { get; private set; } = Task.FromResult(true);

    /// <summary>When the last sweep ended; null before the first.</summary>
    public DateTimeOffset? LastUtc { get; private set; }

    /// <summary>Since when every session that was to be woken could not be; null while one can.</summary>
    public DateTimeOffset? FailingSinceUtc { get; private set; }

    /// <summary>Wakes what is due, most overdue first; returns how many sessions it began to wake. One sweep at a time: a second finds nothing to do.</summary>
    public async ValueTask<int> RunAsync()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) == 1)
        {
            return 0;
        }

        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Latest = ended.Task;
        var isWhole = false;
        try
        {
            var woken = await telemetry.SweepAsync(SweepAsync);
            isWhole = true;
            return woken;
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
            ended.SetResult(isWhole);
        }
    }

    private async ValueTask<int> SweepAsync()
    {
        var now = time.GetUtcNow();
        var missed = LastUtc is not { } last || now - last >= Gap;
        deadMansSwitch.Begin(now);
        await heartbeat.BeatAsync(now);
        await alarms.CameBackAsync(now);
        _ = alarms.LookAsync(now);
        patrol.Begin(now, missed);
        coverage.Begin(now);
        var woken = await WakeAllAsync(now, missed);
        if (_cleanedUtc is not { } cleaned || now - cleaned >= CleanEvery)
        {
            _cleanedUtc = now;
            await pace.CleanAsync(now);
        }

        LastUtc = time.GetUtcNow();
        return woken;
    }

    private async ValueTask<int> WakeAllAsync(DateTimeOffset now, bool missed)
    {
        var woken = 0;
        await foreach (var page in index.DueAsync(now, PerShardMost))
        {
            foreach (var due in page)
            {
                Start start;
                while ((start = Begin(due.SessionId, out var oneIsDone)) == Start.Full)
                {
                    if (await Task.WhenAny(oneIsDone, Task.Delay(Patience, time)) != oneIsDone)
                    {
                        return woken;
                    }
                }

                if (start == Start.Begun)
                {
                    woken++;
                    _ = page.Count < Crowd || cores.Count == 1 ? WakeAsync(due, now, missed) : Task.Run(() => WakeAsync(due, now, missed));
                }
            }
        }

        return woken;
    }

    private Start Begin(string sessionId, out Task oneIsDone)
    {
        lock (_gate)
        {
            oneIsDone = _done.Task;
            return _underWay.Contains(sessionId) ? Start.UnderWay : _underWay.Count >= UnderWayMost ? Start.Full : _underWay.Add(sessionId) ? Start.Begun : Start.UnderWay;
        }
    }

    private void End(string sessionId)
    {
        TaskCompletionSource done;
        lock (_gate)
        {
            _underWay.Remove(sessionId);
            done = _done;
            _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        done.TrySetResult();
    }

    private async Task WakeAsync(WakeUpRow due, DateTimeOffset now, bool missed)
    {
        try
        {
            await FireAsync(due, now, missed);
        }
        finally
        {
            End(due.SessionId);
        }
    }

    private async ValueTask FireAsync(WakeUpRow due, DateTimeOffset now, bool missed)
    {
        try
        {
            var row = await rows.LoadAsync(due.SessionId);
            switch (WakeUpDisposition.Of(due, row, now))
            {
                case WakeUpAction.Fire:
                    await telemetry.WakeUpAsync(due.SessionId, time.GetUtcNow() - due.DueUtc, () => keeper.WakeAsync(row!, missed));
                    FailingSinceUtc = null;
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
            FailingSinceUtc ??= time.GetUtcNow();
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

    [LoggerMessage(4004, LogLevel.Error, "A round through the open sessions failed; the next follows")]
    public static partial void PatrolFailed(this ILogger log, Exception fault);
}
