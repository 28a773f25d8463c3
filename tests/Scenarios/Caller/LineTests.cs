using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Caller;

/// <summary>On the line: hanging up changes the mode, never the clock; any phone can rejoin; every key has its meaning. Promises 1, 2, 6, 10.</summary>
public sealed class LineTests
{
    [Fact]
    public void Hanging_up_without_a_seven_brings_the_next_check_in_as_a_call_within_a_minute_and_says_so()
    {
        using var s = new Scenario();
        s.WatchedOnTheLine();
        s.Caller.Texts("EVERY 10").Gets("every 10 min");
        s.Caller.HangsUp().Gets("call you within a minute");
        var gone = s.Now;
        s.Caller.IsRung(within: 65);
        Assert.InRange((s.Now - gone).TotalSeconds, 30, 63);
        s.Caller.Answers().Hears("Still with me").Presses("1").Hears("Next one in (9|10)").HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Hanging_up_with_an_open_check_in_keeps_its_due_moment()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedOnTheLine();
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.Hears("Still with me");
        s.RunSeconds(8);
        s.Caller.Is(Behaviour.NoAnswer).HangsUp().IsRung(within: 5);
        Assert.Equal(due, s.DueUtc);
        s.Caller.MayGet("need to hear from you on the phone");
        s.PeerA.IsRung(within: 90).Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 80);
        s.Caller.Gets("couldn't reach you").Texts("1").Gets("stand down");
        s.PeerA.Gets("Nothing is needed");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Seven_ends_it_and_nobody_calls_again()
    {
        using var s = new Scenario();
        s.WatchedOnTheLine();
        s.Caller.Presses("7").Hears("I'm here again any time").IsOffTheLine();
        Assert.Equal(Outcome.Finished, s.Session.Outcome);
        s.Silence(minutes: 20);
    }

    [Theory]
    [InlineData("9", "getting people to you|place I have")]
    [InlineData("0", "ringing someone for you")]
    public void Somebody_who_needs_a_person_after_all_while_goodbye_is_said_gets_one(string key, string heard)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedOnTheLine();
        s.Caller.Presses("7").Hears("I'm here again").Presses(key).Hears(heard + "|calling people").MayGet("calling people|getting people|address");
        s.PeerA.IsRung().Gets("someone (needs a person|would like to talk)");
        s.Coordinator.MayBeRung().MayGet(".");
        s.Caller.HangsUp().MayBeRung().MayGet(".");
        s.PeerA.MayBeRung().MayGet(".");
        s.Finishes();
        s.RunSeconds(120);
        s.Silence();
    }

    [Fact]
    public void Who_needs_help_after_all_at_the_end_of_a_call_of_ours_is_known_and_so_is_their_place()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByCall();
        s.Caller.Texts("SAVE home").Gets("Saved");
        s.RunToCheckIn();
        s.Caller.IsRung().Answers().Hears("Still with me").Presses("7").Hears("I'm here again").Presses("9").Hears("getting people to you|place I have");
        Assert.Equal((s.Caller.Number, "12 Main St apt 4"), (s.Session.CallerNumber, s.Session.Place?.Street));
        s.PeerA.IsRung().Gets("someone needs a person");
        s.Ems.IsRung();
        s.Coordinator.MayBeRung().MayGet(".");
        s.Caller.HangsUp().MayBeRung().MayGet(".");
        s.PeerA.MayBeRung().MayGet(".");
        s.Finishes();
        s.RunSeconds(120);
        s.Silence();
    }

    [Fact]
    public void A_hidden_number_is_told_before_it_starts_and_two_minutes_after_the_line_dropped_help_is_got()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls(callerId: "anonymous").Hears("hidden.*in two minutes, I will get help").Presses("1").Hears("stay on the line").HangsUp();
        var gone = s.Now;
        s.PeerA.IsRung(within: 130).Gets("someone needs a person");
        Assert.InRange((s.Now - gone).TotalSeconds, 118, 126);
        s.PeerA.Answers().Hears("Press 1").Presses("1").Hears("They gave no place").Hears("Their line is not open");
        s.Coordinator.MayBeRung().MayGet("no crew line or place|someone needs|has it, thank you");
        s.PeerA.IsBriefed().SaysTheyAreOk().HangsUp();
        s.PeerA.MayBeRung().MayGet("someone needs|Nothing");
        s.Friend.Calls().Hears("have a code").Presses("8").Hears("three-digit code").Presses(s.Session.Code).Hears("You're back").Presses("7");
        s.RunSeconds(15);
        s.Silence();
    }

    [Fact]
    public void A_hidden_number_that_calls_back_with_its_code_in_time_goes_on()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls(callerId: "anonymous").Hears("Press 1 and I start").Presses("1").Hears("From any phone, press 8").HangsUp();
        s.RunSeconds(60);
        s.Friend.Calls().Hears("If you have a code").Presses("8").Hears("three-digit code").Presses(s.Session.Code).Hears("You're back");
        s.RunToCheckIn();
        s.Friend.Hears("Still with me").Presses("1").Hears("Thanks");
        s.Friend.HangsUp();
        s.RunToCheckIn();
        s.Friend.IsRung(within: 65).Answers().Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_code_nobody_has_leads_back_to_the_menu_and_a_nine_keyed_there_is_help()
    {
        using var s = new Scenario(peers: 1);
        s.Friend.Calls().Hears("have a code").Presses("8").Hears("three-digit").Presses("000").Hears("don't have anyone under that code").Hears("Press 1 and I start").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void More_time_is_given_once_a_check_in()
    {
        using var s = new Scenario();
        s.WatchedOnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("2").Hears("5 more minutes");
        s.RunSeconds(10);
        s.Caller.Presses("2").Hears("had more time on this one");
        Assert.InRange((s.DueUtc - s.Now).TotalSeconds, 270, 300);
        s.Caller.Texts("more 10").Gets("had more time");
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("1").Hears("Thanks").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("2", 300)]
    [InlineData("MORE", 300)]
    [InlineData("more 10", 600)]
    [InlineData("MORE 90 MIN", 1800)]
    public void More_time_by_text_is_as_much_as_they_say_up_to_thirty_minutes(string words, int seconds)
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(5);
        s.Caller.Texts(words).Gets("more min");
        Assert.InRange((s.DueUtc - s.Now).TotalSeconds, seconds - 8, seconds);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void The_rhythm_is_changed_by_text_and_by_key_and_a_bare_nine_there_is_asked_back_once()
    {
        using var s = new Scenario();
        s.WatchedOnTheLine();
        s.Caller.Presses("3").Hears("Change where you are.*3 for the next thing").Presses("3").Hears("record how to get in").Presses("3").Hears("minutes between").Presses("1");
        s.Caller.Hears("How many minutes").Presses("9#").Hears("if you mean the number 9").Presses("1").Hears("every 9 minutes");
        s.Caller.Presses("3").Hears("Change where").Presses("3").Presses("3").Hears("minutes between").Presses("1").Hears("How many minutes").Presses("20#").Hears("every 20 minutes");
        s.Caller.Texts("EVERY 3").Gets("every 3 min");
        s.Caller.Texts("EVERY 90").Gets("1 to 60");
        Assert.InRange((s.DueUtc - s.Now).TotalSeconds, 150, 180);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Somebody_who_wants_to_talk_is_connected_with_a_peer_and_the_check_ins_rest_meanwhile()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedOnTheLine();
        s.Caller.Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("Someone would like to talk").Presses("1").Hears("Nothing is known to be wrong").NeverHeard("Main");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed();
        s.PeerA.Says("Hi, good to hear you");
        s.Caller.Hears("good to hear you");
        s.RunSeconds(200);
        s.Caller.HearsNothingLike("Still with me");
        s.PeerA.HangsUp();
        s.Caller.Hears("They have left the line. I go on checking on you", within: 5).Hears("Still with me", within: 150).Presses("7").IsOffTheLine();
        s.Ems.WasRung(0);
        s.Silence();
    }

    [Fact]
    public void Nobody_is_there_to_talk_and_it_is_said_at_once()
    {
        using var s = new Scenario(peers: 0, coordinators: 0);
        s.WatchedByText();
        s.Caller.Gets("no person is on call");
        s.Caller.Texts("0").Gets("Nobody is on call right now");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_person_by_text_calls_the_caller_and_nobody_reached_is_said_so()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone would like to talk");
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone would like to talk");
        s.Caller.Texts("PEER").Gets("I'm ringing someone").MayGet("Still with me");
        s.Caller.MayBeRung();
        s.RunSeconds(100);
        s.Caller.Texts("ok");
        s.Caller.MayGet("Thanks").Gets("could not reach anyone to talk with", within: 150);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_first_call_only_to_talk_is_not_watched_and_nothing_follows_it()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("like to talk").Presses("1").Hears("It's yours");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed();
        s.RunSeconds(30);
        s.Caller.HangsUp();
        s.RunSeconds(5);
        if (s.PeerA.Phone.IsInCall)
        {
            s.PeerA.HangsUp();
        }

        s.Silence(minutes: 10);
        Assert.False(s.Session.Open);
    }
}
