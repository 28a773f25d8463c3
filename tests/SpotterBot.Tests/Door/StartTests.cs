using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Simulation;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage;
using SpotterBot.Tests.Telephony;

namespace SpotterBot.Tests.Door;

/// <summary>What the start asks of the store, and how long it waits for it: a host gives it thirty seconds until it listens.</summary>
public sealed class StartTests : IDisposable
{
    private const int People = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CapturedLog _log = new();
    private readonly MemoryRowStore _rows = new();

    private string File => _folder.File("spotter.db");

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_store_that_answers_at_once_is_seeded_before_anybody_is_listened_to()
    {
        await using var app = Build(_rows);
        Assert.Null(await SpotterProgram.SeedAsync(app, _log));
        Assert.Equal(People, await SeededAsync());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_slow_store_is_not_waited_for_and_is_seeded_all_the_same()
    {
        await using var app = Build(new BusyStore(_rows, TimeSpan.FromSeconds(3)) { Time = _time });
        Assert.Equal(Patience, Start(app));
        Assert.Contains("StartsOnSlowStore", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.NotEqual(People, await SeededAsync());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(People, await SeededAsync());
    }

    [Fact]
    public async Task A_slow_store_that_fails_afterwards_is_seeded_when_it_is_back()
    {
        var breaking = new BreakingStore(_rows);
        await using var app = Build(new BusyStore(breaking, TimeSpan.FromSeconds(3)) { Time = _time });
        Start(app);
        breaking.Broken = true;
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(People, await SeededAsync());
        breaking.Broken = false;
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(People, await SeededAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_one_line_and_no_start()
    {
        using (new SqliteRowStore(File))
        {
        }

        SqliteFile.Fill(File);
        await using var app = Build();
        Assert.Equal(3, await SpotterProgram.SeedAsync(app, _log));
        Assert.StartsWith($"Critical CannotStart The store at {File} cannot be used: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    /// <summary>How long the start took, on the clock.</summary>
    private TimeSpan Start(WebApplication app)
    {
        var before = _time.GetUtcNow();
        Assert.Null(_time.Run(() => SpotterProgram.SeedAsync(app, _log)));
        return _time.GetUtcNow() - before;
    }

    private async Task<int> SeededAsync() => (await _rows.QueryAsync("roster", "all", "!", "~", 100)).Count;

    /// <param name="store">In place of the file; null: the file.</param>
    private WebApplication Build(IRowStore? store = null)
    {
        // One is there already.
        var people = Enumerable.Range(1, People - 1)
            .SelectMany(i => new[] { ($"Roster:Peers:{i}:Name", $"Peer {i + 1}"), ($"Roster:Peers:{i}:Phone", $"+1905555021{i}") });
        return SpotterProgram.Build(SpotterProgram.NewBuilder([]), TestWebhooks.Settings([("Storage:File", File), .. people]), _time, 0, services =>
        {
            if (store is not null)
            {
                services.AddSingleton(store);
            }
        });
    }
}
