using System.Net;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>The phone company does not answer, refuses, or forgets. The ladder moves on. Promises 1, 2, 4, 8.</summary>
public sealed class AmbiguousCallTests
{
    [Fact]
    public void The_call_to_ems_was_placed_and_its_response_lost_so_it_is_found_and_there_is_only_one()
    {
        using var s = Missing();
        s.Network.Faults.OnRest(r => r.CreatesCall && r["To"] == s.Ems.Number, RestFault.LostResponse(), times: 1);
        var due = s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        s.Ems.TakesTheEmergency(within: 10);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.RunSeconds(30);
        s.Ems.WasRung(1);
        s.EmsBackup.WasRung(0);
        s.Ems.HangsUp();
        s.Silence();
    }

    [Fact]
    public void The_call_to_ems_never_came_about_so_it_is_dialled_again_within_the_bound()
    {
        using var s = Missing();
        s.Network.Faults.OnRest(r => r.CreatesCall && r["To"] == s.Ems.Number, RestFault.LostRequest(), times: 2);
        var due = s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung(within: 60);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.Ems.Answers().Hears("12 Main", within: 60).Presses("1").Hears("Confirmed");
        s.RunSeconds(30);
        s.Ems.WasRung(1);
        s.Ems.HangsUp();
        s.Silence();
    }

    /// <summary>Promise 2: a desk that is called for one person and has never heard of another has not been called for the other.</summary>
    [Fact]
    public void The_call_to_the_same_desk_for_somebody_else_is_not_taken_for_ones_own()
    {
        using var s = new Scenario(peers: 0, coordinators: 0);
        s.Ems.Phone.Lines = 2;
        s.WatchedByText();
        s.Friend.MayGet(".").MayBeRung().Texts("SPOT at 9 King St, Hamilton");
        s.Caller.MayGet(".").MayBeRung().Texts("SOS");
        s.RunSeconds(3);
        Assert.Single(s.Network.Calls, c => c.To == s.Ems.Number);
        s.Network.Faults.OnRest(r => r.CreatesCall && r["To"] == s.Ems.Number, RestFault.LostRequest(), times: 1);
        s.Friend.Texts("SOS");
        s.RunSeconds(25);
        Assert.Equal(2, s.Network.Calls.Count(c => c.To == s.Ems.Number));
        s.ErrorsExpected = true;
    }

    [Fact]
    public void A_call_that_exists_but_cannot_be_found_is_dialled_again_and_the_second_to_report_in_says_so_and_ends()
    {
        using var s = Missing();
        s.Ems.Phone.Lines = 2;
        s.Network.Faults.OnRest(r => r.CreatesCall && r["To"] == s.Ems.Number, RestFault.LostResponse(), times: 1);
        s.Network.Faults.OnRest(r => r.Method == "GET" && r.Resource == "Calls", RestFault.Status(HttpStatusCode.ServiceUnavailable));
        s.Network.Faults.OnWebhook(w => w.Kind == PhoneCompany.Webhooks.WebhookKind.CallStatus && w["To"] == s.Ems.Number, WebhookFault.Delay(TimeSpan.FromSeconds(30)), times: 3);
        s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung();
        s.RunSeconds(35);
        Assert.InRange(s.Ems.RungUtc.Count, 1, 2);
        s.Ems.MayBeRung();
        s.Ems.Answers();
        s.RunSeconds(5);
        while (s.Ems.Phone.IsRinging)
        {
            s.Ems.Answers();
            s.RunSeconds(5);
        }

        s.RunSeconds(40);
        Assert.True(s.Network.LiveCalls.Count(c => c.To == s.Ems.Number) <= 1, s.Transcript());
        s.Ems.Presses("1").Hears("Confirmed").HangsUp();
        s.EmsBackup.MayBeRung();
        s.Silence();
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public void A_refused_order_for_a_peers_call_does_not_stop_the_ladder(HttpStatusCode status)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.PeerA.MayGet("someone needs a person").MayBeRung().Is(Behaviour.NoAnswer);
        s.Network.Faults.OnRest(r => r.CreatesCall && r["To"] == s.PeerA.Number, RestFault.Status(status), times: 1000);
        var due = s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line", within: 90);
        s.Ems.IsRung(within: 90);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.Ems.Answers().Hears("12 Main", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Silence();
    }

    [Fact]
    public void Nothing_is_answered_by_the_phone_company_for_a_while_and_ems_is_rung_once_it_is_back()
    {
        using var s = Missing();
        s.Caller.Is(Behaviour.NoAnswer).MayBeRung().MayGet("Still with me|couldn't reach you|calling you");
        s.Coordinator.MayGet("crew|refuses|go out");
        s.ErrorsExpected = true; // Coordinators are alarmed.
        s.RunToCheckIn();
        var outage = s.Network.Faults.OnRest(_ => true, RestFault.Status(HttpStatusCode.BadGateway));
        s.RunSeconds(180);
        outage.Dispose();
        s.Ems.IsRung(within: 45).Answers().Hears("12 Main", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Ems.MayBeRung();
        s.EmsBackup.MayBeRung();
        s.Silence();
    }

    private static Scenario Missing()
    {
        var s = new Scenario(peers: 0);
        s.WatchedByText();
        s.Caller.Gets("no person is on call");
        return s;
    }
}
