using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>The caller says where they are anew while EMS is being reached, and another area's dispatch line serves it. Promises 2, 4, 6, 10.</summary>
public sealed class AnotherAreaTests
{
    private const string NewPlace = "AT 5 Queen St, Toronto";

    [Fact]
    public void A_desk_that_listens_is_told_and_the_other_areas_line_rings_at_once_and_confirms()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("12 Main St", within: 60);
        Moves(s);
        s.EmsElsewhere.IsRung(within: 10).Answers().Hears("town is Toronto").Hears("5 Queen", within: 30);
        s.Ems.Hears("outside your area.*dispatch line too", within: 20).Hears("town is Toronto.*5 Queen", within: 30);
        s.EmsElsewhere.Presses("1").Hears("Confirmed, thank you");
        s.Ems.Hears("where they are now has confirmed.*No ambulance is asked of you").IsOffTheLine();
        s.EmsElsewhere.HangsUp();
        s.RunSeconds(300);
        s.Ems.WasRung(1);
        s.EmsElsewhere.WasRung(1);
        Ends(s);
    }

    [Fact]
    public void A_desk_that_has_confirmed_and_stays_hears_it_and_its_key_does_not_stand_for_the_other_areas()
    {
        using var s = Missed();
        s.Ems.TakesTheEmergency();
        Moves(s);
        s.EmsElsewhere.Is(Behaviour.NoAnswer).IsRung(within: 10);
        s.Ems.Hears("outside your area.*5 Queen", within: 30).Presses("1").Hears("calling that area's dispatch line as well");
        s.EmsElsewhere.Is(Behaviour.Manual).IsRung(within: 60).Answers().Hears("5 Queen", within: 30).Presses("1").Hears("Confirmed, thank you");
        s.Ems.Hears("where they are now has confirmed").IsOffTheLine();
        s.EmsElsewhere.HangsUp();
        Ends(s);
    }

    [Fact]
    public void A_desk_that_nobody_picks_up_at_is_not_rung_any_more()
    {
        using var s = Missed();
        s.Ems.IsRung();
        Moves(s);
        s.EmsElsewhere.IsRung(within: 10).Answers().Hears("5 Queen", within: 40).Presses("1").Hears("Confirmed, thank you");
        s.Ems.IsOffTheLine().WasRung(1);
        s.EmsElsewhere.HangsUp();
        Ends(s);
    }

    [Fact]
    public void Back_where_they_were_the_desk_that_still_listens_is_the_one_and_is_not_called_twice()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("12 Main St", within: 60);
        Moves(s);
        s.EmsElsewhere.Is(Behaviour.NoAnswer).IsRung(within: 10);
        s.RunSeconds(5);
        s.Caller.Texts("AT 12 Main St apt 4, Hamilton").Gets("12 Main");
        s.EmsElsewhere.IsOffTheLine();
        s.Ems.Hears("They gave a new place. Please change the call.*12 Main St", within: 40).Presses("1").Hears("Confirmed, thank you");
        s.RunSeconds(300);
        s.Ems.WasRung(1).HangsUp();
        s.EmsElsewhere.WasRung(1);
        Ends(s);
    }

    [Fact]
    public void An_ok_before_the_other_area_picks_up_has_a_person_call_off_the_desk_that_had_confirmed()
    {
        using var s = Missed(passes: false);
        s.Ems.IsRung(within: 60).Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        Moves(s);
        s.EmsElsewhere.Is(Behaviour.NoAnswer).IsRung(within: 20);
        s.PeerA.Is(Behaviour.Manual);
        s.Caller.Texts("OK").Gets("already on the way and only a person can call them off");
        s.EmsElsewhere.IsOffTheLine();
        s.PeerA.MayGet(".").IsRung(within: 30).Answers().Hears("Press 1 to take it", within: 30).Presses("1").Hears("It's yours");
        s.PeerA.Hears("sent to 12 Main St apt 4, Hamilton.*They are at 5 Queen St").IsBriefed().Presses("*").Hears("9 ", within: 30).Presses("9");
        s.Ems.IsRung(within: 20).Answers().Hears("person", within: 30);
        s.EmsElsewhere.WasRung(1);
        s.RunSeconds(20);
        s.Ems.HangsUp();
        s.Coordinator.Gets("call them off");
        s.PeerA.HangsUp();
        s.Caller.MayBeRung().Texts("7");
        Ends(s);
    }

    [Fact]
    public void Where_no_line_serves_the_new_place_people_are_rung_and_coordinators_alarmed()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.MayGet(".").Texts("AT 5 Water St, Halifax");
        s.Coordinator.MayBeRung().Gets("no crew line", within: 30).Gets("someone needs a person");
        s.PeerA.MayBeRung();
        s.PeerB.MayBeRung();
        s.RunSeconds(60);
        s.Ems.WasRung(1);
        s.PeerA.MayGet(".").Is(Behaviour.Manual);
        s.PeerB.MayGet(".");
        s.Coordinator.MayGet(".");
        s.Caller.MayBeRung().Texts("OK");
        s.PeerA.IsRung(within: 30).Answers().Hears("Press 1 to take it", within: 30).Presses("1").Hears("sent to 12 Main St apt 4, Hamilton.*They are at 5 Water St");
        s.PeerA.IsBriefed().Presses("*").Hears("9 ", within: 30).Presses("9");
        s.Ems.IsRung(within: 20).Answers().Hears("person", within: 30);
        s.RunSeconds(20);
        s.Ems.HangsUp();
        s.PeerA.HangsUp();
        s.Caller.Texts("7");
        Ends(s);
    }

    [Fact]
    public void By_way_of_a_place_that_no_line_serves_the_other_areas_line_is_dialled_all_the_same()
    {
        using var s = Missed();
        s.Ems.TakesTheEmergency();
        s.RunSeconds(5);
        s.Caller.MayGet(".").Texts("AT 5 Water St, Halifax");
        s.Ems.Hears("They gave a new place.*5 Water", within: 30);
        Moves(s);
        s.EmsElsewhere.IsRung(within: 10).Answers().Hears("5 Queen", within: 40).Presses("1").Hears("Confirmed, thank you").HangsUp();
        s.Ems.Hears("where they are now has confirmed", within: 30).IsOffTheLine();
        Ends(s);
    }

    [Fact]
    public void A_desk_that_rings_back_with_the_code_of_where_they_were_does_not_stand_for_where_they_are()
    {
        using var s = Missed();
        s.Ems.TakesTheEmergency();
        s.RunSeconds(8);
        var code = s.Session.Incident!.EmsCode;
        s.Ems.HangsUp();
        Moves(s);
        s.EmsElsewhere.Is(Behaviour.NoAnswer).IsRung(within: 10);
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.PeerA.MayBeRung();
        s.PeerB.MayBeRung();
        s.Friend.Calls(Scenario.EmsLine).Hears("key the code", within: 20).Presses(code).Hears("5 Queen", within: 60).Presses("1").Hears("calling that area's dispatch line as well");
        s.EmsElsewhere.Is(Behaviour.Manual).IsRung(within: 60).Answers().Hears("5 Queen", within: 40).Presses("1").Hears("Confirmed, thank you").HangsUp();
        s.Friend.Hears("where they are now has confirmed", within: 30).IsOffTheLine();
        Ends(s);
    }

    [Fact]
    public void Two_crews_that_were_confirmed_are_called_off_one_after_the_other_by_whoever_is_on_the_line()
    {
        using var s = Missed(passes: false);
        s.Ems.IsRung(within: 60).Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        Moves(s);
        s.EmsElsewhere.IsRung(within: 20).Answers().Hears("5 Queen", within: 40).Presses("1").Hears("Confirmed, thank you");
        s.PeerA.MayGet(".").Is(Behaviour.Manual);
        s.Caller.MayBeRung().Texts("OK").Gets("only a person can call them off");
        s.PeerA.IsRung(within: 30).Answers().Hears("Press 1 to take it", within: 30).Presses("1").Hears("It's yours");
        s.PeerA.IsBriefed();
        s.RunSeconds(15);
        s.EmsElsewhere.HangsUp();
        s.PeerA.Hears("second ambulance was sent", within: 30);
        s.Ems.IsRung(within: 30).Answers().Hears("No ambulance is asked for", within: 30);
        s.RunSeconds(15);
        s.Ems.HangsUp();
        s.RunSeconds(20);
        s.Ems.WasRung(2);
        s.EmsElsewhere.WasRung(1);
        s.Coordinator.MayGet("call them off");
        s.PeerA.HangsUp();
        s.Caller.Texts("7");
        Ends(s);
    }

    private static void Moves(Scenario s)
    {
        s.RunSeconds(5);
        s.Caller.MayGet(".").Texts(NewPlace);
    }

    private static Scenario Missed(bool passes = true)
    {
        var s = new Scenario(settings: [
            ("Places:Areas:1:Name", "Toronto"), ("Places:Areas:1:Match", "Toronto"), ("Places:Areas:1:Dispatch", "+14165550911"), ("Places:Areas:1:VerifiedOn", "2026-01-01")]);
        s.WatchedByText();
        foreach (var peer in (Actor[])[s.PeerA, s.PeerB])
        {
            peer.Is(passes ? Behaviour.Busy : Behaviour.NoAnswer).MayBeRung().MayGet(".");
        }

        s.Coordinator.MayGet("crew's line|confirmed|called off");
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
