using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios;

/// <summary>Several processes on one store, all sweeping, webhooks reaching now one and now another.</summary>
public sealed class CrashTwoProcessesTests
{
    public static TheoryData<string> Stories => new(CrashStory.All.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Stories))]
    public void Nothing_is_done_twice(string name)
    {
        var story = CrashStory.All.Single(s => s.Name == name);
        using var alone = new CrashRun(story, Death.Never);
        alone.Go();
        using var together = new CrashRun(story, Death.Never);
        var first = together.S.Program;
        var second = together.S.Start(new Life());
        together.S.Start(new Life());
        together.Go();
        first.Kill();
        second.Kill();
        Assert.True(together.Broken.Count == 0, together.Report());
        Assert.Equal(alone.S.Contacts(), together.S.Contacts());
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void One_that_dies_mid_ladder_leaves_nothing_undone(string name)
    {
        var story = CrashStory.All.Single(s => s.Name == name);
        using var count = new CrashRun(story, Death.Never);
        count.Go();
        for (var effect = 3; effect < count.Life.Effects; effect += 12)
        {
            using var run = new CrashRun(story, new Death(effect, After: effect % 2 == 0, 1));
            var other = run.S.Start(new Life());
            run.Go();
            other.Kill();
            Assert.True(run.Broken.Count == 0, run.Report() + run.S.Transcript());
        }
    }
}

/// <summary>The same on the file that a small group's server keeps: what dies is opened again from disk.</summary>
public sealed class CrashOnFileTests
{
    public static TheoryData<string> Stories => new(CrashStory.All.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Stories))]
    public void Whenever_it_dies_the_file_has_all_that_is_needed(string name)
    {
        var story = CrashStory.All.Single(s => s.Name == name);
        using var count = new CrashRun(story, Death.Never);
        count.Go();
        var folder = Directory.CreateTempSubdirectory("spotter-crash-").FullName;
        for (var effect = 5; effect < count.Life.Effects; effect += 40)
        {
            var file = Path.Combine(folder, $"{effect}.db");
            using var run = new CrashRun(story, new Death(effect, After: effect % 2 == 0, 5), () => new SpotterBot.Storage.SqliteRowStore(file));
            run.Go();
            Assert.True(run.Broken.Count == 0, run.Report());
        }

        Directory.Delete(folder, recursive: true);
    }
}
