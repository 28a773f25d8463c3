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
    public async Task People_still_get_theirs_within_a_second_when_check_ins_took_all_they_may_for_minutes_ahead()
    {
        var book = new PaceBook(_store, 1, 1);
        while (await book.TakeAsync(PaceChannel.Calls, Urgency.CheckIn, Even) is not null)
        {
        }

        Assert.InRange((await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even.AddSeconds(4)))!.Utc, Even.AddSeconds(1), Even.AddSeconds(5));
    }

    [Fact]
    public async Task Ems_waits_for_no_turn()
    {
        var book = new PaceBook(_store, 1, 1);
        for (var i = 0; i < 20; i++)
        {
            Assert.True((await book.TakeAsync(PaceChannel.Calls, Urgency.Ems, Even))!.Utc <= Even);
        }

        Assert.True((await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even))!.Utc > Even);
    }

    [Fact]
    public async Task Calls_and_texts_have_their_own_pace()
    {
        var book = new PaceBook(_store, 1, 1);
        while ((await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even))!.Utc <= Even)
        {
        }

        Assert.Equal(Even, (await book.TakeAsync(PaceChannel.Texts, Urgency.Person, Even))!.Utc);
    }

    [Fact]
    public async Task Two_processes_share_it_and_who_comes_first_goes_first()
    {
        var books = new[] { new PaceBook(_store, 3, 3), new PaceBook(_store, 3, 3) };
        List<Slot> turns = [];
        for (var i = 0; i < 90; i++)
        {
            turns.Add((await books[i % 2].TakeAsync(PaceChannel.Texts, Urgency.Person, Even))!);
        }

        Assert.Equal(90, turns.Distinct().Count());
        var ahead = turns.SkipWhile(t => t.Utc <= Even).ToList();
        Assert.Equal(ahead.Order(Comparer<Slot>.Create((a, b) => (a.Utc, a.Number).CompareTo((b.Utc, b.Number)))), ahead);
        Assert.InRange(turns.Max(t => t.Utc) - Even, TimeSpan.FromSeconds(26), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Turns_are_given_out_for_ten_minutes_ahead_and_no_further()
    {
        var book = new PaceBook(_store, 1, 1);
        DateTimeOffset last = default;
        while (await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even) is { } slot)
        {
            last = slot.Utc;
        }

        Assert.Equal(Even.AddMinutes(10), last);
    }

    [Fact]
    public async Task A_turn_that_is_given_back_goes_to_the_next_who_asks()
    {
        var book = new PaceBook(_store, 1, 1);
        List<Slot> turns = [];
        for (var i = 0; i < 10; i++)
        {
            turns.Add((await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even))!);
        }

        await book.ReturnAsync(PaceChannel.Calls, turns[6]);
        Assert.Equal(turns[6], await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even));
        Assert.Equal(turns[9].Utc.AddSeconds(1), (await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even))!.Utc);
    }

    [Fact]
    public void A_turn_that_nobody_was_there_to_take_is_over()
    {
        Assert.True(PaceBook.Counts(new Slot(Even, 0), Even.AddSeconds(4)));
        Assert.False(PaceBook.Counts(new Slot(Even, 0), Even.AddSeconds(6)));
    }

    [Fact]
    public async Task Old_slots_are_dropped_and_new_ones_kept()
    {
        var book = new PaceBook(_store, 1, 1);
        await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even);
        await book.TakeAsync(PaceChannel.Calls, Urgency.Person, Even.AddSeconds(90));
        await book.CleanAsync(Even.AddSeconds(91));
        var left = Assert.Single(await _store.QueryAsync("pace", "calls", "0", "9", 100));
        Assert.StartsWith($"{Even.AddSeconds(90).ToUnixTimeSeconds():D12}", left.RowKey, StringComparison.Ordinal);
    }

    /// <summary>How many go out within so many seconds, where three times the rate ask each second.</summary>
    private async Task<int> TakenAsync(int rate, Urgency urgency, int seconds)
    {
        var book = new PaceBook(_store, rate, rate);
        var taken = 0;
        for (var second = 0; second < seconds; second++)
        {
            for (var i = 0; i < rate * 3; i++)
            {
                taken += await book.TakeAsync(PaceChannel.Calls, urgency, Even.AddSeconds(second)) is { } slot && slot.Utc < Even.AddSeconds(seconds) ? 1 : 0;
            }
        }

        return taken;
    }
}
