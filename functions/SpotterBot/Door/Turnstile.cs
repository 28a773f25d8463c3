namespace SpotterBot.Door;

/// <summary>
/// So many at once, and the rest wait in the order they came. Who gives up waiting is never let in, so that nothing is done that was answered with an
/// excuse.
/// </summary>
/// <param name="most">Inside at once.</param>
/// <param name="waitingMost">Who comes when that many wait is turned away.</param>
public sealed class Turnstile(int most, int waitingMost, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private int _inside;

    public int Inside
    {
        get
        {
            lock (_gate)
            {
                return _inside;
            }
        }
    }

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Does it once there is room. Null: turned away, or given up before its turn came, and nothing was done.</summary>
    public async ValueTask<T?> PassAsync<T>(Func<ValueTask<T>> act, Place place)
        where T : class
    {
        if (!await EnterAsync(place))
        {
            return null;
        }

        try
        {
            return await act();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Whoever waits at this place waits no more.</summary>
    public void GiveUp(Place place)
    {
        TaskCompletionSource<bool>? waiting;
        lock (_gate)
        {
            waiting = place.Node?.List is null ? null : place.Node.Value;
            if (waiting is not null)
            {
                _waiting.Remove(place.Node!);
            }
        }

        waiting?.SetResult(false);
    }

    private Task<bool> EnterAsync(Place place)
    {
        lock (_gate)
        {
            if (_inside < most)
            {
                _inside++;
                return Task.FromResult(true);
            }

            if (_waiting.Count >= waitingMost)
            {
                return Task.FromResult(false);
            }

            place.Node = _waiting.AddLast(new TaskCompletionSource<bool>());
            return place.Node.Value.Task;
        }
    }

    private void Leave()
    {
        TaskCompletionSource<bool> next;
        lock (_gate)
        {
            if (_waiting.First is not { } first)
            {
                _inside--;
                return;
            }

            // The room that is left is theirs already.
            _waiting.RemoveFirst();
            next = first.Value;
        }

        _ = LetInAsync(next);
    }

    /// <summary>A moment later, so that nobody's own answer waits for what those behind them do.</summary>
    private async Task LetInAsync(TaskCompletionSource<bool> next)
    {
        await Task.Delay(Moment, time);
        next.SetResult(true);
    }

    /// <summary>Where somebody stands in line, if they do.</summary>
    public sealed class Place
    {
        internal LinkedListNode<TaskCompletionSource<bool>>? Node { get; set; }
    }
}
