using Exploration.Model;
using Exploration.Search;

namespace Exploration.Tests;

/// <summary>
/// Promises 1 to 7 in every state that can be reached within the bound. Deeper by hand:
/// <c>dotnet run --project tests/Exploration -c Release -- --depth 12</c>.
/// </summary>
public sealed class ExplorationTests
{
    public static TheoryData<string> Stories => [.. Story.All.Select(s => s.Name)];

    private static Story Named(string name) => Story.All.Single(s => s.Name == name);

    [Theory]
    [MemberData(nameof(Stories))]
    public void Whatever_happens(string story) => Explore(story, Alphabet.Everything, new Bounds(Depth: 2, States: 1_000_000));

    [Theory]
    [InlineData("by text")]
    [InlineData("on the line")]
    [InlineData("someone chosen first")]
    [InlineData("no place")]
    public void The_ladder_to_its_end(string story) => Explore(story, Alphabet.Ladder, new Bounds(Depth: 100, States: 5_000));

    [Theory]
    [InlineData("on the line")]
    [InlineData("with a switch")]
    [InlineData("by text, taken")]
    public void Whatever_fails_of_the_service_or_of_the_phone_company(string story) => Explore(story, Alphabet.Outage, new Bounds(Depth: 8, States: 1_500));

    [Theory]
    [InlineData("by text, missed")]
    [InlineData("on the line, missed")]
    public void Whatever_one_order_comes_to(string story) => Explore(story, Alphabet.Outage, new Bounds(Depth: 3, States: 6_000, Faults: 1));

    [Fact]
    public void The_same_search_gives_the_same_figures()
    {
        Found Run() => new Explorer(Core.Product, Named("by text"), Alphabet.Ladder, new Bounds(Depth: 6, States: 2_000), TimeProvider.System).Run();
        var (first, second) = (Run(), Run());
        Assert.Equal((first.States, first.Transitions, first.Depth, first.Closed), (second.States, second.Transitions, second.Depth, second.Closed));
        Assert.True(first.States > 100, first.Summary);
    }

    private static void Explore(string name, Alphabet alphabet, Bounds bounds)
    {
        var found = new Explorer(Core.Product, Named(name), alphabet, bounds, TimeProvider.System).Run();
        TestContext.Current.TestOutputHelper?.WriteLine(found.Summary);
        Assert.True(found.Why is null, string.Join(Environment.NewLine, found.Broken ?? []));
        Assert.True(found.States > 100, found.Summary);
    }
}
