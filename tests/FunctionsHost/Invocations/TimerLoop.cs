using FunctionsHost.App;

namespace FunctionsHost.Invocations;

/// <summary>
/// One timer on its schedule, where this host has the lease. It never overlaps itself: a run that outlasts the next tick is followed by one run at
/// once, and then by the schedule again.
/// </summary>
internal sealed class TimerLoop(TimerFunction function, HostOptions options, Invoker invoker, HttpMessageInvoker wire)
{
    private readonly SemaphoreSlim _alone = new(1);

    public TimerFunction Function => function;

    public async Task RunAsync(object host, CancellationToken end)
    {
        var clock = options.Clock;
        try
        {
            while (!options.Storage.TryHold(host, clock.GetUtcNow()))
            {
                await Task.Delay(HostStorage.Lease, clock, end);
            }

            var next = function.NextUtc(clock.GetUtcNow());
            if (function.UseMonitor && options.Storage.StatusOf(function.Name) is { } known && known.Next < clock.GetUtcNow().UtcDateTime)
            {
                await FireAsync(isPastDue: true, end);
            }

            while (true)
            {
                var wait = next - clock.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, clock, end);
                }

                options.Storage.TryHold(host, clock.GetUtcNow());
                await FireAsync(isPastDue: false, end);
                var now = clock.GetUtcNow();
                var following = function.NextUtc(next);
                next = following < now ? now : following;
            }
        }
        catch (OperationCanceledException)
        {
            // The host has ended.
        }
    }

    public async Task<Invocation> FireAsync(bool isPastDue, CancellationToken end)
    {
        await _alone.WaitAsync(end);
        try
        {
            var status = function.UseMonitor ? options.Storage.StatusOf(function.Name) : null;
            var over = await invoker.RunAsync(function.Name, (handler, id, token) => PostAsync(handler, id, status, isPastDue, token), end);
            if (function.UseMonitor)
            {
                // A run that failed has been run all the same.
                var now = options.Clock.GetUtcNow();
                options.Storage.Keep(function.Name, new TimerStatus(now.UtcDateTime, function.NextUtc(now).UtcDateTime, now.UtcDateTime));
            }

            return over;
        }
        finally
        {
            _alone.Release();
        }
    }

    private async Task<(InvocationOutcome Outcome, string Detail)?> PostAsync(Uri handler, string id, TimerStatus? status, bool isPastDue, CancellationToken token)
    {
        using var request = Envelope.OfTimer(handler, function, id, status, isPastDue, options.Clock.GetUtcNow());
        using var response = await wire.SendAsync(request, token);
        return Envelope.Read((int)response.StatusCode, response.Content.Headers.ContentType, await response.Content.ReadAsByteArrayAsync(token));
    }
}
