using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>
/// Two processes on one store both see the miss, and the phone company does not answer one of them in time, having placed the call or not: never two
/// calls to EMS known to us at a time, and never none. Promises 2, 4.
/// </summary>
public sealed class TwoProcessesEmsTests
{
    [Theory]
    [InlineData("accepts, and answers nobody", 1)]
    [InlineData("accepts each of two tries, and answers nobody", 2)]
    [InlineData("loses the request", 1)]
    [InlineData("loses two requests", 2)]
    [InlineData("answers", 0)]
    public void Both_see_the_miss_and_the_desk_is_rung_once_within_the_bound(string how, int times)
    {
        using var s = new Scenario(peers: 0);
        s.WatchedByText();
        s.Caller.Gets("no person is on call");
        var first = s.Program;
        var second = s.Start(new Life());
        if (times > 0)
        {
            s.Network.Faults.OnRest(r => r.CreatesCall && r["To"] == s.Ems.Number, how.StartsWith("accepts", StringComparison.Ordinal) ? RestFault.LostResponse() : RestFault.LostRequest(), times);
        }

        // A desk with lines enough for whatever comes: a second call would ring.
        s.Ems.Phone.Lines = 4;
        var due = s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung(within: 60);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.Ems.Answers();
        var most = 0;
        for (var second20 = 0; second20 < 20 * 4; second20++)
        {
            s.RunSeconds(0.25);
            most = Math.Max(most, s.Network.LiveCalls.Count(c => c.To == s.Ems.Number || c.To == s.EmsBackup.Number));
        }

        Assert.Equal(1, most);
        s.Ems.Hears("12 Main", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.RunSeconds(60);
        s.Ems.WasRung(1);
        s.EmsBackup.WasRung(0);
        first.Dispose();
        s.Silence();
        second.Dispose();
    }
}
