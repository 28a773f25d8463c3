using System.Net;
using PhoneCompany.Faults;
using Scenarios.Support;
using SpotterBot.Decisions;

namespace Scenarios.Switch;

/// <summary>The phone company refuses, forgets or does not answer what the switch asks of it. Nobody is frightened for that, and nothing waits for it. Promises 2, 9.</summary>
public sealed class SwitchFaultTests
{
    public static TheoryData<string> Faults => new("lost request", "lost response", "reset before", "reset after", "500", "429");

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_text_whose_order_came_to_nothing_or_to_something_unheard_of_leaves_none_behind(string fault)
    {
        using var s = Switched.On();
        s.Network.Faults.OnRest(r => r["SendAt"] is not null, Of(fault), times: 4);
        s.WatchedByText("5 at " + Walks.Place);
        s.AnswersCheckIns(1);
        Assert.Equal((1, 1), (s.Caller.Kept(), s.Coordinator.Kept()));
        s.AnswersCheckIns(3);
        Assert.InRange(s.Caller.Kept(), 1, 2);
        s.Finishes();
        s.Silence(minutes: 25);
        s.NothingIsLeft();
        Assert.Empty(s.Session.Pending);
        Assert.Null(s.Session.CallerNumber);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_text_that_is_taken_back_is_taken_back_in_the_end(string fault)
    {
        using var s = Switched.On();
        s.Network.Faults.OnRest(r => r["Status"] == "canceled", Of(fault), times: 12);
        s.WatchedByText("5 at " + Walks.Place);
        s.AnswersCheckIns(2);
        s.Finishes();
        s.Silence(minutes: 25);
        s.NothingIsLeft();
        Assert.Empty(s.Session.Pending);
        Assert.Null(s.Session.CallerNumber);
    }

    [Fact]
    public void While_the_phone_company_takes_none_check_ins_are_as_punctual_as_ever_and_the_last_is_taken_back()
    {
        using var s = Switched.On();
        s.WatchedByText("2 at " + Walks.Place);
        var refused = s.Network.Faults.OnRest(r => r["SendAt"] is not null, RestFault.Status(HttpStatusCode.ServiceUnavailable));
        for (var i = 0; i < 8; i++)
        {
            s.RunToCheckIn();
            s.Caller.Gets("Still with me", within: 2);
            s.RunSeconds(4);
            s.Caller.Texts("1").Gets("Next one in");
        }

        Assert.Equal((0, 0), (s.Caller.Kept(), s.Coordinator.Kept()));
        Assert.Equal("failing", s.Inside.Get<SpotterBot.DeadMansSwitch.ServiceSwitch>().State);
        refused.Dispose();
        s.AnswersCheckIns(1);
        Assert.Equal((1, 1), (s.Caller.Kept(), s.Coordinator.Kept()));
        Assert.Equal("ok", s.Inside.Get<SpotterBot.DeadMansSwitch.ServiceSwitch>().State);
        s.Finishes();
        s.Silence(minutes: 15);
        s.NothingIsLeft();
    }

    [Fact]
    public void Where_a_living_program_cannot_be_heard_by_the_phone_company_it_says_so_as_soon_as_it_can()
    {
        using var s = Switched.On();
        s.ErrorsExpected = true;
        s.OtherAlarmsAside();
        s.WatchedByText("30 at " + Walks.Place);
        s.Run(TimeSpan.FromMinutes(2));
        var away = s.Network.Faults.OnRest(_ => true, RestFault.Status(HttpStatusCode.ServiceUnavailable));
        s.Caller.Gets("Contact is lost", within: 605);
        s.Coordinator.Gets("no sign of life", within: 605);
        away.Dispose();
        s.Caller.Gets("I'm here. That contact was lost was our fault", within: 30);
        s.Coordinator.Gets("I'm running", within: 40);
        s.Caller.Texts("1").Gets("Next one in 30 min");
        s.Finishes();
        s.Silence(minutes: 20);
        Assert.Equal((1, 1), (s.Caller.ToldOfDeath(), s.Coordinator.ToldOfDeath()));
        Assert.Equal((0, 0), (s.Caller.Kept(), s.Coordinator.Kept()));
    }

    [Fact]
    public void A_text_sent_just_as_they_finish_is_explained()
    {
        using var s = Switched.On();
        s.WatchedByText("30 at " + Walks.Place);
        s.Run(TimeSpan.FromMinutes(2));
        var away = s.Network.Faults.OnRest(r => r["SendAt"] is not null || r["Status"] == "canceled", RestFault.Status(HttpStatusCode.ServiceUnavailable));
        s.Run(TimeSpan.FromMinutes(6));
        s.Finishes();
        s.Caller.Gets("Contact is lost", within: 605);
        s.Coordinator.Gets("no sign of life", within: 605);
        away.Dispose();
        s.Caller.Gets("You had finished, and nothing is running", within: 30);
        s.Coordinator.Gets("I'm running", within: 40);
        s.Silence(minutes: 20);
        Assert.Null(s.Session.CallerNumber);
    }

    [Fact]
    public void An_account_that_wants_fifteen_minutes_gets_sixteen()
    {
        using var s = Switched.On(scheduledLeast: TimeSpan.FromMinutes(15));
        s.WatchedByText("10 at " + Walks.Place);
        s.AnswersCheckIns(2);
        Assert.Equal((1, 1), (s.Caller.Kept(), s.Coordinator.Kept()));
        s.Program.Kill();
        s.Caller.Gets("Contact is lost", within: 965);
        s.Coordinator.Gets("no sign of life", within: 965);
    }

    [Fact]
    public void Two_sessions_of_one_phone_take_back_each_their_own()
    {
        using var s = Switched.On();
        s.WatchedByText("10 at " + Walks.Place);
        s.Caller.Texts("SPOT").Gets("SAME if it's still you");
        s.Caller.MayGet(".").Texts("SECOND");
        s.RunSeconds(5);
        Assert.Equal(2, s.Sessions().Count(x => x.Open));
        Assert.Equal(2, s.Caller.Kept());
        s.Caller.Texts("B7");
        s.RunSeconds(5);
        Assert.Equal(1, s.Sessions().Count(x => x.Open));
        Assert.Equal(1, s.Caller.Kept());
        Assert.Equal(1, s.Coordinator.Kept());
    }

    private static RestFault Of(string fault) => fault switch
    {
        "lost request" => RestFault.LostRequest(),
        "lost response" => RestFault.LostResponse(),
        "reset before" => RestFault.ConnectionReset(),
        "reset after" => RestFault.ConnectionReset(afterEffect: true),
        "500" => RestFault.Status(HttpStatusCode.InternalServerError),
        _ => RestFault.Status(HttpStatusCode.TooManyRequests),
    };
}
