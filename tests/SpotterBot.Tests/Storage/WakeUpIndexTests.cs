using Simulation;
using SpotterBot.Storage;
using SpotterBot.Tests.Telephony;

namespace SpotterBot.Tests.Storage;

public sealed class WakeUpIndexTests
{
    private readonly ManualTime _time = new();
    private readonly MemoryRowStore _store = new();
    private readonly WakeUpIndex _index;

    public WakeUpIndexTests() => _index = new WakeUpIndex(_store, "one", _time);

    private DateTimeOffset Now => _time.GetUtcNow();

    private async Task<List<WakeUpRow>> DueAsync(DateTimeOffset utc, int perShardMost) => [.. (await _index.DueAsync(utc, perShardMost).ToListAsync()).SelectMany(p => p)];

    [Fact]
    public async Task Only_what_is_due_is_found_of_every_shard()
    {
        for (var i = 0; i < 40; i++)
        {
            await _index.WriteAsync($"s{i}", 1, Now.AddSeconds(i));
        }

        Assert.Equal(11, (await DueAsync(Now.AddSeconds(10), 100)).Count);
        Assert.Equal(40, (await DueAsync(Now.AddSeconds(39), 100)).Count);
        Assert.Equal(WakeUpIndex.Shards, (await DueAsync(Now.AddSeconds(39), 100)).Select(d => d.Key.Shard).Distinct().Count());
        var pages = await _index.DueAsync(Now.AddSeconds(39), 2).ToListAsync();
        Assert.True(pages.Count > 2);
        Assert.Equal(40, pages.SelectMany(p => p).Select(d => d.SessionId).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(500)]
    public async Task The_most_overdue_comes_first_whatever_shard_it_stands_in(int perShardMost)
    {
        // Most of them in one shard, so that the others are through long before it.
        for (var i = 0; i < 300; i++)
        {
            await _index.WriteAsync(i % 5 == 0 ? $"s{i}" : "crowd", 1, Now.AddSeconds(i * 37 % 300));
        }

        var due = await DueAsync(Now.AddSeconds(299), perShardMost);
        Assert.Equal(300, due.Count);
        Assert.Equal(due.Select(d => d.DueUtc).Order(), due.Select(d => d.DueUtc));
    }

    [Fact]
    public async Task Two_writers_and_two_writings_never_share_a_key()
    {
        var other = new WakeUpIndex(_store, "two", _time);
        var keys = new[] { await _index.WriteAsync("s", 1, Now), await _index.WriteAsync("s", 1, Now), await other.WriteAsync("s", 1, Now) };
        Assert.Equal(3, keys.Distinct().Count());
        await _index.RemoveAsync(keys[0]);
        Assert.False(await _index.StandsAsync(keys[0]));
        Assert.True(await _index.StandsAsync(keys[1]));
        Assert.True(await other.StandsAsync(keys[2]));
    }

    [Fact]
    public async Task A_kept_row_is_quiet_for_five_seconds()
    {
        var key = await _index.WriteAsync("s", 1, Now);
        _index.KeepQuiet(key, Now);
        Assert.Empty(await DueAsync(Now.AddSeconds(4.9), 9));
        Assert.Single(await DueAsync(Now.AddSeconds(5), 9));
    }

    [Fact]
    public void What_the_session_wants_fires()
    {
        var key = new WakeKey("w00", "k");
        Assert.Equal(WakeUpAction.Fire, Of(key, 3, Session(key, 3)));
        Assert.Equal(WakeUpAction.Fire, Of(key, 3, Session(key, 7)));
        Assert.Equal(WakeUpAction.Fire, Of(key, 3, Session(key, 7), age: TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_row_ahead_of_its_session_stays_until_it_is_ten_minutes_old()
    {
        var key = new WakeKey("w00", "k");
        var other = Session(new WakeKey("w00", "other"), 2);
        Assert.Equal(WakeUpAction.Keep, Of(key, 3, other));
        Assert.Equal(WakeUpAction.Keep, Of(key, 1, null));
        Assert.Equal(WakeUpAction.Keep, Of(key, 3, other, age: TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1)));
        Assert.Equal(WakeUpAction.Remove, Of(key, 3, other, age: TimeSpan.FromMinutes(10)));
        Assert.Equal(WakeUpAction.Remove, Of(key, 1, null, age: TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_row_whose_session_moved_on_is_removed_at_once()
    {
        var key = new WakeKey("w00", "k");
        Assert.Equal(WakeUpAction.Remove, Of(key, 3, Session(new WakeKey("w00", "other"), 3)));
        Assert.Equal(WakeUpAction.Remove, Of(key, 3, Session(null, 4)));
    }

    private WakeUpAction Of(WakeKey key, long version, SessionRow? session, TimeSpan age = default) =>
        WakeUpDisposition.Of(new WakeUpRow(key, "s", version, Now, Now - age), session, Now);

    private SessionRow Session(WakeKey? key, long version) => new("s", version, key, Now, [], "tag");
}
