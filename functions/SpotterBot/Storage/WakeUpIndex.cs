using System.Security.Cryptography;
using System.Text;

namespace SpotterBot.Storage;

/// <param name="Shard">Partition.</param>
/// <param name="RowKey">Due ticks, session, writer: unique to whoever wrote it.</param>
public readonly record struct WakeKey(string Shard, string RowKey)
{
    public override string ToString() => $"{Shard}/{RowKey}";
}

/// <param name="Version">The session version this was written for.</param>
public sealed record WakeUpRow(WakeKey Key, string SessionId, long Version, DateTimeOffset DueUtc, DateTimeOffset WrittenUtc);

public enum WakeUpAction
{
    /// <summary>The session is older than the row: its write may still come. It stays and fires again.</summary>
    Keep,

    /// <summary>The session wants this wake-up.</summary>
    Fire,

    /// <summary>The session has moved on and wants another, or the write it was made for never came.</summary>
    Remove,
}

/// <summary>What to do with an index row that fell due.</summary>
public static class WakeUpDisposition
{
    public static readonly TimeSpan Orphaned = TimeSpan.FromMinutes(10);

    public static WakeUpAction Of(WakeUpRow row, SessionRow? session, DateTimeOffset now)
    {
        if (session is not null && session.WakeKey == row.Key)
        {
            return WakeUpAction.Fire;
        }

        var older = session is null || session.Version < row.Version;
        return older && now - row.WrittenUtc < Orphaned ? WakeUpAction.Keep : WakeUpAction.Remove;
    }
}

/// <summary>
/// When sessions must be looked at, ordered by due time and cut into shards. A row is written before the session that needs it, under a key
/// unique to its writer, so that the loser of a race can take back its own row and never the winner's.
/// </summary>
public sealed class WakeUpIndex(IRowStore rows, string writer, TimeProvider time)
{
    public const string Table = "wakeups";
    public const int Shards = 8;

    /// <summary>A kept row is not looked at again before this.</summary>
    public static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<WakeKey, DateTimeOffset> _quietUntil = [];
    private long _counter;

    public async ValueTask<WakeKey> WriteAsync(string sessionId, long version, DateTimeOffset dueUtc)
    {
        var key = new WakeKey(ShardOf(sessionId), $"{dueUtc.UtcTicks:D19}-{sessionId}-{writer}{Interlocked.Increment(ref _counter):x}");
        await rows.InsertAsync(Table, Row.New(
            key.Shard, key.RowKey, ("session", sessionId), ("version", version), ("due", dueUtc.ToUniversalTime()), ("written", time.GetUtcNow().ToUniversalTime())));
        return key;
    }

    public async ValueTask RemoveAsync(WakeKey key)
    {
        await rows.DeleteAsync(Table, key.Shard, key.RowKey);
        lock (_gate)
        {
            _quietUntil.Remove(key);
        }
    }

    public async ValueTask<bool> StandsAsync(WakeKey key) => await rows.GetAsync(Table, key.Shard, key.RowKey) is not null;

    /// <summary>What is due, and nothing else, is read, page after page: most overdue first, whatever shard it stands in.</summary>
    /// <param name="perShardMost">Rows of one shard that are read at a time.</param>
    /// <exception cref="IOException">A shard could not be read; thrown once all others were.</exception>
    public async IAsyncEnumerable<IReadOnlyList<WakeUpRow>> DueAsync(DateTimeOffset nowUtc, int perShardMost)
    {
        var until = $"{nowUtc.UtcTicks + 1:D19}";
        var shards = Enumerable.Range(0, Shards).Select(s => new Reading($"w{s:00}")).ToList();
        Exception? fault = null;
        do
        {
            foreach (var (shard, page, failed) in await Task.WhenAll(shards.Where(s => s.IsShort(perShardMost)).Select(s => ReadAsync(s, until, perShardMost)).ToList()))
            {
                // One shard that cannot be read keeps nobody in the others asleep.
                fault ??= failed;
                shard.Take(page, page.Count == perShardMost);
            }

            // What follows in a shard that has more is due no sooner than the last of it that was read.
            var sure = shards.Where(s => s.HasMore).Select(s => s.LastUtc).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            yield return [.. shards.SelectMany(s => s.UpTo(sure)).Where(row => !IsQuiet(row.Key, nowUtc)).OrderBy(row => row.DueUtc).ThenBy(row => row.Key.RowKey, StringComparer.Ordinal)];
        }
        while (shards.Exists(s => s.HasMore));

        if (fault is not null)
        {
            throw new IOException("Not every shard of the wake-ups could be read.", fault);
        }
    }

    private async Task<(Reading Shard, IReadOnlyList<Row> Page, Exception? Fault)> ReadAsync(Reading shard, string until, int most)
    {
        try
        {
            return (shard, await rows.QueryAsync(Table, shard.Name, shard.From, until, most), null);
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            return (shard, [], fault);
        }
    }

    public void KeepQuiet(WakeKey key, DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            _quietUntil[key] = nowUtc + QuietFor;
        }
    }

    private static WakeUpRow Read(Row row) => new(
        new WakeKey(row.PartitionKey, row.RowKey), row.Text("session"), row.Number("version"), row.Instant("due")!.Value, row.Instant("written")!.Value);

    private bool IsQuiet(WakeKey key, DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            return _quietUntil.TryGetValue(key, out var until) && until > nowUtc;
        }
    }

    private static string ShardOf(string sessionId) => $"w{SHA256.HashData(Encoding.UTF8.GetBytes(sessionId))[0] % Shards:00}";

    /// <summary>One shard that is being read: what was read of it and not handed out yet.</summary>
    private sealed class Reading(string name)
    {
        private readonly Queue<WakeUpRow> _rows = [];

        public string Name => name;

        public string From { get; private set; } = "0";

        public bool HasMore { get; private set; } = true;

        /// <summary>When the last that was read is due.</summary>
        public DateTimeOffset LastUtc { get; private set; }

        /// <summary>Little of it is left, and there is more: it is read on together with the others, rather than one after the other.</summary>
        public bool IsShort(int most) => HasMore && _rows.Count <= most / 2;

        public void Take(IReadOnlyList<Row> page, bool hasMore)
        {
            HasMore = hasMore;
            foreach (var row in page)
            {
                var read = Read(row);
                _rows.Enqueue(read);
                LastUtc = read.DueUtc;
            }

            // What follows the last key: nothing sorts between a key and itself with the lowest character behind it.
            From = page.Count > 0 ? page[^1].RowKey + "-" : From;
        }

        public IEnumerable<WakeUpRow> UpTo(DateTimeOffset utc)
        {
            while (_rows.TryPeek(out var row) && row.DueUtc <= utc)
            {
                yield return _rows.Dequeue();
            }
        }
    }
}
