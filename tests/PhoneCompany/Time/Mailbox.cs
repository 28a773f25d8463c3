namespace PhoneCompany.Time;

/// <summary>Why a running document is abandoned. A null <see cref="Redirect"/> means the leg is over.</summary>
internal sealed record Interruption(object? Redirect);

/// <summary>Thrown at the next wait of an interrupted script, so that every verb unwinds the same way.</summary>
internal sealed class InterruptedScriptException(Interruption interruption) : Exception("The script was interrupted.")
{
    public Interruption Interruption { get; } = interruption;
}

/// <summary>What reaches one running script, in order: keys, speech, replies, other legs. One reader.</summary>
internal sealed class Mailbox(Switchboard board)
{
    private readonly Queue<object> _events = new();
    private TaskCompletionSource<object?>? _reader;
    private Interruption? _interruption;

    public void Deliver(object happened)
    {
        if (_reader is { } reader)
        {
            _reader = null;
            board.Post(() => reader.TrySetResult(happened));
        }
        else
        {
            _events.Enqueue(happened);
        }
    }

    public void Interrupt(Interruption interruption)
    {
        // A hang-up stays a hang-up, whatever is asked of the leg afterwards.
        if (_interruption is { Redirect: null })
        {
            return;
        }

        _interruption = interruption;
        if (_reader is { } reader)
        {
            _reader = null;
            board.Post(() => reader.TrySetResult(null));
        }
    }

    /// <summary>Takes note of a redirect, so that the script can go on with it.</summary>
    public void Resume()
    {
        if (_interruption is { Redirect: not null })
        {
            _interruption = null;
        }

        _events.Clear();
    }

    /// <summary>Drops what came while nobody listened.</summary>
    public void Forget<T>() => Keep(happened => happened is not T);

    public void ThrowIfInterrupted()
    {
        if (_interruption is { } interruption)
        {
            throw new InterruptedScriptException(interruption);
        }
    }

    /// <summary>The next event, or null when <paramref name="until"/> came first.</summary>
    public async Task<object?> NextAsync(DateTimeOffset? until)
    {
        ThrowIfInterrupted();
        if (_events.TryDequeue(out var ready))
        {
            return ready;
        }

        if (until <= board.Now)
        {
            return null;
        }

        var reader = new TaskCompletionSource<object?>();
        _reader = reader;
        Switchboard.Alarm? alarm = until is { } due
            ? board.At(due, () =>
            {
                if (_reader == reader)
                {
                    _reader = null;
                    reader.TrySetResult(null);
                }
            })
            : null;
        var happened = await reader.Task;
        alarm?.Dispose();
        ThrowIfInterrupted();
        return happened;
    }

    private void Keep(Func<object, bool> wanted)
    {
        for (var left = _events.Count; left > 0; left--)
        {
            var happened = _events.Dequeue();
            if (wanted(happened))
            {
                _events.Enqueue(happened);
            }
        }
    }
}
