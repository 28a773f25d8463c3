using Benchmarks.Rig;
using SpotterBot.Storage;

namespace Benchmarks.Floors;

/// <summary>Asks of a store what the program asked of it, call by call and as large, deciding nothing; one of these for each that does so at a time.</summary>
public sealed class CallReplay(IRowStore rows, string partition)
{
    private const string Table = "floor";

    private readonly Queue<string> _inserted = [];
    private long _keys;
    private string _tag = "";

    /// <summary>Writes the row that is read and replaced.</summary>
    /// <param name="bytes">How large.</param>
    public async ValueTask BeginAsync(int bytes) => _tag = (await rows.InsertAsync(Table, Row.New(partition, "state", ("state0", new byte[bytes])))).ETag;

    public async ValueTask AgainAsync(IReadOnlyList<StoreCall> calls)
    {
        foreach (var call in calls)
        {
            await AgainAsync(call);
        }
    }

    private async ValueTask AgainAsync(StoreCall call)
    {
        switch (call.Verb)
        {
            case "get":
                await rows.GetAsync(Table, partition, call.Rows == 1 ? "state" : "none");
                break;
            case "query":
                await rows.QueryAsync(Table, partition, "0", "1", Math.Max(1, call.Rows));
                break;
            case "insert":
                var key = NextKey();
                _inserted.Enqueue(key);
                await rows.InsertAsync(Table, Row.New(partition, key, ("value", new byte[call.Bytes]), ("at", 1L)));
                break;
            case "insert-all":
                await rows.InsertAllAsync(Table, [.. Enumerable.Range(0, call.Rows).Select(_ => Row.New(partition, NextKey(), ("detail", "some detail"), ("at", 1L)))]);
                break;
            case "replace":
                _tag = (await rows.ReplaceAsync(Table, Row.New(partition, "state", ("state0", new byte[call.Bytes])) with { ETag = _tag })).ETag;
                break;
            case "delete" when _inserted.TryDequeue(out var own):
                await rows.DeleteAsync(Table, partition, own);
                break;
        }
    }

    private string NextKey() => $"k{++_keys:x12}";
}
