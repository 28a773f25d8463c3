using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Caller;

/// <summary>Where the caller is: asked while already watched, said back, changed, shown on request. Promises 5, 6, 10.</summary>
public sealed class PlacesTests
{
    [Fact]
    public void The_town_is_asked_for_when_no_area_matches_and_said_back()
    {
        using var s = new Scenario();
        s.Caller.Texts("SPOT 2 at 12 Main St apt 4").Gets("I'm with you").Gets("Which town is that");
        s.Caller.Texts("Hamilton").Gets("Got it: Hamilton");
        s.Caller.Texts("WHERE").Gets("12 Main St apt 4, Hamilton");
        s.Caller.Texts("AT 99 King St E, Hamilton").Gets("Got it: Hamilton");
        s.Caller.Texts("where").Gets("99 King St E");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Where_without_a_place_says_there_is_none()
    {
        using var s = new Scenario();
        s.WatchedWithoutPlace();
        s.Caller.Texts("WHERE").Gets("I have no place from you");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void The_catch_all_area_is_asked_about_and_serves_who_confirms()
    {
        using var s = new Scenario(peers: 0, settings: [("Places:Areas:0:Match", "*"), ("Places:Areas:0:Name", "the county")]);
        s.Caller.Texts("SPOT 2 at 12 Main St apt 4, Smallville").Gets("I'm with you").Gets("Which town").Gets("no person is on call");
        s.Caller.Texts("Smallville").Gets("one line for emergency crews: the county");
        s.Caller.Texts("1").Gets("Got it");
        s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung().Answers().Hears("Press 1 or say", within: 90).NeverHeard("not confirmed").Presses("1").Hears("Confirmed").HangsUp();
        s.Silence();
    }

    [Fact]
    public void The_catch_all_area_unconfirmed_is_said_to_be_so_to_ems()
    {
        using var s = new Scenario(peers: 0, settings: [("Places:Areas:0:Match", "*"), ("Places:Areas:0:Name", "the county")]);
        s.Caller.Texts("SPOT 2 at 12 Main St apt 4, Smallville").Gets("I'm with you").Gets("Which town").Gets("no person is on call");
        s.Misses(Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung().Answers().Hears("Town not confirmed", within: 90).Hears("Press 1").Presses("1").Hears("Confirmed").HangsUp();
        s.Silence();
    }

    [Fact]
    public void A_place_kept_under_a_word_is_offered_by_it_next_time_and_forgotten_on_request()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.Texts("SAVE home").Gets("Saved as");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(60);
        s.Caller.Texts("SPOT home").Gets("I'm with you").Gets("Got it: Hamilton");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(10);
        s.Caller.Texts("FORGET").Gets("erased");
        s.Caller.Texts("WHERE home").Gets("Nothing is running");
        s.Silence();
    }

    [Fact]
    public void A_place_may_come_in_pieces_and_ems_hears_the_whole()
    {
        using var s = new Scenario(peers: 0);
        s.Caller.Texts("SPOT").Gets("I'm with you").Gets("Where are you").Gets("no person is on call");
        s.Caller.Texts("12 Main St Hamilton").Gets("Got it: Hamilton");
        s.Caller.Texts("apt 4, buzzer 12").Gets("I have: 12 Main St Hamilton, apt 4, buzzer 12");
        s.Caller.Texts("AT door is unlocked").Gets("buzzer 12, door is unlocked|door is unlocked, buzzer 12|door is unlocked");
        s.Coordinator.MayGet("crew's line");
        s.Misses(Mode.TextMe);
        s.Ems.IsRung().Answers().Hears("12 Main Street, apartment 4", within: 60).Hears("buzzer 12", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Silence();
    }

    [Fact]
    public void A_link_to_a_map_is_read_as_what_it_points_at()
    {
        using var s = new Scenario(peers: 0);
        s.Caller.Texts("SPOT at https://maps.google.com/?q=43.25570,-79.87110").Gets("I'm with you").Gets("Which town").Gets("no person is on call");
        s.Caller.Texts("Hamilton").Gets("Got it: Hamilton");
        s.Coordinator.MayGet("crew's line");
        s.Misses(Mode.TextMe);
        s.Ems.IsRung().Answers().Hears("town is Hamilton", within: 60).Hears("43 point 2 5 5 7 north, 79 point 8 7 1 1 west", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Silence();
    }
}
