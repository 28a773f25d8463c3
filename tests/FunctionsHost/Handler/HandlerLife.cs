using System.Collections.Concurrent;
using FunctionsHost.App;

namespace FunctionsHost.Handler;

/// <summary>An end of the handler, and what the host made of it.</summary>
public sealed record HandlerExit(int Code, bool EndedByHost, AfterExit Then);

/// <summary>The handler over all its lives: started with the host, not with the first request, and anew as <see cref="RestartRule"/> says.</summary>
internal sealed class HandlerLife(FunctionApp app, IReadOnlyDictionary<string, string> environment, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly RestartRule _rule = new(clock);
    private readonly ConcurrentQueue<HandlerExit> _exits = new();
    private readonly ConcurrentQueue<HandlerLine> _lines = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<HandlerProcess> _ready = New();
    private HandlerProcess? _now;
    private bool _over;

    public IReadOnlyList<HandlerExit> Exits => [.. _exits];

    public IReadOnlyList<HandlerLine> Lines => [.. _lines];

    public int Starts { get; private set; }

    /// <summary>The process of now, or the last there was.</summary>
    public HandlerProcess? Now => _now;

    /// <summary>Completes when the host gives the handler up and shuts itself down.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Completes when the last handler has ended and no other follows.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>The handler, once it answers. One that has left for good is handed out as well: whoever calls it finds nobody.</summary>
    public Task<HandlerProcess> ReadyAsync(CancellationToken givenUp)
    {
        lock (_gate)
        {
            return _ready.Task.WaitAsync(app.Host.InitializationTimeout * 4, clock, givenUp);
        }
    }

    /// <summary>Starts it, and sees to it until the end.</summary>
    /// <exception cref="HostRefusesException">It cannot be executed.</exception>
    public void Begin()
    {
        var first = Start();
        Ended = SeeToItAsync(first);
    }

    /// <summary>The host kills it and starts it anew; calls wait for that from this moment.</summary>
    public void Renew(HandlerProcess handler)
    {
        lock (_gate)
        {
            if (handler == _now && _ready.Task.IsCompleted)
            {
                _ready = New();
            }
        }

        handler.Kill(byHost: true);
    }

    /// <summary>The host shuts itself down.</summary>
    public void GiveUp() => _stopped.TrySetResult();

    /// <summary>SIGKILL, and nothing after it.</summary>
    public void End()
    {
        HandlerProcess? last;
        lock (_gate)
        {
            _over = true;
            last = _now;
        }

        last?.Kill(byHost: true);
    }

    private async Task SeeToItAsync(HandlerProcess handler)
    {
        while (true)
        {
            var ready = _ready;
            if (await handler.IsReadyAsync(app.Host.InitializationTimeout))
            {
                ready.TrySetResult(handler);
            }
            else
            {
                // Not up in time counts as a crash.
                handler.Kill(byHost: false);
            }

            await handler.Exited;
            if (!GoesOnAfter(handler))
            {
                return;
            }

            handler.Dispose();
            handler = _now!;
        }
    }

    /// <summary>Whoever sees the exit sees what was made of it, too.</summary>
    private bool GoesOnAfter(HandlerProcess ended)
    {
        lock (_gate)
        {
            var code = ended.Exited.Result;
            var then = ended.EndedByHost ? AfterExit.Restart : _rule.After(code);
            if (then != AfterExit.LeaveIt && !_over)
            {
                _ready = _ready.Task.IsCompleted ? New() : _ready;
            }

            _exits.Enqueue(new HandlerExit(code, ended.EndedByHost, then));
            if (_over || then == AfterExit.LeaveIt)
            {
                _ready.TrySetResult(ended);
                return false;
            }

            if (then == AfterExit.Restart)
            {
                Start();
                return true;
            }
        }

        GiveUp();
        return false;
    }

    private HandlerProcess Start()
    {
        Starts++;
        return _now = HandlerProcess.Start(app, environment, _lines.Enqueue);
    }

    private static TaskCompletionSource<HandlerProcess> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
