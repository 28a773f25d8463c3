using System.Text.Json;
using Benchmarks;
using Benchmarks.Rig;

namespace SpotterBot.Tests.Benches;

/// <summary>What a benchmark tells at its end.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Times_that_there_are_none_of_are_null_and_leave_the_other_figures_be()
    {
        var report = new Report("sweep");
        var none = new Times().At(0.99);
        report.Row(("open sessions", 1_000_000), ("p99 ms", none), ("ratio p99", none / 2), ("ratio CPU", 1 / 0.0), ("CPU", 0.5));
        using var json = JsonDocument.Parse(report.ToJson());
        var row = json.RootElement.GetProperty("figures")[0];
        Assert.All(["p99 ms", "ratio p99", "ratio CPU"], head => Assert.Equal(JsonValueKind.Null, row.GetProperty(head).ValueKind));
        Assert.Equal((1_000_000, 0.5), (row.GetProperty("open sessions").GetInt32(), row.GetProperty("CPU").GetDouble()));
    }

    [Theory]
    [InlineData(1_000, true, 3_000, true, "at about 300 open")]
    [InlineData(1_000, true, 3_000, false, "between 200 and 400 open")]
    [InlineData(1_000, false, 3_000, true, "between 200 and 400 open")]
    [InlineData(1_000, true, 1_900, true, null)]
    [InlineData(2_500, true, 3_000, true, null)]
    public void A_crossing_is_reckoned_only_between_what_was_measured(double before, bool isMeasured, double after, bool isMeasuredToo, string? says)
    {
        var told = Crossing.Told(new(200, before, isMeasured), new(400, after, isMeasuredToo), aim: 2_000);
        if (says is null)
        {
            Assert.Null(told);
        }
        else
        {
            Assert.Contains(says, told, StringComparison.Ordinal);
        }
    }
}
