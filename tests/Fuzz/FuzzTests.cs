using Fuzz.Engine;
using Fuzz.Targets;
using Fuzz.Targets.Door;

namespace Fuzz;

/// <summary>The same inputs in every run, so many that all of them together take well under twenty seconds.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_101;

    public static TheoryData<string> Targets => new(AllTargets.All.Select(t => t.Make().Name));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_comes_is_answered_as_it_must_be(string name)
    {
        var (make, inputs) = AllTargets.All.Single(t => t.Make().Name == name);
        var target = make();
        using var also = target as IDisposable;
        var tally = Runner.For(target, Seed, inputs);
        output.WriteLine(Runner.Line(tally));
        Assert.True(tally.Failures.Count == 0, string.Join("\n\n", tally.Failures.Select(f => $"{f.What}\n{f.Input}\n(input seed {f.Seed})")));
        Assert.Equal(inputs, tally.Executions);
        Assert.Empty(target is DoorTarget door ? door.Untried : []);
    }

    [Fact]
    public void A_target_that_fails_is_found_shrunk_and_found_again_by_its_seed()
    {
        var target = new NoNines();
        var failure = Assert.Single(Runner.For(target, Seed, 5_000).Failures);
        Assert.Equal("\"9\"", failure.Input);
        Assert.Equal(failure, target.Try(failure.Seed));
    }

    private sealed class NoNines() : TextTarget("nines")
    {
        protected override string? Fault(string input) => input.Contains('9', StringComparison.Ordinal) ? "There is a nine." : null;
    }
}
