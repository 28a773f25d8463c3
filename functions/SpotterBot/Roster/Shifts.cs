using SpotterBot.Settings;

namespace SpotterBot.Roster;

/// <summary>When somebody on the roster may be rung: their own hours, and what they said by text since.</summary>
public static class Shifts
{
    /// <summary>Weekly hours have shown every end of theirs by then.</summary>
    private static readonly TimeSpan WeekAndADay = TimeSpan.FromDays(8);

    /// <summary>Whether they may be rung at <paramref name="utc"/>, as far as is known now.</summary>
    public static bool IsOn(RosterEntry entry, DateTimeOffset utc) =>
        entry is { Removed: false, Invited: false } && !(entry.OffUntilUtc > utc) && (entry.OnByHand || InHours(entry, utc));

    /// <summary>Hours that can no longer be read keep nobody off: a ring too many is better than none.</summary>
    public static bool InHours(RosterEntry entry, DateTimeOffset utc) => HoursOf(entry) is not { } hours || hours.IsOn(utc);

    /// <summary>Moments within the span at which they may go on or off.</summary>
    public static IEnumerable<DateTimeOffset> ChangesOf(RosterEntry entry, DateTimeOffset fromUtc, DateTimeOffset untilUtc)
    {
        var edges = entry.OnByHand || HoursOf(entry) is not { } hours ? [] : hours.Edges(fromUtc, untilUtc);
        return entry.OffUntilUtc is { } off && off > fromUtc && off < untilUtc ? edges.Append(off) : edges;
    }

    /// <summary>When somebody who is on goes off by their hours; null where they stay on until they say otherwise.</summary>
    public static DateTimeOffset? OffFrom(RosterEntry entry, DateTimeOffset nowUtc) =>
        ChangesOf(entry, nowUtc, nowUtc + WeekAndADay).Order().Cast<DateTimeOffset?>().FirstOrDefault(c => !IsOn(entry, c!.Value));

    /// <summary>Their clock's reading of that moment, where their zone is known.</summary>
    public static DateTimeOffset Local(RosterEntry entry, DateTimeOffset utc) => TimeZoneInfo.ConvertTime(utc, ZoneOf(entry));

    public static TimeZoneInfo ZoneOf(RosterEntry entry) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(entry.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    private static Hours? HoursOf(RosterEntry entry) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(entry.TimeZone, out var zone) && Hours.TryParse(entry.Hours, zone, out var hours) ? hours : null;
}
