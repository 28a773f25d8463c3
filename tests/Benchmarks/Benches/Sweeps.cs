namespace Benchmarks.Benches;
public sealed class SweepReads : Bench { public override string Name => "sweep-reads"; public override string Summary => ""; public override Task RunAsync(Options options, Report report) => Task.CompletedTask; }
public sealed class SweepLateness : Bench { public override string Name => "sweep"; public override string Summary => ""; public override Task RunAsync(Options options, Report report) => Task.CompletedTask; }
public sealed class OperationsPerCheckIn : Bench { public override string Name => "operations"; public override string Summary => ""; public override Task RunAsync(Options options, Report report) => Task.CompletedTask; }
public sealed class ColdStart : Bench { public override string Name => "cold-start"; public override string Summary => ""; public override Task RunAsync(Options options, Report report) => Task.CompletedTask; }
