using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.OnTheLine;

/// <summary>A caller who comes back starts with one key on what was kept; it is offered by their own word, and never read out in full. Promises 5, 6.</summary>
public sealed class ReturningTests
{
    [Fact]
    public void One_key_starts_it_with_place_name_rhythm_and_whom_to_ring_and_asks_nothing()
    {
        using var s = new Scenario(peers: 1);
        KeepsIt(s);
        s.Caller.Calls().Hears("Press 1 and I start like last time, with the place you call home").NeverHeard("Main.*Main").HearsNothingLike("Main|Hamilton|Sam").Presses("1");
        s.Caller.Hears("I'm with you from now, every 3 minutes, at your place in Hamilton").Hears("the person you named, who has not said yes yet, then a peer, then an ambulance").HearsNothingLike("where are you|record you|call you\\?|Main");
        Assert.Equal("12 Main Street, apartment 4, Hamilton", s.Session.Place!.Verbatim);
        Assert.False(s.Session.Place.Unconfirmed);
        Assert.Equal("Sam", s.Session.Handle);
        Assert.Equal("+19055550124", s.Session.ChosenNumber);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Who_confirmed_the_area_that_serves_everywhere_is_not_asked_about_it_again()
    {
        using var s = new Scenario(peers: 1, settings: [("Places:Areas:0:Match", "*"), ("Places:Areas:0:Name", "the county")]);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("5 Queen Street").Hears("Which town").Says("Smallville").Hears("The town: Smallville").Presses("1").Hears("Are you in that area").Presses("1").Hears("Got it");
        s.Caller.Hears("May I record").Presses("4").Hears("What should I call").Presses("4").Hears("keep this").Presses("1").Hears("Kept").Presses("7").IsOffTheLine();
        s.RunSeconds(20);
        s.Caller.Calls().Hears("place you call home").Presses("1").Hears("I'm with you from now.*then an ambulance").HearsNothingLike("Are you in that area|no ambulance line");
        Assert.True(s.Session.Place!.AreaConfirmed);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_four_starts_without_it()
    {
        using var s = new Scenario(peers: 1);
        KeepsIt(s);
        s.Caller.Calls().Hears("4 to start without it").Presses("4").Hears("every 2 minutes").Hears("where are you");
        Assert.Null(s.Session.Place);
        Assert.Null(s.Session.Handle);
        s.Caller.Says("home").Hears("Got it: Hamilton");
        Assert.Equal("12 Main Street, apartment 4, Hamilton", s.Session.Place!.Verbatim);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_three_offers_the_next_place_that_is_kept()
    {
        using var s = new Scenario(peers: 1);
        KeepsIt(s);
        s.Caller.Texts("SPOT 2 at 9 King St, Hamilton").Gets("I'm with you").Gets("Got it").Gets("has not said yes yet");
        s.Caller.Texts("SAVE the van").Gets("Saved as");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(30);
        s.Caller.Calls().Hears("the place you call the van").Presses("3").Hears("the place you call home").Presses("1").Hears("I'm with you from now");
        Assert.Equal("12 Main Street, apartment 4, Hamilton", s.Session.Place!.Verbatim);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Help_now_goes_to_the_place_that_is_kept_as_one_that_is_not_confirmed_and_says_so()
    {
        using var s = new Scenario(peers: 1);
        KeepsIt(s);
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Friend.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Caller.Calls().Hears("9 for help now").Presses("9").Hears("I'm sending them to the place I have, in Hamilton. If you are somewhere else, say where").MayGet(".");
        s.Ems.IsRung(within: 5).Answers().Hears("12 Main Street", within: 30).Hears("not confirmed", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.HangsUp().MayBeRung();
        s.RunSeconds(3700);
        s.Silence();
    }

    [Fact]
    public void Who_shares_the_phone_as_a_second_person_gets_nothing_of_it()
    {
        using var s = new Scenario(peers: 1);
        KeepsIt(s);
        s.Caller.Texts("SPOT home").Gets("I'm with you").Gets("Got it: Hamilton").Gets("has not said yes yet");
        s.Caller.Texts("SECOND").Gets("I'm with you").Gets("Where are you, and");
        var second = s.Sessions().Single(x => x.Letter == 'B');
        Assert.Null(second.Handle);
        Assert.Empty(second.SavedPlaces);
        s.Caller.Texts("A7").Gets("Done");
        s.Caller.Texts("B7").Gets("Done");
        s.Silence();
    }

    [Fact]
    public void Forget_erases_all_of_it()
    {
        using var s = new Scenario(peers: 1);
        KeepsIt(s);
        s.Caller.Texts("FORGET").Gets("erased");
        s.Caller.Calls().Hears("automated spotter.*Press 1 and I start now").HearsNothingLike("home").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_voice_alone_can_have_it_erased()
    {
        using var s = new Scenario(peers: 1);
        KeepsIt(s);
        s.Caller.Calls().Hears("like last time").Presses("1").Hears("Your code").Presses("3").Hears("Change where").Says("erase it all").Hears("I erase everything").Presses("7").IsOffTheLine();
        s.RunSeconds(10);
        s.Caller.Calls().Hears("Press 1 and I start now").HearsNothingLike("home").Presses("7").IsOffTheLine();
        s.Silence();
    }

    private static void KeepsIt(Scenario s)
    {
        s.Calling();
        s.Caller.Hears("May I record").Presses("4").Hears("What should I call you").Says("Sam").Hears("OK, Sam").Texts("EVERY 3").Gets("every 3 min");
        s.Caller.Texts("FIRST 905 555 0124").Gets("call that number first");
        s.Friend.Gets("someone who trusts you named you");
        s.Caller.Hears("keep this for next time", within: 30).Presses("1").Hears("Kept. To erase it").Presses("7").IsOffTheLine();
        s.RunSeconds(30);
    }
}
