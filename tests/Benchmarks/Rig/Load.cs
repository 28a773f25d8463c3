using System.Diagnostics;

namespace Benchmarks.Rig;

/// <param name="PerSecond">Done a second, all clients together.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
public sealed record Measured(double PerSecond, double P50, double P99);

/// <summary>Clients that each do one thing after the other.</summary>
public static class Load
{
    /// <summary>Two things measured in turn, so that what the machine does beside falls on both; of each the middle round counts.</summary>
    public static async Task<(Measured One, Measured Other)> InTurnAsync(
        int clients, int rounds, TimeSpan each, Func<int, Task> one, Func<int, Task> other)
    {
        List<Measured> ones = [], others = [];
        for (var round = 0; round <= rounds; round++)
        {
            // The first round warms up.
            var (a, b) = (await RunAsync(clients, each, one), await RunAsync(clients, each, other));
            if (round > 0)
            {
                ones.Add(a);
                others.Add(b);
            }
        }

        return (Middle(ones), Middle(others));
    }

    private static async Task<Measured> RunAsync(int clients, TimeSpan span, Func<int, Task> act)
    {
        var times = new Times();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            while (clock.Elapsed < span)
            {
                var began = clock.Elapsed;
                await act(client);
                times.Add(clock.Elapsed - began);
            }
        })));
        return new Measured(times.Count / clock.Elapsed.TotalSeconds, times.At(0.5), times.At(0.99));
    }

    private static Measured Middle(List<Measured> all) => all.OrderBy(m => m.PerSecond).ElementAt(all.Count / 2);
}
