using Benchmarks.Rig;

namespace Benchmarks.Benches;

/// <summary>One check-in by text, asked and answered: what it asks of the store and of the phone company.</summary>
public sealed class OperationsPerCheckIn : Bench
{
    public override string Name => "operations";

    public override string Summary => "calls of the store, and requests to the phone company, for one check-in by text";

    public override async Task RunAsync(Options options, Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        report.Say("Counted, not timed: there is no floor. What these calls take without the program is the floor of \"sweep\".");
        var checkIn = await OneCheckIn.RecordAsync(report);
        Print("asked", checkIn.Asked, checkIn.RequestsToAsk);
        Print("answered", checkIn.Answered, checkIn.RequestsToAnswer);

        void Print(string what, IReadOnlyList<StoreCall> calls, int sent)
        {
            report.Say($"{what}: {string.Join(", ", calls.Select(c => $"{c.Verb} {c.Table}"))}");
            report.Row(
                ("what", what), ("store calls", calls.Count), ("reads", calls.Count(c => c.Verb is "get" or "query")), ("writes", calls.Count(c => c.Verb is not ("get" or "query"))),
                ("requests", sent));
        }
    }
}
