using System.Collections.Immutable;

namespace SpotterBot.Settings;

/// <summary>Every setting there is, and what is written beside them by mistake. A setting that is misspelt is a default nobody chose.</summary>
public static class SettingNames
{
    private static readonly Shape Value = new(true, null, ImmutableSortedDictionary<string, Shape>.Empty);

    private static readonly Shape Root = Group(
        ("PublicBaseUrl", Value),
        ("Twilio", Group(
            [.. Values(
                "AccountSid", "AuthToken", "SecondaryAuthToken", "ApiKeySid", "ApiKeySecret", "MessagingServiceSid", "ApiBaseUrl", "EmsCallbackNumber",
                "CallsPerSecond", "TextsPerSecond"),
            ("Numbers", ListOf(Value))])),
        ("Storage", Group([.. Values("TableServiceUri", "ConnectionString", "File")])),
        ("Privacy", Group([.. Values("Key")])),
        ("Alarms", Group([.. Values("Url")])),
        ("Roster", Group(
            ("Peers", ListOf(Group(
                [.. Values("Name", "Phone", "Hours", "TimeZone"), ("Languages", ListOf(Value) with { HasValue = true })]))),
            ("Mentors", ListOf(Group(
                [.. Values("Name", "Phone", "Hours", "TimeZone"), ("Languages", ListOf(Value) with { HasValue = true })]))),
            ("Coordinators", ListOf(Group([.. Values("Name", "Phone")]))),
            ("FallbackPhone", Value),
            ("RingWidth", Value),
            ("RingFor", Value),
            ("RingOrder", Value),
            ("ExposureNudge", Value),
            ("BotOnlyFor", Value),
            ("GapAhead", Value))),
        ("Places", Group(
            ("Areas", ListOf(Group(
                [.. Values("Name", "Match", "Dispatch", "DispatchBackup", "DispatchDigits", "Language", "AutomatedCalls", "VerifiedOn", "VerifiedBy")]))))),
        ("Switch", Group([.. Values("After")])),
        ("Spotting", Group(
            [.. Values(
                "FirstInterval", "FirstIntervalFor", "Interval", "MoreTime", "EarliestReply", "RepeatWindow", "PeerReminder", "PeerDecision",
                "EmsRedial"),
            ("OnLine", Group([.. Values("Louder", "Miss", "Ems")])),
            ("OffLine", Group([.. Values("SecondChannel", "Miss", "Ems")]))])));

    /// <summary>What all names begin with.</summary>
    public static IEnumerable<string> Sections => Root.Names.Keys;

    /// <summary>Faults under our own sections, and under a section whose name is one slip away from ours. The rest of the environment is not ours to judge.</summary>
    internal static void Check(IConfiguration configuration, FaultList faults)
    {
        foreach (var section in configuration.GetChildren())
        {
            if (Root.Names.TryGetValue(section.Key, out var shape))
            {
                Check(section, shape, Root.Names.Keys.First(k => k.Equals(section.Key, StringComparison.OrdinalIgnoreCase)), faults);
            }
            else if (section.GetChildren().Any() && Nearest(section.Key, Root.Names.Keys, slips: 1) is { } meant)
            {
                faults.Add(section.Key, "is not a section of settings", $"Did you mean {meant}__?");
            }
        }
    }

    private static void Check(IConfigurationSection section, Shape shape, string path, FaultList faults)
    {
        var children = section.GetChildren().ToList();
        if (!shape.HasValue && !string.IsNullOrWhiteSpace(section.Value))
        {
            faults.Add(path, "has no value of its own", $"Write {FaultList.Written(path)}__{(shape.Items is null ? shape.Names.Keys.First() : "0")} and so on");
        }

        foreach (var child in children)
        {
            var known = shape.Names.Keys.FirstOrDefault(k => k.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (known is not null)
            {
                Check(child, shape.Names[known], $"{path}:{known}", faults);
            }
            else if (shape.Items is { } items && Whole.TryParse(child.Key, out _))
            {
                Check(child, items, $"{path}:{child.Key}", faults);
            }
            else
            {
                faults.Add($"{path}:{Shown(child.Key)}", "is not a setting", Remedy(child.Key, shape, path));
            }
        }
    }

    private static string Remedy(string key, Shape shape, string path) =>
        shape.Items is not null ? $"Number the members of this list: {FaultList.Written(path)}__0"
        : Nearest(key, shape.Names.Keys, slips: Math.Clamp(key.Length / 3, 1, 3)) is { } meant ? $"Did you mean {FaultList.Written(path)}__{meant}?"
        : "Take it out, or look its name up in the README";

    /// <summary>What stands where a name should may be a value: one that is long or has a number's digits is not shown.</summary>
    private static string Shown(string key) => key.Length > 30 || key.Count(char.IsAsciiDigit) > 4 ? "..." : key;

    private static string? Nearest(string key, IEnumerable<string> names, int slips) =>
        names.Select(n => (Name: n, Slips: Slips(key.ToUpperInvariant(), n.ToUpperInvariant())))
            .Where(n => n.Slips <= slips)
            .OrderBy(n => n.Slips)
            .Select(n => n.Name)
            .FirstOrDefault();

    /// <summary>Letters added, left out, mistaken or swapped with their neighbour.</summary>
    private static int Slips(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }

    private static Shape Group(params (string Name, Shape Shape)[] names) =>
        new(false, null, names.ToImmutableSortedDictionary(n => n.Name, n => n.Shape, StringComparer.OrdinalIgnoreCase));

    private static Shape ListOf(Shape items) => new(false, items, ImmutableSortedDictionary<string, Shape>.Empty);

    private static IEnumerable<(string Name, Shape Shape)> Values(params string[] names) => names.Select(n => (n, Value));

    /// <param name="HasValue">It can be set itself.</param>
    /// <param name="Items">What the numbered members look like, where it is a list.</param>
    /// <param name="Names">What may stand under it, by name.</param>
    private sealed record Shape(bool HasValue, Shape? Items, ImmutableSortedDictionary<string, Shape> Names);
}
