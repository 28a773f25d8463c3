using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>A centre that takes calls from people only: its line is dialled for a person who is on the line, and for nobody else. Promises 2, 5, 10.</summary>
public sealed class PersonPlacesTests
{
    [Fact]
    public void The_caller_is_told_so_as_soon_as_it_is_known()
    {
        using var s = Begun(peers: 1);
        s.Caller.Texts("7").Gets("Done for now");
        s.Silence();
    }

    [Fact]
    public void Nobody_takes_it_so_people_are_rung_in_rounds_and_the_desk_by_no_machine()
    {
        using var s = Begun(peers: 1);
        foreach (var person in (Actor[])[s.PeerA, s.Coordinator])
        {
            person.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs a person|for people to call");
        }

        s.Misses(Mode.TextMe);
        s.RunSeconds(300);
        s.Ems.WasRung(0);
        s.EmsBackup.WasRung(0);
        Assert.True(s.PeerA.RungUtc.Count > 2, s.Transcript());
        s.Caller.MayBeRung();
        s.PeerA.Is(Behaviour.Manual).IsRung(within: 120).Answers().Hears("Press 1").Presses("1").Hears("They are at 12 Main");
        s.PeerA.IsBriefed().SaysTheyAreOk();
        s.Caller.Gets("stand down");
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_peer_brings_them_in_and_is_put_through_at_once()
    {
        using var s = Begun(peers: 1);
        s.Misses(Mode.TextMe);
        s.PeerA.TakesTheCase().IsBriefed();
        s.Caller.MayBeRung();
        s.PeerA.Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung().Answers().Hears("Joining you to a person").NeverHeard("12 Main");
        s.RunSeconds(4);
        s.Ems.Says("What is the address of the emergency?");
        s.PeerA.Hears("address of the emergency");
        s.RunSeconds(5);
        s.Ems.HangsUp();
        s.RunSeconds(60);
        s.Ems.WasRung(1);
        s.EmsBackup.WasRung(0);
        Assert.Contains("EmsConfirmed", s.History());
        s.PeerA.Presses("*").Hears("7 leave").Presses("7").Hears("You've left");
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung();
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs a person");
        s.Silence();
    }

    private static Scenario Begun(int peers)
    {
        var s = new Scenario(peers: peers, settings: ("Places:Areas:0:AutomatedCalls", "person"));
        s.Caller.Texts("SPOT 2 at " + Walks.Place).Gets("I'm with you").Gets("takes calls from people only");
        return s;
    }
}
