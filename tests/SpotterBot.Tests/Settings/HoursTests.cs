using System.Globalization;
using SpotterBot.Settings;

namespace SpotterBot.Tests.Settings;

public sealed class HoursTests
{
    private const string Evenings = "Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00";

    [Theory]
    [InlineData("always")]
    [InlineData(" Always ")]
    public void Always_is_always(string text)
    {
        var hours = Parsed(text, "America/Toronto");

        Assert.True(hours.IsAlways);
        Assert.True(hours.IsOn(At("2026-07-05T03:59:00Z")));
    }

    [Theory]
    [InlineData("2026-07-06T17:59:59Z", false)] // Monday
    [InlineData("2026-07-06T18:00:00Z", true)]
    [InlineData("2026-07-07T01:59:59Z", true)]
    [InlineData("2026-07-07T02:00:00Z", false)]
    [InlineData("2026-07-06T01:00:00Z", false)] // the night after Sunday is Sunday's
    [InlineData("2026-07-11T01:59:00Z", true)] // the night after Friday is Friday's
    [InlineData("2026-07-11T09:59:59Z", false)]
    [InlineData("2026-07-11T10:00:00Z", true)]
    [InlineData("2026-07-12T21:59:59Z", true)]
    [InlineData("2026-07-12T22:00:00Z", false)]
    public void A_week_of_evenings_past_midnight_and_weekend_days(string utc, bool on) => Assert.Equal(on, Parsed(Evenings, "UTC").IsOn(At(utc)));

    [Theory]
    [InlineData("America/Toronto", "2026-07-07T05:59:00Z", true)] // 01:59 in Toronto
    [InlineData("America/Toronto", "2026-07-07T06:00:00Z", false)]
    [InlineData("America/Toronto", "2026-01-06T06:59:00Z", true)] // an hour later in winter
    [InlineData("Asia/Kolkata", "2026-07-06T12:30:00Z", true)] // half an hour off
    [InlineData("Asia/Kolkata", "2026-07-06T12:29:59Z", false)]
    [InlineData("Pacific/Kiritimati", "2026-07-06T04:00:00Z", true)] // fourteen hours ahead
    [InlineData("Pacific/Kiritimati", "2026-07-06T03:59:59Z", false)]
    public void Hours_are_those_of_the_peers_own_clock(string zone, string utc, bool on) => Assert.Equal(on, Parsed(Evenings, zone).IsOn(At(utc)));

    /// <summary>Spring: the clock leaps over the end or the start. Autumn: it shows them twice, and the first showing counts.</summary>
    [Theory]
    [InlineData("America/Toronto", "Sat 18:00-02:30", "2026-03-08T06:59:59Z", true)] // 01:59:59, then 03:00
    [InlineData("America/Toronto", "Sat 18:00-02:30", "2026-03-08T07:00:00Z", false)]
    [InlineData("America/Toronto", "Sun 02:30-06:00", "2026-03-08T06:59:59Z", false)]
    [InlineData("America/Toronto", "Sun 02:30-06:00", "2026-03-08T07:00:00Z", true)]
    [InlineData("America/Toronto", "Sun 02:30-06:00", "2026-03-08T09:59:59Z", true)]
    [InlineData("America/Toronto", "Sun 02:30-06:00", "2026-03-08T10:00:00Z", false)]
    [InlineData("America/Toronto", "Sat 18:00-01:30", "2026-11-01T05:29:59Z", true)] // first 01:29:59
    [InlineData("America/Toronto", "Sat 18:00-01:30", "2026-11-01T05:30:00Z", false)] // first 01:30
    [InlineData("America/Toronto", "Sat 18:00-01:30", "2026-11-01T06:15:00Z", false)] // second 01:15
    [InlineData("America/Toronto", "Sun 01:30-06:00", "2026-11-01T05:30:00Z", true)]
    [InlineData("America/Toronto", "Sun 01:30-06:00", "2026-11-01T06:15:00Z", true)] // second 01:15: still on
    [InlineData("America/Toronto", "Sun 01:30-06:00", "2026-11-01T11:00:00Z", false)]
    [InlineData("Europe/London", "Sat 22:00-01:30", "2026-03-29T00:59:59Z", true)] // 00:59:59, then 02:00
    [InlineData("Europe/London", "Sat 22:00-01:30", "2026-03-29T01:00:00Z", false)]
    [InlineData("Europe/London", "Sun 01:30-05:00", "2026-03-29T01:00:00Z", true)]
    [InlineData("Europe/London", "Sun 01:30-05:00", "2026-03-29T04:00:00Z", false)] // 05:00 in summer
    [InlineData("Europe/London", "Sat 22:00-01:30", "2026-10-25T00:29:59Z", true)]
    [InlineData("Europe/London", "Sat 22:00-01:30", "2026-10-25T00:30:00Z", false)]
    [InlineData("Europe/London", "Sat 22:00-01:30", "2026-10-25T01:10:00Z", false)]
    [InlineData("Europe/London", "Sun 01:30-05:00", "2026-10-25T01:10:00Z", true)]
    [InlineData("Australia/Lord_Howe", "Sat 20:00-02:15", "2026-10-03T15:29:59Z", true)] // 01:59:59, then 02:30: half an hour
    [InlineData("Australia/Lord_Howe", "Sat 20:00-02:15", "2026-10-03T15:30:00Z", false)]
    [InlineData("Australia/Lord_Howe", "Sun 02:15-08:00", "2026-10-03T15:30:00Z", true)]
    [InlineData("Australia/Lord_Howe", "Sat 20:00-01:45", "2026-04-04T14:44:59Z", true)]
    [InlineData("Australia/Lord_Howe", "Sat 20:00-01:45", "2026-04-04T14:45:00Z", false)]
    [InlineData("Australia/Lord_Howe", "Sat 20:00-01:45", "2026-04-04T15:10:00Z", false)] // second 01:40
    [InlineData("Europe/Dublin", "Sun 01:30-05:00", "2026-03-29T01:00:00Z", true)]
    [InlineData("Europe/Dublin", "Sun 01:30-05:00", "2026-10-25T01:10:00Z", true)]
    public void Where_the_clocks_change_a_shift_begins_once_and_ends_once(string zone, string text, string utc, bool on) =>
        Assert.Equal(on, Parsed(text, zone).IsOn(At(utc)));

    [Theory]
    [InlineData("America/Toronto")]
    [InlineData("Europe/London")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Havana")] // its clocks change at midnight
    [InlineData("UTC")]
    public void Shifts_that_follow_one_another_leave_no_gap_and_no_overlap_when_the_clocks_change(string zone)
    {
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        string[] spans = ["00:00-01:30", "01:30-02:15", "02:15-23:30", "23:30-24:00"];
        Hours[] shifts = [.. spans.Select(s => Parsed("Mon-Sun " + s, zone))];

        for (var (day, number) = (At("2026-01-02T00:00:00Z"), 0); number < 365; day = day.AddDays(1), number++)
        {
            var changes = clock.GetUtcOffset(day.AddDays(-1)) != clock.GetUtcOffset(day.AddDays(2));
            for (var now = day; (changes || number % 30 == 0) && now < day.AddDays(1); now = now.AddMinutes(5))
            {
                Assert.True(shifts.Count(s => s.IsOn(now)) == 1, $"{zone} at {now:u}: {shifts.Count(s => s.IsOn(now))} shifts");
            }
        }
    }

    [Theory]
    [InlineData("Sat,Sun 10:00-22:00", "2026-07-12T12:00:00Z")]
    [InlineData("sat , sunday 10:00 - 22:00", "2026-07-12T12:00:00Z")]
    [InlineData("Fri-Mon 10:00-22:00", "2026-07-12T12:00:00Z")] // over the week's end
    [InlineData("Mon,Wed-Thu,Sun 9:00-24:00", "2026-07-12T23:59:00Z")]
    [InlineData("Sun 00:00-24:00;", "2026-07-12T00:00:00Z")]
    [InlineData("SUN 08:00-12:00; SUN 11:00-14:00", "2026-07-12T13:59:00Z")]
    public void Hours_are_written_in_several_ways(string text, string onAt) => Assert.True(Parsed(text, "UTC").IsOn(At(onAt)));

    [Theory]
    [InlineData("2026-12-24T12:00:00Z", true)] // a Thursday with hours of its own
    [InlineData("2026-12-24T19:00:00Z", false)] // and not its weekday's
    [InlineData("2026-12-25T19:00:00Z", false)]
    [InlineData("2026-12-28T19:00:00Z", false)] // the second of three days off
    [InlineData("2026-12-26T01:00:00Z", false)] // the night of a day off
    [InlineData("2026-12-30T01:59:00Z", false)]
    [InlineData("2026-12-30T19:00:00Z", true)]
    [InlineData("2026-12-24T01:59:00Z", true)] // the night before is the day before's
    [InlineData("2027-01-01T01:00:00Z", true)] // past midnight
    [InlineData("2027-01-01T03:00:00Z", false)]
    public void A_date_has_hours_of_its_own_instead_of_its_weekdays(string utc, bool on) =>
        Assert.Equal(on, Parsed("Mon-Fri 18:00-02:00; 2026-12-24 10:00-16:00; 2026-12-25 off; 2026-12-27..2026-12-29 off; 2026-12-31 22:00-03:00", "UTC").IsOn(At(utc)));

    [Fact]
    public void Around_the_clock_but_for_a_day()
    {
        var hours = Parsed("always; 2026-12-25 off", "America/Toronto");
        Assert.False(hours.IsAlways);
        Assert.True(hours.IsOn(At("2026-12-25T04:59:59Z")));
        Assert.False(hours.IsOn(At("2026-12-25T05:00:00Z")));
        Assert.False(hours.IsOn(At("2026-12-26T04:59:59Z")));
        Assert.True(hours.IsOn(At("2026-12-26T05:00:00Z")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-12-25 off")] // what of the other days?
    [InlineData("always; 2026-13-25 off")]
    [InlineData("always; 2026-12-25")]
    [InlineData("always; 2026-12-25..2026-12-24 off")]
    [InlineData("always; 2026-01-01..2028-01-01 off")]
    [InlineData("always; 2026-12-25 never")]
    [InlineData(";")]
    [InlineData("never")]
    [InlineData("18:00-02:00")]
    [InlineData("Mon-Fri")]
    [InlineData("Mon 18-22")]
    [InlineData("Mon18:00-22:00")]
    [InlineData("Mon 18:00")]
    [InlineData("Mon 18:00-18:00")]
    [InlineData("Mon 24:00-02:00")]
    [InlineData("Mon 18:00-25:00")]
    [InlineData("Mon 18:60-20:00")]
    [InlineData("Mon 24:30-20:00")]
    [InlineData("Mon 6pm-8pm")]
    [InlineData("Mon 18:00-20:00,21:00-22:00")]
    [InlineData("Mo 18:00-20:00")]
    [InlineData("Mon-Wed-Fri 18:00-20:00")]
    [InlineData("Mon, 18:00-20:00")]
    [InlineData("Mon 18:00-20:00; always")]
    [InlineData("Mon +8:00-20:00")]
    public void What_is_not_hours_is_refused(string? text)
    {
        Assert.False(Hours.TryParse(text, TimeZoneInfo.Utc, out var hours));
        Assert.Null(hours);
    }

    private static Hours Parsed(string text, string zone) =>
        Hours.TryParse(text, TimeZoneInfo.FindSystemTimeZoneById(zone), out var hours) ? hours : throw new FormatException(text);

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);
}
