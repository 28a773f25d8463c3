using Simulation;
using SpotterBot.Storage;

namespace Storm.Defects;

/// <summary>A store that errs in one of its ways and is as it is in the others.</summary>
internal abstract class ErringStore(IRowStore inner) : IRowStore
{
    protected IRowStore Inner => inner;

    public virtual ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => inner.GetAsync(table, partitionKey, rowKey);

    public virtual ValueTask<Write> InsertAsync(string table, Row row) => inner.InsertAsync(table, row);

    public virtual ValueTask<Write> ReplaceAsync(string table, Row row) => inner.ReplaceAsync(table, row);

    public virtual ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) => inner.DeleteAsync(table, partitionKey, rowKey, eTag);

    public virtual ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        inner.QueryAsync(table, partitionKey, from, to, most);
}

internal sealed class IndexAfterSession : IDefect
{
    public string Name => "index-after-session";

    public int Breaks => 1;

    public string Summary => "The index row is written after the session that needs it.";

    public IRowStore Store(IRowStore inner, World world, Life life) => new Late(inner);

    private sealed class Late(IRowStore inner) : ErringStore(inner)
    {
        private Row? _held;

        public override async ValueTask<Write> InsertAsync(string table, Row row)
        {
            if (table == WakeUpIndex.Table)
            {
                _held = row;
                return new Write(WriteResult.Written, "held");
            }

            return await base.InsertAsync(table, row);
        }

        public override async ValueTask<Write> ReplaceAsync(string table, Row row)
        {
            var write = await base.ReplaceAsync(table, row);
            if (_held is { } held)
            {
                _held = null;
                await base.InsertAsync(WakeUpIndex.Table, held);
            }

            return write;
        }
    }
}

internal sealed class IndexRemovedEarly : IDefect
{
    public string Name => "index-removed-early";

    public int Breaks => 1;

    public string Summary => "An index row whose session does not know it yet is taken for one that nobody wants, and removed.";

    public IRowStore Store(IRowStore inner, World world, Life life) => new Eager(inner);

    private sealed class Eager(IRowStore inner) : ErringStore(inner)
    {
        /// <summary>The one before it is removed as soon as the next is written, and the session's own write may still be lost.</summary>
        private readonly Dictionary<string, Row> _last = [];

        public override async ValueTask<Write> InsertAsync(string table, Row row)
        {
            var write = await base.InsertAsync(table, row);
            if (table == WakeUpIndex.Table)
            {
                var session = row.Text("session");
                if (_last.TryGetValue(session, out var before))
                {
                    await base.DeleteAsync(table, before.PartitionKey, before.RowKey);
                }

                _last[session] = row;
            }

            return write;
        }
    }
}

internal sealed class IndexLost : IDefect
{
    private const int OneIn = 60;

    public string Name => "index-lost";

    public int Breaks => 1;

    public string Summary => "Now and then an index row is believed to be written and is not.";

    public IRowStore Store(IRowStore inner, World world, Life life) => new Forgetful(inner);

    private sealed class Forgetful(IRowStore inner) : ErringStore(inner)
    {
        private int _written;

        public override ValueTask<Write> InsertAsync(string table, Row row) =>
            table == WakeUpIndex.Table && ++_written % OneIn == 0 ? new(new Write(WriteResult.Written, "lost")) : base.InsertAsync(table, row);
    }
}

internal sealed class ActsBeforeItIsSaved : IDefect
{
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(0.3);

    public string Name => "acts-before-save";

    public int Breaks => 8;

    public string Summary => "A session's write is reported before it is made: what was decided is acted on first, and a death in between forgets it.";

    public IRowStore Store(IRowStore inner, World world, Life life) => new WriteBehind(inner, world, life);

    private sealed class WriteBehind(IRowStore inner, World world, Life life) : ErringStore(inner)
    {
        private readonly Dictionary<string, Row> _unwritten = [];
        private int _tags;

        public override async ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) =>
            table == "sessions" && _unwritten.TryGetValue(rowKey, out var row) ? row : await base.GetAsync(table, partitionKey, rowKey);

        public override async ValueTask<Write> ReplaceAsync(string table, Row row)
        {
            if (table != "sessions")
            {
                return await base.ReplaceAsync(table, row);
            }

            var held = await GetAsync(table, row.PartitionKey, row.RowKey);
            if (held is null || held.ETag != row.ETag)
            {
                return new Write(held is null ? WriteResult.Missing : WriteResult.Conflict);
            }

            var tag = $"behind{++_tags}";
            _unwritten[row.RowKey] = row with { ETag = tag };
            world.After(Behind, () => _ = WriteAsync(row.RowKey));
            return new Write(WriteResult.Written, tag);
        }

        private async Task WriteAsync(string key)
        {
            if (!life.IsOver && _unwritten.Remove(key, out var row) && await base.GetAsync("sessions", row.PartitionKey, key) is { } held)
            {
                await base.ReplaceAsync("sessions", row with { ETag = held.ETag });
            }
        }
    }
}

internal sealed class StaleTag : IDefect
{
    public string Name => "stale-etag";

    public int Breaks => 8;

    public string Summary => "A session is written over whatever stands there: a write that lost its race is not decided again.";

    public IRowStore Store(IRowStore inner, World world, Life life) => new LastOneWins(inner);

    private sealed class LastOneWins(IRowStore inner) : ErringStore(inner)
    {
        public override async ValueTask<Write> ReplaceAsync(string table, Row row)
        {
            var write = await base.ReplaceAsync(table, row);
            return write.Result == WriteResult.Conflict && table == "sessions" && await base.GetAsync(table, row.PartitionKey, row.RowKey) is { } held
                ? await base.ReplaceAsync(table, row with { ETag = held.ETag })
                : write;
        }
    }
}

internal sealed class SomeAreShutOut : IDefect
{
    public string Name => "some-are-shut-out";

    public int Breaks => 7;

    public string Summary => "One caller in ten can begin no session: its first row is refused.";

    public IRowStore Store(IRowStore inner, World world, Life life) => new Refusing(inner, world);

    private sealed class Refusing(IRowStore inner, World world) : ErringStore(inner)
    {
        public override ValueTask<Write> InsertAsync(string table, Row row) =>
            table == "sessions" && world.Tickets.Of(row.Bytes("state0")).CallerNumber is ['+', .., '7'] ? throw new IOException("No more rows.") : base.InsertAsync(table, row);
    }
}
