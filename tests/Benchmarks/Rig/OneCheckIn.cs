using Microsoft.Extensions.DependencyInjection;
using SpotterBot.WakeUp;

namespace Benchmarks.Rig;

/// <summary>What one check-in by text asks of the store and of the phone company, as the program does it.</summary>
/// <param name="Asked">Calls of the store by the sweep that asks it, those that look what is due among them.</param>
/// <param name="Answered">Calls of the store by the text that answers it.</param>
public sealed record OneCheckIn(IReadOnlyList<StoreCall> Asked, int RequestsToAsk, IReadOnlyList<StoreCall> Answered, int RequestsToAnswer)
{
    /// <summary>Enough to be ready before it is due.</summary>
    private static readonly TimeSpan Preparing = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">The machine was too slow for it.</exception>
    public static async Task<OneCheckIn> RecordAsync(Report report)
    {
        await using var store = (await Store.OpenAsync("sqlite", report))!;
        await using var service = await Service.StartAsync(store, sweeps: false);
        var due = DateTimeOffset.UtcNow + Preparing;
        await Crowd.SeedAsync(service.Services, [0], _ => due);
        var sweep = service.Services.GetRequiredService<Sweep>();
        await sweep.RunAsync();
        await store.IsQuietAsync();
        if (DateTimeOffset.UtcNow >= due)
        {
            throw new InvalidOperationException("The check-in was due before it could be watched: the machine is too slow, or too busy.");
        }

        await Task.Delay(due + TimeSpan.FromMilliseconds(100) - DateTimeOffset.UtcNow);
        store.Rows.Log = [];
        var requests = service.Company.Requests;
        await sweep.RunAsync();
        await store.IsQuietAsync();
        var (asked, toAsk) = (store.Rows.Log!.ToList(), (int)(service.Company.Requests - requests));

        await Task.Delay(TimeSpan.FromSeconds(3));
        store.Rows.Log = [];
        requests = service.Company.Requests;
        await Crowd.AnswersAsync(service.Services, 0, 1);
        await store.IsQuietAsync();
        return new OneCheckIn(asked, toAsk, store.Rows.Log!.ToList(), (int)(service.Company.Requests - requests));
    }
}
