using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>A caller wants a person and nothing else: whoever is left alone on the line is told that nobody checks on them, and how to change that. Promises 6, 10.</summary>
public sealed class UnwatchedLineTests
{
    private const string NobodyChecks = "Nobody is checking on you. Press 1 and I do";

    [Fact]
    public void Where_nobody_could_be_reached_they_are_told_and_a_one_begins_the_watch()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you").Hears("could not reach anyone right now.*" + NobodyChecks, within: 180);
        Assert.False(s.Session.Watched);
        s.Caller.Presses("1").Hears("Thanks. Next one in 2 minutes");
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Where_nobody_is_on_call_they_are_told_at_once()
    {
        using var s = new Scenario(peers: 0, coordinators: 0);
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("Nobody is on call right now.*" + NobodyChecks).HangsUp();
        s.RunSeconds(300);
        s.Silence();
    }

    /// <summary>Walk seven to its end: a talk, from the menu, that the peer ends as they are taught.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_talk_that_the_peer_ends_is_told_as_ended(bool byStarOne)
    {
        using var s = new Scenario(peers: 1);
        Talk(s);
        s.RunSeconds(120);
        if (byStarOne)
        {
            s.PeerA.SaysTheyAreOk();
        }

        s.PeerA.HangsUp();
        s.Caller.Hears("They have left the line.*" + NobodyChecks, within: 6).Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().MayGet("someone would like to talk").Answers().Hears("like to talk").Presses("1").IsBriefed();
        s.Caller.HangsUp();
        s.PeerA.Hears("Thank you for being there", within: 30).HangsUp();
        s.RunSeconds(200);
        s.Ems.WasRung(0);
        s.Silence();
    }

    [Fact]
    public void Who_is_silent_on_the_open_line_is_checked_on_after_having_been_told_three_times()
    {
        using var s = new Scenario(peers: 1);
        Talk(s);
        s.PeerA.HangsUp();
        s.Caller.Hears(NobodyChecks).Hears("I hear nothing from you, so I check on you from now", within: 120);
        Assert.Equal(3, s.Caller.Phone.Heard.Count(h => h.Text.Contains("Nobody is checking on you", StringComparison.Ordinal)));
        Assert.True(s.Session.Watched);
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("1").Hears("Thanks").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void The_text_of_it_says_the_same()
    {
        using var s = new Scenario(peers: 0, coordinators: 0);
        s.Caller.Texts("0").Gets("Nobody is on call right now, I'm sorry. Nobody is checking on you: text SPOT and I do");
        s.RunSeconds(10);
        s.Silence();
    }

    [Fact]
    public void Until_the_person_is_on_the_line_a_nine_is_heard()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        s.PeerA.MayGet(".").IsRung(within: 60).Answers().Hears("Press 1 to take it").Presses("1").Hears("It's yours");
        s.Caller.MayGet(".").Hears("Here is a person for you", within: 5);
        s.RunSeconds(4);
        s.Coordinator.MayGet("crew's line");
        s.Caller.Presses("9").Hears("I'm getting people to you now: a person, and an ambulance");
        s.Ems.TakesTheEmergency();
        s.Caller.MayGet(".");
        s.RunSeconds(30);
        s.Finishes();
    }

    private static void Talk(Scenario s)
    {
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("Someone would like to talk").Presses("1").Hears("Nothing is known to be wrong");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed();
    }
}
