using System.Globalization;
using SpotterBot.Roster;

namespace SpotterBot.Tests.Roster;

/// <summary>When nobody is on call, to the second and through the changes of the clocks; and when that may be said.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void A_gap_between_two_shifts_is_found_to_the_minute()
    {
        RosterEntry[] peers = [Peer("Mon-Sun 18:00-02:00"), Peer("Mon-Sun 10:00-18:00")];
        var gap = Coverage.FirstGap(peers, At("2026-07-06T12:00:00Z"), At("2026-07-07T12:00:00Z"), At("2026-07-14T00:00:00Z"));
        Assert.Equal(new CoverageGap(At("2026-07-07T02:00:00Z"), At("2026-07-07T10:00:00Z")), gap);
        Assert.Null(Coverage.FirstGap(peers, At("2026-07-06T12:00:00Z"), At("2026-07-07T02:00:00Z"), At("2026-07-14T00:00:00Z")));
    }

    [Fact]
    public void Shifts_in_three_zones_that_meet_leave_a_gap_only_where_the_clocks_change()
    {
        // Toronto's evening ends when London's morning begins: five hours apart all year, but for the weeks between the two changes.
        RosterEntry[] peers =
        [
            Peer("Mon-Sun 15:00-01:00", "America/Toronto"), Peer("Mon-Sun 06:00-15:00", "Europe/London"), Peer("Mon-Sun 18:00-02:00", "Asia/Kolkata"),
        ];
        Assert.Null(Gap("2026-02-20T00:00:00Z", days: 7));
        Assert.Equal(new CoverageGap(At("2026-03-09T05:00:00Z"), At("2026-03-09T06:00:00Z")), Gap("2026-03-08T12:00:00Z", days: 2));
        Assert.Null(Gap("2026-04-05T00:00:00Z", days: 7));
        Assert.Equal(new CoverageGap(At("2026-10-25T05:00:00Z"), At("2026-10-25T06:00:00Z")), Gap("2026-10-24T12:00:00Z", days: 3));
        Assert.Null(Gap("2026-11-02T00:00:00Z", days: 7));

        CoverageGap? Gap(string from, int days) => Coverage.FirstGap(peers, At(from), At(from).AddDays(days), At(from).AddDays(days + 7));
    }

    [Fact]
    public void Every_gap_of_a_week_end_is_found()
    {
        var gaps = Coverage.Gaps([Peer("Mon-Sun 00:00-22:00")], At("2026-07-10T12:00:00Z"), At("2026-07-13T12:00:00Z"), At("2026-07-18T00:00:00Z")).ToList();
        Assert.Equal([At("2026-07-10T22:00:00Z"), At("2026-07-11T22:00:00Z"), At("2026-07-12T22:00:00Z")], gaps.Select(g => g.FromUtc));
    }

    [Fact]
    public void A_break_opens_one_and_being_on_by_hand_closes_it()
    {
        var now = At("2026-07-06T12:00:00Z");
        var peer = Peer("always") with { OffUntilUtc = now.AddMinutes(30) };
        Assert.Equal(new CoverageGap(now, now.AddMinutes(30)), Coverage.FirstGap([peer], now, now.AddHours(4), now.AddDays(8)));
        Assert.Null(Coverage.FirstGap([peer, Peer("Mon 01:00-02:00") with { OnByHand = true }], now, now.AddHours(4), now.AddDays(8)));
    }

    [Fact]
    public void A_gap_with_no_end_in_sight_is_the_same_gap_at_every_look()
    {
        var now = At("2026-07-06T12:00:00Z");
        var off = Peer("always") with { OffUntilUtc = DateTimeOffset.MaxValue };
        Assert.All([now, now.AddMinutes(1), now.AddDays(3)], look =>
            Assert.Equal(DateTimeOffset.MaxValue, Coverage.FirstGap([off], look, look.AddHours(4), look.AddDays(8))!.UntilUtc));
    }

    [Fact]
    public void Who_has_not_said_on_yet_covers_nothing_and_a_roster_of_nobody_has_no_shifts()
    {
        var now = At("2026-07-06T12:00:00Z");
        Assert.NotNull(Coverage.FirstGap([Peer("always") with { Invited = true }], now, now.AddHours(4), now.AddDays(8)));
        Assert.Null(Coverage.FirstGap([], now, now.AddHours(4), now.AddDays(8)));
    }

    [Theory]
    [InlineData("2026-07-06T09:59:00Z", "2026-07-06T13:59:00Z")] // by night, four hours
    [InlineData("2026-07-06T12:00:00Z", "2026-07-06T16:00:00Z")] // by day, four hours
    [InlineData("2026-07-06T16:00:00Z", "2026-07-07T14:00:00Z")] // towards evening, the whole night and what would be too late the next morning
    [InlineData("2026-07-06T19:59:00Z", "2026-07-07T14:00:00Z")]
    [InlineData("2026-07-06T20:00:00Z", "2026-07-07T00:00:00Z")]
    public void Nobody_is_woken_for_what_could_be_said_by_day(string now, string horizon) =>
        Assert.Equal(At(horizon), CoverageWatch.Horizon(TimeZoneInfo.Utc, TimeSpan.FromHours(4), At(now)));

    [Theory]
    [InlineData("always", "2026-07-06T16:00:00Z")]
    [InlineData("Mon-Sun 08:00-20:00", "2026-07-06T16:00:00Z")] // on until after that
    [InlineData("Mon-Fri 08:00-14:00", "2026-07-07T12:00:00Z")] // on again the next morning at eight, and what begins by noon would be told too late
    [InlineData("Mon 08:00-14:00", "2026-07-13T12:00:00Z")] // a week later
    [InlineData("Mon 00:00-14:00; Tue 00:00-23:59", "2026-07-07T04:00:00Z")]
    public void Where_no_coordinator_will_be_on_the_last_who_is_hears_what_the_next_would_hear_too_late(string hours, string horizon)
    {
        var now = At("2026-07-06T12:00:00Z");
        Assert.Equal(At(horizon), CoverageWatch.WhileTold([Peer(hours)], now, now.AddHours(4), TimeSpan.FromHours(4)));
    }

    [Theory]
    [InlineData("2026-07-06T13:59:00Z", "2026-07-06T14:00:00Z")] // 09:59 in Toronto
    [InlineData("2026-07-06T14:00:00Z", "2026-07-06T14:00:00Z")]
    [InlineData("2026-07-06T23:59:00Z", "2026-07-06T23:59:00Z")] // 19:59
    [InlineData("2026-07-07T00:00:00Z", "2026-07-07T14:00:00Z")]
    [InlineData("2026-11-01T00:30:00Z", "2026-11-01T15:00:00Z")] // the night on which the clocks go back
    public void Day_is_from_ten_to_eight_on_their_own_clock(string now, string next) =>
        Assert.Equal(At(next), Daytime.From(TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"), At(now)));

    private static RosterEntry Peer(string hours, string zone = "UTC") => new() { Id = "p1", Coordinator = false, Name = "Ana", Phone = "+19055550201", Hours = hours, TimeZone = zone };

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);
}
