using Scenarios.Support;
using SpotterBot.Storage;
using SpotterBot.WakeUp;

namespace Scenarios.Outages;

/// <summary>What the host hears of its timer while the process's own sweep is still under way.</summary>
public sealed class FirstSweepTests
{
    [Theory]
    [InlineData(0.1, 200)]
    [InlineData(60 * 60.0, 500)]
    public async Task A_sweep_under_way_is_waited_for_and_is_a_failure_only_where_it_hangs(double eachSeconds, int status)
    {
        var store = new BusyStore(new MemoryRowStore(), TimeSpan.FromSeconds(eachSeconds));
        using var s = new Scenario(store: store) { ErrorsExpected = true };
        store.Time = s.Time;
        s.RunSeconds(2);
        var answer = s.Inside.Get<WakeUpFunction>().HandleAsync().AsTask();
        Assert.False(answer.IsCompleted);
        for (var tenths = 0; tenths < 310 && !answer.IsCompleted; tenths++)
        {
            // What follows an answer of the store may follow on another thread: the clock waits for the next question.
            Assert.True(SpinWait.SpinUntil(() => store.IsBusy || answer.IsCompleted, TimeSpan.FromMinutes(1)));
            s.RunSeconds(0.1);
        }

        Assert.Equal(status, (await answer).Status);
    }
}
