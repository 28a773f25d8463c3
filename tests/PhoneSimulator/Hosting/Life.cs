using SpotterBot.Storage;
using PhoneSimulator.Time;

namespace PhoneSimulator.Hosting;

/// <summary>
/// Whether one run of the program lives. After its end none of its steps has any effect, and whatever it waits for never comes: to the
/// store and to the phone company that is a process killed with SIGKILL.
/// </summary>
public sealed class Life
{
    private readonly Lock _gate = new();

    public bool IsOver { get; private set; }

    /// <summary>Waits for the store's call in progress, if any, then nothing of this run reaches the world again.</summary>
    public void End()
    {
        lock (_gate)
        {
            IsOver = true;
        }
    }

    /// <summary>A step that completes at once, as all of the embedded store's do.</summary>
    public ValueTask<T> Step<T>(Func<ValueTask<T>> step)
    {
        lock (_gate)
        {
            return IsOver ? new ValueTask<T>(Never<T>()) : step();
        }
    }

    public static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}

/// <summary>The store as a program with such a life sees it.</summary>
internal sealed class MortalStore(IRowStore inner, Life life) : IRowStore
{
    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => life.Step(() => inner.GetAsync(table, partitionKey, rowKey));

    public ValueTask<Write> InsertAsync(string table, Row row) => life.Step(() => inner.InsertAsync(table, row));

    public ValueTask<Write> ReplaceAsync(string table, Row row) => life.Step(() => inner.ReplaceAsync(table, row));

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        life.Step(() => inner.DeleteAsync(table, partitionKey, rowKey, eTag));

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        life.Step(() => inner.QueryAsync(table, partitionKey, from, to, most));
}

/// <summary>The program's wire to the phone company: dead when the program is, and the desk's clock does not race while something is on it.</summary>
internal sealed class MortalWire(Life life, DeskClock clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (life.IsOver)
        {
            return await Life.Never<HttpResponseMessage>();
        }

        HttpResponseMessage response;
        using (clock.HoldBack())
        {
            response = await base.SendAsync(request, cancellationToken);
        }

        return life.IsOver ? await Life.Never<HttpResponseMessage>() : response;
    }
}

/// <summary>The phone company's wire to the program: the desk's clock does not race while something is on it.</summary>
internal sealed class HeldWire(DeskClock clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (clock.HoldBack())
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
    }
}
