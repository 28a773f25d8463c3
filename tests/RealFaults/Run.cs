using RealFaults.Company;
using RealFaults.Processes;
using RealFaults.Watching;

namespace RealFaults;

/// <summary>How a run goes.</summary>
/// <param name="Store">Where sessions are kept.</param>
/// <param name="Lasts">How long processes are killed and frozen; then everybody is looked after in calm.</param>
/// <param name="Callers">So many at a time.</param>
internal sealed record RunOptions(StoreKind Store, TimeSpan Lasts, int Callers, int Seed, bool KeepsFolder);

/// <summary>One run: processes, people, faults and judge, on the world's time.</summary>
internal sealed class Run : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    /// <summary>So long after the last fault everybody is finished.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(4);

    private readonly RunOptions _options;
    private readonly string _folder;
    private readonly Crew _crew;
    private readonly FaultLog _faults = new();
    private readonly Judge _judge;
    private readonly Dice _dice;
    private readonly Dictionary<string, Caller> _here = new(StringComparer.Ordinal);
    private int _begun;
    private int _told;

    private Run(RunOptions options)
    {
        _options = options;
        _folder = Directory.CreateTempSubdirectory("spotter-real-faults-").FullName;
        _crew = new Crew(options.Store, _folder, options.Seed);
        _judge = new Judge(_faults);
        _dice = new Dice(options.Seed);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>0, or 1 where a promise was broken; 2 where it cannot be run here.</summary>
    public static async Task<int> GoAsync(RunOptions options)
    {
        if (Crew.WhyNot(options.Store) is { } why)
        {
            await Console.Error.WriteLineAsync(why);
            return 2;
        }

        using var run = new Run(options);
        return await run.GoAsync();
    }

    public void Dispose()
    {
        _crew.Dispose();
        if (!_options.KeepsFolder && _judge.Violations.Count == 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
        else
        {
            Console.WriteLine($"Journal and store are in {_folder}.");
        }
    }

    private async Task<int> GoAsync()
    {
        using var journal = new Journal.Reader(_crew.Service.Journal);
        await _crew.StartAsync();
        var stormEnds = Now + _options.Lasts;
        using var enough = new CancellationTokenSource();
        var mishaps = new Mishaps(_crew, _faults, new Dice(_options.Seed + 1)).RunAsync(stormEnds, what => Tell(what), enough.Token);
        var toldUtc = Now;
        while (!(mishaps.IsCompleted && (_here.Count == 0 || Now > stormEnds + Afterwards)))
        {
            await StepAsync(journal, newcomers: Now < stormEnds);
            if (mishaps.IsFaulted)
            {
                break;
            }

            if (Now - toldUtc > ProgressEvery)
            {
                toldUtc = Now;
                var left = stormEnds - Now;
                Tell($"{_begun} sessions, {_begun - _here.Count} over, {_judge.Helped} helped, {_faults.Count} faults, {_judge.Violations.Count} violations, "
                    + (left > TimeSpan.Zero ? $"{left:mm\\:ss} of faults left" : "calm"));
            }

            await Task.Delay(Beat, TimeProvider.System);
        }

        // What cannot be harmed any more ends the mishaps, too: why is told before that.
        TellViolations();
        await enough.CancelAsync();
        await mishaps;
        _judge.Finally(Now, _here.Values.Select(c => c.Seen));
        return Close();
    }

    private async Task StepAsync(Journal.Reader journal, bool newcomers)
    {
        var companyIsNew = false;
        foreach (var entry in journal.ReadOn().ToList())
        {
            companyIsNew |= entry.Event == Event.Began;
            _judge.See(entry);
            if (entry.Phone is { } phone && _here.TryGetValue(phone, out var caller))
            {
                await (entry.Event switch
                {
                    Event.TextArrived => caller.GetsAsync(entry.Text!, entry.Utc),
                    Event.Heard => caller.HearsAsync(entry.Text!, entry.Utc),
                    _ => Task.CompletedTask,
                });
            }
        }

        while (newcomers && _here.Count < _options.Callers)
        {
            var caller = new Caller(_crew, _begun, new Dice(_options.Seed + 1000 + _begun++), Now + _dice.Seconds(0, 20));
            caller.Seen.TouchedUtc = Now;
            _here.Add(caller.Seen.Number, caller);
            _judge.Add(caller.Seen);
            await _crew.ActAsync(caller.Seen.Number, "manner", "?answers=true");
        }

        foreach (var caller in _here.Values)
        {
            await caller.ActAsync(Now, companyIsNew);
        }

        foreach (var done in _here.Values.Where(c => c.IsDone).ToList())
        {
            _here.Remove(done.Seen.Number);
        }

        _judge.Look(Now);
        TellViolations();
    }

    private void TellViolations()
    {
        foreach (var child in _crew.All.Where(c => c.HasEndedByItself))
        {
            _judge.ProcessEnded(child.Name, Now, string.Join('\n', child.Output.TakeLast(20)));
        }

        foreach (var violation in _judge.Violations.Skip(_told))
        {
            Tell("VIOLATION " + violation);
            _told++;
        }
    }

    private int Close()
    {
        TellViolations();
        Console.WriteLine("faults by kind: " + string.Join(", ", _faults.ByKind.Select(f => $"{f.Key} {f.Value}")));
        Console.WriteLine(
            $"from an ignored check-in to a person in charge or EMS ringing, {_judge.Helped} times: at most {_judge.LongestToHelp.TotalSeconds:0} s, "
            + $"{_judge.LongestToHelpWithoutFaults.TotalSeconds:0} s without what faults took of it");
        Console.WriteLine($"sessions={_begun} faults={_faults.Count} violations={_judge.Violations.Count}");
        return _judge.Violations.Count == 0 ? 0 : 1;
    }

    private static void Tell(string what) => Console.WriteLine($"{Now:HH:mm:ss} {what}");
}
