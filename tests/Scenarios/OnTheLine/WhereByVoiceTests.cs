using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>The place by speech: read back with its town, corrected by words or keys, asked while already watched. Promises 5, 6, 10.</summary>
public sealed class WhereByVoiceTests
{
    [Fact]
    [Trait("On", "zip")]
    public void It_is_read_back_with_its_town_and_kept_as_confirmed_only_when_the_caller_says_so()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says(Lines.Spoken, "12 Main Street apartment 4 Hamilton").Hears("I heard: 12 Main Street, apartment 4. The town: Hamilton");
        Assert.True(s.Session.Place!.Unconfirmed);
        s.Caller.Says("yes that's right").Hears("Got it: Hamilton");
        Assert.False(s.Session.Place!.Unconfirmed);
        Assert.Equal("12 Main Street, apartment 4, Hamilton", s.Session.Place.Verbatim);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void It_is_corrected_by_saying_it_again_and_its_number_by_keys()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("14 Maple Street Hamilton", "40 Maple Street Hamilton").Hears("I heard: 40 Maple Street");
        s.Caller.Says("no 14 Maple Street Hamilton", "No, 40 Maple Street Hamilton.").Hears("I heard: 40 Maple Street");
        s.Caller.Presses("3").Hears("Key the house number").Presses("14#").Hears("I heard: 14 Maple Street. The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        Assert.Equal("14 Maple Street, Hamilton", s.Session.Place!.Verbatim);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_no_asks_again_and_a_four_leaves_it_out_and_says_what_that_means()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("12 Main Street Hamilton").Hears("I heard").Says("no").Hears("Say the number, the street and the town|where are you");
        s.Caller.Says("12 Main Street Hamilton").Hears("I heard").Presses("4").Hears("no ambulance can be sent");
        Assert.Null(s.Session.Place);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void The_town_is_asked_for_where_it_is_not_heard()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("12 Hamilton Road").Hears("Which town is that").Says("it's in Hamilton").Hears("I heard: 12 Hamilton Road. The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void No_dispatch_line_for_the_place_is_said_at_once()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("5 Queen Street").Hears("Which town").Says("Smallville").Hears("The town: Smallville").Presses("1").Hears("I have no ambulance line for there");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void The_catch_all_area_is_asked_about()
    {
        using var s = new Scenario(settings: [("Places:Areas:0:Match", "*"), ("Places:Areas:0:Name", "the county")]);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("5 Queen Street").Hears("Which town").Says("Smallville").Hears("The town: Smallville").Presses("1").Hears("Are you in that area").Says("yes").Hears("Got it: Smallville");
        Assert.True(s.Session.Place!.AreaConfirmed);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void What_cannot_be_used_is_asked_again_and_let_go_the_third_time_with_a_recording_offered_instead()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("umm").Hears("didn't catch that").Says("hello").Hears("didn't catch that").Says("what").Hears("we leave that").Hears("May I record you");
        s.Caller.Presses("4").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Silence_is_asked_once_more_then_left_in_peace()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Hears("Say the number, the street and the town", within: 40);
        s.Caller.Hears("Without a place I can't send an ambulance", within: 40).NeverHeard("May I record|What should I call you");
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_check_in_that_falls_due_meanwhile_comes_first_and_the_question_again_after_it()
    {
        using var s = new Scenario(settings: [("Spotting:FirstInterval", "00:00:20")]);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Hears("Still with me", within: 30).Presses("1").Hears("Thanks").Hears("where are you");
        s.Caller.Presses("4").Hears("no ambulance can be sent").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_place_texted_while_on_the_line_is_heard_on_the_line_and_not_asked_again()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Texts("12 Main St, Hamilton").Gets("Got it: Hamilton");
        s.Caller.Hears("I got your text: Hamilton").Hears("May I record").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void An_unconfirmed_place_reaches_peer_and_ems_and_is_said_to_be_one()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("12 Main Street Hamilton").Hears("I heard: 12 Main Street");
        s.PeerA.IsRung(within: 240).Gets("someone needs a person");
        s.Caller.MayGet("need to hear from you|couldn't reach you");
        s.PeerA.Answers().Hears("Press 1").NeverHeard("Main").Presses("1").Hears("They are at 12 Main Street, Hamilton").Hears("they did not confirm it");
        s.PeerA.IsBriefed().Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung().Answers().Hears("address is 12 Main Street", within: 60).Hears("not confirmed", within: 60).Presses("1").Hears("Joining you");
        s.Ems.HangsUp();
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Caller.HangsUp().MayBeRung().MayGet(".");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Help_now_without_a_place_asks_for_it_at_once_and_ems_is_rung_as_soon_as_it_is_known()
    {
        using var s = new Scenario(peers: 1);
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Caller.Calls().Hears("9 for help").Presses("9").Hears("Where are you").MayGet("calling people for you");
        s.Caller.Says("12 main street").Hears("didn't catch that.*Where are you").Says("Hamilton").Hears("Got it: Hamilton");
        s.Ems.IsRung(within: 5).Answers().Hears("town is Hamilton", within: 30).Hears("12 main street", within: 30);
        s.Caller.MayGet("For this time|getting people");
        s.Ems.Hears("Press 1 or say", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.HangsUp();
        s.Caller.MayBeRung();
        s.RunSeconds(3600);
        s.Silence();
    }

    [Fact]
    public void Words_that_lead_nowhere_in_a_cry_for_help_change_nothing_that_is_known()
    {
        using var s = new Scenario(peers: 1);
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Calling();
        s.Caller.Presses("9").Hears("getting people to you").MayGet(".");
        s.Caller.Says("and now the weather for the weekend");
        s.RunSeconds(10);
        Assert.Equal("12 Main Street, apartment 4, Hamilton", s.Session.Place!.Verbatim);
        s.Ems.IsRung(within: 5).Answers().Hears("Press 1 or say", within: 90).Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.HangsUp().MayBeRung();
        s.RunSeconds(3600);
        s.Silence();
    }

    [Theory]
    [InlineData("12 Main Street apartment 4 Hamilton", "12 Main Street, apartment 4, Hamilton")]
    [InlineData("I'm at 12 Main Street in Hamilton buzzer 12", "12 Main Street, Hamilton, buzzer 12")]
    [InlineData("77 Hamilton Street Hamilton", "77 Hamilton Street, Hamilton")]
    [InlineData("12 Main Street, Hamilton.", "12 Main Street, Hamilton")]
    [InlineData("um it's 12 Main Street Hamilton", "12 Main Street, Hamilton")]
    public void Fields_are_told_apart_in_what_was_heard(string heard, string kept)
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says("x", heard).Hears("I heard");
        Assert.Equal(kept, s.Session.Place!.Verbatim);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence(minutes: 0.2);
        Assert.Equal(Outcome.Finished, s.Session.Outcome);
    }
}
