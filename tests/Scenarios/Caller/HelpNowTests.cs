using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Caller;

/// <summary>Help now brings peers and EMS at once, together. Promises 2, 4, 6, 10.</summary>
public sealed class HelpNowTests
{
    [Fact]
    public void By_text_in_a_session_peers_and_ems_ring_at_once()
    {
        using var s = new Scenario();
        s.WatchedByText();
        var asked = s.Now;
        s.Caller.Texts("9").Gets("a person and a crew");
        RingsAtOnce(s, asked);
        s.Caller.IsRung().Answers().Hears("Here is a person");
        Ends(s);
    }

    [Theory]
    [InlineData(Mode.OnTheLine)]
    [InlineData(Mode.CallMe)]
    public void By_key_on_a_check_in_or_between_them_peers_and_ems_ring_at_once(Mode mode)
    {
        using var s = new Scenario();
        s.Watched(mode);
        if (mode == Mode.CallMe)
        {
            s.RunToCheckIn();
            s.Caller.IsRung().Answers().Hears("Still with me");
        }

        var asked = s.Now;
        s.Caller.MayGet("a person and a crew");
        s.Caller.Presses("9").Hears("I'm getting people to you now");
        RingsAtOnce(s, asked);
        s.Caller.Hears("Here is a person");
        Ends(s);
    }

    [Fact]
    public void By_text_outside_a_session_everyone_who_can_is_rung_and_the_place_is_asked_for()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Texts("SOS");
        s.Caller.MayGet("I'm with you|Where are you").Gets("calling people for you now|I have no place");
        s.PeerA.IsRung(within: 5).Gets("someone needs a person");
        s.Coordinator.Gets("no crew line or place").MayGet("someone needs a person|has it, thank you").MayBeRung();
        s.Caller.Texts("AT " + Walks.Place).Gets("For this time I have: 12 Main");
        s.PeerA.Answers().Hears("Press 1").Presses("1").Hears("They asked for help now").Hears("They are at 12 Main");
        s.Caller.MayBeRung();
        s.Ems.MayBeRung();
        s.Coordinator.MayGet("crew's line");
        s.PeerA.IsBriefed().SaysTheyAreOk().HangsUp();
        s.Caller.MayGet("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    [Trait("On", "zip")]
    public void By_key_in_the_menu_of_a_first_call_everyone_is_rung_at_once()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("9 for help now").Presses("9").Hears("calling people for you now");
        s.Caller.MayGet("calling people for you");
        s.PeerA.IsRung(within: 5).Gets("someone needs a person").Answers().Hears("Press 1").Presses("1").Hears("They gave no place");
        s.Coordinator.Gets("no crew line or place").MayBeRung().MayGet("someone needs|has it, thank you");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed();
        s.PeerA.Says("Where are you?");
        s.Caller.Hears("Where are you");
        s.PeerA.SaysTheyAreOk();
        s.Caller.MayGet("stand down").HangsUp().MayGet("line dropped");
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Nine_during_a_ladder_brings_ems_at_once()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.Caller.Texts("NOW").Gets("a person and a crew");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung(within: 4);
        s.Caller.Texts("1").Gets("stand down");
        s.PeerA.MayGet("Nothing is needed");
        s.Ems.IsOffTheLine(within: 3);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void First_aid_is_said_step_by_step_while_people_are_reached()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedOnTheLine();
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone|Nothing");
        s.Ems.Is(Behaviour.NoAnswer).MayBeRung();
        s.EmsBackup.Is(Behaviour.NoAnswer).MayBeRung();
        s.Coordinator.MayGet("crew").MayBeRung();
        s.Caller.MayGet("a person and a crew").Presses("9").Hears("Press 5 for what to do").Presses("5").Hears("shout their name").Presses("5").Hears("naloxone").Presses("5").Hears("head back");
        s.RunSeconds(8);
        s.Caller.Presses("1").Confirms().Hears("stand down").Presses("7").IsOffTheLine();
        s.Silence();
    }

    private static void RingsAtOnce(Scenario s, DateTimeOffset asked)
    {
        s.PeerA.IsRung(within: 10).Gets("someone needs a person");
        s.PeerB.IsRung(within: 10).Gets("someone needs a person");
        s.Ems.IsRung(within: 10);
        Assert.InRange(s.Ems.SecondsUntilRung(asked), 0, 6);
        Assert.InRange(s.PeerA.SecondsUntilRung(asked), 0, 8);
        s.Coordinator.Gets("crew's line");
        s.PeerA.Answers().Hears("Press 1").NeverHeard("Main").Presses("1").Hears("They asked for help now").Hears("They are at 12 Main");
        s.PeerB.Gets("has it, thank you");
    }

    private static void Ends(Scenario s)
    {
        s.PeerA.IsBriefed();
        s.Ems.Answers().Hears("asked for help", within: 60).Presses("1").Hears("Joining you");
        s.RunSeconds(4);
        s.Ems.Says("On our way");
        s.Caller.Hears("On our way");
        s.Ems.HangsUp();
        s.PeerA.SaysTheyAreOk();
        s.Caller.MayGet("line dropped|stand down|only a person").HangsUp();
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }
}
