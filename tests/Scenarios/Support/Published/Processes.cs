using System.Collections.Concurrent;
using System.Diagnostics;
using PhoneCompany;
using PhoneCompany.Time;

namespace Scenarios.Support.Published;

/// <summary>
/// The published programs of one scenario, each in a process of its own, on the scenario's clock. Whatever they send comes to the one thread that
/// moves the clock, and the clock stands until every process waits for nothing but time: what happens when is the scenario's doing, as it is with
/// the program inside the test. What two things at work at one moment do first is theirs.
/// </summary>
internal sealed class Processes : IClockFollower, IDisposable
{
    /// <summary>Far beyond what anything takes: then something waits for what will never come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan InTransit = TimeSpan.FromMilliseconds(1);

    private readonly PhoneNetwork _network;
    private readonly VirtualTime _time;
    private readonly BlockingCollection<(Action Do, bool IsAnswer)> _mailbox = [];
    private readonly List<PublishedInstance> _all = [];
    private int _chosen;

    public Processes(PhoneNetwork network, VirtualTime time)
    {
        (_network, _time) = (network, time);
        time.Follower = this;
    }

    public VirtualTime Time => _time;

    /// <summary>Whose request the phone company has just been handed.</summary>
    public PublishedInstance? Asking { get; private set; }

    /// <summary>What they have written on standard output, a line each.</summary>
    public IReadOnlyList<string> Output => [.. _all.SelectMany(p => p.Output)];

    /// <summary>The one that the front end chooses for the next webhook: each in turn.</summary>
    public IProgram Next => Living() is { Count: > 0 } living ? living[++_chosen % living.Count] : _all[^1];

    public void Add(PublishedInstance process)
    {
        _all.Add(process);
        Until(process.Ready);
        if (Living() is { Count: > 1 } together)
        {
            together.ForEach(p => p.Clock.IsShared());
        }

        Settle();
    }

    /// <summary>Done on the scenario's thread when it next waits for the processes.</summary>
    /// <param name="isAnswer">It only answers a question of ours: nothing has happened.</param>
    public void Post(Action action, bool isAnswer = false)
    {
        try
        {
            _mailbox.Add((action, isAnswer));
        }
        catch (ObjectDisposedException)
        {
            // The scenario is over.
        }
    }

    public void Moved(DateTimeOffset utc)
    {
        foreach (var process in Living())
        {
            process.Clock.MoveTo(utc);
        }
    }

    public void Settle()
    {
        var watch = Stopwatch.StartNew();
        while (!AreAtRest())
        {
            if (watch.Elapsed > Patience)
            {
                throw new InvalidOperationException("The program does not come to rest: " + string.Join("; ", Living()));
            }
        }
    }

    public void Dispose()
    {
        _time.Follower = null;
        _all.ForEach(p => p.Dispose());
        _mailbox.Dispose();
    }

    private List<PublishedInstance> Living() => [.. _all.Where(p => p.IsFollowing)];

    /// <summary>Nothing came while each was asked, and each knows of as many webhooks and requests under way as are known here.</summary>
    private bool AreAtRest()
    {
        if (Drain())
        {
            return false;
        }

        var asked = Living();
        asked.ForEach(p => p.Clock.AskWhetherAtRest());
        var (waiting, quiet) = (asked.Count, true);
        while (waiting > 0)
        {
            quiet &= Take(Patience) ?? throw new InvalidOperationException("A program does not answer: " + string.Join("; ", asked));
            waiting = asked.Count(p => p.IsFollowing && p.Clock.IsAsked);
        }

        var rest = quiet && asked.TrueForAll(p => !p.IsFollowing || p.IsAtRest);
        if (rest)
        {
            asked.ForEach(p => p.WakeAtItsNextTimer());
        }
        else if (quiet)
        {
            Take(InTransit);
        }

        return rest;
    }

    private bool Drain()
    {
        var any = false;
        while (Take(TimeSpan.Zero) is not null)
        {
            any = true;
        }

        return any;
    }

    /// <summary>Does what came: true for an answer, null where nothing came.</summary>
    private bool? Take(TimeSpan within)
    {
        if (!_mailbox.TryTake(out var item, within))
        {
            return null;
        }

        item.Do();
        return item.IsAnswer;
    }

    private void Until(Task task)
    {
        _ = task.ContinueWith(_ => Post(() => { }), TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            _ = Take(Patience) ?? throw new InvalidOperationException("The program does not start: " + string.Join("; ", _all));
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>A request of a program, answered by the phone company on the scenario's thread.</summary>
    public Task<HttpResponseMessage> AnswerAsync(PublishedInstance from, HttpRequestMessage request, CancellationToken gone)
    {
        var answered = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => _ = OnScenariosThreadAsync());
        return answered.Task;

        async Task OnScenariosThreadAsync()
        {
            using var cancelled = new CancellationTokenSource();
            await using var registration = gone.Register(() => Post(() =>
            {
                if (!answered.Task.IsCompleted)
                {
#pragma warning disable CA1849, MA0042, VSTHRD103 // CancelAsync would go on in another thread.
                    cancelled.Cancel();
#pragma warning restore CA1849, MA0042, VSTHRD103
                }
            }));
            from.RequestsHeld++;
            Asking = from;
            try
            {
                answered.TrySetResult(await _network.HandleRestAsync(request, cancelled.Token));
            }
#pragma warning disable CA1031 // The program sees a connection that broke.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                answered.TrySetException(fault);
            }
            finally
            {
                from.RequestsHeld--;
            }
        }
    }
}
