using System.Globalization;
using Scenarios.Support;

namespace Scenarios.Peers;

/// <summary>
/// A night shift and the morning shift that follows it, over both changes of the clocks in three time zones: exactly who should be rung is rung. The moments
/// are written down by hand, from each zone's published rules.
/// </summary>
public sealed class ShiftsAndClocksTests
{
    /// <summary>When Saturday's 20:00 and Sunday's 03:30 are, on the night on which the clocks change.</summary>
    private static readonly (string Zone, string Begins, string HandsOver)[] Nights =
    [
        ("America/Toronto", "2026-03-08T01:00:00Z", "2026-03-08T07:30:00Z"), // 02:00 becomes 03:00
        ("America/Toronto", "2026-11-01T00:00:00Z", "2026-11-01T08:30:00Z"), // 02:00 becomes 01:00
        ("Europe/London", "2026-03-28T20:00:00Z", "2026-03-29T02:30:00Z"), // 01:00 becomes 02:00
        ("Europe/London", "2026-10-24T19:00:00Z", "2026-10-25T03:30:00Z"), // 02:00 becomes 01:00
        ("Australia/Sydney", "2026-04-04T09:00:00Z", "2026-04-04T17:30:00Z"), // 03:00 becomes 02:00
        ("Australia/Sydney", "2026-10-03T10:00:00Z", "2026-10-03T16:30:00Z"), // 02:00 becomes 03:00
    ];

    public static TheoryData<string, string, string> Moments
    {
        get
        {
            var moments = new TheoryData<string, string, string>();
            foreach (var (zone, begins, handsOver) in Nights)
            {
                moments.Add(zone, Before(begins), "");
                moments.Add(zone, After(begins), "night");
                moments.Add(zone, Before(handsOver), "night");
                moments.Add(zone, After(handsOver), "morning");
            }

            return moments;
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Exactly_who_should_be_rung_is_rung(string zone, string atUtc, string rung)
    {
        using var s = new Scenario(
            DateTimeOffset.Parse(atUtc, CultureInfo.InvariantCulture), peers: 2, coordinators: 0,
            ("Roster:Peers:0:Hours", "Sat 20:00-03:30"), ("Roster:Peers:0:TimeZone", zone), ("Roster:Peers:1:Hours", "Sun 03:30-12:00"), ("Roster:Peers:1:TimeZone", zone));
        s.Caller.Texts("0").Gets(rung.Length == 0 ? "Nobody is on call right now" : "ringing someone to talk with you");
        s.RunSeconds(5);
        Assert.Equal(rung == "night" ? 1 : 0, s.PeerA.RungUtc.Count);
        Assert.Equal(rung == "morning" ? 1 : 0, s.PeerB.RungUtc.Count);
    }

    private static string Before(string utc) => Shifted(utc, -60);

    private static string After(string utc) => Shifted(utc, 5);

    private static string Shifted(string utc, int seconds) =>
        DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture).AddSeconds(seconds).ToString("O", CultureInfo.InvariantCulture);
}
