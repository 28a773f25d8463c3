using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>No place, or no dispatch line for it: every peer, then every coordinator, in rounds until one takes it. Promises 2, 5, 10.</summary>
public sealed class LastRungTests
{
    [Theory]
    [InlineData("rings out")]
    [InlineData("voicemail")]
    [InlineData("busy")]
    [InlineData("dead air")]
    public void Nobody_takes_it_in_the_first_round_so_everybody_is_rung_again(string how)
    {
        using var s = new Scenario();
        s.WatchedWithoutPlace();
        foreach (var person in (Actor[])[s.PeerA, s.PeerB, s.Coordinator])
        {
            person.Is(Phones.Called(how)).MayBeRung().MayGet("someone needs a person|has it, thank you");
        }

        var due = s.Misses(Mode.TextMe);
        s.Coordinator.Gets("no crew line or place", within: 80);
        Assert.True(s.RunUntil(() => s.Coordinator.RungUtc.Count + s.Network.Calls.Count(c => c.To == s.Coordinator.Number && c.Status == "busy") > 0, TimeSpan.FromSeconds(90)), s.Transcript());
        Assert.InRange((s.Now - due).TotalSeconds, 75, 150);
        s.RunSeconds(200);
        Assert.All([s.PeerA, s.PeerB, s.Coordinator], p => Assert.InRange(s.Network.Calls.Count(c => c.To == p.Number), 2, 9));
        s.PeerB.Is(Behaviour.Manual);
        Assert.True(s.RunUntil(() => s.PeerB.Phone.IsRinging, TimeSpan.FromSeconds(120)), s.Transcript());
        s.PeerB.Answers().Hears("Press 1").Presses("1").Hears("It's yours").Hears("They gave no place");
        s.Ems.WasRung(0);
        s.Caller.MayBeRung();
        s.PeerB.IsBriefed().Presses("*").Hears("1 they are OK").Presses("9").Hears("no place to send");
        s.RunSeconds(5);
        s.PeerB.Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted");
        s.Caller.Gets("stand down");
        s.PeerB.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_place_no_area_serves_is_said_to_be_so_and_people_get_it()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Texts("SPOT 2 at 5 King St, Elsewhere").Gets("I'm with you").Gets("Which town");
        s.Caller.Texts("Nowhere").Gets("no emergency crew line");
        s.Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person").Answers().Hears("Press 1").NeverHeard("King").Presses("1").Hears("5 King St, Elsewhere, Nowhere").Hears("no ambulance line");
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Everybody_declines_and_a_coordinator_takes_it()
    {
        using var s = new Scenario();
        s.WatchedWithoutPlace();
        foreach (var peer in (Actor[])[s.PeerA, s.PeerB])
        {
            peer.Is(Phones.Called("declines")).MayGet("someone needs a person");
        }

        var due = s.Misses(Mode.TextMe);
        s.Coordinator.Gets("no crew line or place", within: 60);
        s.Coordinator.IsRung(within: 60).Gets("someone needs a person");
        Assert.InRange((s.Now - due).TotalSeconds, 75, 150);
        s.PeerA.WasRung(1);
        s.PeerB.WasRung(1);
        s.Coordinator.Answers().Hears("for a coordinator").Presses("1").Hears("It's yours").Hears("gave no place");
        s.Caller.MayBeRung();
        s.Coordinator.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    [Trait("On", "zip")]
    public void Nobody_at_all_is_on_the_roster_and_the_caller_was_told_so_before_and_hears_what_is_so()
    {
        using var s = new Scenario(peers: 0, coordinators: 0);
        s.WatchedWithoutPlace();
        s.Caller.Gets("no person is on call");
        s.Misses(Mode.TextMe);
        s.RunSeconds(120);
        s.Finishes();
        s.Silence();
    }
}
