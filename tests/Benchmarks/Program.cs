using Benchmarks;
using Benchmarks.Benches;

Bench[] all = [new WebhookByKey(), new WebhookByText(), new SweepReads(), new SweepLateness(), new OperationsPerCheckIn(), new ColdStart()];
if (args is [] or ["list"])
{
    foreach (var bench in all)
    {
        Console.WriteLine($"{bench.Name,-18} {bench.Summary}");
    }

    return 0;
}

if (Array.Find(all, b => b.Name == args[0]) is not { } chosen)
{
    await Console.Error.WriteLineAsync($"There is no benchmark {args[0]}; list names them.");
    return 2;
}

var report = new Report(chosen.Name);
await chosen.RunAsync(new Options(args[1..]), report);
Console.WriteLine(report.ToJson());
return 0;
