using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>The line drops: the mode changes, the clock never does; a hidden number has two minutes, a code, or a number they keyed. Promises 1, 2, 6, 10.</summary>
public sealed class LineDropsTests
{
    [Fact]
    public void During_a_check_in_the_phone_is_called_at_once_and_the_check_in_keeps_its_due_moment()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.Hears("Still with me");
        s.RunSeconds(5);
        s.Caller.HangsUp().IsRung(within: 5);
        Assert.Equal(due, s.DueUtc);
        Assert.Equal(Mode.CallMe, s.Session.Mode);
        s.Caller.MayGet("need to hear from you").Answers().Hears("I need to hear from you. Press 1").Presses("1").Hears("Thanks").HangsUp();
        s.RunToCheckIn();
        s.Caller.IsRung().Answers().Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void During_a_check_in_and_nobody_picks_up_a_peer_is_rung_from_the_same_due_moment()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.Hears("Still with me").Is(Behaviour.NoAnswer).HangsUp().IsRung(within: 5).MayGet("need to hear from you|couldn't reach you");
        s.PeerA.IsRung(within: 90).Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 80);
        s.Ems.MayBeRung();
        s.Caller.Texts("1").Gets("stand down");
        s.PeerA.Gets("Nothing is needed");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_question_that_was_open_is_not_read_out_to_whoever_picks_up_next()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says("12 Main Street Hamilton").Hears("I heard: 12 Main Street").HangsUp().Gets("line dropped");
        s.Caller.Is(Behaviour.Voicemail(TimeSpan.FromSeconds(3))).IsRung(within: 70);
        s.RunSeconds(5);
        s.Caller.Texts("1").MayGet("Thanks|need to hear|Still");
        s.RunSeconds(60);
        s.Caller.VoicemailKept(never: "Main");
        s.Finishes();
        s.Caller.MayBeRung();
        s.Silence();
    }

    [Fact]
    public void A_number_that_was_asked_for_when_a_check_in_call_was_hung_up_means_nothing_on_the_next()
    {
        using var s = new Scenario();
        s.WatchedByCall();
        s.RunToCheckIn();
        s.Caller.IsRung().Answers().Hears("Still with me").Presses("1").Hears("Thanks").Presses("3").Hears("Change where").Presses("3").Hears("Record how").Presses("3").Hears("minutes between");
        s.Caller.Presses("1").Hears("How many minutes").HangsUp();
        s.RunToCheckIn();
        s.Caller.IsRung().Answers().Hears("Still with me").Presses("1").Hears("Thanks").HearsNothingLike("How many minutes").Presses("7").Hears("any time. Bye", within: 4).IsOffTheLine();
        Assert.Null(s.Session.EveryMinutes);
        s.Silence();
    }

    [Fact]
    public void On_a_check_in_call_a_three_offers_the_place_that_was_skipped()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Presses("4").Hears("add it any time with 3").HangsUp().Gets("line dropped");
        s.RunToCheckIn();
        s.Caller.IsRung(within: 65).Answers().Hears("Still with me").Presses("1").Hears("Thanks").Presses("3").Hears("Change where you are").Presses("1").Hears("where are you|Say the number");
        s.SaysWhere();
        Assert.Equal("12 Main Street, Hamilton", s.Session.Place!.WithTown);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_hidden_number_hears_its_code_slowly_and_twice_and_is_asked_for_a_number_first()
    {
        using var s = new Scenario();
        s.Caller.Calls(callerId: "anonymous").Hears("hidden.*in two minutes, I will get help").Presses("1").Hears("stay on the line");
        var code = string.Join(", ", s.Session.Code.ToCharArray());
        s.Caller.Hears($"key your code: {code}").Hears($"Once more, your code: {code}").Hears("Is there a number I can call you on");
        s.Caller.Presses("9055550124#").Hears("I have: 9, 0, 5, 5, 5, 5, 0, 1, 2, 4|I have: 1, 9, 0, 5").Presses("1").Hears("If the line drops, I call you there").Hears("where are you").HangsUp();
        s.Friend.IsRung(within: 70).Answers().Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("911#", "getting people|calling people")]
    [InlineData("12895550100#", "I can't use that number")]
    [InlineData("19055550911#", "I can't use that number")]
    [InlineData("12#", "couldn't read that")]
    [InlineData("4#", "skipped")]
    [InlineData("9#", "if you mean the number 9")]
    [InlineData("9115550100#", "couldn't read that")]
    [InlineData("0155551234#", "couldn't read that")]
    [InlineData("00266696687#", "couldn't read that")]
    public void What_is_keyed_for_a_number_is_understood_or_refused_in_words(string keys, string heard)
    {
        using var s = new Scenario(peers: 0);
        s.Caller.Calls(callerId: "anonymous").Hears("hidden").Presses("1").Hears("number I can call you on", within: 60).Presses(keys).Hears(heard);
        s.Coordinator.MayBeRung().MayGet(".").Is(Behaviour.NoAnswer);
        s.RunSeconds(9);
        s.Caller.Presses("7").Hears("Finished|Press 1 again|Bye", within: 10);
        if (s.Session.Incident is not null)
        {
            s.Caller.Confirms();
        }
        else if (s.Session.Open)
        {
            s.Caller.Presses("7");
        }

        s.Caller.IsOffTheLine(within: 60);

        s.RunSeconds(5);
        s.Silence();
    }

    [Fact]
    public void A_hidden_number_whose_line_drops_has_two_minutes_then_people_are_rung()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls(callerId: "anonymous").Hears("hidden").Presses("1").Hears("number I can call you on", within: 60).Presses("4#").Hears("where are you");
        s.Caller.Says("12 Main Street Hamilton").Hears("I heard").Presses("1").Hears("Got it").HangsUp();
        var gone = s.Now;
        s.PeerA.IsRung(within: 130).Gets("someone needs a person");
        Assert.InRange((s.Now - gone).TotalSeconds, 118, 126);
        s.PeerA.Answers().Hears("Press 1 to take it").Presses("1").Hears("They are at 12 Main Street, Hamilton").Hears("Their line is not open");
        s.Coordinator.MayGet("crew");
        s.PeerA.IsBriefed().SaysTheyAreOk().HangsUp();
        s.Friend.Calls().Hears("8").Presses("8").Hears("three-digit code").Presses(s.Session.Code).Hears("You're back").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void From_another_phone_the_code_brings_a_line_in_and_what_is_theirs_stays_theirs()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.HangsUp().Gets("line dropped");
        s.Friend.Calls().Hears("If you have a code").Presses("8").Hears("three-digit code").Presses(s.Session.Code).Hears("the last four digits of the phone you started on").Presses("0123").Hears("You're back").NeverHeard("Main|Hamilton");
        s.RunToCheckIn();
        s.Friend.Hears("Still with me").Presses("1").Hears("Thanks").NeverHeard("Main");
        s.Friend.HangsUp();
        s.Caller.Gets("line dropped");
        s.RunToCheckIn();
        s.Caller.IsRung(within: 65).Answers().Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }
}
