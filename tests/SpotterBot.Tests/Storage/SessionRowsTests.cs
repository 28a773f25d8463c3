using Simulation;
using SpotterBot.Storage;
using SpotterBot.Tests.Telephony;

namespace SpotterBot.Tests.Storage;

public sealed class SessionRowsTests
{
    private static readonly byte[] State = [1, 2, 3];

    private readonly ManualTime _time = new();
    private readonly CountingStore _store = new(new MemoryRowStore());
    private readonly WakeUpIndex _index;
    private readonly SessionRows _rows;

    public SessionRowsTests()
    {
        _index = new WakeUpIndex(_store, "one", _time);
        _rows = new SessionRows(_store, _index, _time);
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    private DateTimeOffset Later => Now.AddMinutes(2);

    [Fact]
    public async Task A_session_is_there_once_and_wakes_when_it_is_due()
    {
        Assert.True(await _rows.CreateAsync("s1", State, Later));
        Assert.False(await _rows.CreateAsync("s1", [9], Now));
        var row = (await _rows.LoadAsync("s1"))!;
        Assert.Equal(State, row.State);
        Assert.Equal((1L, Later), (row.Version, row.NextWakeUtc));
        Assert.Empty(await DueAsync(Later.AddTicks(-1)));
        var due = Assert.Single(await DueAsync(Later));
        Assert.Equal((row.WakeKey, "s1", 1L), (due.Key, due.SessionId, due.Version));
        Assert.Equal(["s1"], await OpenAsync());
    }

    [Fact]
    public async Task The_marker_and_the_index_row_stand_before_the_session_does()
    {
        await _rows.CreateAsync("s1", State, Later);
        await _rows.SaveAsync((await _rows.LoadAsync("s1"))!, State, Later.AddMinutes(1), open: true);
        Assert.Equal(
            ["insert opensessions", "insert wakeups", "insert sessions", "insert wakeups", "replace sessions", "delete wakeups"], _store.Writes);
    }

    [Fact]
    public async Task The_loser_of_a_race_takes_back_its_own_index_row_and_never_the_winners()
    {
        await _rows.CreateAsync("s1", State, Later);
        var read = (await _rows.LoadAsync("s1"))!;
        var other = new SessionRows(_store, new WakeUpIndex(_store, "two", _time), _time);
        var due = Later.AddMinutes(1);
        var winner = await _rows.SaveAsync(read, [4], due, open: true);
        Assert.Null(await other.SaveAsync(read, [5], due, open: true));
        var standing = Assert.Single(await DueAsync(due));
        Assert.Equal(winner!.WakeKey, standing.Key);
        Assert.Equal([4], (await _rows.LoadAsync("s1"))!.State);
    }

    [Fact]
    public async Task The_same_wake_up_is_not_written_again()
    {
        await _rows.CreateAsync("s1", State, Later);
        _store.Writes.Clear();
        var saved = await _rows.SaveAsync((await _rows.LoadAsync("s1"))!, [4], Later, open: true);
        Assert.Equal(["replace sessions"], _store.Writes);
        Assert.Equal(WakeUpAction.Fire, WakeUpDisposition.Of(Assert.Single(await DueAsync(Later)), saved, Now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60 * 1024)]
    [InlineData((60 * 1024) + 1)]
    [InlineData(500 * 1024)]
    public async Task A_large_state_comes_back_whole(int bytes)
    {
        var state = new byte[bytes];
        Random.Shared.NextBytes(state);
        await _rows.CreateAsync("s1", state, Later);
        Assert.Equal(state, (await _rows.LoadAsync("s1"))!.State);
    }

    [Fact]
    public async Task A_missing_index_row_is_written_again_and_nothing_else_is_touched()
    {
        await _rows.CreateAsync("s1", State, Later);
        await _rows.CreateAsync("s2", State, Later);
        await _index.RemoveAsync((await _rows.LoadAsync("s1"))!.WakeKey!.Value);
        _store.Writes.Clear();
        Assert.Equal(1, await RepairAsync(Now));
        Assert.Equal(["s1", "s2"], (await DueAsync(Later)).Select(d => d.SessionId).Order());
        var row = (await _rows.LoadAsync("s1"))!;
        Assert.Equal(State, row.State);
        Assert.Equal(WakeUpAction.Fire, WakeUpDisposition.Of((await DueAsync(Later)).Single(d => d.SessionId == "s1"), row, Now));
        Assert.Equal(0, await RepairAsync(Now));
    }

    [Fact]
    public async Task A_closed_session_costs_nothing()
    {
        await _rows.CreateAsync("s1", State, Later);
        await _rows.SaveAsync((await _rows.LoadAsync("s1"))!, State, null, open: false);
        Assert.Empty(await OpenAsync());
        Assert.Empty(await DueAsync(Now.AddYears(1)));
        Assert.Equal(0, await RepairAsync(Now));
        Assert.Equal(State, (await _rows.LoadAsync("s1"))!.State);
    }

    [Fact]
    public async Task A_marker_that_outlived_its_session_is_taken_away()
    {
        await _rows.CreateAsync("s1", State, Later);
        _store.Refuses = "delete opensessions";
        await Assert.ThrowsAsync<IOException>(async () => await _rows.SaveAsync((await _rows.LoadAsync("s1"))!, State, null, open: false));
        _store.Refuses = null;
        Assert.Equal(["s1"], await OpenAsync());
        Assert.Equal(0, await RepairAsync(Now));
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task A_done_session_that_owes_something_again_is_open_again()
    {
        await _rows.CreateAsync("s1", State, Later);
        var done = await _rows.SaveAsync((await _rows.LoadAsync("s1"))!, State, null, open: false);
        await _rows.SaveAsync(done!, State, Later, open: true);
        Assert.Equal(["s1"], await OpenAsync());
        Assert.Single(await DueAsync(Later));
    }

    [Theory]
    [InlineData("insert opensessions")]
    [InlineData("insert wakeups")]
    [InlineData("insert sessions")]
    public async Task What_cannot_be_begun_can_be_begun_again(string refused)
    {
        await CutShortAsync("s1", refused);
        Assert.Null(await _rows.LoadAsync("s1"));
        Assert.True(await _rows.CreateAsync("s1", State, Later));
        Assert.Contains(await DueAsync(Later), d => d.Key == _rows.LoadAsync("s1").AsTask().Result!.WakeKey);
    }

    [Theory]
    [InlineData("insert wakeups")]
    [InlineData("insert sessions")]
    public async Task The_marker_of_a_session_that_never_came_is_taken_away_after_ten_minutes(string refused)
    {
        await CutShortAsync("s1", refused);
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await RepairAsync(Now);
        Assert.Equal(["s1"], await OpenAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        await RepairAsync(Now);
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task A_marker_that_does_not_say_when_it_was_written_is_counted_from_when_it_is_found()
    {
        await CutShortAsync("s1", "insert sessions");
        for (var shard = 0; shard < 16; shard++)
        {
            if (await _store.GetAsync("opensessions", $"o{shard:x}", "s1") is { } marker)
            {
                await _store.ReplaceAsync("opensessions", Row.New(marker.PartitionKey, "s1", ("session", "s1")) with { ETag = marker.ETag });
            }
        }

        _time.Advance(TimeSpan.FromDays(1));
        await RepairAsync(Now);
        Assert.Equal(["s1"], await OpenAsync());
        _time.Advance(TimeSpan.FromMinutes(10));
        await RepairAsync(Now);
        Assert.Empty(await OpenAsync());
    }

    [Theory]
    [InlineData("insert wakeups")]
    [InlineData("insert sessions")]
    public async Task A_session_that_is_begun_on_an_old_marker_keeps_it_whenever_the_patrol_comes_by(string patrolled)
    {
        await CutShortAsync("s1", "insert sessions");
        _time.Advance(TimeSpan.FromMinutes(10));
        Between(patrolled, () => _rows.RepairAsync("s1", Now));
        Assert.True(await _rows.CreateAsync("s1", State, Later));
        Assert.Equal(["s1"], await OpenAsync());
    }

    [Fact]
    public async Task A_session_that_is_begun_while_the_patrol_takes_its_old_marker_away_keeps_it()
    {
        await CutShortAsync("s1", "insert sessions");
        _time.Advance(TimeSpan.FromMinutes(10));
        Between("delete opensessions", () => _rows.CreateAsync("s1", State, Later));
        await RepairAsync(Now);
        Assert.NotNull(await _rows.LoadAsync("s1"));
        Assert.Equal(["s1"], await OpenAsync());
    }

    [Fact]
    public async Task A_session_whose_process_stood_still_before_it_came_is_found_again()
    {
        Between("insert sessions", async () =>
        {
            _time.Advance(TimeSpan.FromMinutes(11));
            await _index.RemoveAsync(Assert.Single(await DueAsync(Now)).Key);
            return await _rows.RepairAsync("s1", Now);
        });
        await _rows.CreateAsync("s1", State, Later);
        Assert.Equal(1, await RepairAsync(Now));
        Assert.Single(await DueAsync(Now));
    }

    [Fact]
    public async Task A_done_session_that_is_opened_again_while_the_patrol_takes_its_marker_away_keeps_it()
    {
        await _rows.CreateAsync("s1", State, Later);
        var done = await _rows.CommitAsync((await _rows.LoadAsync("s1"))!, State, null, open: false);
        Between("delete opensessions", async () => await _rows.SaveAsync(done!, State, Later, open: true) is not null);
        await RepairAsync(Now);
        Assert.NotNull((await _rows.LoadAsync("s1"))!.WakeKey);
        Assert.Equal(["s1"], await OpenAsync());
    }

    [Theory]
    [InlineData("insert wakeups", false)]
    [InlineData("replace sessions", false)]
    [InlineData("delete wakeups", true)]
    public async Task A_save_cut_short_leaves_a_session_that_wakes(string refused, bool saved)
    {
        await _rows.CreateAsync("s1", State, Later);
        _store.Refuses = refused;
        await Assert.ThrowsAsync<IOException>(async () => await _rows.SaveAsync((await _rows.LoadAsync("s1"))!, [4], Later.AddMinutes(1), open: true));
        _store.Refuses = null;
        var row = (await _rows.LoadAsync("s1"))!;
        Assert.Equal(saved ? [4] : State, row.State);
        Assert.True(await _index.StandsAsync(row.WakeKey!.Value));
        var actions = (await DueAsync(Later.AddMinutes(1))).Select(d => WakeUpDisposition.Of(d, row, Now)).Order().ToList();
        Assert.Single(actions, WakeUpAction.Fire);
        Assert.All(actions.Where(a => a != WakeUpAction.Fire), a => Assert.Equal(saved ? WakeUpAction.Remove : WakeUpAction.Keep, a));
    }

    private async Task CutShortAsync(string id, string refused)
    {
        _store.Refuses = refused;
        await Assert.ThrowsAsync<IOException>(async () => await _rows.CreateAsync(id, State, Later));
        _store.Refuses = null;
    }

    /// <summary>Before the next such write somebody else does this.</summary>
    private void Between(string write, Func<ValueTask<bool>> act) => _store.Before = what =>
    {
        if (what == write)
        {
            _store.Before = null;
            Assert.True(act().AsTask().IsCompletedSuccessfully);
        }
    };

    private async ValueTask<IReadOnlyList<WakeUpRow>> DueAsync(DateTimeOffset utc) => await _index.DueAsync(utc, 100).FirstAsync();

    private async Task<int> RepairAsync(DateTimeOffset utc)
    {
        var missing = 0;
        foreach (var id in await OpenAsync())
        {
            missing += await _rows.RepairAsync(id, utc) ? 1 : 0;
        }

        return missing;
    }

    private async Task<List<string>> OpenAsync()
    {
        var open = new List<string>();
        await foreach (var id in _rows.OpenAsync())
        {
            open.Add(id);
        }

        open.Sort(StringComparer.Ordinal);
        return open;
    }
}

/// <summary>Writes down what is written, and can break at one kind of write.</summary>
public sealed class CountingStore(IRowStore inner) : IRowStore
{
    public List<string> Writes { get; } = [];

    public string? Refuses { get; set; }

    public Action<string>? Before { get; set; }

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => inner.GetAsync(table, partitionKey, rowKey);

    public ValueTask<Write> InsertAsync(string table, Row row) => Count("insert " + table, () => inner.InsertAsync(table, row));

    public ValueTask<Write> ReplaceAsync(string table, Row row) => Count("replace " + table, () => inner.ReplaceAsync(table, row));

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        Count("delete " + table, () => inner.DeleteAsync(table, partitionKey, rowKey, eTag));

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        inner.QueryAsync(table, partitionKey, from, to, most);

    private ValueTask<Write> Count(string what, Func<ValueTask<Write>> write)
    {
        Before?.Invoke(what);
        Writes.Add(what);
        return what == Refuses ? throw new IOException("The disk is full.") : write();
    }
}
