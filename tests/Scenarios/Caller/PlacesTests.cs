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
        s.Ems.IsRung().Answers().Hears("town is not confirmed", within: 90).Hears("Press 1").Presses("1").Hears("Confirmed").HangsUp();
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
}
