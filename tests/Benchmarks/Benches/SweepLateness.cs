using System.Diagnostics;
using Benchmarks.Floors;
using Benchmarks.Rig;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Decisions.Speech;

namespace Benchmarks.Benches;

/// <summary>
/// Many people are spotted by text every five minutes, and answer four seconds after they are asked. How late are the check-ins sent, counted from the
/// moment each was due? The store is on this machine, the phone company takes every text at once, and the callers' answers are part of the load.
/// </summary>
public sealed class SweepLateness : Bench
{
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromSeconds(4);

    /// <summary>So long after the last was due those that were not asked count as such.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    /// <summary>What is aimed at, milliseconds.</summary>
    private const double Aim = 2000;

    public override string Name => "sweep";

    public override string Summary => "how late check-ins are acted on with many open sessions, on SQLite (--sessions 10000,100000,1000000 --seconds 45)";

    public override async Task RunAsync(Options options, Report report)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        var span = TimeSpan.FromSeconds(options.Number("seconds", 45));
        var checkIn = await OneCheckIn.RecordAsync(report);
        report.Say("The floor is a loop with the same beat that makes the same calls of the same store for the same moments, and the same requests, without the program.");
        (int Sessions, double P99)? before = null;
        foreach (var count in options.Numbers("sessions", "10000,100000,250000,500000,1000000"))
        {
            var p99 = await OneAsync(count, span, checkIn, report);
            if (p99 > Aim && before is { } under && under.P99 <= Aim)
            {
                var crossing = under.Sessions + ((count - under.Sessions) * (Aim - under.P99) / (p99 - under.P99));
                report.Say($"The 99th percentile crosses {Aim / 1000:0} s at about {crossing:N0} open sessions (between those measured, in a straight line).");
            }

            before = (count, p99);
        }
    }

    private static async Task<double> OneAsync(int count, TimeSpan span, OneCheckIn checkIn, Report report)
    {
        await using var store = (await Store.OpenAsync("sqlite", report))!;
        var seeding = Stopwatch.StartNew();
        var perSecond = count / (60.0 * Crowd.EveryMinutes);
        var random = new Random(1);
        var offsets = Enumerable.Range(0, count).Select(_ => TimeSpan.FromSeconds(random.NextDouble() * 60 * Crowd.EveryMinutes)).ToArray();

        // Everybody is written before anybody is due, however long that takes.
        var start = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(5 + (count / 1800.0));
        await using (var quiet = await Service.StartAsync(store, sweeps: false))
        {
            await Crowd.SeedAsync(quiet.Services, Enumerable.Range(0, count), i => start + offsets[i]);
        }

        if (DateTimeOffset.UtcNow is var seeded && seeded > start)
        {
            report.Say($"Writing {count:N0} sessions took {seeding.Elapsed.TotalSeconds:0} s, longer than allowed for: the first seconds are late because of that.");
        }

        var lateness = new Times();
        var asked = new HashSet<int>();
        long sids = 0;
        double used, each;
        await using (var service = await Service.StartAsync(store, sweeps: true, perSecond: 1_000_000))
        {
            (used, each) = await MeasureAsync(service);
        }

        // On the same file, with as much in it, once the program has let go of it.
        var moments = offsets.Where(o => o >= Warming && o < Warming + span).Select(o => o - Warming).Order().ToList();
        var floor = await BareSweep.RunAsync(store.Rows, checkIn, moments, span, AnswerAfter);
        var p99 = AtLeast(moments.Count, lateness, span);
        report.Row(
            ("open sessions", count), ("due a second", perSecond), ("due", moments.Count), ("asked", lateness.Count), ("p50 ms", lateness.At(0.5)), ("p99 ms", p99), ("p99.9 ms", lateness.At(0.999)),
            ("store calls each", each), ("CPU", used), ("floor p50", floor.P50), ("floor p99", floor.P99), ("floor CPU", floor.Cpu), ("ratio p99", p99 / floor.P99), ("ratio CPU", used / floor.Cpu));
        return p99;

        async Task<(double Used, double Each)> MeasureAsync(Service service)
        {
            service.Company.OnText = fields =>
            {
                var now = DateTimeOffset.UtcNow;
                if (!fields["Body"].StartsWith("Still with me", StringComparison.Ordinal))
                {
                    return;
                }

                // .../callbacks/text/{session}/{attempt}/{who}
                var i = Crowd.IndexOf(new Uri(fields["StatusCallback"]).Segments[^3].TrimEnd('/'));
                lock (asked)
                {
                    if (asked.Add(i) && offsets[i] >= Warming && offsets[i] < Warming + span)
                    {
                        lateness.Add(now - (start + offsets[i]));
                    }
                }

                _ = AnswerAsync(service, i);
            };
            if (start + Warming - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left);
            }

            var (calls, cpu, before) = (store.Rows.Calls, Environment.CpuUsage.TotalTime, asked.Count);
            await Task.Delay(span);
            var measured = ((Environment.CpuUsage.TotalTime - cpu) / span / Environment.ProcessorCount, (double)(store.Rows.Calls - calls) / Math.Max(1, asked.Count - before));
            await Task.Delay(Grace);
            return measured;
        }

        async Task AnswerAsync(Service service, int i)
        {
            await Task.Delay(AnswerAfter);
            await Crowd.AnswersAsync(service.Services, i, Interlocked.Increment(ref sids));
        }
    }

    /// <summary>Those that were due and not asked by the end are later than any that were; where nobody was, the figure is the least that it can be.</summary>
    private static double AtLeast(int due, Times lateness, TimeSpan span) =>
        lateness.Count == 0 ? (Grace + (0.99 * span)).TotalMilliseconds
        : lateness.Count < due * 0.99 ? Math.Max(lateness.At(0.999), Aim * 10)
        : lateness.At(0.99);
}
