using System.Globalization;

namespace Fuzz.Engine;

/// <summary>What came of one target.</summary>
public sealed record Tally(string Target, int Executions, TimeSpan Took, IReadOnlyList<Failure> Failures);

/// <summary>Runs a target for a count of inputs, or for a time. The n-th input of a seed is always the same.</summary>
public static class Runner
{
    private const int FailuresMost = 5;

    public static Tally For(ITarget target, int seed, int executions) => Run(target, seed, TimeProvider.System, (done, _) => done < executions);

    public static Tally For(ITarget target, int seed, TimeSpan time) => Run(target, seed, TimeProvider.System, (_, took) => took < time);

    /// <summary>The seed of the n-th input.</summary>
    public static int SeedOf(int seed, int number)
    {
        unchecked
        {
            var mixed = ((ulong)(uint)seed << 32) + (uint)number + 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
        }
    }

    public static string Line(Tally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tally.Target,-12} {tally.Executions,9} inputs {tally.Executions / Math.Max(0.001, tally.Took.TotalSeconds),9:F0} a second  {tally.Failures.Count} failures");

    private static Tally Run(ITarget target, int seed, TimeProvider time, Func<int, TimeSpan, bool> goesOn)
    {
        var began = time.GetTimestamp();
        var failures = new List<Failure>();
        var done = 0;
        for (; goesOn(done, time.GetElapsedTime(began)) && failures.Count < FailuresMost; done++)
        {
            if (target.Try(SeedOf(seed, done)) is { } failure && !failures.Exists(f => FirstLine(f.What) == FirstLine(failure.What)))
            {
                failures.Add(failure);
            }
        }

        return new Tally(target.Name, done, time.GetElapsedTime(began), failures);
    }

    private static string FirstLine(string text) => text.Split('\n')[0];
}
