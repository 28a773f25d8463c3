using System.Text.Json;
using FunctionsHost.Invocations;
using PhoneCompany.Time;

namespace FunctionsHost.Tests;

/// <summary>What the handler is posted when a timer is due, and how its answer is read.</summary>
public sealed class TimerTests
{
    [Fact]
    public async Task The_envelope_is_in_pascal_case_has_no_length_and_names_the_invocation()
    {
        using var app = new AppFolder().Timer();
        await using var host = await app.StartAsync();
        var run = await host.FireAsync("Tick");
        Assert.Equal(InvocationOutcome.Succeeded, run.Outcome);
        var (head, body) = Wire.Echo(run.Detail);
        Assert.Equal("POST /Tick HTTP/1.1", head[0]);
        Assert.Contains("Transfer-Encoding: chunked", head);
        Assert.Contains("Content-Type: application/json; charset=utf-8", head);
        Assert.Contains("X-Azure-Functions-InvocationId: " + run.Id, head);
        Assert.Contains(head, h => h.StartsWith("User-Agent: Azure-Functions-Host/4.", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(body);
        var timer = json.RootElement.GetProperty("Data").GetProperty("timer");
        Assert.True(timer.GetProperty("Schedule").GetProperty("AdjustForDST").GetBoolean());
        Assert.Equal(JsonValueKind.Null, timer.GetProperty("ScheduleStatus").ValueKind);
        Assert.False(timer.GetProperty("IsPastDue").GetBoolean());
        Assert.Equal("Tick", json.RootElement.GetProperty("Metadata").GetProperty("sys").GetProperty("MethodName").GetString());
    }

    [Theory]
    [InlineData("Tick", InvocationOutcome.Succeeded)]
    [InlineData("Plain", InvocationOutcome.Failed)]
    [InlineData("List", InvocationOutcome.Failed)]
    [InlineData("Broken", InvocationOutcome.Failed)]
    [InlineData("Error", InvocationOutcome.Failed)]
    public async Task An_answer_is_an_object_in_json_or_the_run_has_failed(string function, InvocationOutcome outcome)
    {
        using var app = new AppFolder().Timer(function);
        await using var host = await app.StartAsync();
        Assert.Equal(outcome, (await host.FireAsync(function)).Outcome);
        Assert.Equal(1, host.HandlerStarts);
    }

    [Theory]
    [InlineData("Empty")]
    [InlineData("NoContent")]
    [InlineData("Null")]
    [InlineData("Hang")]
    public async Task An_empty_answer_is_waited_on_until_the_function_may_run_no_longer_and_the_handler_is_killed_for_it(string function)
    {
        var clock = new VirtualTime();
        using var app = new AppFolder().Timer(function).Http();
        await using var host = await app.StartAsync(clock);
        await host.ReadyAsync();
        var first = host.HandlerProcessId;
        var running = host.FireAsync(function);
        var beside = Wire.GetAsync(host.Address, "/hang");
        await Wire.UntilAsync(() => host.Lines.Any(l => l.Text == $"Asked for /{function}.") && host.Lines.Any(l => l.Text == "Asked for /hang."));
        clock.AdvanceBy(TimeSpan.FromSeconds(59));
        Assert.False(running.IsCompleted);
        clock.AdvanceBy(TimeSpan.FromSeconds(1));
        Assert.Equal(InvocationOutcome.TimedOut, (await running).Outcome);
        Assert.Equal(500, (await beside).Status);
        Assert.NotEqual(first, Wire.ProcessOf((await Wire.GetAsync(host.Address, "/echo")).Body));
        Assert.True(Assert.Single(host.Exits).EndedByHost);
    }

    [Fact]
    public async Task It_is_posted_at_the_moments_of_its_schedule()
    {
        var clock = new VirtualTime();
        using var app = new AppFolder().Timer(schedule: "*/10 * * * * *");
        await using var host = await app.StartAsync(clock);
        await host.ReadyAsync();
        clock.AdvanceBy(TimeSpan.FromSeconds(9.9));
        Assert.Empty(host.Invocations);
        for (var runs = 1; runs <= 3; runs++)
        {
            clock.AdvanceBy(TimeSpan.FromSeconds(runs == 1 ? 0.1 : 10));
            await Wire.UntilAsync(() => host.Invocations.Count == runs && clock.NextDueUtc is not null);
        }
    }

    [Fact]
    public async Task Of_two_hosts_one_has_the_timers_and_the_other_gets_them_long_after_the_first_has_died()
    {
        var clock = new VirtualTime();
        using var app = new AppFolder().Timer(schedule: "*/10 * * * * *");
        var options = app.Options(clock) with { Storage = new HostStorage() };
        await using var first = await ConformanceHost.StartAsync(options);
        await using var second = await ConformanceHost.StartAsync(options);
        await first.ReadyAsync();
        await second.ReadyAsync();
        clock.AdvanceBy(TimeSpan.FromSeconds(10));
        await Wire.UntilAsync(() => first.Invocations.Count == 1);
        await first.DieAsync();
        clock.AdvanceBy(TimeSpan.FromSeconds(45));
        Assert.Empty(second.Invocations);
        clock.AdvanceBy(TimeSpan.FromSeconds(90));
        await Wire.UntilAsync(() => second.Invocations.Count > 0);
    }

    [Fact]
    public async Task A_run_that_was_missed_is_made_up_for_once_and_says_so()
    {
        var clock = new VirtualTime();
        using var app = new AppFolder().Timer(schedule: "0 */5 * * * *");
        var options = app.Options(clock) with { Storage = new HostStorage() };
        await using (var first = await ConformanceHost.StartAsync(options))
        {
            await first.ReadyAsync();
            clock.AdvanceBy(TimeSpan.FromMinutes(5));
            await Wire.UntilAsync(() => first.Invocations.Count == 1);
        }

        clock.AdvanceBy(TimeSpan.FromMinutes(23));
        await using var second = await ConformanceHost.StartAsync(options);
        await Wire.UntilAsync(() => second.Invocations.Count == 1);
        var (_, body) = Wire.Echo(second.Invocations[0].Detail);
        using var json = JsonDocument.Parse(body);
        Assert.True(json.RootElement.GetProperty("Data").GetProperty("timer").GetProperty("IsPastDue").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, json.RootElement.GetProperty("Data").GetProperty("timer").GetProperty("ScheduleStatus").ValueKind);
        clock.AdvanceBy(TimeSpan.FromMinutes(2));
        await Wire.UntilAsync(() => second.Invocations.Count == 2);
        Assert.Contains("\"IsPastDue\":false", Wire.Echo(second.Invocations[1].Detail).Body, StringComparison.Ordinal);
    }
}
