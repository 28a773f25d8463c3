using Scenarios.Support;

namespace Scenarios;

/// <summary>A dispatch line that nobody has verified for 90 days is told to coordinators, by day and not over and over. Promises 9, 10.</summary>
public sealed class StaleAreasTests
{
    private const string Warned = "a crew's line was last checked over 90 days ago, first Hamilton";

    /// <summary>The coordinators' clock is UTC's.</summary>
    private static readonly DateTimeOffset Day = new(2026, 1, 15, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Night = new(2026, 1, 16, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_verified_ninety_one_days_ago_is_told_once_and_not_again_the_day_after()
    {
        using var s = new Scenario(Day, peers: 1, coordinators: 1, ("Places:Areas:0:VerifiedOn", "2025-10-16"));
        s.Coordinator.Gets(Warned, within: 700);
        s.RunQuietly(TimeSpan.FromHours(26));
        s.Silence();
    }

    [Fact]
    public void One_verified_ninety_days_ago_is_told_to_nobody_today()
    {
        using var s = new Scenario(Day, peers: 1, coordinators: 1, ("Places:Areas:0:VerifiedOn", "2025-10-17"));
        s.Silence(minutes: 25);
    }

    [Fact]
    public void At_night_it_waits_for_the_day()
    {
        using var s = new Scenario(Night, peers: 1, coordinators: 1, ("Places:Areas:0:VerifiedOn", "2025-10-01"));
        s.RunQuietly(TimeSpan.FromHours(5.9));
        s.Coordinator.GetsNothingLike(".");
        s.Coordinator.Gets(Warned, within: 1400);
        s.Silence();
    }
}
