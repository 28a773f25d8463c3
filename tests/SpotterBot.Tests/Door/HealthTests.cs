using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Door;
using SpotterBot.Health;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage;
using SpotterBot.WakeUp;

namespace SpotterBot.Tests.Door;

/// <summary>What the health report says of sweeps, from the start on, and of the package it was started from.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();
    private SqliteRowStore _store = null!;
    private ServiceProvider _services = null!;

    public ValueTask InitializeAsync()
    {
        _store = new SqliteRowStore(_folder.File("spotter.db"));
        _services = Process();
        _ = _services.GetRequiredService<HealthFunction>();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Before_the_first_sweep_there_is_no_age_of_one_and_a_minute_later_that_is_a_failure()
    {
        _clock.Now += TimeSpan.FromSeconds(59);
        Assert.Equal((200, "no sweep yet", null), await HealthAsync());
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal((503, "failing", null), await HealthAsync());
    }

    [Fact]
    public async Task After_a_sweep_its_age_is_told_and_a_minute_later_that_is_a_failure()
    {
        await _services.GetRequiredService<Sweep>().RunAsync();
        _clock.Now += TimeSpan.FromSeconds(1.5);
        Assert.Equal((200, "degraded", 1.5), await HealthAsync());
        _clock.Now += TimeSpan.FromSeconds(58.5);
        Assert.Equal((503, "failing", 60), await HealthAsync());
    }

    [Fact]
    public async Task How_long_ago_the_hosts_timer_came_is_told_by_every_process_and_is_no_failure_of_any()
    {
        await using var other = Process();
        await _services.GetRequiredService<Sweep>().RunAsync();
        Assert.Null(await LastTimerSecondsAsync(_services));
        await other.GetRequiredService<WakeUpFunction>().HandleAsync();
        for (var tick = 0; tick < 60; tick++)
        {
            _clock.Now += TimeSpan.FromSeconds(5);
            await other.GetRequiredService<Sweep>().RunAsync();
            await _services.GetRequiredService<Sweep>().RunAsync();
        }

        Assert.Equal(300, await LastTimerSecondsAsync(other));
        Assert.Equal(300, await LastTimerSecondsAsync(_services));
        Assert.Equal((200, "degraded", 0), await HealthAsync());
    }

    [Fact]
    public async Task The_version_ends_in_what_the_package_says_it_is()
    {
        var folder = Path.GetDirectoryName(_folder.File("x"))!;
        Assert.Equal("0.1.0", ProgramVersion.Read(folder));
        await File.WriteAllTextAsync(Path.Combine(folder, ProgramVersion.FileName), "1a2b3c4d5e6f", TestContext.Current.CancellationToken);
        Assert.Equal("0.1.0-1a2b3c4d5e6f", ProgramVersion.Read(folder));
    }

    private ServiceProvider Process() => new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock)
        .AddSpotterBot(TestWebhooks.Settings(("Twilio:ApiBaseUrl", "http://127.0.0.1:1")), _store, new Privacy(new byte[32])).BuildServiceProvider();

    private static async Task<double?> LastTimerSecondsAsync(ServiceProvider process)
    {
        var reply = await process.GetRequiredService<HealthFunction>().HandleAsync();
        using var report = JsonDocument.Parse(reply.Body);
        return report.RootElement.GetProperty("lastTimerSeconds") is { ValueKind: not JsonValueKind.Null } seconds ? seconds.GetDouble() : null;
    }

    private async Task<(int Http, string? Status, double? LastSweepSeconds)> HealthAsync()
    {
        var reply = await _services.GetRequiredService<HealthFunction>().HandleAsync();
        using var report = JsonDocument.Parse(reply.Body);
        var seconds = report.RootElement.GetProperty("lastSweepSeconds");
        return (reply.Status, report.RootElement.GetProperty("status").GetString(), seconds.ValueKind == JsonValueKind.Null ? null : seconds.GetDouble());
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
