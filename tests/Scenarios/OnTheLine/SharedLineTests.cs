using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// Several people share one phone or one shelter's line: who calls from it while somebody is being checked on there is asked who they are, before
/// anything of the other's is heard, answered or ended. Help and a person wait for no answer. Promises 3, 5, 6.
/// </summary>
public sealed class SharedLineTests
{
    private const string WhoCalls = "Someone is being checked on at this number. If that's you, press 1. If you are somebody else, press 4";

    [Fact]
    public void A_second_person_while_the_firsts_line_is_up_has_a_watch_of_their_own_and_answers_nothing_of_theirs()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Friend.Calls(callerId: s.Caller.Number).Hears(WhoCalls).Presses("4").Hears("Press 1 and I start").Presses("1").Hears("I'm with you from now").Hears("where are you").NeverHeard("You're back|Main");
        Assert.Equal(2, s.Sessions().Count(x => x.Open));
        s.Friend.Presses("4").Hears("no ambulance can be sent");
        var first = s.Sessions().OrderBy(x => x.StartedUtc).First();
        s.RunUntil(first.CheckIn.DueUtc!.Value + TimeSpan.FromSeconds(1.2));
        s.Caller.Hears("Still with me");
        s.Friend.HearsNothingLike("Still with me").Presses("1");
        s.RunSeconds(2);
        Assert.True(s.Sessions().Single(x => x.Id == first.Id).CheckIn.IsOpen);
        s.Caller.Presses("1").Hears("Thanks").Presses("7").IsOffTheLine();
        Assert.True(s.Friend.Phone.IsInCall);
        s.Friend.Presses("7").IsOffTheLine();
        s.Silence();
        Assert.Equal(['A', 'B'], s.Sessions().Select(x => x.Letter).Order());
    }

    [Fact]
    public void The_first_who_calls_from_it_on_another_phone_says_so_with_a_one()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Friend.Calls(callerId: s.Caller.Number).Hears(WhoCalls).Presses("1").Hears("You're back");
        Assert.Single(s.Sessions());
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        s.Friend.Hears("Still with me").Presses("1").Hears("Thanks");
        s.Caller.HangsUp();
        s.Friend.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Where_somebody_is_checked_on_by_text_a_call_from_their_phone_is_asked_too()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Caller.Calls().Hears(WhoCalls).NeverHeard("Main|Hamilton|You're back").Presses("1").Hears("You're back").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_somebody_else_there_begins_anew_and_both_are_asked_by_their_letters()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Caller.Calls().Hears(WhoCalls).Presses("4").Hears("Press 1 and I start").Presses("1").Hears("where are you").Presses("7").IsOffTheLine();
        s.Caller.Gets("Still with me\\? Reply A1", within: 130);
        s.RunSeconds(4);
        s.Caller.Texts("A1").Gets("Thanks");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Silence_is_taken_to_be_them_so_that_what_is_asked_of_them_shows()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Caller.Calls().Hears(WhoCalls).Hears("You're back", within: 60);
        Assert.Equal(Mode.OnTheLine, s.Session.Mode);
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_nine_there_is_help_where_the_place_is_known()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.WatchedByText();
        s.Caller.Calls().Hears(WhoCalls).Presses("9").Hears("getting people to you", within: 3).MayGet("getting people");
        Assert.Equal(Cause.HelpNow, Assert.Single(s.Sessions()).Incident!.Cause);
        s.Ems.IsRung(within: 5);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_zero_there_is_a_person()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Caller.Calls().Hears(WhoCalls).Presses("0").Hears("ringing someone for you", within: 3);
        s.PeerA.IsRung().Gets("someone would like to talk");
        s.Caller.Presses("7").IsOffTheLine();
        s.PeerA.Gets("Nothing is needed");
        s.Silence();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whose_line_dropped_lately_or_whose_check_in_is_open_is_asked_nothing_but_that(bool asked)
    {
        using var s = new Scenario(peers: 1);
        if (asked)
        {
            s.WatchedByText();
            s.RunToCheckIn();
            s.Caller.Gets("Still with me").MayBeRung();
            s.Caller.Calls().Hears("You're back").Hears("Still with me").Presses("1").Hears("Thanks").NeverHeard("somebody else");
        }
        else
        {
            s.Calling().SkipsTheRest();
            s.Caller.HangsUp().Gets("line dropped");
            s.RunSeconds(20);
            s.Caller.Calls().Hears("You're back").NeverHeard("somebody else");
        }

        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Who_picks_the_phone_up_and_calls_while_a_place_waits_to_be_confirmed_hears_its_town_and_no_more()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says("12 Main Street Hamilton").Hears("I heard: 12 Main Street").HangsUp().Gets("line dropped");
        s.RunSeconds(10);
        s.Caller.Calls().Hears("I have a place from you in Hamilton. Press 1 if that's right").HearsNothingLike("Main");
        s.RunSeconds(15);
        s.Caller.HearsNothingLike("Main").Presses("1").Hears("Got it: Hamilton").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Two_who_call_at_once_get_a_letter_each()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start");
        s.Friend.Calls(callerId: s.Caller.Number).Hears("Press 1 and I start");
        s.Caller.Presses("1").Hears("I'm with you");
        s.Friend.Presses("1").Hears("I'm with you");
        s.RunSeconds(2);
        Assert.Equal([('A', true), ('B', true)], s.Sessions().Select(x => (x.Letter, x.AsksLetter)).Order());
        s.Friend.HangsUp();
        s.Caller.Gets("line dropped").HangsUp().Gets("line dropped");
        s.Caller.IsRung(within: 65);
        s.Caller.Gets("reply A1 here|reply B1 here", within: 60).MayGet("need to hear|couldn't reach").MayBeRung();
        s.Caller.Texts("A7").Gets("Done for now|done for now");
        s.Caller.Texts("B7").Gets("Done for now|done for now");
        s.PeerA.MayBeRung().MayGet(".");
        s.RunSeconds(20);
        Assert.DoesNotContain(s.Sessions(), x => x.Open);
        s.Silence();
    }

    [Fact]
    public void Of_two_who_share_it_a_call_asks_whose_code_and_a_nine_is_help_at_once()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.WatchedByText();
        s.Caller.Texts("SPOT").Gets("SECOND").Texts("SECOND").Gets("I'm with you").Gets("Where are you");
        s.Caller.Calls().Hears("More than one person is being checked on at this number. Key your three-digit code").Presses("9");
        var keyed = s.Now;
        Assert.True(s.RunUntil(() => s.Sessions().Any(x => x.Incident?.Cause == Cause.HelpNow), TimeSpan.FromSeconds(4)), s.Transcript());
        Assert.InRange((s.Now - keyed).TotalSeconds, 0, 3.2);
        s.Ems.IsRung(within: 5);
        s.Caller.MayGet("getting people");
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Caller.Texts("B7").Gets("Done for now");
        s.Silence();
    }

    [Fact]
    public void Of_two_who_share_it_each_comes_in_by_their_own_code_and_needs_no_more_than_that()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedWithoutPlace();
        s.Caller.Texts("SPOT").Gets("SECOND").Texts("SECOND").Gets("I'm with you").Gets("Where are you");
        var second = s.Sessions().Single(x => x.Letter == 'B');
        s.Caller.Calls().Hears("Key your three-digit code").Presses(second.Code).Hears("You're back").Presses("7").IsOffTheLine();
        Assert.Equal(['A'], s.Sessions().Where(x => x.Open).Select(x => x.Letter));
        s.Caller.Texts("A7").Gets("Done for now");
        s.Silence();
    }
}
