using PhoneCompany;

namespace PhoneSimulator.Time;

/// <summary>
/// Waits for what happens at the desk. From the moment that something happens until it has been looked at, and from the end of a wait until
/// the next (or until <see cref="LetGo"/>), the clock runs no faster than real time: nobody who acts on what happened is late because the
/// desk is watched at 10x, or because the machine is busy.
/// </summary>
public sealed class Attention : IDisposable
{
    private readonly DeskClock _clock;
    private readonly CancellationToken _stop;
    private readonly IDisposable _watch;
    private readonly Lock _gate = new();
    private TaskCompletionSource _news = New();
    private IDisposable? _held;
    private bool _waits;

    public Attention(PhoneNetwork network, DeskClock clock, CancellationToken stop)
    {
        _clock = clock;
        _stop = stop;
        _watch = network.Watch(_ => Look());
    }

    /// <summary>Waits until it is so.</summary>
    /// <param name="when">Told the time: the moment from which it is so, as far as is known now; null where nothing is known yet.</param>
    /// <param name="within">At most so long, on the desk's clock.</param>
    /// <param name="what">In words, for whoever wonders why it did not go on.</param>
    /// <exception cref="TimeoutException">It did not come about in time.</exception>
    public async Task UntilAsync(Func<DateTimeOffset, DateTimeOffset?> when, TimeSpan within, string what)
    {
        var limit = _clock.GetUtcNow() + within;
        while (true)
        {
            _stop.ThrowIfCancellationRequested();
            var news = Listen();
            var now = _clock.GetUtcNow();
            var at = when(now);
            if (at <= now)
            {
                Hold();
                return;
            }

            if (now >= limit)
            {
                throw new TimeoutException(what);
            }

            await RestAsync(news, (at < limit ? at.Value : limit) - now);
        }
    }

    /// <summary>So much time passes on the desk's clock.</summary>
    public Task PassAsync(TimeSpan span)
    {
        DateTimeOffset? end = null;
        return UntilAsync(now => end ??= now + span, span + TimeSpan.FromMinutes(1), "Time stands still");
    }

    /// <summary>The clock may race again.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            _waits = false;
            Release();
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        LetGo();
    }

    /// <summary>What comes from now on is news.</summary>
    private Task Listen()
    {
        lock (_gate)
        {
            _waits = true;
            _news = _news.Task.IsCompleted ? New() : _news;
            return _news.Task;
        }
    }

    private async Task RestAsync(Task news, TimeSpan most)
    {
        await using var alarm = _clock.CreateTimer(_ => Look(), null, most, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            if (!news.IsCompleted)
            {
                Release();
            }
        }

        await news.WaitAsync(_stop);
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_waits)
            {
                _held ??= _clock.HoldBack();
                _news.TrySetResult();
            }
        }
    }

    private void Hold()
    {
        lock (_gate)
        {
            _waits = false;
            _held ??= _clock.HoldBack();
        }
    }

    private void Release()
    {
        _held?.Dispose();
        _held = null;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
