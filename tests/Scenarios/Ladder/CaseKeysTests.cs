using System.Net;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>What the person in charge can do, by star and key, and by text with the case's letter. Promises 2, 5, 6, 7.</summary>
public sealed class CaseKeysTests
{
    [Fact]
    public void Two_says_the_place_again_and_an_unknown_key_does_nothing()
    {
        using var s = Owned();
        s.PeerA.Presses("*").Hears("2 the place").Presses("2").Hears("They are at 12 Main St apt 4, Hamilton, buzzer 12");
        s.RunSeconds(6);
        s.PeerA.Presses("*").Hears("7 leave").Presses("#").Hears("does nothing");
        s.RunSeconds(4);
        Ends(s);
    }

    [Fact]
    public void Three_calls_the_caller_again_who_picks_up_and_is_joined()
    {
        using var s = Owned(callerRings: false);
        s.PeerA.Hears("They did not pick up", within: 60);
        s.RunSeconds(5);
        s.PeerA.Presses("*").Hears("3 call").Presses("3").Hears("Calling them again");
        s.Caller.PicksUp().Hears("Here is a person");
        s.Coordinator.MayGet("crew's line");
        s.Ems.MayBeRung();
        s.PeerA.Presses("*").Hears("3 call").Presses("3").Hears("Their line is open");
        s.RunSeconds(4);
        s.PeerA.SaysTheyAreOk();
        s.Caller.MayGet("stand down").HangsUp();
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Four_rings_others_it_stays_theirs_until_one_takes_it_and_both_are_on_the_line()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerB.IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        s.PeerB.Gets("has it, thank you");
        s.Caller.PicksUp().Hears("Here is a person");
        s.PeerA.IsBriefed();
        s.PeerA.Presses("*").Hears("4 hand over").Presses("4").Hears("It stays yours until one takes it");
        s.PeerB.IsRung(within: 10).Answers().Hears("asks to hand over").NeverHeard("Main").Presses("1").Hears("They are at 12 Main");
        s.PeerA.Hears("Someone has taken over");
        s.PeerB.IsBriefed();
        s.PeerA.Says("I leave you two");
        s.PeerB.Hears("I leave you two");
        s.PeerA.HangsUp();
        s.RunSeconds(3);
        s.PeerB.Says("I am here now");
        s.Caller.Hears("I am here now");
        s.PeerB.SaysTheyAreOk();
        s.Caller.MayGet("stand down").HangsUp();
        s.PeerB.HangsUp();

        // EMS is rung a minute after the first acceptance, whoever has the case by then.
        s.Ems.MayBeRung();
        s.Coordinator.MayGet("crew's line");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Four_with_nobody_else_on_call_says_so()
    {
        using var s = Owned();
        s.PeerA.Presses("*").Hears("4 hand").Presses("4").Hears("Nobody else can be rung");
        s.RunSeconds(4);
        Ends(s);
    }

    [Fact]
    public void A_hand_over_keeps_the_time_of_ems()
    {
        using var s = new Scenario();
        var due = s.WatchedByText().Misses(Mode.TextMe);
        s.PeerB.IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        var accepted = s.Now;
        s.PeerB.Gets("has it, thank you");
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed().Presses("*").Hears("4 hand over").Presses("4").Hears("It stays yours");
        s.PeerB.IsRung(within: 10).Answers().Hears("Press 1").Presses("1").Hears("It's yours");
        s.PeerA.MayGet(".");
        s.Ems.IsRung(within: 70);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 118, 150);
        Assert.InRange((s.Now - accepted).TotalSeconds, 20, 62);
        s.Coordinator.Gets("crew's line");
        s.PeerB.IsBriefed();
        s.RunSeconds(5);
        s.PeerB.SaysTheyAreOk();
        s.Ems.IsOffTheLine(within: 5);
        s.Caller.Gets("stand down");
        s.PeerA.HangsUp();
        s.PeerB.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    [Trait("On", "zip")]
    public void Five_tells_coordinators_of_a_threat_and_they_may_leave_and_the_caller_still_has_the_bot_and_ems()
    {
        using var s = Owned();
        s.PeerA.Presses("*").Hears("5 I was threatened").Presses("5").Hears("Noted for the coordinators");
        s.Coordinator.Gets("was threatened");
        s.Caller.Gets("The person felt threatened");
        s.RunSeconds(5);
        s.PeerA.Is(Behaviour.NoAnswer).Presses("*").Hears("7 leave").Presses("7").Hears("You've left").IsOffTheLine();
        s.PeerA.MayBeRung();
        s.Ems.IsRung(within: 90);
        s.Coordinator.Gets("crew's line").MayBeRung();
        s.Caller.MayGet("stand down").Texts("1");
        s.PeerA.MayGet("Nothing is needed");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Six_holds_ems_five_minutes_and_is_asked_again_each_time()
    {
        using var s = Owned();
        s.PeerA.Presses("*").Hears("6 hold").Presses("6").Hears("held for five minutes");
        var held = s.Now;
        s.Ems.IsNotRung(within: 280);
        s.PeerA.Hears("hold is running out");
        s.RunSeconds(5);
        s.PeerA.Presses("*").Hears("6 hold").Presses("6").Hears("held for five minutes");
        s.Ems.IsNotRung(within: 280);
        s.PeerA.Hears("hold is running out");
        s.Ems.IsRung(within: 30);
        Assert.InRange((s.Now - held).TotalSeconds, 575, 620);
        s.Coordinator.Gets("crew's line");
        s.PeerA.Hears("ringing the ambulance");
        s.RunSeconds(4);
        s.PeerA.SaysTheyAreOk();
        s.Ems.IsOffTheLine(within: 5);
        s.Caller.Gets("stand down");
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }

    /// <summary>Promise 1: who is to be asked whether they take it is asked as soon as their line can be moved on, however often it could not.</summary>
    [Fact]
    public void A_coordinator_beside_a_peer_who_is_gone_is_asked_however_long_no_line_can_be_moved_on()
    {
        using var s = Owned();
        s.ErrorsExpected = true; // Of which coordinators are told.
        s.PeerA.Presses("*").Hears("0 a coordinator").Presses("0").Hears("Ringing a coordinator");
        s.Coordinator.IsRung().Gets("someone needs a person").Answers().Hears("for a coordinator").Presses("1").Hears("It's yours|They are at");
        s.Coordinator.IsBriefed();
        s.Ems.MayBeRung();
        s.EmsBackup.MayBeRung();
        s.Coordinator.MayGet("crew|my calls");
        s.PeerA.MayBeRung().MayGet("has it, thank you");
        using (s.Network.Faults.OnRest(r => r["Url"] is not null && !r.CreatesCall, RestFault.Status(HttpStatusCode.ServiceUnavailable)))
        {
            s.PeerA.HangsUp();
            s.RunSeconds(25);
            s.Coordinator.HearsNothingLike("Press 1 to take it");
        }

        s.Coordinator.Hears("Press 1", within: 8).Presses("1");
        s.RunSeconds(10);
        s.Coordinator.SaysTheyAreOk().HangsUp();
        s.Caller.MayGet("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Zero_rings_a_coordinator_who_joins_beside_the_peer()
    {
        using var s = Owned();
        s.PeerA.Presses("*").Hears("0 a coordinator").Presses("0").Hears("Ringing a coordinator");
        s.Coordinator.IsRung().Gets("someone needs a person").Answers().Hears("for a coordinator").Presses("1").Hears("It's yours|They are at");
        s.Coordinator.IsBriefed();
        s.PeerA.Says("Can you help me decide");
        s.Coordinator.Hears("help me decide");
        s.PeerA.SaysTheyAreOk();
        s.Ems.MayBeRung();
        s.Caller.MayGet("stand down");
        s.RunSeconds(20);
        s.Coordinator.MayGet("crew");
        foreach (var person in (Actor[])[s.PeerA, s.Coordinator])
        {
            if (person.Phone.IsInCall)
            {
                person.HangsUp();
            }
        }

        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_peer_alone_in_the_room_is_told_that_nobody_picked_up_and_reminded_before_ems_is_rung()
    {
        using var s = Owned();
        s.PeerA.Hears("Are they OK. Star 1 for yes", within: 60);
        s.Ems.IsRung(within: 30);
        s.PeerA.Hears("I'm ringing the ambulance now");
        s.PeerA.Hears("They did not pick up", within: 60);
        s.Coordinator.Gets("crew's line");
        s.RunSeconds(5);
        Ends(s);
    }

    [Fact]
    public void A_peer_takes_and_runs_the_case_by_text_with_its_letter()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("text A1 to take it").Texts("1").Gets("text A1 to take it");
        s.PeerA.Texts("A1").Gets("it's yours. I'm calling you").GetsNothingLike("Main");
        s.Caller.MayBeRung();
        s.PeerA.Answers().Hears("You have a case. Press 1").Presses("1").Hears("They are at 12 Main");
        s.PeerA.IsBriefed();
        s.PeerA.Texts("A2").Gets("12 Main St apt 4");
        s.PeerA.Texts("A6").Gets("crew held for 5 minutes");
        s.Ems.IsNotRung(within: 100);
        s.PeerA.Texts("A3").Gets("being called or is open");
        s.Caller.IsRung();
        s.PeerA.Texts("A9").Gets("ringing the crew's line");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung();
        s.PeerA.Texts("A1").Gets("noted, A is OK");
        s.Ems.IsOffTheLine(within: 5);
        s.Caller.Gets("stand down");
        s.PeerA.IsOffTheLine(within: 60);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_peer_takes_it_by_text_and_never_comes_to_the_phone_so_nobody_is_in_charge()
    {
        using var s = new Scenario(peers: 1);
        var due = s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("text A1").Texts("A1").Gets("it's yours");
        s.Caller.MayBeRung();
        s.PeerA.MayBeRung().MayGet("no 1 on my call, so I'm ringing others for A|someone needs");
        s.Ems.IsRung(within: 90);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.Coordinator.Gets("crew's line");
        s.Caller.Texts("1").Gets("stand down");
        s.PeerA.MayGet("Nothing is needed");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_peer_whose_line_dropped_rings_back_and_is_joined_again()
    {
        using var s = Owned();
        s.PeerA.Is(Behaviour.NoAnswer).HangsUp();
        s.PeerA.MayBeRung();
        s.RunSeconds(1);
        s.Ems.MayBeRung();
        s.Coordinator.MayGet("crew");
        s.RunUntil(() => s.PeerA.Phone.IsIdle, TimeSpan.FromSeconds(60));
        s.PeerA.Calls().Hears("Press 1").Presses("1").Hears("It's yours|They are at");
        s.PeerA.IsBriefed();
        s.EmsBackup.MayBeRung();
        s.RunSeconds(10);
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Caller.MayGet("stand down").MayBeRung();
        s.PeerA.MayGet("Nothing|crew");
        s.Finishes();
        s.Silence();
    }

    /// <summary>Peer A has the case; the caller's phone rings and is not picked up.</summary>
    private static Scenario Owned(bool callerRings = true)
    {
        var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.TakesTheCase();
        if (callerRings)
        {
            s.Caller.MayBeRung();
        }
        else
        {
            s.Caller.IsRung();
        }

        s.PeerA.IsBriefed();
        return s;
    }

    private static void Ends(Scenario s)
    {
        s.PeerA.SaysTheyAreOk();
        s.Caller.MayGet("stand down");
        s.Ems.IsOffTheLine(within: 5);
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }
}
