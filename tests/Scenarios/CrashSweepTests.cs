namespace Scenarios;

/// <summary>
/// A process dies at every single effect it has on the world, before it or after it, and another starts on the same store a second or twenty
/// later. With <c>CRASH_SWEEP=all</c> each effect is taken in all four ways, which takes minutes; else each in one way, in turn, and of a long story
/// every other.
/// </summary>
public abstract class CrashSweep(string name, ITestOutputHelper output)
{
    private static readonly (bool After, int Seconds)[] Ways = [(false, 1), (true, 20), (true, 1), (false, 20)];

    /// <summary>A story of more effects than this is long.</summary>
    private const int LongStory = 200;

    private static readonly bool AllWays = Environment.GetEnvironmentVariable("CRASH_SWEEP") == "all";

    [Fact]
    public void Whenever_it_dies_what_was_promised_is_kept()
    {
        var story = CrashStory.All.Single(s => s.Name == name);
        var effects = Undisturbed(story);
        var deaths = Enumerable.Range(1, effects)
            .Where(e => AllWays || effects <= LongStory || e % 2 == 0)
            .SelectMany((e, nth) => Ways.Where((_, i) => AllWays || i == (nth + (nth / 4)) % 4).Select(w => new Death(e, w.After, w.Seconds)))
            .ToList();
        var broken = new List<string>();
        foreach (var death in deaths)
        {
            using var run = new CrashRun(story, death);
            run.Go();
            if (run.Broken.Count > 0)
            {
                broken.Add(run.Report());
            }
        }

        output.WriteLine($"{name}: {effects} effects, {deaths.Count} deaths");
        Assert.True(broken.Count == 0, $"{broken.Count} of {deaths.Count}:\n" + string.Join('\n', broken.Order(StringComparer.Ordinal)));
    }

    /// <summary>Once without a death: what is promised is kept, and the effects are counted.</summary>
    private static int Undisturbed(CrashStory story)
    {
        using var run = new CrashRun(story, Death.Never);
        run.Go();
        Assert.True(run.Broken.Count == 0, run.Report() + "\n" + run.S.Transcript());
        return run.Life.Effects;
    }
}

public sealed class CrashSweepPeerAcceptsTests(ITestOutputHelper output) : CrashSweep("a peer accepts, ems confirms", output);

public sealed class CrashSweepNobodyAnswersTests(ITestOutputHelper output) : CrashSweep("nobody answers, ems confirms", output);

public sealed class CrashSweepHelpNowTests(ITestOutputHelper output) : CrashSweep("help now", output);

public sealed class CrashSweepStandingDownTests(ITestOutputHelper output) : CrashSweep("standing down while ems listens", output);

public sealed class CrashSweepCalledEachTimeTests(ITestOutputHelper output) : CrashSweep("called each time", output);
