namespace Scenarios.Support;

/// <summary>The process that dies in a story, and the one that is started some seconds later.</summary>
internal sealed class Restart(Scenario s, IProgram dying, Life life, int secondsDead)
{
    private DateTimeOffset? _backUtc;

    /// <summary>It died, and the story has not taken that in yet: the second ends here.</summary>
    public bool HasJustDied => life.IsOver && _backUtc is null;

    /// <summary>Told every second.</summary>
    /// <param name="died">Done once, when it is dead.</param>
    /// <param name="before">Done before the next is started.</param>
    public void Look(Action? died = null, Action? before = null)
    {
        if (HasJustDied)
        {
            _backUtc = s.Now + TimeSpan.FromSeconds(secondsDead);
            dying.Kill();
            died?.Invoke();
        }

        if (_backUtc <= s.Now)
        {
            _backUtc = DateTimeOffset.MaxValue;
            before?.Invoke();
            s.Start(new Life());
        }
    }
}
