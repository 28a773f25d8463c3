namespace PhoneSimulator.Time;

/// <summary>
/// Who sets the desk's speed: the visitor by hand, or a story that is being told for as long as the visitor leaves it to the story.
/// Either can be paused, and goes on as it was.
/// </summary>
public sealed class Pace(DeskClock clock)
{
    private readonly Lock _gate = new();
    private double _byHand = 1;
    private double? _byStory;
    private bool _leftToStory;
    private bool _paused;

    /// <summary>The clock runs as fast as the story wants (or would, were it not paused).</summary>
    public bool IsStorys
    {
        get
        {
            lock (_gate)
            {
                return _byStory is not null && _leftToStory;
            }
        }
    }

    /// <param name="speed">Desk seconds per real second; 0 pauses.</param>
    public void SetByHand(double speed) => Change(() =>
    {
        _paused = speed == 0;
        if (!_paused)
        {
            (_byHand, _leftToStory) = (speed, false);
        }
    });

    /// <summary>Out of a pause, as fast as before it.</summary>
    public void GoOn() => Change(() => _paused = false);

    /// <summary>The visitor leaves it to the story again.</summary>
    public void LeaveToStory() => Change(() => (_paused, _leftToStory) = (false, true));

    /// <summary>A story begins; until the visitor sets a speed by hand it sets its own.</summary>
    public void StoryBegins(double speed) => Change(() => (_paused, _leftToStory, _byHand, _byStory) = (false, true, 1, speed));

    public void StorySets(double speed) => Change(() => _byStory = speed);

    public void StoryEnds() => Change(() => _byStory = null);

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            var speed = _paused ? 0 : _leftToStory ? _byStory ?? _byHand : _byHand;
            if (clock.Speed != speed)
            {
                clock.Speed = speed;
            }
        }
    }
}
