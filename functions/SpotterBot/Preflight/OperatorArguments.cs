namespace SpotterBot.Preflight;

/// <summary>An operator's command as it was written.</summary>
public sealed record OperatorArguments
{
    private static readonly string[] Flags = ["--json", "--dry-run"];
    private static readonly string[] WithValue = ["--only", "--voice-fallback", "--text-fallback", "--keep", "--restore-numbers", "--import-roster", "--import-areas", "--export-areas"];

    public required string Verb { get; init; }

    public bool Json { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Names of checks; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public string? VoiceFallback { get; init; }

    public string? TextFallback { get; init; }

    /// <summary>Where to write down, and where it was written down, what the numbers pointed at; or the file of people or of areas.</summary>
    public string? File { get; init; }

    /// <summary>Null where something in it is not known: a mistyped <c>--dry-run</c> must not be a run.</summary>
    public static OperatorArguments? Read(IReadOnlyList<string> args)
    {
        string? verb = null;
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--preflight" or "--point-numbers" or "--restore-numbers" or "--import-roster" or "--import-areas" or "--export-areas" or "--help")
            {
                if (verb is not null)
                {
                    return null;
                }

                verb = args[i];
            }

            if (WithValue.Contains(args[i]))
            {
                if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal) || !given.TryAdd(args[i], args[++i]))
                {
                    return null;
                }
            }
            else if (args[i] != verb && (!Flags.Contains(args[i]) || !given.TryAdd(args[i], "")))
            {
                return null;
            }
        }

        return verb is null || !given.Keys.All(k => k == verb || Belongs(verb, k)) ? null : new OperatorArguments
        {
            Verb = verb,
            Json = given.ContainsKey("--json"),
            DryRun = given.ContainsKey("--dry-run"),
            Only = given.GetValueOrDefault("--only")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            VoiceFallback = given.GetValueOrDefault("--voice-fallback"),
            TextFallback = given.GetValueOrDefault("--text-fallback"),
            File = given.GetValueOrDefault("--keep") ?? given.GetValueOrDefault("--restore-numbers") ?? given.GetValueOrDefault("--import-roster")
                ?? given.GetValueOrDefault("--import-areas") ?? given.GetValueOrDefault("--export-areas"),
        };
    }

    private static bool Belongs(string verb, string option) => verb switch
    {
        "--preflight" => option is "--json" or "--only",
        "--point-numbers" => option is "--voice-fallback" or "--text-fallback" or "--keep" or "--dry-run",
        "--restore-numbers" or "--import-roster" or "--import-areas" => option is "--dry-run",
        _ => false,
    };
}
