using System.Collections.Concurrent;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Roster;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Words;

namespace SpotterBot.Door;

/// <summary>
/// One phone calls or texts without end. It is answered as ever; the coordinators hear of it, by day and once in an hour at the most, whichever process
/// sees it and however many phones do so. Nothing that is said or logged tells which phone it is.
/// </summary>
public sealed class FloodWatch(
    IRowStore rows, Privacy privacy, RosterBook roster, TwilioClient twilio, PaceBook pace, TimeProvider time, ILogger<FloodWatch> log)
{
    /// <summary>Calls and texts of one phone within <see cref="Window"/> that make a flood.</summary>
    public const int Many = 100;

    /// <summary>Phones counted at once, at the most.</summary>
    private const int PhonesMost = 10_000;

    private const string Key = "told";
    private const int DayBegins = 10;
    private const int DayEnds = 20;
    private const int ValidSeconds = 900;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Count> _counts = new();
    private readonly DocumentRows<Told> _told = new(rows, privacy, "floods");

    /// <summary>A call or text came in. Nobody waits for what comes of it.</summary>
    public void Note(string? from)
    {
        if (from is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_counts.Count >= PhonesMost)
        {
            _counts.Clear();
        }

        var count = _counts.AddOrUpdate(
            privacy.PhoneKey(from),
            _ => new Count(1, now),
            (_, before) => now < before.SinceUtc + Window ? before with { Times = before.Times + 1 } : new Count(1, now));
        if (count.Times % Many == 0)
        {
            log.Flood(count.Times);
            _ = TellAsync(count.Times, now);
        }
    }

    private async Task TellAsync(int times, DateTimeOffset now)
    {
        StoreTime.EachItsOwn();
        try
        {
            foreach (var coordinator in (await roster.SnapshotAsync(now)).Coordinators)
            {
                if (await IsDayAsync(coordinator.Id, now) && await IsFirstAsync(coordinator.Id, now)
                    && await pace.TakeAsync(PaceChannel.Texts, Urgency.Person, now) is { } turn)
                {
                    if (turn.Utc > now)
                    {
                        await Task.Delay(turn.Utc - now, time);
                    }

                    await twilio.CreateMessageAsync(new CreateMessage(coordinator.Phone, Languages.Of(null).Say(new Line(LineKey.AlarmFloodText, times.ToString())))
                    {
                        ValidityPeriod = TimeSpan.FromSeconds(ValidSeconds),
                    });
                }
            }
        }
#pragma warning disable CA1031 // It is in the log; no more hangs on it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.FloodNotTold(fault);
        }
    }

    private async ValueTask<bool> IsDayAsync(string coordinator, DateTimeOffset now) =>
        await roster.OfAsync(coordinator) is { } entry
        && TimeZoneInfo.TryFindSystemTimeZoneById(entry.TimeZone, out var zone)
        && TimeZoneInfo.ConvertTime(now, zone).Hour is >= DayBegins and < DayEnds;

    /// <summary>Whether they have not been told within the hour, by any process; from now on they have.</summary>
    private async ValueTask<bool> IsFirstAsync(string coordinator, DateTimeOffset now)
    {
        var first = false;
        await _told.UpdateAsync($"{Key}-{coordinator}", held =>
        {
            first = held is null || now >= held.Utc + Window;
            return first ? new Told(now) : held;
        });
        return first;
    }

    private sealed record Count(int Times, DateTimeOffset SinceUtc);

    private sealed record Told(DateTimeOffset Utc);
}

internal static partial class FloodLog
{
    [LoggerMessage(5005, LogLevel.Warning, "One phone has called or texted {Times} times within an hour; it is answered as ever")]
    public static partial void Flood(this ILogger log, int times);

    [LoggerMessage(5006, LogLevel.Warning, "The coordinators could not be told of a flood")]
    public static partial void FloodNotTold(this ILogger log, Exception fault);
}
