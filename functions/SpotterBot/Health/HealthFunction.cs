using System.Text.Json;
using SpotterBot.Alarms;
using SpotterBot.DeadMansSwitch;
using SpotterBot.Door;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.WakeUp;

namespace SpotterBot.Health;

/// <summary>
/// Whether the program does its work: store, last sweep, phone company. 200, or 503 with what is wrong. Before the first sweep
/// <c>lastSweepSeconds</c> is null and a status that is not failing says so; a minute after the start without one it is failing.
/// <c>lastTimerSeconds</c> is of the host's timer, to whichever process it came, and null where it never did: of that nothing here is failing.
/// </summary>
public sealed class HealthFunction(
    IRowStore store, Sweep sweep, Heartbeat heartbeat, Hosting hosting, ServiceSwitch deadMansSwitch, TwilioClient twilio, AlarmDesk alarms, TimeProvider time)
{
    private static readonly TimeSpan SweepOverdue = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PhoneAskedEvery = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private readonly DateTimeOffset _startedUtc = time.GetUtcNow();
    private readonly string _version = ProgramVersion.Read(AppContext.BaseDirectory);
    private PhoneReading? _phone;

    public async ValueTask<WebhookReply> HandleAsync()
    {
        // All of one moment: while store and phone company are asked the next sweep or timer may come.
        var now = time.GetUtcNow();
        var (sweepAge, timerAge) = (now - sweep.LastUtc, now - heartbeat.TimerUtc);
        var storeWorks = await StoreWorksAsync();
        var phone = await PhoneAnswersAsync(now);
        var wakes = sweep.FailingSinceUtc is not { } since || now - since < SweepOverdue;
        var troubles = alarms.Standing();
        var well = storeWorks && wakes && (sweepAge ?? now - _startedUtc) < SweepOverdue && troubles.Count == 0;
        var report = new
        {
            status = !well ? "failing" : sweepAge is null ? "no sweep yet" : phone ? "ok" : "degraded",
            store = storeWorks ? "ok" : "failing",
            wakeUps = wakes ? "ok" : "failing",
            lastSweepSeconds = Seconds(sweepAge),
            hosted = hosting.ByFunctions,
            lastTimerSeconds = Seconds(timerAge),
            phoneCompany = phone ? "ok" : "failing",
            troubles = troubles.Select(t => new { what = t.Key.ToString().ToLowerInvariant(), sinceUtc = t.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") }),
            deadMansSwitch = deadMansSwitch.State,
            utc = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
            version = _version,
        };
        return WebhookReply.Json(well ? 200 : 503, JsonSerializer.Serialize(report, Options));
    }

    private static double? Seconds(TimeSpan? age) => age is { } known ? Math.Round(known.TotalSeconds, 1) : null;

    private async ValueTask<bool> StoreWorksAsync()
    {
        try
        {
            await store.GetAsync(WakeUpIndex.Table, "w00", "0");
            return true;
        }
#pragma warning disable CA1031 // That is the answer.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>Asked at most once a minute: a health check must not be a load.</summary>
    private async ValueTask<bool> PhoneAnswersAsync(DateTimeOffset now)
    {
        if (_phone is not { } asked || now - asked.Utc >= PhoneAskedEvery)
        {
            _phone = asked = new PhoneReading(now, await twilio.FetchBalanceAsync() is Sent<BalanceResource>.Ok);
        }

        return asked.Answers;
    }

    private sealed record PhoneReading(DateTimeOffset Utc, bool Answers);
}
