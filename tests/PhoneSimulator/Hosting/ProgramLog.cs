using System.Collections.Concurrent;

namespace PhoneSimulator.Hosting;

/// <summary>What the program warned of, kept for whoever wants to look; the terminal stays quiet.</summary>
public sealed class ProgramLog : ILoggerProvider, ILogger
{
    private const int LinesKept = 200;

    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        _lines.Enqueue((logLevel, formatter(state, exception) + (exception is null ? "" : "\n" + exception)));
        while (_lines.Count > LinesKept)
        {
            _lines.TryDequeue(out _);
        }
    }

    public void Dispose()
    {
    }
}
