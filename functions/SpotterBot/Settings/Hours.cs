using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SpotterBot.Settings;

/// <summary>
/// Hours of a week in one time zone: <c>always</c>, or <c>Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00</c>. A date has hours of its own, or none, instead
/// of its weekday's: <c>2026-12-24 10:00-16:00; 2026-12-25 off; 2026-12-27..2027-01-02 off</c>.
/// A span whose end is not after its start runs past midnight and belongs to the day it began on; <c>24:00</c> is the end of a day.
/// </summary>
public sealed class Hours
{
    /// <summary>A range of dates is no longer than this.</summary>
    private const int DaysMost = 366;

    private readonly ImmutableArray<Span> spans;
    private readonly ImmutableDictionary<DateOnly, ImmutableArray<Span>> dates;

    private Hours(string text, TimeZoneInfo zone, ImmutableArray<Span> spans, ImmutableDictionary<DateOnly, ImmutableArray<Span>> dates)
    {
        Text = text;
        Zone = zone;
        this.spans = spans;
        this.dates = dates;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public TimeZoneInfo Zone { get; }

    public bool IsAlways => spans.IsEmpty && dates.IsEmpty;

    public static Hours Always(TimeZoneInfo zone) => new("always", zone, [], ImmutableDictionary<DateOnly, ImmutableArray<Span>>.Empty);

    public static bool TryParse(string? text, TimeZoneInfo zone, [NotNullWhen(true)] out Hours? hours)
    {
        hours = null;
        var trimmed = (text ?? "").Trim();
        var always = false;
        var weekly = ImmutableArray.CreateBuilder<Span>();
        var dated = new Dictionary<DateOnly, ImmutableArray<Span>>();
        foreach (var clause in trimmed.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (clause.Equals("always", StringComparison.OrdinalIgnoreCase))
            {
                always = true;
            }
            else if (!(char.IsAsciiDigit(clause[0]) ? TryDates(clause, dated) : TryClause(clause, weekly)))
            {
                return false;
            }
        }

        // Either around the clock or spans; a week of which only its exceptions are known is none.
        if (always == weekly.Count > 0)
        {
            return false;
        }

        hours = new Hours(always && dated.Count == 0 ? "always" : trimmed, zone, weekly.ToImmutable(), dated.ToImmutableDictionary());
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
            foreach (var span in On(day))
            {
                if (Moment(day, span.From) <= utc && utc < Moment(day, span.To))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Moments from <paramref name="fromUtc"/> to before <paramref name="untilUtc"/> at which a span begins or ends, in no particular order.</summary>
    public IEnumerable<DateTimeOffset> Edges(DateTimeOffset fromUtc, DateTimeOffset untilUtc)
    {
        if (IsAlways)
        {
            return [];
        }

        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(fromUtc, Zone).DateTime).AddDays(-1);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(untilUtc, Zone).DateTime);
        return Enumerable.Range(0, last.DayNumber - first.DayNumber + 1)
            .Select(first.AddDays)
            .SelectMany(day => On(day).SelectMany(s => new[] { Moment(day, s.From), Moment(day, s.To) }))
            .Where(m => m >= fromUtc && m < untilUtc);
    }

    /// <summary>The spans that begin on that day.</summary>
    private IEnumerable<Span> On(DateOnly day) =>
        dates.TryGetValue(day, out var own) ? own
        : spans.IsEmpty ? [new Span(day.DayOfWeek, TimeSpan.Zero, TimeSpan.FromDays(1))]
        : spans.Where(s => s.Day == day.DayOfWeek);

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
        if (firstDigit < 1 || !TryDays(clause[..firstDigit], out var days) || !TrySpan(clause[firstDigit..], out var from, out var to))
        {
            return false;
        }

        spans.AddRange(days.Select(d => new Span(d, from, to)));
        return true;
    }

    /// <summary><c>2026-12-24 10:00-16:00</c>, or <c>2026-12-25..2026-12-27 off</c>.</summary>
    private static bool TryDates(string clause, Dictionary<DateOnly, ImmutableArray<Span>> dated)
    {
        if (clause.Split((char[])[' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not [var days, var what]
            || days.Split("..") is not [var start, ..] ends || ends.Length > 2
            || !TryDate(start, out var first) || !TryDate(ends[^1], out var last) || last < first || last.DayNumber - first.DayNumber >= DaysMost)
        {
            return false;
        }

        var off = what.Equals("off", StringComparison.OrdinalIgnoreCase);
        if (!TrySpan(what, out var from, out var to) && !off)
        {
            return false;
        }

        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var before = dated.GetValueOrDefault(day, []);
            dated[day] = off ? before : before.Add(new Span(day.DayOfWeek, from, to));
        }

        return true;
    }

    private static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool TrySpan(string text, out TimeSpan from, out TimeSpan to)
    {
        (from, to) = (default, default);
        if (text.Split('-', StringSplitOptions.TrimEntries) is not [var start, var end]
            || !TryReading(start, out from) || !TryReading(end, out to)
            || from == to || from == TimeSpan.FromDays(1))
        {
            return false;
        }

        to = to < from ? to + TimeSpan.FromDays(1) : to;
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
