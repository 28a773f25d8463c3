using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpotterBot.Preflight;

/// <summary>The results for a person, or for a script.</summary>
public static class PreflightReport
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool Passed(IEnumerable<PreflightResult> results) => results.All(r => r.Severity != Severity.Blocking);

    public static string Line(PreflightResult result)
    {
        var mark = result.Severity switch { Severity.Passed => "ok", Severity.Warning => "warning", _ => "BLOCKING" };
        var line = $"{mark,-9}{result.Check,-19}{result.Says}";
        return result.Remedy is { } remedy ? $"{line}\n{"",-28}-> {remedy}." : line;
    }

    public static string Summary(IReadOnlyCollection<PreflightResult> results)
    {
        int Count(Severity severity) => results.Count(r => r.Severity == severity);
        return $"{Count(Severity.Passed)} in order, {Count(Severity.Warning)} to be decided, {Count(Severity.Blocking)} blocking."
            + (Passed(results) ? "" : " Do not go live.");
    }

    public static string Json(IReadOnlyCollection<PreflightResult> results) => JsonSerializer.Serialize(
        new
        {
            passed = Passed(results),
            blocking = results.Count(r => r.Severity == Severity.Blocking),
            warnings = results.Count(r => r.Severity == Severity.Warning),
            results = results.Select(r => new { check = r.Check, severity = r.Severity.ToString().ToLowerInvariant(), says = r.Says, remedy = r.Remedy }),
        },
        Options);
}
