using System.Collections.Concurrent;
using FunctionsHost.Handler;

namespace FunctionsHost.Invocations;

/// <summary>Runs invocations: they wait for a handler that is starting, and one that outlives functionTimeout costs the handler its life.</summary>
internal sealed class Invoker(HandlerLife life, TimeSpan? functionTimeout, TimeProvider clock)
{
    private readonly ConcurrentQueue<Invocation> _done = new();

    public IReadOnlyList<Invocation> Done => [.. _done];

    /// <param name="run">Null where the handler answered in a way that the host never takes for an end.</param>
    /// <param name="givenUp">Whoever asked is gone; nobody waits for this one.</param>
    public async Task<Invocation> RunAsync(
        string function, Func<Uri, string, CancellationToken, Task<(InvocationOutcome Outcome, string Detail)?>> run, CancellationToken givenUp)
    {
        var id = Envelope.NewId();
        using var tooLong = functionTimeout is { } limit ? new CancellationTokenSource(limit, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, givenUp);
        Invocation over;
        HandlerProcess? handler = null;
        try
        {
            handler = await life.ReadyAsync(either.Token);
            over = await run(handler.Address, id, either.Token) is var (outcome, detail)
                ? new Invocation(id, function, tooLong.IsCancellationRequested ? InvocationOutcome.TimedOut : outcome, detail)
                : await NeverOverAsync(id, function, either.Token);
        }
        catch (TimeoutException fault)
        {
            // The handler never came up: the host shuts itself down.
            over = new Invocation(id, function, InvocationOutcome.Failed, fault.Message);
            life.GiveUp();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            over = new Invocation(id, function, tooLong.IsCancellationRequested ? InvocationOutcome.TimedOut : InvocationOutcome.Failed, fault.Message);
        }

        if (over.Outcome == InvocationOutcome.TimedOut && handler is not null)
        {
            life.Renew(handler);
        }

        _done.Enqueue(over);
        return over;
    }

    private static async Task<Invocation> NeverOverAsync(string id, string function, CancellationToken end)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end).ContinueWith(_ => { }, TaskScheduler.Default);
        return new Invocation(id, function, InvocationOutcome.TimedOut, "The answer had nothing in it.");
    }
}
