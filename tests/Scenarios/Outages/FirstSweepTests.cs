using Scenarios.Support;
using SpotterBot.Storage;
using SpotterBot.WakeUp;

namespace Scenarios.Outages;

/// <summary>What the host hears of its timer while the process's own first sweep is still under way.</summary>
public sealed class FirstSweepTests
{
    [Fact]
    public async Task A_slow_first_sweep_is_no_failure_and_one_that_hangs_is()
    {
        var store = new BusyStore(new MemoryRowStore(), each: TimeSpan.FromHours(1));
        using var s = new Scenario(store: store) { ErrorsExpected = true };
        store.Time = s.Time;
        s.RunSeconds(2);
        var timer = s.Inside.Get<WakeUpFunction>();
        Assert.Equal(200, (await timer.HandleAsync()).Status);
        s.RunSeconds(29);
        Assert.Equal(200, (await timer.HandleAsync()).Status);
        s.RunSeconds(2);
        Assert.Equal(500, (await timer.HandleAsync()).Status);
    }
}
