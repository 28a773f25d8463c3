using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SpotterBot.Settings;

/// <summary>
/// Hours of a week in one time zone: <c>always</c>, or <c>Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00</c>.
/// A span whose end is not after its start runs past midnight and belongs to the day it began on; <c>24:00</c> is the end of a day.
/// </summary>
public sealed class Hours
{
    private readonly ImmutableArray<Span> spans;

    private Hours(string text, TimeZoneInfo zone, ImmutableArray<Span> spans)
    {
        Text = text;
        Zone = zone;
        this.spans = spans;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public TimeZoneInfo Zone { get; }

    public bool IsAlways => spans.IsEmpty;

    public static Hours Always(TimeZoneInfo zone) => new("always", zone, []);

    public static bool TryParse(string? text, TimeZoneInfo zone, [NotNullWhen(true)] out Hours? hours)
    {
        hours = null;
        var trimmed = (text ?? "").Trim();
        if (trimmed.Equals("always", StringComparison.OrdinalIgnoreCase))
        {
            hours = Always(zone);
            return true;
        }

        var parsed = ImmutableArray.CreateBuilder<Span>();
        foreach (var clause in trimmed.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryClause(clause, parsed))
            {
                return false;
            }
        }

        if (parsed.Count == 0)
        {
            return false;
        }

        hours = new Hours(trimmed, zone, parsed.ToImmutable());
        return true;
    }

    /// <summary>
    /// Where the clocks change inside a shift, its ends are moments, not readings of a clock: a time that the clock shows twice is its first showing,
    /// one that it leaps over is the moment of the leap. So nobody goes on and off twice in a night, and a hand-over from one shift to the next leaves no gap.
    /// </summary>
    public bool IsOn(DateTimeOffset utc)
    {
        if (IsAlways)
        {
            return true;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(utc, Zone).DateTime);
        for (var back = 0; back <= 1; back++)
        {
            var day = today.AddDays(-back);
            foreach (var span in spans)
            {
                if (span.Day == day.DayOfWeek && Moment(day, span.From) <= utc && utc < Moment(day, span.To))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public override string ToString() => $"{Text} ({Zone.Id})";

    /// <summary>When the clock on the wall shows this, <paramref name="sinceMidnight"/> being a reading of it (over 24 hours: of the next day's).</summary>
    private DateTimeOffset Moment(DateOnly day, TimeSpan sinceMidnight)
    {
        var reading = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + sinceMidnight, TimeSpan.Zero);
        var before = Zone.GetUtcOffset(reading.AddDays(-1));
        var byOldClock = reading - before;
        if (Zone.GetUtcOffset(byOldClock) == before)
        {
            return byOldClock;
        }

        var after = Zone.GetUtcOffset(reading.AddDays(1));
        var byNewClock = reading - after;
        return Zone.GetUtcOffset(byNewClock) == after ? byNewClock : Leap(byNewClock, byOldClock, before);
    }

    /// <summary>The moment between the two at which the clock stops showing the old offset.</summary>
    private DateTimeOffset Leap(DateTimeOffset earlier, DateTimeOffset later, TimeSpan oldOffset)
    {
        while (later - earlier > TimeSpan.FromSeconds(1))
        {
            var middle = earlier + TimeSpan.FromSeconds(Math.Floor((later - earlier).TotalSeconds / 2));
            if (Zone.GetUtcOffset(middle) == oldOffset)
            {
                earlier = middle;
            }
            else
            {
                later = middle;
            }
        }

        return later;
    }

    private static bool TryClause(string clause, ImmutableArray<Span>.Builder spans)
    {
        var firstDigit = clause.AsSpan().IndexOfAnyInRange('0', '9');
        if (firstDigit < 1
            || !TryDays(clause[..firstDigit], out var days)
            || clause[firstDigit..].Split('-', StringSplitOptions.TrimEntries) is not [var start, var end]
            || !TryReading(start, out var from) || !TryReading(end, out var to)
            || from == to || from == TimeSpan.FromDays(1))
        {
            return false;
        }

        spans.AddRange(days.Select(d => new Span(d, from, to < from ? to + TimeSpan.FromDays(1) : to)));
        return true;
    }

    private static bool TryDays(string text, out List<DayOfWeek> days)
    {
        days = [];
        if (!char.IsWhiteSpace(text[^1]))
        {
            return false;
        }

        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !TryDay(ends[0], out var first) || !TryDay(ends[^1], out var last))
            {
                return false;
            }

            for (var day = first; ; day = (DayOfWeek)(((int)day + 1) % 7))
            {
                days.Add(day);
                if (day == last)
                {
                    break;
                }
            }
        }

        return true;
    }

    private static bool TryDay(string text, out DayOfWeek day)
    {
        foreach (var candidate in Enum.GetValues<DayOfWeek>())
        {
            var name = candidate.ToString();
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase) || text.Equals(name[..3], StringComparison.OrdinalIgnoreCase))
            {
                day = candidate;
                return true;
            }
        }

        day = default;
        return false;
    }

    private static bool TryReading(string text, out TimeSpan reading)
    {
        reading = TimeSpan.Zero;
        if (text.Split(':') is not [{ Length: 1 or 2 } hour, { Length: 2 } minute]
            || !Whole.TryParse(hour, out var h) || !Whole.TryParse(minute, out var m) || m > 59 || h > 24 || (h == 24 && m > 0))
        {
            return false;
        }

        reading = new TimeSpan(h, m, 0);
        return true;
    }

    /// <param name="To">Counted, as <paramref name="From"/> is, from the midnight that begins <paramref name="Day"/>.</param>
    private sealed record Span(DayOfWeek Day, TimeSpan From, TimeSpan To);
}
