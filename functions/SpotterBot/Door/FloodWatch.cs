using System.Collections.Concurrent;
using SpotterBot.Alarms;
using SpotterBot.Decisions.Speech;
using SpotterBot.Storage;

namespace SpotterBot.Door;

/// <summary>
/// One phone calls or texts without end. It is answered as ever; the coordinators hear of it, by day and once in an hour at the most, whichever process
/// sees it and however many phones do so. Nothing that is said or logged tells which phone it is.
/// </summary>
public sealed class FloodWatch(Privacy privacy, DayTexts texts, TimeProvider time, ILogger<FloodWatch> log)
{
    /// <summary>Calls and texts of one phone within <see cref="Window"/> that make a flood.</summary>
    public const int Many = 100;

    /// <summary>Phones counted at once, at the most.</summary>
    private const int PhonesMost = 10_000;

    private const string Key = "told";

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Count> _counts = new();

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
            await texts.TellAsync(Key, new Line(LineKey.AlarmFloodText, times.ToString()), Window, now);
        }
#pragma warning disable CA1031 // It is in the log; no more hangs on it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.FloodNotTold(fault);
        }
    }

    private sealed record Count(int Times, DateTimeOffset SinceUtc);
}

internal static partial class FloodLog
{
    [LoggerMessage(5005, LogLevel.Warning, "One phone has called or texted {Times} times within an hour; it is answered as ever")]
    public static partial void Flood(this ILogger log, int times);

    [LoggerMessage(5006, LogLevel.Warning, "The coordinators could not be told of a flood")]
    public static partial void FloodNotTold(this ILogger log, Exception fault);
}
