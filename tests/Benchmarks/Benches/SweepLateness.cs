using Benchmarks.Floors;
using Benchmarks.Rig;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.WakeUp;

namespace Benchmarks.Benches;

/// <summary>
/// Many people are spotted by text every five minutes, and answer four seconds after they are asked. How late are the check-ins sent, counted from the
/// moment each was due? The store is on this machine, the phone company takes every text at once, and the callers' answers are part of the load.
/// </summary>
public sealed class SweepLateness : Bench
{
    /// <summary>All are due once in this.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(Crowd.EveryMinutes);

    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromSeconds(4);

    /// <summary>So long after the last was due those that were not asked count as such.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    /// <summary>What is aimed at, milliseconds.</summary>
    private const double Aim = 2000;

    public override string Name => "sweep";

    public override string Summary => "how late check-ins are acted on with many open sessions, on SQLite (--sessions 10000,100000,250000,500000,1000000 --seconds 45)";

    public override async Task RunAsync(Options options, Report report)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        var span = TimeSpan.FromSeconds(options.Number("seconds", 45));
        var checkIn = await OneCheckIn.RecordAsync(report);
        report.Say("The floor is a loop with the same beat that makes the same calls of the same store for the same moments, and the same requests, without the program.");
        LatenessAt? before = null;
        foreach (var count in options.Numbers("sessions", "10000,100000,250000,500000,1000000"))
        {
            var measured = await OneAsync(count, span, checkIn, report);
            if (before is not null && Crossing.Told(before, measured, Aim) is { } crossing)
            {
                report.Say(crossing);
            }

            before = measured;
        }
    }

    private static async Task<LatenessAt> OneAsync(int count, TimeSpan span, OneCheckIn checkIn, Report report)
    {
        await using var store = (await Store.OpenAsync("sqlite", report))!;
        var perSecond = count / Round.TotalSeconds;
        var random = new Random(1);
        var offsets = Enumerable.Range(0, count).Select(_ => Round * random.NextDouble()).ToArray();

        // Everybody is written before anybody is due, if it takes no longer than this allows for.
        var start = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(5 + (count / 1800.0));
        await using (var quiet = await Service.StartAsync(store, sweeps: false))
        {
            await Crowd.SeedAsync(quiet.Services, Enumerable.Range(0, count), i => start + offsets[i]);
        }

        // What makes this row another than it looks stands in it.
        List<string> but = [];
        if (DateTimeOffset.UtcNow - start is var late && late > TimeSpan.Zero)
        {
            but.Add($"written {late.TotalSeconds:0} s late");
        }

        var asked = new Dictionary<int, TimeSpan>();
        long sids = 0;
        TimeSpan from;
        double used, each;
        await using (var service = await Service.StartAsync(store, sweeps: true, perSecond: 1_000_000))
        {
            (from, used, each) = await MeasureAsync(service);
        }

        // On the same file, with as much in it, once the program has let go of it.
        var due = Enumerable.Range(0, count).Where(i => offsets[i] >= from && offsets[i] < from + span).OrderBy(i => offsets[i]).ToList();
        var floor = await BareSweep.RunAsync(store.Rows, checkIn, [.. due.Select(i => offsets[i] - from)], span, AnswerAfter);

        // Who was not asked by the end is later than until then.
        var (lateness, never) = (new Times(), TimeSpan.MaxValue);
        foreach (var i in due)
        {
            if (!asked.TryGetValue(i, out var after))
            {
                after = from + span + Grace - offsets[i];
                never = after < never ? after : never;
            }

            lateness.Add(after);
        }

        var p99 = lateness.At(0.99);
        if (p99 >= never.TotalMilliseconds)
        {
            but.Add("p99 is the least it can be");
        }

        report.Row(
            ("open sessions", count), ("due a second", perSecond), ("due", due.Count), ("asked", due.Count(asked.ContainsKey)), ("p50 ms", lateness.At(0.5)), ("p99 ms", p99), ("p99.9 ms", lateness.At(0.999)),
            ("store calls each", each), ("CPU", used), ("floor p50", floor.P50), ("floor p99", floor.P99), ("floor CPU", floor.Cpu), ("ratio p99", p99 / floor.P99), ("ratio CPU", used / floor.Cpu),
            ("but", but.Count == 0 ? "-" : string.Join(", ", but)));
        return new LatenessAt(count, p99, IsMeasured: but.Count == 0);

        async Task<(TimeSpan From, double Used, double Each)> MeasureAsync(Service service)
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
                    asked.TryAdd(i, now - (start + offsets[i]));
                }

                _ = AnswerAsync(service, i);
            };
            await BeginAsync(service);
            var begun = DateTimeOffset.UtcNow - start;
            var (calls, cpu, before) = (store.Rows.Calls, Environment.CpuUsage.TotalTime, Asked());
            await Task.Delay(span);
            var measured = ((Environment.CpuUsage.TotalTime - cpu) / span / Environment.ProcessorCount, (double)(store.Rows.Calls - calls) / Math.Max(1, Asked() - before));
            await Task.Delay(Grace);
            return (begun, measured.Item1, measured.Item2);
        }

        // The load is what it will be, and the round through all open sessions that a start brings with it is over; but not so late that some are due again.
        async Task BeginAsync(Service service)
        {
            var (patrol, warm) = (service.Services.GetRequiredService<Patrol>(), DateTimeOffset.UtcNow is var now && now > start ? now : start);
            if (warm + Warming - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left);
            }

            while (patrol.IsUnderWay && DateTimeOffset.UtcNow < start + Round - span - Grace)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }

            if (patrol.IsUnderWay)
            {
                but.Add("the start's round was not over");
            }
        }

        int Asked()
        {
            lock (asked)
            {
                return asked.Count;
            }
        }

        async Task AnswerAsync(Service service, int i)
        {
            await Task.Delay(AnswerAfter);
            await Crowd.AnswersAsync(service.Services, i, Interlocked.Increment(ref sids));
        }
    }
}
