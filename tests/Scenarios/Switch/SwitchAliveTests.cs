using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Switch;

/// <summary>While the program lives the switch is always set, and nobody ever hears of it. Promises 2, 9.</summary>
public sealed class SwitchAliveTests
{
    [Fact]
    public void In_an_hour_of_check_ins_somebody_would_have_been_told_at_every_moment_and_nobody_is()
    {
        using var s = Switched.On();
        s.WatchedByText("5 at " + Walks.Place);
        s.RunSeconds(3);
        for (var i = 0; i < 12; i++)
        {
            Assert.InRange(s.Caller.Kept(), 1, 2);
            Assert.InRange(s.Coordinator.Kept(), 1, 2);
            s.AnswersCheckIns(1);
        }

        s.Finishes();
        s.RunSeconds(90);
        s.NothingIsLeft();
        s.Silence(minutes: 15);
    }

    [Fact]
    public void Each_is_made_before_the_one_before_it_is_taken_back_and_about_as_often_as_it_must_be()
    {
        using var s = Switched.On();
        s.WatchedByText("30 at " + Walks.Place);
        for (var i = 0; i < 24 * 60; i++)
        {
            s.RunSeconds(1);
            Assert.True(i < 3 || (s.Caller.Kept() > 0 && s.Coordinator.Kept() > 0), $"Nothing would be sent at {s.Now:HH:mm:ss}.\n{s.Transcript()}");
        }

        Assert.Equal(5, s.Network.RestRequests.Count(r => r.CreatesMessage && r["SendAt"] is not null && r["To"] == s.Caller.Number));
        Assert.All(s.Network.RestRequests.Where(r => r["SendAt"] is not null), r => Assert.Matches("^2026-[-0-9]{5}T[0-9:]{8}Z$", r["SendAt"]!));
        s.Finishes();
        s.Silence(minutes: 15);
        s.NothingIsLeft();
    }

    [Fact]
    public void While_people_and_ems_are_reached_it_stays_set_and_delays_nothing()
    {
        using var plain = new Scenario();
        using var s = Switched.On();
        var (without, with) = (SecondsToEms(plain), SecondsToEms(s));
        Assert.InRange(with, without - 1, without + 1);
        Assert.InRange(s.Caller.Kept(), 1, 2);
        Assert.InRange(s.Coordinator.Kept(), 1, 2);
        s.Run(TimeSpan.FromMinutes(12));
        Assert.InRange(s.Caller.Kept(), 1, 2);
        s.Caller.MayGet(".");
        s.Finishes();

        // Two minutes until nobody is rung for it any more, and one until it is looked whether anybody is watched.
        s.Run(TimeSpan.FromMinutes(4));
        s.NothingIsLeft();

        static double SecondsToEms(Scenario s)
        {
            s.WatchedByText("2 at " + Walks.Place);
            s.NobodyPicksUp();
            var due = s.Misses(Mode.TextMe);
            s.Ems.Is(Behaviour.Manual).TakesTheEmergency(within: 90);
            s.Ems.HangsUp();
            return s.Ems.SecondsUntilRung(due);
        }
    }

    [Fact]
    public void Who_only_wants_to_talk_is_not_watched_and_nothing_is_set()
    {
        using var s = Switched.On();
        s.NobodyPicksUp();
        s.Caller.MayGet(".").Calls().Hears("0 for a person").Presses("0");
        s.RunSeconds(20);
        Assert.DoesNotContain(s.Network.Messages, m => m.Status == "scheduled");
        s.Caller.HangsUp();
    }

    [Fact]
    public void Whose_phone_takes_no_texts_any_more_has_theirs_taken_back()
    {
        using var s = Switched.On();
        s.WatchedByText("5 at " + Walks.Place);
        s.RunSeconds(3);
        Assert.Equal(1, s.Caller.Kept());
        s.Caller.MayBeRung().MayGet(".").Is(Behaviour.NoAnswer).Texts("STOP");
        s.RunSeconds(3);
        Assert.Equal(0, s.Caller.Kept());
        Assert.Equal(1, s.Coordinator.Kept());
    }

    [Fact]
    public void Without_a_messaging_service_nothing_is_left_with_the_phone_company()
    {
        using var s = new Scenario();
        s.WatchedByText("5 at " + Walks.Place);
        s.AnswersCheckIns(3);
        Assert.DoesNotContain(s.Network.RestRequests, r => r["SendAt"] is not null);
        Assert.Contains("Twilio__MessagingServiceSid", s.Inside.Get<SpotterBot.DeadMansSwitch.ServiceSwitch>().State, StringComparison.Ordinal);
        s.Finishes();
        s.Silence();
    }
}
