using SpotterBot.Door;
using SpotterBot.Tests.Telephony;

namespace SpotterBot.Tests.Door;

/// <summary>Who may be inside at once, and who comes next.</summary>
public sealed class TurnstileTests
{
    private readonly List<string> _done = [];
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Those_who_find_it_full_come_in_the_order_in_which_they_came_and_never_more_than_may_be()
    {
        var turnstile = new Turnstile(2, 10, _time);
        var gates = Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource()).ToList();
        var passing = gates.Select((gate, i) => PassAsync(turnstile, i.ToString(), gate.Task)).ToList();
        Assert.Equal((2, 3), (turnstile.Inside, turnstile.Waiting));
        foreach (var gate in gates)
        {
            gate.SetResult();
            AMoment();
            Assert.InRange(turnstile.Inside, 0, 2);
        }

        Assert.Equal(["0", "1", "2", "3", "4"], (await Task.WhenAll(passing)).OfType<string>());
        Assert.Equal(["0", "1", "2", "3", "4"], _done);
        Assert.Equal((0, 0), (turnstile.Inside, turnstile.Waiting));
    }

    [Fact]
    public async Task Who_finds_the_line_full_is_turned_away_and_nothing_is_done()
    {
        var turnstile = new Turnstile(1, 1, _time);
        var gate = new TaskCompletionSource();
        var first = PassAsync(turnstile, "first", gate.Task);
        var second = PassAsync(turnstile, "second", Task.CompletedTask);
        Assert.Null(await PassAsync(turnstile, "third", Task.CompletedTask));
        gate.SetResult();
        Assert.Equal("first", await first);
        Assert.Equal(["first"], _done);
        AMoment();
        Assert.Equal("second", await second);
        Assert.Equal(["first", "second"], _done);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_never_let_in_and_keeps_nobody_behind_them_waiting()
    {
        var turnstile = new Turnstile(1, 5, _time);
        var gate = new TaskCompletionSource();
        var place = new Turnstile.Place();
        var first = PassAsync(turnstile, "first", gate.Task);
        var tired = PassAsync(turnstile, "tired", Task.CompletedTask, place);
        var patient = PassAsync(turnstile, "patient", Task.CompletedTask);
        turnstile.GiveUp(place);
        turnstile.GiveUp(place);
        Assert.Null(await tired);
        gate.SetResult();
        AMoment();
        Assert.Equal("patient", await patient);
        Assert.Equal(["first", "patient"], _done);
        turnstile.GiveUp(place);
        Assert.Equal((0, 0), (turnstile.Inside, turnstile.Waiting));
    }

    [Fact]
    public async Task What_fails_inside_leaves_room_for_the_next()
    {
        var turnstile = new Turnstile(1, 1, _time);
        await Assert.ThrowsAsync<IOException>(async () => await turnstile.PassAsync<string>(() => throw new IOException(), new Turnstile.Place()));
        Assert.Equal("next", await PassAsync(turnstile, "next", Task.CompletedTask));
    }

    [Fact]
    public async Task A_long_line_that_is_done_at_once_stands_on_nobodys_shoulders_and_nobodys_answer_waits_for_it()
    {
        var turnstile = new Turnstile(1, 200_000, _time);
        var gate = new TaskCompletionSource();
        var first = PassAsync(turnstile, "first", gate.Task);
        var line = Enumerable.Range(0, 20_000).Select(_ => PassAsync(turnstile, "next", Task.CompletedTask)).ToList();
        gate.SetResult();
        Assert.Equal("first", await first);
        Assert.Equal(["first"], _done);
        _time.Advance(TimeSpan.FromSeconds(21));
        Assert.All(await Task.WhenAll(line), done => Assert.Equal("next", done));
    }

    private void AMoment() => _time.Advance(TimeSpan.FromMilliseconds(1));

    private async Task<string?> PassAsync(Turnstile turnstile, string name, Task until, Turnstile.Place? place = null) => await turnstile.PassAsync(
        async () =>
        {
            await until;
            _done.Add(name);
            return name;
        },
        place ?? new Turnstile.Place());
}
