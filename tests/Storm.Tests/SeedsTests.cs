using System.Collections.Concurrent;
using Storm.Defects;

namespace Storm.Tests;

/// <summary>Promises 1 to 10 under the storm: a seed that fails is replayed by <c>dotnet run --project tests/Storm -c Release -- --seed N --crowd 24</c>.</summary>
public sealed class SeedsTests
{
    private const int Seeds = 200;
    private const int SessionsLeast = 2000;
    private const int SwitchSeeds = 40;

    [Fact]
    public void Two_hundred_seeds_break_no_promise()
    {
        var outcomes = Run(Enumerable.Range(1, Seeds), null);
        Assert.True(
            outcomes.All(o => o.Violations.Count == 0),
            string.Join('\n', outcomes.Where(o => o.Violations.Count > 0).Take(10).Select(o => $"--seed {o.Seed} --crowd {World.TestsCrowd}\n    {string.Join("\n    ", o.Violations.Take(5))}")));
        Assert.True(outcomes.Sum(o => o.Sessions) >= SessionsLeast, $"Only {outcomes.Sum(o => o.Sessions)} sessions were run.");
        Assert.All(
            Enum.GetValues<Faults.WeatherKind>(), kind => Assert.Contains(outcomes, o => o.Kind == kind));
        Assert.All(
            (string[])["rest lost before", "rest lost after", "rest 429", "rest 5xx", "rest refused", "rest slow", "webhook lost", "webhook twice", "webhook late", "webhook stray",
                "webhook unanswered", "text late", "text twice", "text from us late", "text from us twice", "store failed before", "store failed after", "store landed late", "store slow", "store conflict", "process died",
                "all processes died", Faults.Weather.AnswerLost],
            kind => Assert.Contains(outcomes, o => o.Faults.ContainsKey(kind)));
    }

    /// <summary>
    /// Promises 1, 9 and 10 of the dead man's switch: a text lies at the phone company for whoever is being watched, it is sent to nobody while we are there,
    /// and whoever got one hears that we are here.
    /// </summary>
    [Fact]
    public void Worlds_with_a_dead_mans_switch_break_no_promise()
    {
        var outcomes = Run(Enumerable.Range(1, SwitchSeeds), null, hasSwitch: true);
        Assert.True(
            outcomes.All(o => o.Violations.Count == 0),
            string.Join('\n', outcomes.Where(o => o.Violations.Count > 0).Take(10).Select(o => $"--switch --seed {o.Seed} --crowd {World.TestsCrowd}\n    {string.Join("\n    ", o.Violations.Take(5))}")));
        Assert.Contains(outcomes, o => o is { Kind: Faults.WeatherKind.AllDead, SwitchTexts: > 0 });

        // Not every death is long enough.
        Assert.Contains(outcomes, o => o is { Kind: Faults.WeatherKind.AllDead, SwitchTexts: 0 });
    }

    /// <summary>
    /// Of these worlds those that have found something: a text for later of a phone's other session was taken for this one's, and taken back; who was to be
    /// asked whether they take a case was not, because the phone company would not move their line on, and nobody else was.
    /// </summary>
    [Theory]
    [InlineData(5014)]
    [InlineData(5039)]
    [InlineData(5421)]
    public void A_seed_with_a_switch_that_has_found_something_finds_nothing_any_more(int seed) => Assert.Empty(World.RunSeed(seed, crowd: Runs.UsualCrowd, hasSwitch: true).Violations);

    /// <summary>Promise 4: two processes decide to call EMS for the same miss, the call's answer is lost, and neither two calls nor none come of it.</summary>
    [Fact]
    public void Two_processes_at_once_and_an_answer_lost_make_one_call_to_EMS()
    {
        // Of the worlds with this weather one in 25 comes to it; these did. Should none any more, others are found by their kind from seed 1 on.
        int[] seeds = [914, 920, 1806, 2231, 2517, 2701];
        Assert.All(seeds, s => Assert.Equal(Faults.WeatherKind.TwoAtOnce, World.KindOf(s)));
        var outcomes = Run(seeds, null);
        Assert.All(outcomes, o => Assert.Empty(o.Violations));
        Assert.Contains(outcomes, o => o.EmsOrderedTwice > 0 && o.Faults.ContainsKey(Faults.Weather.AnswerLost));
    }

    /// <summary>
    /// Of the command's fuller worlds those that have found something: whoever texted and pressed in the same instant never heard where; a text that came again
    /// minutes later was a new OK; a desk that was busy again and again; a line that was taken back into a room nobody was in any more; a text
    /// that came again when its session was over, and was an OK of the next.
    /// </summary>
    [Theory]
    [InlineData(2239)]
    [InlineData(3803)]
    [InlineData(675)]
    [InlineData(9510)]
    [InlineData(11533)]
    public void A_seed_that_has_found_something_finds_nothing_any_more(int seed) => Assert.Empty(World.RunSeed(seed, crowd: Runs.UsualCrowd).Violations);

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void A_seed_does_the_same_every_time(int seed)
    {
        Assert.Equal(Transcript(), Transcript());

        string Transcript()
        {
            using var world = new World(seed, keepsTranscript: true);
            world.Run();

            // Which frames a trace has is for the compiler at run time to say: what it takes into another method differs from run to run.
            return string.Join('\n', world.Transcript().Split('\n').Where(l => !l.StartsWith("   at ", StringComparison.Ordinal)));
        }
    }

    internal static IReadOnlyList<Outcome> Run(IEnumerable<int> seeds, IDefect? defect, bool hasSwitch = false)
    {
        var outcomes = new ConcurrentBag<Outcome>();
        var queue = new ConcurrentQueue<int>(seeds);
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return [.. outcomes.OrderBy(o => o.Seed)];

        void Work()
        {
            while (queue.TryDequeue(out var seed))
            {
                outcomes.Add(World.RunSeed(seed, defect, hasSwitch: hasSwitch));
            }
        }
    }
}
