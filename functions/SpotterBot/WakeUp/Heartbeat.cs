using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.WakeUp;

/// <summary>
/// One row that says when a process of the service last swept: whoever comes back after an outage reads from it how long nobody was there, and writes
/// that down for the others. It says when the host's timer last came, too. One write every five seconds, however many processes there are.
/// </summary>
public sealed class Heartbeat(IRowStore rows, TimeProvider time, ILogger<Heartbeat> log)
{
    private const string Table = "service";
    private const string Partition = "all";
    private const string Key = "heartbeat";
    private const string Timer = "timer";
    private const int RacesAtMost = 5;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A process that sweeps beats every five or six seconds: a row this old waits for another to write it.</summary>
    private static readonly TimeSpan Left = TimeSpan.FromSeconds(7);

    /// <summary>Longer than any pause of a process that lives.</summary>
    private static readonly TimeSpan AwayLeast = TimeSpan.FromSeconds(30);

    /// <summary>So long afterwards it still matters to somebody.</summary>
    private static readonly TimeSpan AwayTold = TimeSpan.FromMinutes(15);

    private Row? _row;
    private DateTimeOffset? _beatUtc;
    private Away? _away;

    /// <summary>When the timer last came to this process, in UTC ticks; 0: never. Written by the timer alone.</summary>
    private long _timerHere;

    /// <summary>The same of the row, as it was last seen. Written by the sweep alone.</summary>
    private long _timerStored;

    /// <summary>Since when the store could not be written; null while it can.</summary>
    public DateTimeOffset? FailingSinceUtc { get; private set; }

    /// <summary>It was this process that found out that nobody had been there.</summary>
    public bool FoundOut { get; private set; }

    /// <summary>The last time that nobody was there, where that is not long ago.</summary>
    public Away? Away => _away is { } away && time.GetUtcNow() - away.UntilUtc < AwayTold ? away : null;

    /// <summary>When the host's timer last came to a process of the service; null where it never did.</summary>
    public DateTimeOffset? TimerUtc =>
        Math.Max(Volatile.Read(ref _timerHere), Volatile.Read(ref _timerStored)) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The host's timer came to this process. The next beat writes it down.</summary>
    public void TimerCame() => Volatile.Write(ref _timerHere, time.GetUtcNow().UtcTicks);

    /// <summary>Says that this process sweeps, now and then. What fails is told by <see cref="FailingSinceUtc"/>, and keeps nobody from sweeping.</summary>
    public async ValueTask BeatAsync(DateTimeOffset nowUtc)
    {
        if (FailingSinceUtc is null && _beatUtc is { } last && nowUtc - last < Every)
        {
            return;
        }

        try
        {
            await WriteAsync(nowUtc);
            FailingSinceUtc = null;
            _beatUtc = nowUtc;
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            FailingSinceUtc ??= nowUtc;
            _row = null;
            log.HeartbeatFailed(fault);
        }
    }

    private async ValueTask WriteAsync(DateTimeOffset nowUtc)
    {
        for (var race = 0; race < RacesAtMost; race++)
        {
            var held = _row;
            if ((held ?? await rows.GetAsync(Table, Partition, Key)) is not { } row)
            {
                var first = New(nowUtc, null);
                if (await rows.InsertAsync(Table, first) is { Done: true } inserted)
                {
                    _row = first with { ETag = inserted.ETag };
                    return;
                }

                continue;
            }

            _away = Read(row) ?? _away;
            Volatile.Write(ref _timerStored, row.Instant(Timer)?.UtcTicks ?? 0);
            var since = nowUtc - row.Instant("utc")!.Value;
            if (held is null && since < Left && row.Instant(Timer) == TimerUtc)
            {
                // Another process has just said so. That to which the timer comes does not leave it at that: it writes from then on, and the other reads.
                return;
            }

            var away = since >= AwayLeast ? new Away(row.Instant("utc")!.Value, nowUtc.ToUniversalTime()) : Read(row);
            var next = New(nowUtc, away);
            if (await rows.ReplaceAsync(Table, next with { ETag = row.ETag }) is { Done: true } written)
            {
                _row = next with { ETag = written.ETag };
                FoundOut = since >= AwayLeast || (FoundOut && away == _away);
                _away = away;
                return;
            }

            _row = null;
        }
    }

    private Row New(DateTimeOffset nowUtc, Away? away)
    {
        var row = Row.New(Partition, Key, ("utc", nowUtc.ToUniversalTime()));
        row = away is null ? row : row with { Values = row.Values.SetItem("awayFrom", away.FromUtc).SetItem("awayUntil", away.UntilUtc) };
        return TimerUtc is { } timer ? row with { Values = row.Values.SetItem(Timer, timer) } : row;
    }

    private static Away? Read(Row row) =>
        row.Values.ContainsKey("awayFrom") ? new Away(row.Instant("awayFrom")!.Value, row.Instant("awayUntil")!.Value) : null;
}

internal static partial class HeartbeatLog
{
    [LoggerMessage(4005, LogLevel.Error, "The store did not take the heartbeat; the next sweep tries again")]
    public static partial void HeartbeatFailed(this ILogger log, Exception fault);
}
