using System.Collections.Concurrent;
using System.Diagnostics;

namespace RealFaults.Processes;

/// <summary>A process of ours that is killed, frozen and started again.</summary>
internal sealed class Child : IDisposable
{
    private const int LinesKept = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly Func<int, ProcessStartInfo> _how;
    private readonly Func<Task<bool>> _isUp;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Lock _gate = new();
    private Process? _process;
    private bool _hasEndedByItself;

    /// <param name="name">What it is called in what is printed.</param>
    /// <param name="how">How it is started, for the nth time.</param>
    /// <param name="isUp">Whether it does its work.</param>
    public Child(string name, Func<int, ProcessStartInfo> how, Func<Task<bool>> isUp) => (Name, _how, _isUp) = (name, how, isUp);

    public string Name { get; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>What it wrote last, a line each.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>It ended although nobody ended it; also where it was started again since.</summary>
    public bool HasEndedByItself
    {
        get
        {
            lock (_gate)
            {
                return _hasEndedByItself |= IsGone;
            }
        }
    }

    private bool IsGone => _process is { HasExited: true };

    public void Start()
    {
        var start = _how(Starts++);
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Returns when it does its work; false where it ended, or does not within a minute.</summary>
    public async Task<bool> IsUpAsync()
    {
        var watch = Stopwatch.StartNew();
        while (!IsGone && watch.Elapsed < Patience)
        {
            if (await _isUp())
            {
                return true;
            }

            await Task.Delay(Glance, TimeProvider.System);
        }

        return false;
    }

    /// <summary>SIGKILL: it runs no further instruction.</summary>
    public void Kill() => End(process => process.Kill());

    /// <summary>SIGTERM, and however long it takes.</summary>
    public void Terminate() => End(process => Signals.Send(process.Id, Signals.Terminate));

    /// <summary>It stands still, with everything open that it has open.</summary>
    public void Freeze() => Signals.Send(_process!.Id, Signals.Stop);

    public void Thaw() => Signals.Send(_process!.Id, Signals.Continue);

    public void Dispose() => Kill();

    private void End(Action<Process> end)
    {
        Process? process;
        lock (_gate)
        {
            // Whoever looks from now on must not take what is done here for its own end; and what ended before would be forgotten with it.
            _hasEndedByItself |= IsGone;
            (process, _process) = (_process, null);
        }

        if (process is not null)
        {
            if (!process.HasExited)
            {
                end(process);
            }

            process.WaitForExit();
            process.Dispose();
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { Length: > 0 } text)
        {
            _output.Enqueue(text);
            while (_output.Count > LinesKept)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
