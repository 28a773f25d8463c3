using System.Diagnostics;
using FunctionsHost.Handler;
using PhoneCompany.Time;

namespace FunctionsHost.Tests;

/// <summary>How the handler is started, left, restarted and ended.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task A_handler_that_leaves_with_0_is_never_started_again_and_every_call_finds_nobody()
    {
        using var app = new AppFolder().Http().Timer();
        await using var host = await app.StartAsync();
        Assert.Equal(500, (await Wire.GetAsync(host.Address, "/exit/0")).Status);
        await Wire.UntilAsync(() => host.Exits.Count == 1);
        Assert.Equal(AfterExit.LeaveIt, host.Exits[0].Then);
        var (status, _, body) = await Wire.GetAsync(host.Address, "/echo");
        Assert.Equal((500, ""), (status, body));
        Assert.Equal(Invocations.InvocationOutcome.Failed, (await host.FireAsync("Tick")).Outcome);
        Assert.Equal(1, host.HandlerStarts);
        Assert.False(host.Stopped.IsCompleted);
    }

    [Fact]
    public async Task One_that_leaves_with_200_is_started_again_as_often_as_it_likes()
    {
        using var app = new AppFolder().Http();
        await using var host = await app.StartAsync();
        for (var times = 1; times <= 4; times++)
        {
            Assert.Equal(500, (await Wire.SendAsync(host.Address, Post("/exit/200"))).Status);
            await Wire.UntilAsync(() => host.Exits.Count == times);
        }

        Assert.Equal(200, (await Wire.GetAsync(host.Address, "/echo")).Status);
        Assert.Equal(5, host.HandlerStarts);
    }

    [Fact]
    public async Task Any_other_end_is_an_error_and_the_third_stops_the_host()
    {
        using var app = new AppFolder().Http();
        await using var host = await app.StartAsync();
        await host.ReadyAsync();
        host.KillHandler();
        await Wire.UntilAsync(() => host.Exits.Count == 1);
        Assert.Equal(new HandlerExit(137, false, AfterExit.Restart), host.Exits[0]);
        Assert.Equal(500, (await Wire.SendAsync(host.Address, Post("/exit/1"))).Status);
        await Wire.UntilAsync(() => host.Exits.Count == 2);

        // The host that stops may well cut the call before it has said 500.
        var last = Wire.SendAsync(host.Address, Post("/exit/1"));
        await host.Stopped;
        await last.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal([AfterExit.Restart, AfterExit.Restart, AfterExit.StopHost], host.Exits.Select(e => e.Then));
        Assert.Equal(3, host.HandlerStarts);
    }

    [Theory]
    [InlineData(29, AfterExit.StopHost)]
    [InlineData(31, AfterExit.Restart)]
    public void Errors_count_together_within_half_an_hour(int minutesApart, AfterExit third)
    {
        var clock = new VirtualTime();
        var rule = new RestartRule(clock);
        Assert.Equal(AfterExit.Restart, rule.After(134));
        clock.AdvanceBy(TimeSpan.FromMinutes(minutesApart));
        Assert.Equal(AfterExit.Restart, rule.After(1));
        Assert.Equal(AfterExit.Restart, rule.After(RestartRule.Wish));
        clock.AdvanceBy(TimeSpan.FromMinutes(minutesApart));
        Assert.Equal(third, rule.After(137));
    }

    [Fact]
    public async Task One_that_cannot_start_stops_the_host_at_the_third_try()
    {
        using var app = new AppFolder(AppFolder.Started("exit", "3")).Http();
        await using var host = await app.StartAsync();
        await host.Stopped;
        Assert.Equal([3, 3, 3], host.Exits.Select(e => e.Code));
    }

    [Fact]
    public async Task One_that_is_not_up_in_time_has_crashed()
    {
        using var app = new AppFolder(AppFolder.Started("never").Replace("\"enableProxying", "\"initializationTimeout\": \"00:00:01\", \"enableProxying")).Http();
        await using var host = await app.StartAsync();
        await Wire.UntilAsync(() => host.Exits.Count > 0);
        Assert.Equal(new HandlerExit(137, false, AfterExit.Restart), host.Exits[0]);
    }

    [Fact]
    public async Task A_call_waits_for_a_handler_that_is_starting()
    {
        using var app = new AppFolder(AppFolder.Started("late", "700")).Http();
        await using var host = await app.StartAsync();
        Assert.Equal(200, (await Wire.GetAsync(host.Address, "/echo")).Status);
    }

    [Fact]
    public async Task When_the_handler_dies_every_call_under_way_fails_and_the_next_finds_it_anew()
    {
        using var app = new AppFolder().Http();
        await using var host = await app.StartAsync();
        await host.ReadyAsync();
        var underWay = Enumerable.Range(0, 3).Select(_ => Wire.SendAsync(host.Address, Post("/hang"))).ToList();
        await Wire.UntilAsync(() => host.Lines.Count(l => l.Text == "Asked for /hang.") == 3);
        host.KillHandler();
        foreach (var call in underWay)
        {
            var (status, _, body) = await call;
            Assert.Equal((500, ""), (status, body));
        }

        await Wire.UntilAsync(() => host.Exits.Count == 1);
        Assert.Equal(200, (await Wire.GetAsync(host.Address, "/echo")).Status);
        Assert.Equal(2, host.HandlerStarts);
    }

    [Fact]
    public async Task The_host_ends_it_with_a_kill_and_no_word()
    {
        using var app = new AppFolder().Http();
        var host = await app.StartAsync();
        await host.ReadyAsync();
        var process = Process.GetProcessById(host.HandlerProcessId);
        await host.DisposeAsync();
        Assert.True(process.HasExited);
        Assert.Equal(137, Assert.Single(host.Exits).Code);
    }

    private static string Post(string target) => $"POST {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=1";
}
