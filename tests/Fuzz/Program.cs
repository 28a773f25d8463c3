using System.Globalization;
using Fuzz.Engine;
using Fuzz.Targets;

namespace Fuzz;

/// <summary>
/// By hand: <c>dotnet run --project tests/Fuzz -c Release -- --seconds 600 [--seed N] [--target NAME]</c>. Ends with 1 where anything was found. Without
/// <c>--seconds</c> it is the tests' own program.
/// </summary>
public static class Program
{
    private const int DefaultSeed = 1;

    public static async Task<int> Main(string[] args)
    {
        if (Value(args, "--seconds") is not { } seconds)
        {
            return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        }

        var wanted = Value(args, "--target");
        var targets = AllTargets.All.Select(t => t.Make()).Where(t => wanted is null || t.Name == wanted).ToList();
        if (targets.Count == 0 || !double.TryParse(seconds, CultureInfo.InvariantCulture, out var time) || !int.TryParse(Value(args, "--seed") ?? DefaultSeed.ToString(), out var seed))
        {
            Console.Error.WriteLine($"--seconds N [--seed N] [--target NAME], of {string.Join(", ", AllTargets.All.Select(t => t.Make().Name))}.");
            return 2;
        }

        var found = 0;
        foreach (var target in targets)
        {
            var tally = Runner.For(target, seed, TimeSpan.FromSeconds(time / targets.Count));
            (target as IDisposable)?.Dispose();
            Console.WriteLine(Runner.Line(tally));
            foreach (var failure in tally.Failures)
            {
                found++;
                Console.WriteLine($"  input seed {failure.Seed}: {failure.What}\n  {failure.Input.Replace("\n", "\n  ", StringComparison.Ordinal)}");
            }
        }

        return found == 0 ? 0 : 1;
    }

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
