using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace SpotterBot.Observability;

/// <summary>Each event as a line for people to read; a fault's places in the code follow it.</summary>
public sealed class PlainLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "spotterbot-plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        textWriter.WriteLine($"{time.GetUtcNow():HH:mm:ss}Z {Level(logEntry.LogLevel)} {logEntry.Formatter(logEntry.State, logEntry.Exception)}");
        if (logEntry.Exception is { } fault)
        {
            textWriter.WriteLine("    " + Faults.Told(fault).ReplaceLineEndings("\n    "));
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error or LogLevel.Critical => "ERROR",
        _ => "debug",
    };
}
