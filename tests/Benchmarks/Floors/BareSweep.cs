using Benchmarks.Rig;
using SpotterBot.Storage;
using SpotterBot.WakeUp;

namespace Benchmarks.Floors;

/// <param name="P50">Milliseconds from due to the request being sent.</param>
/// <param name="P99">The same.</param>
/// <param name="Cpu">Share of all cores.</param>
public sealed record SweptBare(double P50, double P99, double Cpu);

/// <summary>
/// The floor under the sweep: a loop with the program's beat that knows by heart who is due, and for each makes the same calls of the same store and
/// one request, as it is, and four seconds later the calls that the answer makes. It looks nothing up, decides nothing and seals nothing.
/// </summary>
public static class BareSweep
{
    /// <summary>As many at a time as the program wakes.</summary>
    private const int UnderWayMost = 128;

    /// <param name="due">Moments of the span at which somebody is due, in order, from its beginning.</param>
    /// <param name="answerAfter">From the request to the answer.</param>
    public static async Task<SweptBare> RunAsync(IRowStore rows, OneCheckIn checkIn, IReadOnlyList<TimeSpan> due, TimeSpan span, TimeSpan answerAfter)
    {
        // Looking what is due belongs to the sweep and not to each check-in.
        var (ask, answer) = (checkIn.Asked.Where(c => (c.Verb, c.Table) != ("query", WakeUpIndex.Table)).ToList(), checkIn.Answered);
        var sessions = due.Select((_, i) => new CallReplay(rows, $"b{i}")).ToArray();
        var bytes = ask.Concat(answer).Max(c => c.Bytes);
        await Parallel.ForAsync(0, sessions.Length, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await sessions[i].BeginAsync(bytes));

        using var company = new HttpClient(new InstantPhoneCompany());
        using var places = new SemaphoreSlim(UnderWayMost);
        var lateness = new Times();
        var (start, cpu, next) = (DateTimeOffset.UtcNow, Environment.CpuUsage.TotalTime, 0);
        List<Task> all = [];
        using var beat = new PeriodicTimer(SweepLoop.Every);
        while (next < due.Count && await beat.WaitForNextTickAsync())
        {
            for (; next < due.Count && start + due[next] <= DateTimeOffset.UtcNow; next++)
            {
                await places.WaitAsync();
                var i = next;
                all.Add(Task.Run(() => OneAsync(i)));
            }
        }

        // What is still to be answered is no part of the span.
        var used = (Environment.CpuUsage.TotalTime - cpu) / (DateTimeOffset.UtcNow - start) / Environment.ProcessorCount;
        await Task.WhenAll(all);
        return new SweptBare(lateness.At(0.5), lateness.At(0.99), used);

        async Task OneAsync(int i)
        {
            try
            {
                await sessions[i].AgainAsync(ask);
                for (var request = 0; request < checkIn.RequestsToAsk; request++)
                {
                    using var form = new StringContent(new string('x', 250));
                    using var reply = await company.PostAsync(new Uri("https://phone.example.org/Messages.json"), form);
                    await reply.Content.ReadAsStringAsync();
                }

                lateness.Add(DateTimeOffset.UtcNow - (start + due[i]));
            }
            finally
            {
                places.Release();
            }

            await Task.Delay(answerAfter);
            await sessions[i].AgainAsync(answer);
        }
    }
}
