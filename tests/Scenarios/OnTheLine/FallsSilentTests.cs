using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.OnTheLine;

/// <summary>A caller who stays on the line, answers, and then does not: louder and by name, then people on the very line they are on, then EMS. Promises 2, 3, 6.</summary>
public sealed class FallsSilentTests
{
    [Fact]
    public void Asked_louder_and_by_name_then_a_peer_is_joined_to_the_line_they_are_on()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().GivesAName();
        s.RunToCheckIn();
        s.Caller.Hears("Sam, still with me.*Press 1").Presses("1").Hears("Thanks. Next one in 2 minutes");
        var line = s.Caller.Phone.Call!.Sid;
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.Hears("Sam, still with me").Hears("Sam, I need to hear you. Press 1 if you're OK", within: 30).Gets("Sam, I need to hear from you");
        Assert.Equal(line, s.Caller.Phone.Call!.Sid);
        s.PeerA.IsRung(within: 40).Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 48);
        s.Caller.Gets("couldn't reach you").Hears("calling people for you");
        s.PeerA.Answers().Hears("Someone stopped answering.*Press 1 to take it").Presses("1").Hears("goes by Sam").Hears("No answer to a check-in").Hears("They are at 12 Main Street").Hears("Their line is open");
        s.Caller.Hears("Here is a person for you");
        s.PeerA.Presses("5");
        Assert.True(s.RunUntil(() => s.PeerA.Phone.Call?.ConferenceName is { } room && s.Caller.Phone.Call?.ConferenceName == room, TimeSpan.FromSeconds(10)));
        Assert.Equal(line, s.Caller.Phone.Call!.Sid);
        Assert.Empty(s.Caller.RungUtc);
        s.PeerA.Says("Sam? Can you hear me?");
        s.Caller.Hears("Can you hear me");
        s.PeerA.SaysTheyAreOk();
        s.PeerA.HangsUp();
        s.Caller.Hears("They have left the line. I go on checking on you", within: 5).Hears("Still with me", within: 150).Presses("7").IsOffTheLine();
        s.Ems.WasRung(0);
        s.Silence();
    }

    [Fact]
    public void A_caller_who_waits_in_the_room_is_told_so_while_the_peer_hears_the_brief()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        s.PeerA.IsRung(within: 60).Gets("someone needs a person").Answers().Hears("Press 1 to take it").Presses("1");
        s.Caller.MayGet("need to hear from you|couldn't reach you").Hears("Here is a person for you").Hears("They'll be with you in a moment");
        s.PeerA.IsBriefed();
        s.Caller.Phone.Says("I'm here");
        s.PeerA.Hears("I'm here").SaysTheyAreOk().HangsUp();
        s.Caller.Hears("They have left the line. I go on checking on you", within: 5).Hears("Still with me", within: 150).Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Nobody_takes_it_and_ems_rings_within_the_bound_while_the_line_is_kept_company()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs a person");
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.MayGet("need to hear from you|couldn't reach you").Hears("calling people for you", within: 60);
        s.Ems.IsRung(within: 60);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 90, 105);
        s.Coordinator.Gets("crew's line");
        s.Caller.Hears("calling an ambulance and people for you", within: 30);
        s.Ems.Answers().Hears("Press 1 or say", within: 90).Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.Hears("Help is on its way", within: 30).HangsUp();
        s.Caller.MayBeRung();
        s.RunSeconds(3700);
        s.Silence();
    }

    [Fact]
    public void A_one_while_people_are_rung_is_asked_once_more_and_then_everybody_stands_down()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().GivesAName();
        s.RunToCheckIn();
        s.PeerA.Is(Behaviour.NoAnswer).IsRung(within: 60).Gets("someone needs a person");
        s.Caller.MayGet("need to hear from you|couldn't reach you").Hears("calling people for you").Presses("1").Confirms("Is this Sam").Hears("stand down");
        s.PeerA.Gets("Nothing is needed");
        s.Caller.Presses("7").IsOffTheLine();
        s.Ems.WasRung(0);
        s.Silence();
    }

    /// <summary>Somebody who finds the phone ringing is told of the 9, and is never told to press the key that says the caller is OK.</summary>
    [Fact]
    public void Whoever_picks_up_the_louder_call_learns_that_nine_is_help()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.WatchedByText();
        s.RunToCheckIn();
        s.Caller.MayGet(".").IsRung(within: 35).Answers().Hears("I need to hear you. Press 1 if you're OK").Hears("1 if you're OK, 2 more time, 9 help now", within: 12);
        s.Caller.Hears("I'm calling people for you now.*For an ambulance now, 9", within: 60).Presses("9").Hears("I'm getting people to you now");
        s.Ems.Is(Behaviour.Manual).IsRung(within: 5);
        s.Caller.HangsUp();
        s.Finishes();
    }
}
