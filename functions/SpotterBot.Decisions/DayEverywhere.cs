namespace SpotterBot.Decisions;

/// <summary>When it is day wherever a number can be: between 10 and 20 by every clock of its country. Where that is not known, it never is.</summary>
internal static class DayEverywhere
{
    public static bool IsKnown(string number) => Of(number) is not null;

    public static bool Is(string number, DateTimeOffset instant) => IsKnown(number) && Next(number, instant) == instant;

    /// <summary>The first instant of their day that is no sooner than this.</summary>
    public static DateTimeOffset Next(string number, DateTimeOffset noSooner)
    {
        var (from, until) = Of(number)!.Value;
        var utc = noSooner.ToUniversalTime();
        var midnight = new DateTimeOffset(utc.Year, utc.Month, utc.Day, 0, 0, 0, TimeSpan.Zero);
        return utc.Hour >= until ? midnight.AddDays(1).AddHours(from) : utc.Hour < from ? midnight.AddHours(from) : utc;
    }

    /// <summary>Hours of UTC that are between 10 and 20 everywhere under that calling code, summer and winter: from Hawaii to Newfoundland, and in both islands.</summary>
    private static (int From, int Until)? Of(string number) =>
        number.StartsWith("+1", StringComparison.Ordinal) ? (20, 22)
        : number.StartsWith("+44", StringComparison.Ordinal) || number.StartsWith("+353", StringComparison.Ordinal) ? (10, 19)
        : null;
}
