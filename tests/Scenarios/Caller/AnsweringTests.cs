using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Caller;

/// <summary>The caller answers: before, during and after a ladder, by text and by key. Promises 3, 4, 6, 9.</summary>
public sealed class AnsweringTests
{
    [Fact]
    public void By_text_while_peers_ring_everyone_is_told_and_nobody_else_is_called()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person");
        s.PeerB.IsRung().Gets("someone needs a person");
        s.Caller.Texts("1").Gets("stand down");
        s.PeerA.Gets("Nothing is needed").IsOffTheLine();
        s.PeerB.Gets("Nothing is needed").IsOffTheLine();
        s.Caller.IsOffTheLine();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void By_key_while_peers_ring_the_one_is_asked_once_more_and_then_everyone_is_told()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person");
        s.PeerB.IsRung().Gets("someone needs a person").Answers().Hears("Someone stopped answering");
        s.Caller.Is(Behaviour.Manual).Answers().Hears("calling people for you").Presses("1").Hears("Press 1 again if you are OK");
        Assert.True(s.PeerA.Phone.IsRinging);
        s.Caller.Confirms().Hears("stand down");
        s.PeerA.Gets("Nothing is needed").IsOffTheLine();
        s.PeerB.Hears("settled|Nothing is needed").IsOffTheLine();
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void By_key_on_the_line_without_the_second_one_the_ladder_goes_on()
    {
        using var s = new Scenario(peers: 1);
        var due = s.WatchedOnTheLine().Misses(Mode.OnTheLine);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.Caller.Presses("1").Hears("Press 1 again");
        s.Ems.IsRung(within: 60);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 89, 105);
        s.Coordinator.Gets("crew's line");
        s.PeerA.MayBeRung().MayGet("Nothing is needed");
        s.Caller.Presses("1").Confirms().Hears("stand down").Presses("7").Hears("I'm here again any time");
        s.Silence();
    }

    [Fact]
    [Trait("On", "zip")]
    public void By_text_while_ems_rings_the_call_to_them_is_cancelled_and_they_are_not_rung_again()
    {
        using var s = Missed();
        s.Ems.IsRung();
        s.Caller.Texts("ok").Gets("stand down");
        s.Ems.IsOffTheLine(within: 3).NeverHeard("Main");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void By_text_while_ems_listens_they_hear_that_no_ambulance_is_asked_for_twice_and_close_with_one()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Ambulance, please").Hears("address is");
        s.Caller.Texts("1").Gets("stand down");
        s.Ems.Hears("No ambulance is asked for").Hears("Press 1 to close, 0 for a person").Hears("No ambulance is asked for.*No ambulance is asked for");
        s.Ems.Presses("1").Hears("Closed, thank you").HangsUp();
        Assert.Contains("StandDownAcknowledged", s.History());
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Ems_hangs_up_before_a_one_so_a_person_is_rung_who_can_call_them_off_and_nothing_is_redialled()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Ambulance, please");
        s.Caller.Texts("1").Gets("stand down");
        s.Ems.Hears("No ambulance is asked for").HangsUp();
        s.Coordinator.Gets("crew may not know");
        s.Coordinator.IsRung().Gets("called off by a person").Answers().Hears("called off by a person").Presses("1").Hears("Star 9 rings them");
        s.Ems.IsNotRung(within: 10);
        s.Coordinator.Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Ems.IsRung().Answers().Hears("No ambulance is asked for").Hears("A person is on the line");
        s.Coordinator.MayGet("crew's line");
        s.RunSeconds(8);
        s.Coordinator.Says("They are fine, please cancel");
        s.Ems.Hears("please cancel").HangsUp();
        s.Coordinator.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Zero_on_the_standing_down_joins_ems_to_a_person()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Ambulance, please");
        s.Caller.Texts("1").Gets("stand down");
        s.Ems.Hears("No ambulance is asked for").Presses("0");
        s.RunSeconds(1);
        s.Coordinator.MayGet("crew may not know|called off by a person");
        s.Coordinator.IsRung(within: 30).Answers().Hears("Press 1").Presses("1").Hears("It's yours");
        s.Ems.Hears("A person is on the line|Joining you");
        s.Coordinator.IsBriefed();
        s.Ems.Says("Who is this?");
        s.Coordinator.Hears("Who is this");
        s.Ems.HangsUp();
        s.Coordinator.MayBeRung();
        s.RunSeconds(20);
        if (s.Coordinator.Phone.IsInCall)
        {
            s.Coordinator.HangsUp();
        }

        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void After_ems_confirmed_only_a_person_calls_them_off_and_one_is_rung_for_it()
    {
        using var s = Missed();
        s.Ems.TakesTheEmergency();
        s.Caller.Texts("1").Gets("only a person can call them off");
        s.Coordinator.Gets("crew may not know").IsRung(within: 10).Gets("called off by a person").Answers().Hears("called off by a person").Presses("1").Hears("It's yours");
        s.Ems.Hears("Joining you to a person|A person is on the line");
        s.Coordinator.IsBriefed();
        s.Coordinator.Says("Please call them off");
        s.Ems.Hears("call them off").HangsUp();
        s.RunSeconds(5);
        if (s.Coordinator.Phone.IsInCall)
        {
            s.Coordinator.HangsUp();
        }

        s.Coordinator.MayGet("crew may not know");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void While_a_peer_has_the_case_they_are_told_and_no_ambulance_is_rung()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.TakesTheCase();
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed();
        s.Caller.Texts("I'm ok").Gets("stand down");
        s.PeerA.Hears("They have just told me they are OK");
        s.PeerA.IsOffTheLine(within: 60);
        s.Ems.WasRung(0);
        s.Finishes();
        s.Silence();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("done thanks")]
    public void Finished_by_text_during_a_ladder_is_an_ok_and_closes_once_everyone_is_told(string words)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person");
        s.Caller.Texts(words).Gets("stand down");
        s.PeerA.Gets("Nothing is needed").IsOffTheLine();
        s.Silence(minutes: 10);
        Assert.Equal(Outcome.FinishedAfterEscalation, s.Session.Outcome);
    }

    [Fact]
    public void Finished_by_key_during_a_ladder_is_asked_once_more_and_then_closes()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedOnTheLine().Misses(Mode.OnTheLine);
        s.PeerA.IsRung().Gets("someone needs a person");
        s.Caller.Presses("7").Hears("Press 1 again");
        Assert.True(s.PeerA.Phone.IsRinging);
        s.Caller.Confirms().Hears("stand down").IsOffTheLine();
        s.PeerA.Gets("Nothing is needed").IsOffTheLine();
        s.Silence(minutes: 10);
        Assert.False(s.Session.Open);
    }

    [Fact]
    public void After_the_miss_was_called_off_the_watch_goes_on_and_the_next_miss_is_a_case_of_its_own()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person");
        s.Caller.Texts("1").Gets("stand down");
        s.PeerA.Gets("Nothing is needed");
        s.RunSeconds(61);
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.Gets("Still with me");
        s.Caller.Is(Behaviour.NoAnswer).IsRung(within: 35).Gets("couldn't reach you", within: 60);
        s.PeerA.IsRung().Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due, call: 1), 75, 82);
        s.Caller.Texts("OK thanks").Gets("stand down");
        s.PeerA.Gets("Nothing is needed");
        s.Finishes();
        s.Silence();
    }

    [Theory]
    [InlineData("not ok")]
    [InlineData("no")]
    [InlineData("nope 1")]
    [InlineData("HELP")]
    [InlineData("aide")]
    public void Words_that_are_no_ok_are_answered_by_a_call_at_once(string words)
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(5);
        s.Caller.MayGet("Text SPOT|reply|Reply STOP");
        s.Caller.Texts(words).Gets("calling you now").IsRung(within: 5).Answers().Hears("Press 1").Presses("1").Hears("Thanks").HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_text_that_crossed_with_the_check_in_answers_nothing_and_the_clock_runs_on()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.RunToCheckIn();
        var number = s.Session.CheckIn.Number;
        s.Caller.Texts("1").Gets("Still with me").Gets("crossed with my text");
        Assert.Equal(number, s.Session.CheckIn.Number);
        s.RunSeconds(3);
        s.Caller.Texts("ok").Gets("Thanks");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void The_double_of_a_text_already_used_answers_nothing_new_and_the_check_in_is_asked_by_call()
    {
        using var s = new Scenario(settings: ("Spotting:RepeatWindow", "00:03:00"));
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(5);
        s.Caller.Texts("1").Gets("Thanks");
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(5);
        s.Caller.Texts("1").Gets("got that one twice").IsRung(within: 5).Answers().Hears("Press 1").Presses("1").Hears("Thanks").HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Done_that_crosses_with_a_check_in_ends_the_session_all_the_same()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.Texts("DONE").Gets("Still with me").Gets("Done for now");
        s.Silence();
    }

    [Fact]
    public void A_listed_phrase_answers_only_on_a_call_the_caller_placed()
    {
        using var s = new Scenario();
        s.WatchedOnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        s.RunSeconds(8);
        s.Caller.Says("I'm ok").Hears("Thanks. Next one");
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        s.RunSeconds(8);
        s.Caller.Says("mmh what").Hears("I need a key").Presses("1").Hears("Thanks");
        s.Caller.HangsUp().Gets("line dropped");
        s.RunToCheckIn();
        s.Caller.IsRung().Answers().Hears("Still with me");
        s.RunSeconds(8);
        s.Caller.Says("I'm ok").HearsNothingLike("Thanks").Presses("1").Hears("Thanks").HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void An_answer_by_text_is_said_on_the_live_line()
    {
        using var s = new Scenario();
        s.WatchedOnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        s.RunSeconds(5);
        s.Caller.Texts("1").Gets("Thanks").Hears("I got your text");
        s.Caller.Presses("7").Hears("I'm here again any time");
        s.Silence();
    }

    private static Scenario Missed()
    {
        var s = new Scenario(peers: 0);
        s.WatchedByText();
        s.Caller.Gets("no person is on call");
        s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        return s;
    }
}
