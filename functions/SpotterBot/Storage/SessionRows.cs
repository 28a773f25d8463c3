using System.Security.Cryptography;
using System.Text;

namespace SpotterBot.Storage;

/// <summary>A session as stored.</summary>
/// <param name="WakeKey">The index row it wants; null for one that is closed and done.</param>
public sealed record SessionRow(string Id, long Version, WakeKey? WakeKey, DateTimeOffset? NextWakeUtc, byte[] State, string ETag);

/// <summary>
/// Sessions and their wake-ups. Everything happens in an order that a kill at any point leaves safe: the marker that a session is open, then its
/// index row, then the session itself, and only then is what it superseded removed.
/// </summary>
public sealed class SessionRows(IRowStore rows, WakeUpIndex index, TimeProvider time)
{
    private const string Table = "sessions";
    private const string OpenTable = "opensessions";
    private const int ChunkBytes = 60 * 1024;
    private const int OpenShards = 16;

    /// <summary>When a marker was written.</summary>
    private const string MarkedName = "marked";

    public async ValueTask<SessionRow?> LoadAsync(string id) =>
        await rows.GetAsync(Table, Partition(id), id) is { } row ? Read(row) : null;

    /// <summary>False where a session of this id stands there already.</summary>
    public async ValueTask<bool> CreateAsync(string id, byte[] state, DateTimeOffset nextWakeUtc)
    {
        var beganUtc = time.GetUtcNow();
        await MarkAsync(id);
        var wake = await index.WriteAsync(id, 1, nextWakeUtc);
        var written = await rows.InsertAsync(Table, Make(id, 1, wake, nextWakeUtc, state, ""));
        if (!written.Done)
        {
            await index.RemoveAsync(wake);
        }
        else if (time.GetUtcNow() - beganUtc >= WakeUpDisposition.Orphaned / 2)
        {
            // The process stood still meanwhile: its marker, and its index row, may have been taken for orphans. By the marker the patrol finds it.
            await MarkAsync(id);
        }

        return written.Done;
    }

    /// <summary>The row as saved, or null where somebody else saved first.</summary>
    /// <param name="open">False for a session that will never need to be woken again.</param>
    public async ValueTask<SessionRow?> SaveAsync(SessionRow previous, byte[] state, DateTimeOffset? nextWakeUtc, bool open)
    {
        var saved = await CommitAsync(previous, state, nextWakeUtc, open);
        if (saved is not null)
        {
            await TidyAsync(previous, saved, open);
        }

        return saved;
    }

    /// <summary>As <see cref="SaveAsync"/>, but for what the session's own write makes superfluous: once that stands nothing may wait for the rest.</summary>
    public async ValueTask<SessionRow?> CommitAsync(SessionRow previous, byte[] state, DateTimeOffset? nextWakeUtc, bool open)
    {
        var version = previous.Version + 1;
        var same = nextWakeUtc is not null && previous.NextWakeUtc == nextWakeUtc && previous.WakeKey is not null;
        if (open && previous.WakeKey is null)
        {
            // It was done, and something is owed after all. Its old marker may be gone at any moment, however young.
            await MarkAsync(previous.Id, keepsYoung: false);
        }

        WakeKey? wake = nextWakeUtc is not { } due ? null : same ? previous.WakeKey : await index.WriteAsync(previous.Id, version, due);
        var written = await rows.ReplaceAsync(Table, Make(previous.Id, version, wake, nextWakeUtc, state, previous.ETag));
        if (!written.Done)
        {
            if (wake is { } own && !same)
            {
                await index.RemoveAsync(own);
            }

            return null;
        }

        return new SessionRow(previous.Id, version, wake, nextWakeUtc, state, written.ETag);
    }

    /// <summary>Removes the index row that is superseded, and the marker of a session that is done. What is left behind is found by sweep and patrol.</summary>
    public async ValueTask TidyAsync(SessionRow previous, SessionRow saved, bool open)
    {
        if (previous.WakeKey is { } superseded && superseded != saved.WakeKey)
        {
            await index.RemoveAsync(superseded);
        }

        if (!open)
        {
            await rows.DeleteAsync(OpenTable, OpenPartition(previous.Id), previous.Id);
        }
    }

    /// <summary>
    /// Every session that is not done. A marker without a session is one whose creation was cut short: nobody was told it had begun, and the patrol takes it away.
    /// </summary>
    public async IAsyncEnumerable<string> OpenAsync()
    {
        for (var shard = 0; shard < OpenShards; shard++)
        {
            var from = "!";
            while (true)
            {
                var page = await rows.QueryAsync(OpenTable, $"o{shard:x}", from, "~", 500);
                foreach (var row in page)
                {
                    yield return row.RowKey;
                }

                if (page.Count < 500)
                {
                    break;
                }

                from = page[^1].RowKey + "-";
            }
        }
    }

    /// <summary>Sessions, open and done, a few of each partition: enough to find out whether the service has been used.</summary>
    public async IAsyncEnumerable<string> SomeAsync()
    {
        for (var partition = 0; partition <= byte.MaxValue; partition++)
        {
            foreach (var row in await rows.QueryAsync(Table, $"s{partition:x2}", "!", "~", 8))
            {
                yield return row.RowKey;
            }
        }
    }

    /// <summary>
    /// Writes the index row that an open session wants, where it is not there; true where that was needed. Takes away the marker of one that is done, or whose
    /// creation was cut short long enough ago.
    /// </summary>
    public async ValueTask<bool> RepairAsync(string id, DateTimeOffset nowUtc)
    {
        // Read before the session: whoever begins or opens it meanwhile writes the marker anew, and then it stays.
        var marker = await rows.GetAsync(OpenTable, OpenPartition(id), id);
        if (await LoadAsync(id) is not { } row)
        {
            await RemoveOrphanAsync(marker, nowUtc);
            return false;
        }

        if (row.WakeKey is not { } wanted)
        {
            // Done; only its marker outlived a process that died in between.
            await RemoveAsync(marker);
            return false;
        }

        if (await index.StandsAsync(wanted))
        {
            return false;
        }

        await SaveAsync(row with { WakeKey = null }, row.State, row.NextWakeUtc ?? nowUtc, open: true);
        return true;
    }

    /// <summary>
    /// Says that a session is, or is about to be, open. A marker that stands there already is written anew where it is no longer young: nobody may take it
    /// away as the old one. A webhook that comes twice writes nothing the second time.
    /// </summary>
    private async ValueTask MarkAsync(string id, bool keepsYoung = true)
    {
        var now = time.GetUtcNow().ToUniversalTime();
        var marker = Row.New(OpenPartition(id), id, ("session", id), (MarkedName, now));
        while (!(await rows.InsertAsync(OpenTable, marker)).Done)
        {
            if (await rows.GetAsync(OpenTable, marker.PartitionKey, id) is { } held
                && ((keepsYoung && now - held.Instant(MarkedName) < WakeUpDisposition.Orphaned / 2)
                    || (await rows.ReplaceAsync(OpenTable, marker with { ETag = held.ETag })).Result != WriteResult.Missing))
            {
                // Ours, or somebody's who did the same meanwhile.
                return;
            }
        }
    }

    /// <summary>Takes away the marker of a session that never came. One that an earlier version wrote does not say when: it is counted from now.</summary>
    private async ValueTask RemoveOrphanAsync(Row? marker, DateTimeOffset nowUtc)
    {
        if (marker is not null && marker.Instant(MarkedName) is null)
        {
            await rows.ReplaceAsync(OpenTable, marker with { Values = marker.Values.SetItem(MarkedName, nowUtc.ToUniversalTime()) });
        }
        else if (nowUtc - marker?.Instant(MarkedName) >= WakeUpDisposition.Orphaned)
        {
            await RemoveAsync(marker);
        }
    }

    private async ValueTask RemoveAsync(Row? marker)
    {
        if (marker is not null)
        {
            await rows.DeleteAsync(OpenTable, marker.PartitionKey, marker.RowKey, marker.ETag);
        }
    }

    private static SessionRow Read(Row row)
    {
        var chunks = (int)row.Number("chunks");
        var state = chunks == 1 ? row.Bytes("state0") : [.. Enumerable.Range(0, chunks).SelectMany(i => row.Bytes($"state{i}"))];
        WakeKey? wake = row.Values.ContainsKey("wakeRow") ? new WakeKey(row.Text("wakeShard"), row.Text("wakeRow")) : null;
        return new SessionRow(row.RowKey, row.Number("version"), wake, row.Instant("nextWake"), state, row.ETag);
    }

    private static Row Make(string id, long version, WakeKey? wake, DateTimeOffset? nextWakeUtc, byte[] state, string eTag)
    {
        var chunks = state.Chunk(ChunkBytes).ToArray();
        var values = Row.New(Partition(id), id, ("version", version), ("chunks", (long)chunks.Length)).Values.ToBuilder();
        for (var i = 0; i < chunks.Length; i++)
        {
            values[$"state{i}"] = chunks[i];
        }

        if (wake is { } key)
        {
            values["wakeShard"] = key.Shard;
            values["wakeRow"] = key.RowKey;
        }

        if (nextWakeUtc is { } due)
        {
            values["nextWake"] = due.ToUniversalTime();
        }

        return new Row(Partition(id), id, values.ToImmutable(), eTag);
    }

    private static string Partition(string id) => $"s{Hash(id):x2}";

    private static string OpenPartition(string id) => $"o{Hash(id) % OpenShards:x}";

    private static byte Hash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[1];
}
