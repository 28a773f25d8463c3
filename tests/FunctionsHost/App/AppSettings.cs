using System.Text.RegularExpressions;

namespace FunctionsHost.App;

/// <summary>App settings as <c>host.json</c> and <c>function.json</c> refer to them: <c>%Name%</c>.</summary>
internal static partial class AppSettings
{
    public static string Expanded(string text, IReadOnlyDictionary<string, string> settings, Func<string, string> whereMissing) =>
        Reference().Replace(text, m => settings.TryGetValue(m.Groups["name"].Value, out var value) ? value : whereMissing(m.Groups["name"].Value));

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
