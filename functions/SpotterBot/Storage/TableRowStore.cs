using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace SpotterBot.Storage;

/// <summary>
/// Rows in Azure Table Storage. The retries are Azure.Core's. Because of them, and because an answer can get lost, a write that was refused
/// after a retry, or that was not answered, is looked up before anything is said about it (<see cref="WriteFate"/>).
/// </summary>
/// <remarks>A failure comes within <see cref="StoreTime"/> and shows no account key either.</remarks>
public sealed class TableRowStore : IRowStore
{
    private const int PageMost = 1000;
    private const int BatchMost = 100;

    /// <summary>Of the time there is. What remains is for looking the write up.</summary>
    private const double WritingShare = 0.7;

    private readonly TableServiceClient _service;
    private readonly TimeProvider _time;

    // Those that were seen to be there. Making one that is there already does no harm.
    private readonly ConcurrentDictionary<string, TableClient> _tables = new(StringComparer.Ordinal);

    /// <param name="connect">Makes the client with the options it is given, which it may add to.</param>
    /// <param name="time">Bounds every call.</param>
    public TableRowStore(Func<TableClientOptions, TableServiceClient> connect, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(connect);
        _service = connect(Options());
        _time = time;
    }

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) =>
        ReadAsync(table, "get", async (client, token) =>
            await FindAsync(client, partitionKey, rowKey, token) is { } entity ? TableRows.ToRow(entity) : null);

    public ValueTask<Write> InsertAsync(string table, Row row)
    {
        RowLimits.Check(row);
        var own = default(WriteIds).Next();
        var entity = TableRows.ToEntity(row, own);
        return WriteAsync(new Attempt(
            table, "insert", row.PartitionKey, row.RowKey, own,
            (client, token) => client.AddEntityAsync(entity, token),
            (found, refused) => WriteFate.OfInsert(own, found, refused)));
    }

    public async ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows)
    {
        foreach (var together in rows.Chunk(BatchMost))
        {
            if (together.Length > 1 && (await InsertTogetherAsync(table, together)).Done)
            {
                continue;
            }

            foreach (var row in together)
            {
                await InsertAsync(table, row);
            }
        }
    }

    public ValueTask<Write> ReplaceAsync(string table, Row row)
    {
        RowLimits.Check(row);
        if (row.ETag.Length == 0)
        {
            throw new ArgumentException("A replace needs the ETag of the row that was read.", nameof(row));
        }

        var read = RowTag.Parse(row.ETag);
        var own = read.Writes.Next();
        var entity = TableRows.ToEntity(row, own);
        return WriteAsync(new Attempt(
            table, "replace", row.PartitionKey, row.RowKey, own,
            (client, token) => client.UpdateEntityAsync(entity, read.ETag, TableUpdateMode.Replace, token),
            (found, _) => WriteFate.OfReplace(read, own, found)));
    }

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null)
    {
        RowTag? read = eTag is null ? null : RowTag.Parse(eTag);
        return WriteAsync(new Attempt(
            table, "delete", partitionKey, rowKey, null,
            async (client, token) => Existing(await client.DeleteEntityAsync(partitionKey, rowKey, read?.ETag ?? ETag.All, token)),
            (found, refused) => WriteFate.OfDelete(read, found, refused)));
    }

    public async ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to)
    {
        while (await QueryAsync(table, partitionKey, from, to, PageMost) is { Count: > 0 } page)
        {
            foreach (var together in page.Chunk(BatchMost))
            {
                await DeleteTogetherAsync(table, together);
            }
        }
    }

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        ReadAsync<IReadOnlyList<Row>>(table, "query", async (client, token) =>
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey ge {from} and RowKey lt {to}");
            var rows = new List<Row>();
            await foreach (var entity in client.QueryAsync<TableEntity>(filter, Math.Min(most, PageMost), cancellationToken: token))
            {
                rows.Add(TableRows.ToRow(entity));
                if (rows.Count == most)
                {
                    break;
                }
            }

            return rows;
        });

    /// <summary>Three tries of at most three seconds: what Azure's own defaults take would be longer than the phone company waits.</summary>
    private static TableClientOptions Options()
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(3);
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.AddPolicy(new TryCount.Policy(), HttpPipelinePosition.PerRetry);
        return options;
    }

    private static async Task<TableEntity?> FindAsync(TableClient client, string partitionKey, string rowKey, CancellationToken token) =>
        await client.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: token) is { HasValue: true } found ? found.Value : null;

    private static Response Existing(Response response) => response.IsError ? throw new RequestFailedException(response) : response;

    private async ValueTask<T> ReadAsync<T>(string table, string verb, Func<TableClient, CancellationToken, Task<T>> read)
    {
        var call = StoreTime.Call(_time);
        try
        {
            using var time = call.Within(1);
            return await read(await TableAsync(table, time.Token), time.Token);
        }
        catch (Exception fault) when (fault is not ArgumentException)
        {
            throw Failed(verb, table, fault);
        }
    }

    private async ValueTask<Write> WriteAsync(Attempt attempt)
    {
        var call = StoreTime.Call(_time);
        var tries = new TryCount();
        try
        {
            using var time = call.Within(WritingShare);
            var client = await TableAsync(attempt.Table, time.Token);
            using var counting = tries.Begin();
            return attempt.Written(await attempt.Send(client, time.Token));
        }
        catch (Exception fault) when (fault is not ArgumentException)
        {
            var refusal = RefusalIn(fault);
            if (refusal is { } plain && tries.Count == 1)
            {
                return new Write(plain);
            }

            return NothingWasDone(fault, tries.Count) || await LookUpAsync(attempt, call, refused: refusal is not null) is not { } found
                ? throw Failed(attempt.Verb, attempt.Table, fault)
                : found;
        }
    }

    /// <summary>All or none, so that one row tells of all.</summary>
    private ValueTask<Write> InsertTogetherAsync(string table, Row[] rows)
    {
        Array.ForEach(rows, RowLimits.Check);
        var own = default(WriteIds).Next();
        var actions = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, TableRows.ToEntity(row, own))).ToList();
        return WriteAsync(new Attempt(
            table, "batch", rows[0].PartitionKey, rows[0].RowKey, null,
            async (client, token) => (await client.SubmitTransactionAsync(actions, token)).GetRawResponse(),
            (found, refused) => WriteFate.OfInsert(own, found, refused)));
    }

    /// <summary>One that another process deleted meanwhile makes the batch fail: then each by itself.</summary>
    private async ValueTask DeleteTogetherAsync(string table, Row[] rows)
    {
        var actions = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All)).ToList();
        try
        {
            var call = StoreTime.Call(_time);
            using var time = call.Within(1);
            await (await TableAsync(table, time.Token)).SubmitTransactionAsync(actions, time.Token);
        }
        catch (Exception fault) when (fault is not ArgumentException)
        {
            foreach (var row in rows)
            {
                await DeleteAsync(table, row.PartitionKey, row.RowKey);
            }
        }
    }

    private static WriteResult? RefusalIn(Exception fault)
    {
        var code = (fault as RequestFailedException)?.ErrorCode;
        return code == TableErrorCode.EntityAlreadyExists ? WriteResult.AlreadyThere
            : code == TableErrorCode.UpdateConditionNotSatisfied ? WriteResult.Conflict
            : code == TableErrorCode.ResourceNotFound ? WriteResult.Missing
            : null;
    }

    /// <summary>It never went out, or its only try was turned away.</summary>
    private static bool NothingWasDone(Exception fault, int tries) =>
        tries == 0 || (tries == 1 && fault is RequestFailedException { Status: >= 400 and < 500 and not 408 });

    /// <summary>What became of the write; null where the row does not tell, or cannot be read.</summary>
    private async ValueTask<Write?> LookUpAsync(Attempt attempt, StoreTime.OneCall call, bool refused)
    {
        try
        {
            using var time = call.Within(1);
            return attempt.Fate(await FindAsync(await TableAsync(attempt.Table, time.Token), attempt.PartitionKey, attempt.RowKey, time.Token), refused);
        }
        catch (Exception fault) when (fault is not ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A table is made where it is first needed. One that vanishes afterwards is a fault, told once, before it is made again.</summary>
    private async ValueTask<TableClient> TableAsync(string table, CancellationToken token)
    {
        if (_tables.TryGetValue(table, out var known))
        {
            return known;
        }

        var client = _service.GetTableClient(table);
        await client.CreateIfNotExistsAsync(token);
        return _tables[table] = client;
    }

    private IOException Failed(string verb, string table, Exception fault)
    {
        if (fault is not RequestFailedException { Status: > 0 } refusal)
        {
            var cause = (fault is AggregateException tries ? tries.InnerExceptions[^1] : fault).GetBaseException();
            return new IOException($"Table Storage did not answer ({verb} in {table}): {cause.Message.Split('\n')[0].TrimEnd()}", fault);
        }

        if (refusal.ErrorCode == TableErrorCode.TableNotFound)
        {
            _tables.TryRemove(table, out _);
        }

        // Without the exception itself: it holds the whole answer.
        var request = refusal.GetRawResponse()?.Headers.RequestId ?? "unknown";
        return new IOException($"Table Storage refused ({verb} in {table}): {refusal.Status} {refusal.ErrorCode}, request {request}");
    }

    /// <param name="Own">The ids that are written with the row; null for a delete.</param>
    /// <param name="Fate">What became of it, from the row and whether it was refused in the end.</param>
    private sealed record Attempt(
        string Table,
        string Verb,
        string PartitionKey,
        string RowKey,
        WriteIds? Own,
        Func<TableClient, CancellationToken, Task<Response>> Send,
        Func<TableEntity?, bool, Write?> Fate)
    {
        public Write Written(Response response) =>
            new(WriteResult.Written, Own is { } own && response.Headers.ETag is { } tag ? new RowTag(tag, own).ToString() : "");
    }
}
