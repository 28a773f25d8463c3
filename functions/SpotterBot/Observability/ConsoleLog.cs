using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace SpotterBot.Observability;

/// <summary>What the program says on its two streams: what is well on the one, what is not on the other.</summary>
internal static class ConsoleLog
{
    /// <summary>The platform's own setting; <c>json</c> asks for one JSON object a line.</summary>
    private const string FormatSetting = "Logging:Console:FormatterName";

    /// <param name="underHost">A Functions host reads it: JSON, unless something else is asked for.</param>
    public static ILoggingBuilder AddConsoleLog(this ILoggingBuilder logging, IConfiguration configuration, bool underHost)
    {
        var json = configuration[FormatSetting] is { Length: > 0 } asked ? asked.Equals("json", StringComparison.OrdinalIgnoreCase) : underHost;
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsole();
        logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
        logging.Services.PostConfigure<ConsoleLoggerOptions>(console =>
        {
            console.FormatterName = json ? JsonLines.FormatterName : PlainLines.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Warning;

            // Whoever reads it may be slow: a line that is lost does less harm than a caller who waits for it to be written.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        return logging;
    }
}
