using RealFaults.Processes;
using RealFaults.Watching;

namespace RealFaults;

/// <summary>Kills, freezes and stops processes at random, and sets them right again.</summary>
internal sealed class Mishaps(Crew crew, FaultLog faults, Dice dice)
{
    /// <summary>From one that was set right to the next.</summary>
    public static readonly (double From, double To) ApartSeconds = (4, 24);

    /// <summary>Azurite saves every five seconds. What was written in the last of them, as it was told to end, was not always there again.</summary>
    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(6);

    public async Task RunAsync(DateTimeOffset untilUtc, Action<string> tell, CancellationToken cancelled)
    {
        while (TimeProvider.System.GetUtcNow() < untilUtc && !cancelled.IsCancellationRequested)
        {
            await WaitAsync(dice.Seconds(ApartSeconds.From, ApartSeconds.To));
            if (dice.Below(100) < 15 && crew.Programs.Count > 1)
            {
                await HappenAsync("every program killed", crew.Programs, Kill, StartAgain, dice.Seconds(0, 6), tell);
                continue;
            }

            Child[] one = [crew.Programs[dice.Below(crew.Programs.Count)]];
            await (dice.Below(crew.Azurite is null ? 70 : 100) switch
            {
                < 40 => HappenAsync("program killed", one, Kill, StartAgain, dice.Seconds(0, 6), tell),
                < 55 => HappenAsync("program frozen", one, Freeze, child => child.Thaw(), dice.Seconds(1, 8), tell),
                < 70 => HappenAsync("phone company killed", [crew.Company], Kill, StartAgain, dice.Seconds(0, 6), tell),
                < 85 => HappenAsync("Azurite stopped", [crew.Azurite!], TerminateSavedAsync, StartAgain, dice.Seconds(0, 6), tell),
                _ => HappenAsync("Azurite frozen", [crew.Azurite!], Freeze, child => child.Thaw(), dice.Seconds(1, 12), tell),
            });
        }
    }

    private static void StartAgain(Child child) => child.Start();

    private static Task Kill(Child child)
    {
        child.Kill();
        return Task.CompletedTask;
    }

    private static Task Freeze(Child child)
    {
        child.Freeze();
        return Task.CompletedTask;
    }

    /// <summary>Nobody writes while it saves and ends: a real store forgets nothing that it has acknowledged.</summary>
    private async Task TerminateSavedAsync(Child azurite)
    {
        foreach (var program in crew.Programs)
        {
            program.Freeze();
        }

        await WaitAsync(Saved);
        azurite.Terminate();
        foreach (var program in crew.Programs)
        {
            program.Thaw();
        }
    }

    private async Task HappenAsync(string kind, IReadOnlyList<Child> children, Func<Child, Task> harm, Action<Child> mend, TimeSpan lasts, Action<string> tell)
    {
        var fault = faults.Begin(kind, TimeProvider.System.GetUtcNow());
        foreach (var child in children)
        {
            await harm(child);
        }

        await WaitAsync(lasts);
        foreach (var child in children)
        {
            mend(child);
        }

        foreach (var child in children)
        {
            if (!await child.IsUpAsync())
            {
                throw new InvalidOperationException($"{child.Name} does not come back after: {kind}.\n{string.Join('\n', child.Output)}");
            }
        }

        fault.EndedUtc = TimeProvider.System.GetUtcNow();
        tell($"{kind}, for {(fault.EndedUtc - fault.BeganUtc).Value.TotalSeconds:0.0} s");
    }

    private static Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
