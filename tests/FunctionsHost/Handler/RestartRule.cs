namespace FunctionsHost.Handler;

/// <summary>What the host does when its handler has ended.</summary>
public enum AfterExit
{
    /// <summary>Starts it anew.</summary>
    Restart,

    /// <summary>Nothing at all: every later call finds nobody.</summary>
    LeaveIt,

    /// <summary>Shuts itself down, for the platform to make another instance.</summary>
    StopHost,
}

/// <summary>
/// Exit codes as the host reads them: 0 is left alone, 200 is a wish to be restarted, anything else an error. The third error stops the host,
/// where each came within half an hour of the one before.
/// </summary>
public sealed class RestartRule(TimeProvider clock)
{
    public const int Wish = 200;

    private const int ErrorsMost = 3;

    private static readonly TimeSpan Together = TimeSpan.FromMinutes(30);

    private DateTimeOffset? _lastUtc;
    private int _errors;

    public AfterExit After(int exitCode)
    {
        if (exitCode is 0 or Wish)
        {
            return exitCode == 0 ? AfterExit.LeaveIt : AfterExit.Restart;
        }

        var now = clock.GetUtcNow();
        _errors = now - _lastUtc <= Together ? _errors + 1 : 1;
        _lastUtc = now;
        return _errors < ErrorsMost ? AfterExit.Restart : AfterExit.StopHost;
    }
}
