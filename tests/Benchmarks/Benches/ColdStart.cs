namespace Benchmarks.Benches;

public sealed class ColdStart : Bench
{
    public override string Name => "cold-start";

    public override string Summary => "";

    public override Task RunAsync(Options options, Report report) => Task.CompletedTask;
}
