using System.Text.Json;
using System.Text.RegularExpressions;
using NCrontab;

namespace FunctionsHost.App;

/// <summary>Who may call an HTTP function: anybody, or who has a key.</summary>
public enum AuthLevel
{
    Anonymous,
    Function,
    Admin,
}

/// <summary>A folder with a <c>function.json</c>.</summary>
public abstract partial record FunctionDefinition(string Name)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Without an extension bundle the host knows these alone.</summary>
    private static readonly string[] BuiltIn = ["httpTrigger", "http", "timerTrigger"];

    /// <exception cref="HostRefusesException">The host would not load it.</exception>
    public static FunctionDefinition Read(string folder, HostJson host, IReadOnlyDictionary<string, string> settings)
    {
        var name = Path.GetFileName(folder);
        if (!Names().IsMatch(name))
        {
            throw new HostRefusesException($"\"{name}\" is no name for a function.");
        }

        using var json = Parse(name, Path.Combine(folder, "function.json"));
        if (!json.RootElement.TryGetProperty("bindings", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new HostRefusesException($"{name}: at least one binding must be declared.");
        }

        var bindings = list.EnumerateArray().Select(b => new Binding(b)).ToList();
        if (bindings.Find(b => !BuiltIn.Contains(b.Type)) is { } unknown)
        {
            throw new HostRefusesException($"{name}: the binding type(s) '{unknown.Type}' are not registered.");
        }

        if (bindings.Where(b => b.Type.EndsWith("Trigger", StringComparison.Ordinal)).ToList() is not [var trigger])
        {
            throw new HostRefusesException($"{name}: exactly one trigger must be declared.");
        }

        return trigger.Type == "timerTrigger" ? TimerFunction.Read(name, trigger, settings) : HttpFunction.Read(name, trigger, bindings, host);
    }

    private static JsonDocument Parse(string name, string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
        }
        catch (JsonException fault)
        {
            throw new HostRefusesException($"{name}: function.json is not JSON: {fault.Message}");
        }
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,127}$", RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}

internal sealed class Binding(JsonElement json)
{
    public string Type => Text("type") ?? "";

    public bool IsOut => Text("direction") == "out";

    public string? Text(string key) => json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public IReadOnlyList<string>? Texts(string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : null;

    public bool? Flag(string key) => json.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}

/// <param name="Route">With the app's prefix, without a slash in front.</param>
/// <param name="Methods">Null: all.</param>
public sealed record HttpFunction(string Name, string Route, IReadOnlyList<string>? Methods, AuthLevel AuthLevel) : FunctionDefinition(Name)
{
    /// <summary>The host keeps these for itself.</summary>
    private static readonly string[] Reserved = ["admin", "runtime"];

    internal static HttpFunction Read(string name, Binding trigger, List<Binding> bindings, HostJson host)
    {
        if (!host.ProxiesHttp || bindings is not [var first, var second] || !(first.IsOut ? first : second).Type.Equals("http", StringComparison.Ordinal))
        {
            // The host would wrap it into an envelope of JSON, in which a webhook's signature cannot be checked. That is not modelled here.
            throw new HostRefusesException($"{name} would not be proxied: that takes enableProxyingHttpRequest, one httpTrigger and one output of type http.");
        }

        var route = (trigger.Text("route") ?? name).Trim('/');
        if (Reserved.Contains(route.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            throw new HostRefusesException($"{name}: the specified route conflicts with one or more built in routes.");
        }

        var level = trigger.Text("authLevel") ?? nameof(AuthLevel.Function);
        if (!Enum.TryParse<AuthLevel>(level, ignoreCase: true, out var auth))
        {
            throw new HostRefusesException($"{name}: there is no authLevel \"{level}\".");
        }

        return new HttpFunction(name, host.RoutePrefix.Length == 0 ? route : $"{host.RoutePrefix}/{route}", trigger.Texts("methods"), auth);
    }
}

/// <param name="Binding">The name of the trigger's binding: what the handler finds it under.</param>
/// <param name="UseMonitor">Whether the host remembers runs, and catches up on one that it missed. Never for a schedule finer than a minute.</param>
public sealed record TimerFunction(string Name, string Binding, CrontabSchedule Schedule, bool UseMonitor) : FunctionDefinition(Name)
{
    private static readonly DateTime Anytime = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static TimerFunction Read(string name, Binding trigger, IReadOnlyDictionary<string, string> settings)
    {
        var text = AppSettings.Expanded(trigger.Text("schedule") ?? "", settings, missing => throw new HostRefusesException($"{name}: %{missing}% does not resolve to a value."));
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var schedule = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 })
            ?? throw new HostRefusesException($"{name}: \"{text}\" is no NCRONTAB expression.");
        var first = schedule.GetNextOccurrence(Anytime);
        var isSubMinute = schedule.GetNextOccurrence(first) - first < TimeSpan.FromMinutes(1);
        return new TimerFunction(name, trigger.Text("name") ?? "", schedule, trigger.Flag("useMonitor") != false && !isSubMinute);
    }

    public DateTimeOffset NextUtc(DateTimeOffset utc) => new(Schedule.GetNextOccurrence(utc.UtcDateTime), TimeSpan.Zero);
}
