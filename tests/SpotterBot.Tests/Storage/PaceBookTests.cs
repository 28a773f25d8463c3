using Simulation;
using SpotterBot.Decisions;
using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage;

public sealed class PaceBookTests
{
    private static readonly DateTimeOffset Even = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly MemoryRowStore _store = new();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Over_a_minute_the_rate_is_kept(int rate)
    {
        Assert.InRange(await TakenAsync(rate, Urgency.Person, 60), rate * 60, (rate * 60) + (rate * 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Check_ins_take_at_most_half(int rate)
    {
        var taken = await TakenAsync(rate, Urgency.CheckIn, 60);
        Assert.InRange(taken, rate == 1 ? 29 : (rate / 2 * 60) - 1, (rate * 30) + (rate * 2));
    }

    [Fact]
    public async Task People_still_get_theirs_when_check_ins_took_all_they_may()
    {
        var book = new PaceBook(_store, 2, 2);
        while (await book.TryTakeAsync(PaceChannel.Calls, Urgency.CheckIn, Even))
        {
        }

        Assert.True(await book.TryTakeAsync(PaceChannel.Calls, Urgency.Person, Even));
    }

    [Fact]
    public async Task Ems_is_never_refused()
    {
        var book = new PaceBook(_store, 1, 1);
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await book.TryTakeAsync(PaceChannel.Calls, Urgency.Ems, Even));
        }

        Assert.False(await book.TryTakeAsync(PaceChannel.Calls, Urgency.Person, Even));
    }

    [Fact]
    public async Task Calls_and_texts_have_their_own_pace()
    {
        var book = new PaceBook(_store, 1, 1);
        while (await book.TryTakeAsync(PaceChannel.Calls, Urgency.Person, Even))
        {
        }

        Assert.True(await book.TryTakeAsync(PaceChannel.Texts, Urgency.Person, Even));
    }

    [Fact]
    public async Task Two_processes_share_it()
    {
        var books = new[] { new PaceBook(_store, 3, 3), new PaceBook(_store, 3, 3) };
        var taken = 0;
        for (var second = 0; second < 30; second++)
        {
            for (var i = 0; i < 10; i++)
            {
                taken += await books[i % 2].TryTakeAsync(PaceChannel.Texts, Urgency.Person, Even.AddSeconds(second)) ? 1 : 0;
            }
        }

        Assert.InRange(taken, 90, 96);
    }

    [Fact]
    public async Task Old_slots_are_dropped_and_new_ones_kept()
    {
        var book = new PaceBook(_store, 1, 1);
        await book.TryTakeAsync(PaceChannel.Calls, Urgency.Person, Even);
        await book.TryTakeAsync(PaceChannel.Calls, Urgency.Person, Even.AddSeconds(90));
        await book.CleanAsync(Even.AddSeconds(91));
        var left = Assert.Single(await _store.QueryAsync("pace", "calls", "0", "9", 100));
        Assert.StartsWith($"{Even.AddSeconds(90).ToUnixTimeSeconds():D12}", left.RowKey, StringComparison.Ordinal);
    }

    private async Task<int> TakenAsync(int rate, Urgency urgency, int seconds)
    {
        var book = new PaceBook(_store, rate, rate);
        var taken = 0;
        for (var second = 0; second < seconds; second++)
        {
            for (var i = 0; i < rate * 3; i++)
            {
                taken += await book.TryTakeAsync(PaceChannel.Calls, urgency, Even.AddSeconds(second)) ? 1 : 0;
            }
        }

        return taken;
    }
}
