using System.Diagnostics;
using System.Globalization;
using Storm.Defects;

namespace Storm;

/// <summary>Runs of many seeds, or of one, and what they print.</summary>
internal static class Runs
{
    /// <summary>Of the command's worlds: fuller than those of the tests, for what every world costs is shared by more.</summary>
    public const int UsualCrowd = 72;

    private const int ViolatingSeedsShown = 20;
    private const int ViolationsShown = 5;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);

    /// <summary>One world: everything it did, then what was violated.</summary>
    public static int Replay(int seed, int crowd, bool hasSwitch, IDefect? defect)
    {
        using var world = new World(seed, defect, keepsTranscript: true, crowd, hasSwitch);
        var outcome = world.Run();
        Console.Write(world.Transcript());
        Console.WriteLine();
        Console.WriteLine($"seed {seed}: {outcome.Kind}, {outcome.Sessions} sessions, ended at {world.Now:HH:mm:ss}");
        var totals = new Totals();
        totals.Add(outcome);
        return Close(totals);
    }

    /// <summary>Seeds on all cores; progress while they run, figures at the end.</summary>
    public static int Many(int from, int count, int threads, int crowd, bool hasSwitch, IDefect? defect)
    {
        var totals = new Totals();
        var clock = Stopwatch.StartNew();
        var next = from - 1;
        var gate = new Lock();
        var toldAt = TimeSpan.Zero;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine($"{count} seeds in {seconds:0.0} s on {threads} threads: {totals.Sessions / seconds:0} sessions per second");
        return Close(totals);

        void Work()
        {
            int seed;
            while ((seed = Interlocked.Increment(ref next)) < from + count)
            {
                var outcome = World.RunSeed(seed, defect, crowd, hasSwitch);
                lock (gate)
                {
                    totals.Add(outcome);
                    if (outcome.Violations.Count > 0 && totals.ViolatingSeeds <= ViolatingSeedsShown)
                    {
                        Tell(outcome, crowd, hasSwitch, defect);
                    }

                    if (clock.Elapsed - toldAt >= ProgressEvery)
                    {
                        toldAt = clock.Elapsed;
                        var left = TimeSpan.FromSeconds(clock.Elapsed.TotalSeconds / totals.Seeds * (count - totals.Seeds));
                        Console.WriteLine(
                            $"{totals.Seeds} of {count} seeds, {totals.Sessions} sessions, {totals.Sessions / clock.Elapsed.TotalSeconds:0} per second, "
                            + $"{totals.Faults} faults, {totals.Violations} violations, about {left:hh\\:mm\\:ss} left");
                    }
                }
            }
        }
    }

    private static void Tell(Outcome outcome, int crowd, bool hasSwitch, IDefect? defect)
    {
        Console.WriteLine($"seed {outcome.Seed} ({outcome.Kind}): {outcome.Violations.Count} violations; replay with --seed {outcome.Seed}{(crowd == UsualCrowd ? "" : $" --crowd {crowd}")}{(hasSwitch ? " --switch" : "")}{(defect is null ? "" : " --defect " + defect.Name)}");
        foreach (var violation in outcome.Violations.Take(ViolationsShown))
        {
            Console.WriteLine("    " + violation);
        }
    }

    private static int Close(Totals totals)
    {
        Console.WriteLine("faults by kind: " + string.Join(", ", totals.ByKind.Select(f => $"{f.Key} {f.Value.ToString("#,0", CultureInfo.InvariantCulture)}")));
        Console.WriteLine(
            $"longest from due to a person in charge or EMS ringing: {totals.LongestToHelp.TotalSeconds:0.0} s with the weather in it, {totals.LongestToHelpInCalm.TotalSeconds:0.0} s where nothing was wrong");
        Console.WriteLine($"EMS ordered by two processes for the same moment, and rung once: {totals.EmsOrderedTwice.ToString("#,0", CultureInfo.InvariantCulture)} times");
        if (totals.SwitchTexts > 0)
        {
            Console.WriteLine($"told by the dead man's switch that contact is lost: {totals.SwitchTexts.ToString("#,0", CultureInfo.InvariantCulture)}");
        }

        Console.WriteLine($"sessions={totals.Sessions} faults={totals.Faults} violations={totals.Violations}");
        return totals.Violations == 0 ? 0 : 1;
    }

    private sealed class Totals
    {
        public int Seeds { get; private set; }

        public long Sessions { get; private set; }

        public long Faults { get; private set; }

        public long Violations { get; private set; }

        public int ViolatingSeeds { get; private set; }

        public TimeSpan LongestToHelp { get; private set; }

        public TimeSpan LongestToHelpInCalm { get; private set; }

        public long EmsOrderedTwice { get; private set; }

        public long SwitchTexts { get; private set; }

        public SortedDictionary<string, long> ByKind { get; } = new(StringComparer.Ordinal);

        public void Add(Outcome outcome)
        {
            Seeds++;
            Sessions += outcome.Sessions;
            Violations += outcome.Violations.Count;
            ViolatingSeeds += outcome.Violations.Count > 0 ? 1 : 0;
            foreach (var (kind, times) in outcome.Faults)
            {
                ByKind[kind] = ByKind.GetValueOrDefault(kind) + times;
                Faults += times;
            }

            EmsOrderedTwice += outcome.EmsOrderedTwice;
            SwitchTexts += outcome.SwitchTexts;
            LongestToHelp = outcome.LongestToHelp > LongestToHelp ? outcome.LongestToHelp : LongestToHelp;
            LongestToHelpInCalm = outcome.LongestToHelpInCalm > LongestToHelpInCalm ? outcome.LongestToHelpInCalm : LongestToHelpInCalm;
        }
    }
}
