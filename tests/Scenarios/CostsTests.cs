using System.Globalization;
using System.Runtime.CompilerServices;
using Benchmarks.Rig;
using Scenarios.Support;

namespace Scenarios;

/// <summary>
/// What 1,000 sessions cost, from the counted steps of <c>operations.csv</c> and list prices, and what a month costs in which nobody is spotted; the
/// README says the same.
/// </summary>
public sealed class CostsTests(ITestOutputHelper output)
{
    // An hour: every two minutes for a quarter of it, every five from then on.
    private const int CheckIns = 7 + 9;

    // United States dollars. Twilio, local numbers in the United States, without the carriers' own fees.
    private const double TextSegment = 0.0083;
    private const double InboundMinute = 0.0085;
    private const double OutboundMinute = 0.014;
    private const double RoomMinute = 0.0018;
    private const double SpeechAnswer = 0.02;

    // Azure Table Storage, locally redundant: any call of it.
    private const double StoreCall = 0.036 / 1_000_000;

    private const double NumberMonth = 1.15;

    // Azure Functions, Flex Consumption, instances that are always ready: held, at work, and each execution. There is no free grant for them.
    private const double BaselineGbSecond = 0.000004;
    private const double ExecutionGbSecond = 0.000016;
    private const double Execution = 0.40 / 1_000_000;

    // As infra/main.bicep has it: one for calls and texts and one for wake-ups, and the health test once a minute. Each execution is billed as a second.
    private const int Instances = 2;
    private const int InstanceGb = 2;
    private const int ExecutionsAnHour = (3600 / 10) + 60;

    private const int HoursAMonth = 730;

    private readonly Dictionary<string, int[]> _steps = File.ReadAllLines(Path.Combine(Here(), "operations.csv"))[1..].Select(l => l.Split(','))
        .ToDictionary(f => f[0], f => f[1..].Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray());

    [Fact]
    public void The_readme_tells_what_1000_sessions_cost()
    {
        const string Begun = "on the line: a call; 1; the place by speech; the other questions skipped";
        List<string> rows =
        [
            Row("an hour by text", [("text: SPOT with a place", 1), ("text: a check-in asked and answered", CheckIns), ("text: DONE", 1)], 0),
            Row("an hour on the line", [(Begun, 1), ("on the line: a check-in asked and answered", CheckIns), ("on the line: 7", 1)], (60 * InboundMinute) + SpeechAnswer),
            Row("an hour by call, begun by a call of two minutes", [(Begun, 1), ("call: a check-in call answered", CheckIns), ("on the line: 7", 1)], (2 * InboundMinute) + SpeechAnswer + (CheckIns * OutboundMinute)),
            Row("a miss by text: a peer takes it and talks with them for ten minutes", [("text: a miss; two peers rung; one takes it and says they are OK", 1)], 10 * 2 * (OutboundMinute + RoomMinute)),
            Row("a miss by text: nobody takes it, EMS is on the line for three minutes", [("text: a miss that nobody takes; until EMS has confirmed", 1)], 3 * (OutboundMinute + RoomMinute)),
            Row("an hour of the dead man's switch, for one caller and one coordinator", [("five minutes of the dead man's switch; for one caller and one coordinator", 12)], 0),
        ];
        rows.ForEach(output.WriteLine);
        var readme = File.ReadAllText(Path.Combine(Here(), "..", "..", "README.md"));
        Assert.All(rows, row => Assert.Contains(row, readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_tells_what_a_month_costs_in_which_nobody_is_spotted()
    {
        var store = new CountingStore(new MemoryRowStore());
        using var s = new Scenario(store: store);
        s.RunSeconds(60);
        var before = store.Calls;
        s.RunSeconds(3600);
        var calls = Instances * HoursAMonth * (store.Calls - before);
        var (held, executions) = (Instances * InstanceGb * HoursAMonth * 3600L, HoursAMonth * ExecutionsAnHour);
        (string What, string Much, double Costs)[] parts =
        [
            ("two instances of 2 GB, always ready", Number(held, "GB-s"), held * BaselineGbSecond),
            ("wake-ups by the host every 10 s and a health test every minute, a second each", Number(executions * InstanceGb, "GB-s"), executions * InstanceGb * ExecutionGbSecond),
            ("the same, each", Number(executions, "executions"), executions * Execution),
            ("what two processes ask of the store: what is due, a round through what is open, the pace, who is on call in the hours ahead, the areas", Number(calls, "calls"), calls * StoreCall),
            ("local numbers", "2", 2 * NumberMonth),
        ];
        List<string> rows =
        [
            .. parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"| {p.What} | {p.Much} | ${p.Costs:0.00} |")),
            string.Create(CultureInfo.InvariantCulture, $"| together | | ${parts.Sum(p => p.Costs):0.00} |"),
        ];
        rows.ForEach(output.WriteLine);
        var template = File.ReadAllText(Path.Combine(Here(), "..", "..", "infra", "main.bicep"));
        Assert.Contains($"instanceMemoryMB: {1024 * InstanceGb}", template, StringComparison.Ordinal);
        Assert.Equal(Instances, template.Split("instanceCount: 1").Length - 1);
        var readme = File.ReadAllText(Path.Combine(Here(), "..", "..", "README.md"));
        Assert.All(rows, row => Assert.Contains(row, readme, StringComparison.Ordinal));

        static string Number(long much, string unit) => string.Create(CultureInfo.InvariantCulture, $"{much:N0} {unit}");
    }

    /// <param name="minutes">Dollars for minutes of calls and for what is understood of speech.</param>
    private string Row(string what, (string Step, int Times)[] steps, double minutes)
    {
        var (reads, writes, requests, sent, received) = (Sum(0), Sum(1), Sum(2), Sum(4), Sum(5));
        var twilio = ((sent + received) * TextSegment) + minutes;
        return string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {reads + writes} | {requests} | {sent + received} | ${1000 * twilio:N0} | ${1000 * (reads + writes) * StoreCall:0.000} |");

        int Sum(int column) => steps.Sum(s => s.Times * _steps[s.Step][column]);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
