using Benchmarks.Rig;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.WakeUp;

namespace Benchmarks.Benches;

/// <summary>One check-in by text, asked and answered: what it asks of the store and of the phone company.</summary>
public sealed class OperationsPerCheckIn : Bench
{
    public override string Name => "operations";

    public override string Summary => "calls of the store, and requests to the phone company, for one check-in by text";

    public override async Task RunAsync(Options options, Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        await using var store = (await Store.OpenAsync("sqlite", report))!;
        await using var service = await Service.StartAsync(store, sweeps: false);
        await Crowd.SeedAsync(service.Services, 1, _ => DateTimeOffset.UtcNow + TimeSpan.FromSeconds(2));
        var sweep = service.Services.GetRequiredService<Sweep>();
        await sweep.RunAsync();
        await Task.Delay(TimeSpan.FromSeconds(2.1));

        store.Rows.Log = [];
        var requests = service.Company.Requests;
        await sweep.RunAsync();
        await store.IsQuietAsync();
        Print("asked", service.Company.Requests - requests);

        await Task.Delay(TimeSpan.FromSeconds(3));
        store.Rows.Log = [];
        requests = service.Company.Requests;
        await Crowd.AnswersAsync(service.Services, 0, 1);
        await store.IsQuietAsync();
        Print("answered", service.Company.Requests - requests);

        void Print(string what, long sent)
        {
            var calls = store.Rows.Log!.ToList();
            report.Say($"{what}: {string.Join(", ", calls.Select(c => $"{c.Verb} {c.Table}"))}");
            report.Row(
                ("what", what), ("store calls", calls.Count), ("reads", calls.Count(c => c.Verb is "get" or "query")), ("writes", calls.Count(c => c.Verb is not ("get" or "query"))),
                ("requests", (int)sent));
        }
    }
}
