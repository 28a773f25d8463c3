using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpotterBot.Observability;

namespace Simulation;

/// <summary>What the program writes to its console under a host, line by line.</summary>
public sealed class JsonLog(TimeProvider time, Action<string> write) : ILoggerProvider, ISupportExternalScope
{
    private readonly JsonLines _lines = new(time);
    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Category(JsonLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            using var line = new StringWriter();
            log._lines.Write(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter), log._scopes, line);
            log.Write(line.ToString());
        }
    }

    private void Write(string line) => write(line);
}
