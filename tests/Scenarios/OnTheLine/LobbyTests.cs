using Scenarios.Support;

namespace Scenarios.OnTheLine;

/// <summary>The menu of a call that belongs to no session yet: what to do now can be heard there by somebody who found another. Design section 8.</summary>
public sealed class LobbyTests
{
    [Fact]
    public void A_five_says_what_to_do_step_by_step_and_begins_again_after_the_last()
    {
        using var s = new Scenario(peers: 1);
        s.Friend.Calls().Hears("Press 1 and I start").Presses("5").Hears("Tap them hard");
        foreach (var step in (string[])["naloxone", "Tilt the head", "Not breathing", "second dose", "roll them onto their side", "Tap them hard"])
        {
            s.Friend.Presses("5").Hears(step);
        }

        Assert.Empty(s.Sessions());
        s.Friend.HangsUp();
        s.Silence();
    }

    [Fact]
    public void A_nine_in_the_middle_of_it_is_help()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("5").Hears("Tap them hard").Presses("9").Hears("calling people for you now").MayGet("calling people");
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void After_it_the_menu_is_there_again()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("5").Hears("Tap them hard").Hears("Press 1 and I start", within: 40).Presses("1").Hears("I'm with you from now").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("#")]
    [InlineData("2")]
    [InlineData("6")]
    public void A_key_that_means_nothing_there_is_answered_with_the_keys(string key)
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses(key).Hears("Press 1 and I start now").Presses("7").Hears("any time. Bye").IsOffTheLine();
        Assert.Empty(s.Sessions());
        s.Silence();
    }
}
