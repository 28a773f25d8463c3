using Exploration.Model;
using Exploration.Search;

namespace Exploration.Tests;

/// <summary>The search can fail: each of these defects is found, and the shortest way to it told.</summary>
public sealed class MutantTests
{
    public static TheoryData<string> Names => [.. Mutants.All.Select(m => m.Core.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_defect_is_found_and_the_shortest_way_to_it_is_told(string name)
    {
        var (core, storyName, alphabet, faults, promise) = Mutants.All.Single(m => m.Core.GetType().Name == name);
        var story = Story.All.Single(s => s.Name == storyName);
        var found = new Explorer(core, story, alphabet, new Bounds(Depth: 12, States: 8_000, faults), TimeProvider.System).Run();
        TestContext.Current.TestOutputHelper?.WriteLine(found.Summary);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, found.Broken ?? []));
        Assert.NotNull(found.Why);
        Assert.Equal(promise, found.Why.Promise);
        Assert.Contains(found.Broken!.Value, l => l.StartsWith($"Promise {promise}: ", StringComparison.Ordinal));
        Assert.Contains(found.Broken.Value, l => l.StartsWith("state at ", StringComparison.Ordinal));

        // Breadth first: one move less deep there is nothing to be found.
        Assert.Null(new Explorer(core, story, alphabet, new Bounds(found.Depth - 1, 8_000, faults), TimeProvider.System).Run().Why);
    }

    [Fact]
    public void Without_a_defect_the_same_searches_find_nothing()
    {
        foreach (var (_, storyName, alphabet, faults, _) in Mutants.All.DistinctBy(m => (m.Story, m.Alphabet, m.Faults)))
        {
            var story = Story.All.Single(s => s.Name == storyName);
            var found = new Explorer(Core.Product, story, alphabet, new Bounds(Depth: 12, States: 2_000, faults), TimeProvider.System).Run();
            Assert.True(found.Why is null, string.Join(Environment.NewLine, found.Broken ?? []));
        }
    }
}
