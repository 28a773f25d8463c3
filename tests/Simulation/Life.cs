using SpotterBot.Storage;

namespace Simulation;

/// <summary>Whether a process lives; counts what it does to the world outside, so that a test can kill it at any one of these steps.</summary>
public sealed class Life
{
    private readonly TaskCompletionSource _ended = new();

    /// <summary>Store and HTTP calls made so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Those of them that changed something outside.</summary>
    public int Effects { get; private set; }

    /// <summary>It dies at this step; negative: never.</summary>
    public int DiesAt { get; init; } = -1;

    /// <summary>It dies at this effect; negative: never. What it only reads between two effects changes nothing for who comes after it.</summary>
    public int DiesAtEffect { get; init; } = -1;

    /// <summary>Whether the deadly step still has its effect.</summary>
    public bool DiesAfterEffect { get; init; }

    public bool IsOver { get; private set; }

    public Task Ended => _ended.Task;

    public void End()
    {
        IsOver = true;
        _ended.TrySetResult();
    }

    /// <summary>A step is about to be made: dead processes make none, and their callers wait for ever.</summary>
    public async ValueTask<T> StepAsync<T>(Func<ValueTask<T>> step, bool effect)
    {
        if (IsOver)
        {
            return await Never<T>();
        }

        var deadly = (++Steps == DiesAt) | (effect && ++Effects == DiesAtEffect);
        if (deadly && !DiesAfterEffect)
        {
            End();
            return await Never<T>();
        }

        var result = await step();
        if (deadly)
        {
            End();
        }

        return IsOver ? await Never<T>() : result;
    }

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}

public sealed class MortalStore(IRowStore inner, Life life) : IRowStore
{
    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => life.StepAsync(() => inner.GetAsync(table, partitionKey, rowKey), effect: false);

    public ValueTask<Write> InsertAsync(string table, Row row) => life.StepAsync(() => inner.InsertAsync(table, row), effect: true);

    public async ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows) => await life.StepAsync(
        async () =>
        {
            await inner.InsertAllAsync(table, rows);
            return true;
        },
        effect: true);

    public ValueTask<Write> ReplaceAsync(string table, Row row) => life.StepAsync(() => inner.ReplaceAsync(table, row), effect: true);

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        life.StepAsync(() => inner.DeleteAsync(table, partitionKey, rowKey, eTag), effect: true);

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        life.StepAsync(() => inner.QueryAsync(table, partitionKey, from, to, most), effect: false);
}

public sealed class MortalHandler(HttpMessageHandler inner, Life life) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _inner = new(inner);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        life.StepAsync(() => new ValueTask<HttpResponseMessage>(_inner.SendAsync(request, cancellationToken)), effect: request.Method != HttpMethod.Get).AsTask();
}
