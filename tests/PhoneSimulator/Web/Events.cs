using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
namespace PhoneSimulator.Web;

/// <summary>What changes, as it changes, to every page that is open. A page that comes back after a break is sent everything.</summary>
internal sealed class Events(Desk desk, CancellationToken stopping)
{
    /// <summary>What no call or text announces (a decision, the clock) is looked for this often, real time.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>One call's many small changes travel together.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(30);

    public async IAsyncEnumerable<SseItem<string>> StreamAsync([EnumeratorCancellation] CancellationToken closed = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closed, stopping);
        var cancellation = either.Token;
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Ring(object? sender, EventArgs change) => signal.Writer.TryWrite(true);
        using var watch = desk.Network.Watch(_ => signal.Writer.TryWrite(true));
        desk.Clock.SpeedChanged += Ring;
        desk.Faults.Changed += Ring;
        desk.Stories.Changed += Ring;
        desk.Phones.Changed += Ring;
        try
        {
            var sent = new Dictionary<(string, string), string>();
            while (!cancellation.IsCancellationRequested)
            {
                yield return new SseItem<string>(desk.View.Clock(), "clock");
                foreach (var (name, key, data) in await desk.View.PartsAsync())
                {
                    if (!sent.TryGetValue((name, key), out var before) || before != data)
                    {
                        sent[(name, key)] = data;
                        yield return new SseItem<string>(data, name);
                    }
                }

                await WaitAsync(signal.Reader, cancellation);
            }
        }
        finally
        {
            desk.Clock.SpeedChanged -= Ring;
            desk.Faults.Changed -= Ring;
            desk.Stories.Changed -= Ring;
            desk.Phones.Changed -= Ring;
        }
    }

    private static async Task WaitAsync(ChannelReader<bool> signal, CancellationToken cancellation)
    {
        try
        {
            await signal.ReadAsync(cancellation).AsTask().WaitAsync(Look, TimeProvider.System, cancellation);
            await Task.Delay(Gather, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            // Nothing announced: look anyway.
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }
}
