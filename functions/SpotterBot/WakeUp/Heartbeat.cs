using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.WakeUp;

/// <summary>
/// One row that says when a process of the service last swept: whoever comes back after an outage reads from it how long nobody was there, and writes
/// that down for the others. One write every five seconds, however many processes there are.
/// </summary>
public sealed class Heartbeat(IRowStore rows, TimeProvider time, ILogger<Heartbeat> log)
{
    private const string Table = "service";
    private const string Partition = "all";
    private const string Key = "heartbeat";
    private const int RacesAtMost = 5;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any pause of a process that lives.</summary>
    private static readonly TimeSpan AwayLeast = TimeSpan.FromSeconds(30);

    /// <summary>So long afterwards it still matters to somebody.</summary>
    private static readonly TimeSpan AwayTold = TimeSpan.FromMinutes(15);

    private Row? _row;
    private DateTimeOffset? _beatUtc;
    private Away? _away;

    /// <summary>Since when the store could not be written; null while it can.</summary>
    public DateTimeOffset? FailingSinceUtc { get; private set; }

    /// <summary>It was this process that found out that nobody had been there.</summary>
    public bool FoundOut { get; private set; }

    /// <summary>The last time that nobody was there, where that is not long ago.</summary>
    public Away? Away => _away is { } away && time.GetUtcNow() - away.UntilUtc < AwayTold ? away : null;

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
                var first = Row.New(Partition, Key, ("utc", nowUtc.ToUniversalTime()));
                if (await rows.InsertAsync(Table, first) is { Done: true } inserted)
                {
                    _row = first with { ETag = inserted.ETag };
                    return;
                }

                continue;
            }

            _away = Read(row) ?? _away;
            var since = nowUtc - row.Instant("utc")!.Value;
            if (held is null && since < Every)
            {
                // Another process has just said so.
                return;
            }

            var away = since >= AwayLeast ? new Away(row.Instant("utc")!.Value, nowUtc.ToUniversalTime()) : Read(row);
            var next = Row.New(Partition, Key, ("utc", nowUtc.ToUniversalTime()));
            next = away is null ? next : next with { Values = next.Values.SetItem("awayFrom", away.FromUtc).SetItem("awayUntil", away.UntilUtc) };
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

    private static Away? Read(Row row) =>
        row.Values.ContainsKey("awayFrom") ? new Away(row.Instant("awayFrom")!.Value, row.Instant("awayUntil")!.Value) : null;
}

internal static partial class HeartbeatLog
{
    [LoggerMessage(4005, LogLevel.Error, "The store did not take the heartbeat; the next sweep tries again")]
    public static partial void HeartbeatFailed(this ILogger log, Exception fault);
}
