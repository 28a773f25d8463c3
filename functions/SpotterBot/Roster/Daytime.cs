namespace SpotterBot.Roster;

/// <summary>The hours of somebody's day in which they may be texted about what can wait: from 10:00 to 20:00 of their own clock.</summary>
public static class Daytime
{
    private const int FromHour = 10;
    private const int UntilHour = 20;

    public static bool Is(TimeZoneInfo zone, DateTimeOffset utc) => TimeZoneInfo.ConvertTime(utc, zone).Hour is >= FromHour and < UntilHour;

    /// <summary>That moment, or the next at which it is day.</summary>
    public static DateTimeOffset From(TimeZoneInfo zone, DateTimeOffset utc) =>
        Is(zone, utc) ? utc : Begins(zone, TimeZoneInfo.ConvertTime(utc, zone) is { Hour: < FromHour } early ? early.Date : TimeZoneInfo.ConvertTime(utc, zone).Date.AddDays(1));

    /// <summary>When the day after that moment's begins.</summary>
    public static DateTimeOffset Tomorrow(TimeZoneInfo zone, DateTimeOffset utc) => Begins(zone, TimeZoneInfo.ConvertTime(utc, zone).Date.AddDays(1));

    private static DateTimeOffset Begins(TimeZoneInfo zone, DateTime date)
    {
        var local = DateTime.SpecifyKind(date.AddHours(FromHour), DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
