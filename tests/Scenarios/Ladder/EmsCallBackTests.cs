using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>Somebody rings the number kept for EMS: they come to the people of the case, and hear no place without one of them or the case's code. Promises 4, 5.</summary>
public sealed class EmsCallBackTests
{
    [Fact]
    public void The_desk_rings_the_call_back_number_and_joins_the_cases_people_asked_for_nothing()
    {
        using var s = Missed(peers: 1);
        s.PeerA.TakesTheCase().IsBriefed();
        s.Caller.IsRung();
        s.PeerA.Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.TakesTheEmergency();
        s.Ems.HangsUp();
        s.EmsBackup.Calls(Scenario.EmsLine).Hears("Joining you").HearsNothingLike("[Pp]ress");
        s.RunSeconds(4);
        s.EmsBackup.Says("Which buzzer was it?");
        s.PeerA.Hears("Which buzzer");
        s.EmsBackup.HangsUp();
        s.PeerA.Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.MayBeRung().Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Before_anybody_has_the_case_whoever_rings_hears_no_place_from_whatever_number_and_a_person_and_the_desk_are_rung()
    {
        using var s = Missed(peers: 0);
        s.Ems.IsRung().Answers().Hears("Ambulance, please").HangsUp();
        s.Ems.Calls(Scenario.EmsLine).Hears("key the code that I gave you");
        s.Coordinator.IsRung().Gets("someone needs a person");
        s.EmsBackup.IsRung(within: 15).Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Ems.HearsNothingLike("Main|Hamilton").HangsUp();
        s.Coordinator.MayBeRung();
        s.Coordinator.IsOffTheLine(within: 60);
        Ends(s);
    }

    [Fact]
    public void The_case_code_shows_the_desk_that_was_told_of_it_and_a_wrong_one_shows_nobody()
    {
        using var s = Missed(peers: 0);
        s.Ems.IsRung().Answers().Hears("Press 1 or say got it", within: 90).Presses("1").Hears("your code is");
        s.RunSeconds(5);
        var code = s.Session.Incident!.EmsCode;
        Assert.Contains($"your code is {string.Join(", ", code.AsEnumerable())}", s.Ems.Phone.WordsSince(0), StringComparison.Ordinal);
        s.Ems.HangsUp();
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung();
        s.Friend.Calls(Scenario.EmsLine).Hears("key the code");
        s.Coordinator.Gets("someone needs a person", within: 10);
        s.Friend.Presses(code == "123" ? "124" : "123").Hears("not the code").NeverHeard("Main|Hamilton");
        s.Friend.Presses(code).Hears("town is Hamilton", within: 60).Hears("12 Main St", within: 60).HangsUp();
        s.Ems.WasRung(1);
        Ends(s);
    }

    [Fact]
    public void Five_wrong_codes_are_all_there_are()
    {
        using var s = Missed(peers: 0);
        s.Ems.TakesTheEmergency();
        s.RunSeconds(5);
        var code = s.Session.Incident!.EmsCode;
        s.Ems.HangsUp();
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs a person");
        s.Friend.Calls(Scenario.EmsLine).Hears("key the code");
        for (var wrong = 0; wrong < 5; wrong++)
        {
            s.Friend.Presses(code == "123" ? "124" : "123");
            s.RunSeconds(3);
        }

        s.Friend.Presses(code);
        s.RunSeconds(30);
        s.Friend.NeverHeard("Main|Hamilton").HangsUp();
        Ends(s);
    }

    /// <summary>Promise 5: a desk that rings back about one person is not joined to the people of another.</summary>
    [Fact]
    public void Where_two_cases_are_open_the_code_says_which_it_is_about()
    {
        using var s = new Scenario(peers: 0);
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        foreach (var (caller, place) in new[] { (s.Caller, "12 Main St"), (s.Friend, "9 King St") })
        {
            caller.MayGet(".").Texts($"SOS {place}, Hamilton");
            s.Ems.IsRung(within: 30).Answers().Hears(place, within: 60).Presses("1").Hears("your code is", within: 30);
            s.RunSeconds(8);
            s.Ems.HangsUp();
        }

        var codes = System.Text.RegularExpressions.Regex.Matches(s.Ems.Phone.WordsSince(0), "your code is ([0-9]), ([0-9]), ([0-9])").Select(m => m.Groups[1].Value + m.Groups[2].Value + m.Groups[3].Value).Distinct().ToList();
        Assert.Equal(2, codes.Count);
        s.EmsBackup.Calls(Scenario.EmsLine).Hears("More than one case is open").NeverHeard("Main|King").Presses(codes[0]).Hears("12 Main St", within: 60).NeverHeard("King").HangsUp();
        s.RunSeconds(5);
        s.EmsBackup.Calls(Scenario.EmsLine).Hears("More than one case is open").Presses(codes[1]).Hears("9 King St", within: 60).HangsUp();
        s.Ems.Calls(Scenario.EmsLine).Hears("More than one case is open.*More than one case is open", within: 30).Hears("key the code that I gave you", within: 30).HangsUp();
        s.Caller.Texts("OK");
        s.Friend.Texts("OK");
        s.RunSeconds(60);
        s.Caller.Texts("7");
        s.Friend.Texts("7");
        s.Silence();
    }

    private static Scenario Missed(int peers)
    {
        var s = new Scenario(peers: peers);
        s.WatchedByText();
        if (peers == 0)
        {
            s.Caller.Gets("no person is on call");
            s.Coordinator.MayGet("crew's line");
        }

        s.Misses(Mode.TextMe);
        return s;
    }

    private static void Ends(Scenario s)
    {
        if (s.Caller.Phone.IsInCall)
        {
            s.Caller.HangsUp();
        }

        s.Silence();
    }
}
