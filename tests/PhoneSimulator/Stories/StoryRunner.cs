using PhoneCompany;
using PhoneSimulator.Faults;
using PhoneSimulator.Hosting;
using PhoneSimulator.Time;
using PhoneSimulator.View;

namespace PhoneSimulator.Stories;

/// <summary>Where a story stands.</summary>
public enum StoryPhase
{
    /// <summary>What was there before is put away.</summary>
    Preparing,
    Telling,

    /// <summary>It is over or was stopped, and the desk is made ready for the next.</summary>
    Tidying,

    /// <summary>Told to its end.</summary>
    Ended,

    /// <summary>Stopped at a click.</summary>
    Stopped,

    /// <summary>It did not go on as it should.</summary>
    Stuck,
}

/// <param name="Scene">From 1; 0 before the first.</param>
/// <param name="Caption">What happens now, in plain words.</param>
public sealed record StoryState(Story Story, StoryPhase Phase, int Scene, string Caption)
{
    public bool IsOver => Phase is StoryPhase.Ended or StoryPhase.Stopped or StoryPhase.Stuck;
}

/// <summary>Tells stories on the desk, one at a time, with everybody's phones driven as a visitor would drive them.</summary>
public sealed class StoryRunner : IAsyncDisposable
{
    private const string PuttingAway = "The table is made ready.";

    private readonly PhoneNetwork _network;
    private readonly DeskClock _clock;
    private readonly Manners _manners;
    private readonly Pace _pace;
    private readonly StoryPaces _paces;
    private readonly Tidying _tidying;
    private readonly Lock _gate = new();

    /// <summary>The desk itself is going: nothing is waited for any more.</summary>
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource _stop = new();
    private Task _told = Task.CompletedTask;

    internal StoryRunner(PhoneNetwork network, Phones phones, DeskClock clock, ProgramHost program, DeskFaults faults, SessionsOnDesk sessions, Manners manners, Pace pace, StoryPaces paces)
    {
        _network = network;
        _clock = clock;
        _manners = manners;
        _pace = pace;
        _paces = paces;
        _tidying = new Tidying(network, phones, program, faults, sessions, manners);
    }

    /// <summary>Raised on whatever thread the story is told on.</summary>
    public event EventHandler? Changed;

    /// <summary>The story that is being told, or the last one; null before the first and once it was put away.</summary>
    public StoryState? Now { get; private set; }

    /// <summary>When the story now being told is over and the desk ready for the next.</summary>
    public Task Told
    {
        get
        {
            lock (_gate)
            {
                return _told;
            }
        }
    }

    /// <summary>False while another one is being told.</summary>
    public bool Start(Story story)
    {
        lock (_gate)
        {
            if (!_told.IsCompleted)
            {
                return false;
            }

            _stop.Dispose();
            _stop = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
            Now = new StoryState(story, StoryPhase.Preparing, 0, PuttingAway);
            _told = Task.Run(() => TellAsync(story, _stop.Token));
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    /// <summary>Stops the story and makes the desk ready for the next; a story that is over is put away.</summary>
    public async Task StopAsync()
    {
        Task told;
        lock (_gate)
        {
            told = _told;
            if (told.IsCompleted)
            {
                Now = null;
            }
        }

        await _stop.CancelAsync();
        await told;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await StopAsync();
        _stop.Dispose();
        _gone.Dispose();
    }

    private async Task TellAsync(Story story, CancellationToken stop)
    {
        _pace.StoryBegins(_paces.Between);
        var (phase, caption) = await EndOfAsync(story, stop);
        await TidyAsync();
        _pace.StoryEnds();
        Become(Now! with { Phase = phase, Caption = caption });
    }

    /// <summary>Tells it, and says how it ended.</summary>
    private async Task<(StoryPhase Phase, string Caption)> EndOfAsync(Story story, CancellationToken stop)
    {
        try
        {
            using var attention = new Attention(_network, _clock, stop);
            if (await _tidying.IsNeededAsync())
            {
                await _tidying.RunAsync(attention);
            }

            await ScenesAsync(story, attention);
            return (StoryPhase.Ended, story.End);
        }
        catch (OperationCanceledException)
        {
            return (StoryPhase.Stopped, "Stopped.");
        }
        catch (TimeoutException stuck)
        {
            return (StoryPhase.Stuck, $"It does not go on: {stuck.Message}.");
        }
        catch (Exception meddled) when (meddled is InvalidOperationException or IOException)
        {
            // Between two steps somebody at the desk did something else with a phone of the story's, or broke what it needs.
            return (StoryPhase.Stuck, $"It does not go on: {meddled.Message}");
        }
    }

    private async Task ScenesAsync(Story story, Attention attention)
    {
        var telling = new Telling(_network, attention, _manners, _pace, _paces);
        foreach (var (index, scene) in story.Scenes.Index())
        {
            Become(new StoryState(story, StoryPhase.Telling, index + 1, scene.Caption));
            _paces.Shown(scene.Caption);
            await telling.ReadAsync(scene.Caption);
            await scene.Happens(telling);
        }
    }

    private async Task TidyAsync()
    {
        _pace.StoryBegins(_paces.Between);
        Become(Now! with { Phase = StoryPhase.Tidying, Caption = PuttingAway });
        using var attention = new Attention(_network, _clock, _gone.Token);
        try
        {
            await _tidying.RunAsync(attention);
        }
        catch (Exception cannot) when (cannot is TimeoutException or IOException or InvalidOperationException)
        {
            // The next story begins with another try.
        }
        catch (OperationCanceledException)
        {
            // There is no next story.
        }
    }

    private void Become(StoryState state)
    {
        Now = state;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
