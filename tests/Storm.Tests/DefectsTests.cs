using Storm.Defects;

namespace Storm.Tests;

/// <summary>The storm can fail: each deliberate defect is found within a few seeds, by the promise that it breaks.</summary>
public sealed class DefectsTests
{
    private const int SeedsAtMost = 120;

    /// <summary>Where it takes many seeds until a defect shows: one that is known to find it.</summary>
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["refusal-stops-the-ladder"] = 45,
        ["drops-receipts"] = 28,
        ["any-words-confirm"] = 54,
        ["ladder-not-stopped"] = 24,
        ["mumbling-is-ok"] = 11,
        ["no-redial"] = 21,
        ["any-text-is-ok"] = 10,
        ["repeats-creates"] = 9,
        ["switch-false-and-not-said"] = 13,
    };

    public static TheoryData<string> Names => [.. AllDefects.List.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_defect_is_found(string name)
    {
        var defect = AllDefects.Named(name)!;
        IEnumerable<int> seeds = Known.TryGetValue(name, out var known) ? [known] : [];
        foreach (var seed in seeds.Concat(Enumerable.Range(1, SeedsAtMost)))
        {
            // Each violation begins with the time and the promise.
            if (World.RunSeed(seed, defect, hasSwitch: defect.NeedsSwitch).Violations.Any(v => v.Contains($" Promise {defect.Breaks}: ", StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail($"{SeedsAtMost} seeds did not show that {name} breaks promise {defect.Breaks}: {defect.Summary}");
    }
}
