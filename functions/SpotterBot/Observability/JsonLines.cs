using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace SpotterBot.Observability;

/// <summary>
/// Each event as one JSON object on one line, for a host that takes every line for one trace. Of scopes only a <see cref="Subject"/> is
/// written, and values only of our own events: what others put there (a request's path, say) is not ours to answer for.
/// </summary>
public sealed partial class JsonLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "spotterbot-json";

    private const string OwnCategories = nameof(SpotterBot) + ".";
    private const string Template = "{OriginalFormat}";

    /// <summary>It is read by programs and never put into a page.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, logEntry, Innermost(scopeProvider));
        }

        var line = Encoding.UTF8.GetString(buffer.WrittenSpan);
        textWriter.WriteLine(logEntry.LogLevel >= LogLevel.Error ? WithoutWarn(line) : line);
    }

    private void Write<TState>(Utf8JsonWriter json, in LogEntry<TState> entry, Subject subject)
    {
        json.WriteStartObject();
        json.WriteString("Utc", time.GetUtcNow().UtcDateTime);
        json.WriteString("Level", entry.LogLevel.ToString());
        json.WriteNumber("EventId", entry.EventId.Id);
        if (entry.EventId.Name is { } name)
        {
            json.WriteString("Event", name);
        }

        json.WriteString("Message", entry.Formatter(entry.State, entry.Exception));
        var own = entry.Category.StartsWith(OwnCategories, StringComparison.Ordinal) && entry.State is IEnumerable<KeyValuePair<string, object?>> state
            ? state.Where(value => value.Key != Template).ToList() : [];
        foreach (var id in subject.Where(id => !own.Exists(value => value.Key == id.Key)).Concat(own))
        {
            Write(json, id.Key, id.Value);
        }

        json.WriteString("Category", entry.Category);
        if (entry.Exception is { } fault)
        {
            json.WriteString("Fault", Faults.Told(fault));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case int or long:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static Subject Innermost(IExternalScopeProvider? scopes)
    {
        var found = new List<Subject>(4);
        scopes?.ForEachScope(
            static (scope, subjects) =>
            {
                if (scope is Subject subject)
                {
                    subjects.Add(subject);
                }
            },
            found);
        return found.Count > 0 ? found[^1] : new Subject();
    }

    /// <summary>
    /// The host takes a line on the error stream for a warning if it holds that word anywhere. An error's line spells it so that only who reads
    /// JSON sees it. Source: Azure Functions host, custom handlers' console output.
    /// </summary>
    private static string WithoutWarn(string line) => Warn().Replace(line, letter => $"\\u{(int)letter.Value[0]:x4}");

    [GeneratedRegex("(?<=w)a(?=rn)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Warn();
}
