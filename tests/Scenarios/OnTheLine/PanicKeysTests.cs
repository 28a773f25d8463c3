using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>What a hand does in panic, in a hurry, or half asleep: a cry stays a cry wherever it is keyed, and no key is taken for an OK that was none. Promises 3, 4, 6.</summary>
public sealed class PanicKeysTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public void Nine_one_one_on_the_line_is_help_and_its_ones_are_no_ok(double apart)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.PressesOneByOne("911", apart).Hears("getting people to you").MayGet("getting people");
        s.Ems.IsRung(within: 5);
        s.PeerA.IsRung(within: 5).Gets("someone needs a person");
        s.Coordinator.Gets("crew's line");
        s.RunSeconds(5);
        Assert.Equal(Phase.Reaching, s.Session.Incident!.Phase);
        Assert.DoesNotContain("OkConfirmAsked", s.History());
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.PeerA.Gets("Nothing is needed");
        s.Silence();
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void Nine_one_one_in_the_menu_is_help_too(double apart)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls().Hears("9 for help now").PressesOneByOne("911", apart).Hears("calling people for you now").MayGet("calling people");
        s.RunSeconds(5);
        Assert.Equal((Cause.HelpNow, Phase.Reaching), (s.Session.Incident!.Cause, s.Session.Incident.Phase));
        Assert.NotEmpty(s.PeerA.RungUtc);
        Assert.DoesNotContain("OkConfirmAsked", s.History());
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("9")]
    [InlineData("99")]
    [InlineData("911")]
    [InlineData("9911")]
    [InlineData("999")]
    [InlineData("112")]
    public void A_cry_where_a_code_is_asked_for_is_a_cry(string keys)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls().Hears("have a code").Presses("8").Hears("three-digit code").Presses(keys).Hears("calling people for you now", within: 4).MayGet("calling people");
        Assert.Equal(Cause.HelpNow, s.Session.Incident!.Cause);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_zero_where_a_code_is_asked_for_is_a_person()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("have a code").Presses("8").Hears("three-digit code").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk");
        s.Caller.Presses("7").IsOffTheLine();
        s.PeerA.Gets("Nothing is needed");
        s.Silence();
    }

    [Fact]
    public void Help_can_be_keyed_again_while_a_wrong_code_is_answered()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.KeysTheCode("555").Hears("don't have anyone under that code").Presses("9").Hears("calling people for you now", within: 4).MayGet("calling people");
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("9055550124#", 0.5)]
    [InlineData("9057970124#", 0.5)]
    [InlineData("9059590124#", 0.4)]
    [InlineData("4165551212#", 0.4)]
    [InlineData("4161111111#", 0.3)]
    public void The_rest_of_a_number_answers_no_check_in_that_cut_it_short(string number, double apart)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(12));
        s.Caller.Changes("a friend").Hears("Key the number of someone");
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(3 * apart));
        var due = s.DueUtc;
        s.Caller.PressesOneByOne(number, apart);
        s.RunSeconds(3);
        Assert.True(s.Session.CheckIn.IsOpen);
        Assert.Equal(due, s.DueUtc);
        Assert.Null(s.Session.Incident);
        Assert.False(s.Session.FinishWhenQuiet);
        s.Caller.Presses("1").Hears("Thanks").Hears("Key the number of someone").Presses("4#").Hears("skipped").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Who_stops_keying_a_number_when_the_check_in_comes_answers_it_with_one_key()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(12));
        s.Caller.Changes("a friend").Hears("Key the number of someone");
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(2));
        s.Caller.PressesOneByOne("9055", 0.4).Hears("Still with me").Presses("1").Hears("Thanks", within: 4);
        Assert.False(s.Session.CheckIn.IsOpen);
        s.Caller.Hears("Key the number of someone").FinishesAmidANumber();
        s.Silence();
    }

    [Fact]
    public void The_rest_of_a_number_is_no_ok_to_the_people_who_are_being_called()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Calling().SkipsTheRest();
        s.Caller.Changes("a friend").Hears("Key the number of someone").PressesOneByOne("90555", 0.4);
        s.Caller.Phone.Texts("SOS", Scenario.Line);
        s.Caller.PressesOneByOne("1111#", 0.4).MayGet("getting people");
        s.RunSeconds(3);
        Assert.Equal(Phase.Reaching, s.Session.Incident!.Phase);
        Assert.DoesNotContain("OkConfirmAsked", s.History());
        s.IsOkAfterAll().FinishesAmidANumber();
        s.Silence();
    }

    [Theory]
    [InlineData("11")]
    [InlineData("11111")]
    public void Quick_ones_of_one_hand_stand_nobody_down(string keys)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        s.PeerA.Is(Behaviour.NoAnswer).IsRung(within: 60).Gets("someone needs a person");
        s.Caller.MayGet("need to hear from you|couldn't reach you").Hears("calling people for you").PressesOneByOne(keys, 0.35).Hears("Press 1 again");
        Assert.Equal(Phase.Reaching, s.Session.Incident!.Phase);
        s.RunSeconds(2);
        s.Caller.Presses("1").Hears("stand down").Presses("7").IsOffTheLine();
        s.PeerA.Gets("Nothing is needed");
        s.Silence();
    }

    [Fact]
    public void A_seven_that_was_not_confirmed_in_one_ladder_ends_nothing_in_the_next()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.MayGet("need to hear from you|couldn't reach you");
        s.RunToCheckIn();
        s.PeerA.IsRung(within: 60).Gets("someone needs a person");
        s.Caller.Presses("7").Hears("Press 1 again");
        s.PeerA.Answers().Hears("Press 1 to take it").Presses("1").IsBriefed().SaysTheyAreOk().HangsUp();
        s.RunSeconds(10);
        s.RunToCheckIn();
        s.PeerA.Is(Behaviour.NoAnswer).IsRung(within: 60).Gets("someone needs a person");
        s.Caller.Hears("calling people").Presses("1").Confirms().Hears("stand down");
        s.PeerA.Gets("Nothing is needed");
        s.RunSeconds(5);
        Assert.True(s.Session.Open);
        Assert.True(s.Caller.Phone.IsInCall);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("9")]
    [InlineData("9#")]
    [InlineData("99#")]
    public void A_nine_asked_back_into_silence_brings_the_check_in_at_once(string keys)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("the minutes").Hears("How many minutes").Presses(keys).Hears("Help now\\? Press 9 for help. Press 1 if you mean the number", within: 10);
        s.Caller.Hears("I heard help. Press 9 for it", within: 20);
        Assert.True(s.Session.CheckIn.IsOpen);
        var due = s.DueUtc;
        s.PeerA.Is(Behaviour.NoAnswer).IsRung(within: 60).Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 48);
        s.Caller.MayGet("need to hear from you|couldn't reach you");
        s.IsOkAfterAll().FinishesAmidANumber();
        s.PeerA.Gets("Nothing is needed");
        s.Silence();
    }

    [Fact]
    public void Once_the_check_in_it_brought_is_answered_the_nine_is_forgotten_and_the_question_is_asked_again()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("the minutes").Hears("How many minutes").Presses("9#").Hears("Help now").Hears("I heard help", within: 20).Presses("1").Hears("Thanks").Hears("How many minutes").HearsNothingLike("Help now");
        s.Caller.Presses("4#").Hears("every 4 minutes").Presses("3").Hears("Change where").HearsNothingLike("Help now").Presses("4").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_nine_asked_back_and_keyed_again_is_help()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Calling().SkipsTheRest();
        s.Caller.Changes("a friend").Hears("Key the number of someone").Presses("9#").Hears("Help now").Presses("9").Hears("getting people to you").MayGet("getting people");
        s.IsOkAfterAll().FinishesAmidANumber();
        s.Silence();
    }

    [Theory]
    [InlineData("112#", "1, 1, 2", "112 Maple Street")]
    [InlineData("99#", "9, 9", "99 Maple Street")]
    [InlineData("999#", "9, 9, 9", "999 Maple Street")]
    [InlineData("911#", "9, 1, 1", "911 Maple Street")]
    public void A_house_number_that_looks_like_a_cry_is_asked_back(string keys, string spelled, string street)
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("40 Maple Street Hamilton").Hears("I heard: 40 Maple Street").Presses("3").Hears("Key the house number").Presses(keys).Hears($"Help now.*the number {spelled}\\.");
        Assert.Null(s.Session.Incident);
        s.Caller.Presses("1").Hears($"I heard: {street}").Presses("1").Hears("Got it: Hamilton").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_seven_alone_where_minutes_are_asked_for_is_asked_back_and_can_be_the_number()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("the minutes").Hears("How many minutes").Presses("7").Hears("Finished\\? Press 7 again. Press 1 if you mean the number seven", within: 10).Presses("1").Hears("every 7 minutes");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_seven_alone_keyed_again_is_finished()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("the minutes").Hears("How many minutes").Presses("7").Hears("Finished\\? Press 7 again", within: 10).Presses("7").Hears("I'm here again any time").IsOffTheLine();
        Assert.Equal(Outcome.Finished, s.Session.Outcome);
        s.Silence();
    }

    [Fact]
    public void A_seven_asked_back_into_silence_ends_nothing_and_brings_no_check_in()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("the minutes").Hears("How many minutes");
        var due = s.DueUtc;
        s.Caller.Presses("7").Hears("Finished\\?", within: 10);
        s.RunSeconds(25);
        Assert.True(s.Session is { Open: true, FinishWhenQuiet: false, EveryMinutes: null, CheckIn.IsOpen: false });
        Assert.Equal(due, s.DueUtc);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("5")]
    public void One_digit_that_nothing_closed_is_no_number_of_minutes(string key)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("the minutes").Hears("How many minutes").Presses(key).Hears("Close it with the pound key", within: 10);
        Assert.Null(s.Session.EveryMinutes);
        s.Caller.Hears("How many minutes").Presses("12#").Hears("every 12 minutes").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("#")]
    [InlineData("**")]
    public void Star_and_pound_answer_no_check_in(string keys)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses(keys).Hears("That key does nothing here");
        Assert.True(s.Session.CheckIn.IsOpen);
        s.Caller.Presses("1#").Hears("Thanks").Presses("7").IsOffTheLine();
        s.Silence();
    }
}
