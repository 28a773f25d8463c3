using Benchmarks.Rig;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Storage;
using SpotterBot.WakeUp;

namespace Benchmarks.Benches;

/// <summary>Many sessions are open and few are due: what one sweep reads.</summary>
public sealed class SweepReads : Bench
{
    public override string Name => "sweep-reads";

    public override string Summary => "rows and calls of one sweep, few due of many open (--store azurite,sqlite --sessions 10000 --due 50)";

    public override async Task RunAsync(Options options, Report report)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        report.Say("Counted, not timed. The floor: one call for each shard, and for each that is due its row in the index and its session; no sweep could do with less.");
        var (open, due) = (options.Number("sessions", 10_000), options.Number("due", 50));
        foreach (var kind in options.Text("store", "azurite,sqlite").Split(','))
        {
            await using var store = await Store.OpenAsync(kind, report);
            if (store is null)
            {
                continue;
            }

            await using var service = await Service.StartAsync(store, sweeps: false);
            await Crowd.SeedAsync(service.Services, Enumerable.Range(due, open - due), _ => DateTimeOffset.UtcNow + TimeSpan.FromHours(1));

            // The few last, so that their moment does not pass while the many are written.
            var dueUtc = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1);
            await Crowd.SeedAsync(service.Services, Enumerable.Range(0, due), _ => dueUtc);
            var sweep = service.Services.GetRequiredService<Sweep>();

            // The first brings with it the round through all open sessions, which goes on beside it.
            await sweep.RunAsync();
            await store.IsQuietAsync();
            await MeasureAsync("none due", 0);
            if (dueUtc - DateTimeOffset.UtcNow is var left && left < TimeSpan.Zero)
            {
                throw new InvalidOperationException("Some were due while it was counted what none costs: the machine is too slow, or too busy.");
            }

            await Task.Delay(left);
            await MeasureAsync($"{due} due in one second", due);

            async Task MeasureAsync(string what, int expected)
            {
                var (calls, rows) = (store.Rows.Calls, store.Rows.RowsRead);
                var woken = await sweep.RunAsync();
                await store.IsQuietAsync();
                report.Row(
                    ("what", $"{kind}, {open:N0} open, {what}"), ("woken", woken), ("rows read", (int)(store.Rows.RowsRead - rows)), ("calls", (int)(store.Rows.Calls - calls)),
                    ("floor rows", 2 * expected), ("floor calls", WakeUpIndex.Shards + expected),
                    ("ratio", expected == 0 ? (double)(store.Rows.Calls - calls) / WakeUpIndex.Shards : (double)(store.Rows.RowsRead - rows) / (2 * expected)));
            }
        }
    }
}
