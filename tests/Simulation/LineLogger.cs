using Microsoft.Extensions.Logging;

namespace Simulation;

/// <param name="isOfInterest">Of an error's exception; null: all are. What is not of interest is not even written down.</param>
public sealed class LineLogger(Action<string> write, Func<Exception, bool>? isOfInterest = null) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is null || isOfInterest is null || isOfInterest(exception))
        {
            write($"{logLevel} {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}");
        }
    }

    public void Dispose()
    {
    }
}
