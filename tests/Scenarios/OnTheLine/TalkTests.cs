using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// A caller who asked for a person talks with them, and nothing is known to be wrong: no check-in comes between, none is missed by it, and where they are
/// is nobody's business until there is need. Promises 2, 4, 5, 6.
/// </summary>
public sealed class TalkTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_check_in_opens_on_it_and_the_next_comes_ten_seconds_after_it_ends(bool peerHangsUp)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(14));
        Talk(s);
        s.RunSeconds(300);
        s.Caller.NeverHeard("Still with me");
        Assert.False(s.Session.CheckIn.IsOpen);
        var over = s.Now;
        if (peerHangsUp)
        {
            s.PeerA.HangsUp();
            s.Caller.Hears("They have left the line. I go on checking on you").Hears("Still with me", within: 15);
            Assert.InRange((s.Now - over).TotalSeconds, 9, 13);
            s.Caller.Presses("1").Hears("Thanks");
        }
        else
        {
            s.Caller.HangsUp().Gets("line dropped");
            s.PeerA.Hears("settled|finished|line|Nothing", within: 60);
            s.PeerA.HangsUp();
            s.Caller.IsRung(within: 65).Answers().Hears("Still with me").Presses("1").Hears("Thanks");
        }

        Assert.DoesNotContain("CheckInMissed", s.History());
        s.Ems.WasRung(0);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_check_in_that_is_open_when_they_come_together_is_asked_no_more()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(4));
        s.Caller.Presses("0").Hears("ringing someone for you").Hears("Still with me", within: 15);
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("like to talk").Presses("1").IsBriefed();
        Assert.False(s.Session.CheckIn.IsOpen);
        s.RunSeconds(120);
        Assert.Empty(s.Ems.RungUtc);
        Assert.Equal(Cause.PersonAsked, s.Session.Incident!.Cause);
        s.PeerA.HangsUp();
        s.Caller.Hears("Still with me", within: 20).Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    public void The_star_menu_in_it_changes_nothing_of_that(string key)
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone would like to talk|Nothing is needed");
        Talk(s);
        s.RunSeconds(200);
        s.PeerA.Presses("*").Hears("1 they are OK").Presses(key).Hears(key == "2" ? "They only want to talk" : "Ringing a coordinator");
        s.RunSeconds(200);
        s.PeerA.HangsUp();
        s.RunSeconds(8);
        s.Caller.NeverHeard("Still with me|calling people").Hears("Still with me", within: 10).Presses("1").Hears("Thanks");
        s.Ems.WasRung(0);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void However_long_the_menu_is_held_nobody_is_rung_for_a_check_in()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        Talk(s);
        s.RunSeconds(200);
        for (var i = 0; i < 4; i++)
        {
            s.PeerA.Presses("*").Hears("1 they are OK");
            s.RunSeconds(30);
        }

        Assert.DoesNotContain("CheckInDue", s.History());
        s.PeerA.HangsUp();
        s.Caller.Hears("Still with me", within: 20).Presses("7").IsOffTheLine();
        s.Ems.WasRung(0);
        s.Silence();
    }

    [Fact]
    public void Where_they_are_is_not_told_by_star_two_nor_by_text_nor_played()
    {
        using var s = new Scenario(peers: 1);
        s.Calling();
        s.Caller.Hears("May I record").Presses("1").Hears("recording after the tone");
        s.RunSeconds(7);
        s.Caller.Phone.Says("blue door round the back");
        s.RunSeconds(4);
        s.Caller.Presses("#").Hears("Recorded");
        Talk(s);
        s.PeerA.Presses("*").Hears("1 they are OK").Presses("2").Hears("They only want to talk, so I don't tell where they are. Star 9 if they need an ambulance");
        s.PeerA.Texts("A2").Gets("they only want to talk, so their place is not told");
        s.PeerA.Texts("A where").Gets("they only want to talk, so their place is not told").GetsNothingLike("Main|Hamilton").NeverHeard("Main|Hamilton");
        Assert.DoesNotContain(s.PeerA.Phone.Heard, h => h.Kind == HeardKind.Audio);
        s.PeerA.HangsUp();
        s.Caller.Hears("Still with me", within: 140).Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_nine_in_it_brings_the_ambulance_and_where_they_are_is_told_from_then_on()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        Talk(s);
        s.PeerA.Presses("*").Hears("1 they are OK").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung(within: 5).Answers().Hears("address is 12 Main Street", within: 30).Presses("1").Hears("Joining you");
        s.RunSeconds(3);
        s.PeerA.Presses("*").Hears("1 they are OK").Presses("2").Hears("They are at 12 Main Street");
        s.RunSeconds(5);
        s.Ems.HangsUp();
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Caller.MayGet(".").Hears("They have left the line. I go on checking on you", within: 5).Hears("Still with me", within: 150).Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void While_somebody_is_rung_for_it_things_can_be_changed_and_the_talk_comes_all_the_same()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Presses("0").Hears("ringing someone for you").Presses("3").Hears("Change where you are", within: 3).Says("the minutes").Hears("How many minutes").Presses("12#").Hears("every 12 minutes");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("like to talk").Presses("1").Hears("It's yours");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed().HangsUp();
        s.Caller.Hears("They have left the line");
        Assert.Equal(12, s.Session.EveryMinutes);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_check_in_that_is_missed_while_somebody_is_rung_for_it_is_a_miss()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Calling().SkipsTheRest();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(4));
        var due = s.DueUtc;
        s.Caller.MayGet("need to hear|couldn't reach").Presses("0").Hears("ringing someone for you").Hears("Still with me", within: 15);
        s.Ems.IsRung(within: 120);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 40, 105);
        Assert.Equal(Cause.MissedCheckIn, s.Session.Incident!.Cause);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    /// <summary>They ask for a person; a peer takes it and has joined them.</summary>
    private static void Talk(Scenario s)
    {
        s.Caller.Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("Someone would like to talk").Presses("1").Hears("Nothing is known to be wrong").NeverHeard("Main");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed();
    }
}
