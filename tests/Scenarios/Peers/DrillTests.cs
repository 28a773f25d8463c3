using PhoneCompany.People;
using Scenarios.Support;
using Simulation;
using SpotterBot.Roster;
using SpotterBot.Storage;

namespace Scenarios.Peers;

/// <summary>Rehearsals from a plain mobile, and test rings: marked in every sentence, and never reaching EMS.</summary>
public sealed class DrillTests
{
    [Fact]
    public void A_drill_that_ends_with_ems_is_played_by_the_bot_and_told_by_the_second()
    {
        using var s = new Scenario();
        s.PeerA.Texts("DRILL 4").Gets("a drill, I'm ringing you now. Nobody is in danger");
        s.PeerA.IsRung().Answers().Hears("This is a drill. SpotterBot on-call").Hears("Press 1 to take the drill").Presses("1");
        s.PeerA.Hears("goes by Robin").Hears("The drill's place is 1 Practice Street").Hears("Drill. The caller", within: 60);
        s.PeerA.Presses("*").Hears("9 ambulance").Presses("9").Hears("Drill: no ambulance is called. I play the desk").Hears("what is the address", within: 10);
        s.PeerA.Presses("*").Hears("7 leave").Presses("7").Hears("The drill is over. taken after \\d+ s, star 9 after \\d+ s").Hears("you brought it").IsOffTheLine();
        s.PeerA.Gets("your drill: taken after \\d+ s, star 9 after \\d+ s, star 7 after \\d+ s");
        s.Ems.WasRung(0);
        s.EmsBackup.WasRung(0);
        s.Coordinator.GetsNothingLike(".");
        Assert.Empty(s.Sessions());
        s.Silence();
    }

    [Theory]
    [InlineData("DRILL 1", "I was nodding")]
    [InlineData("DRILL 2", "just didn't want to sit here")]
    [InlineData("DRILL 3", "I know where you people are")]
    public void Each_story_has_its_caller_and_hanging_up_ends_it(string asked, string caller)
    {
        using var s = new Scenario();
        s.PeerA.Texts(asked).Gets("Star 7 ends it, with a report");
        s.PeerA.IsRung().Answers().Hears("This is a drill").Hears("Press 1 to take the drill").Presses("1").Hears("A drill, and it's yours").Presses("#").Hears(caller, within: 40);
        s.PeerA.HangsUp();
        s.Silence();
    }

    [Fact]
    public async Task A_claim_that_nobody_gave_back_keeps_nobody_from_a_drill_for_ever()
    {
        var store = new MemoryRowStore();
        using var s = new Scenario(store: store);
        await new DocumentRows<RosterEntry>(store, new Privacy(Scenario.PrivacyKey), "roster")
            .UpdateAsync("p1", held => held! with { ClaimedBy = "gone", ClaimedUtc = s.Now.AddHours(-5) });
        s.RunSeconds(5);
        s.PeerA.Texts("DRILL 1").Gets("a drill, I'm ringing you now");
        s.PeerA.IsRung().Answers().Hears("This is a drill");
        s.PeerA.HangsUp();
    }

    [Fact]
    public void Whoever_is_on_no_roster_has_none_and_a_voicemail_is_let_go()
    {
        using var s = new Scenario();
        s.Friend.Texts("DRILL").Gets("Nothing is running|automated spotter");
        s.PeerB.Is(Behaviour.Voicemail(TimeSpan.FromSeconds(3))).Texts("DRILL").Gets("a drill");
        s.PeerB.IsRung().IsOffTheLine(within: 90);
        s.Friend.WasRung(0);
        s.Silence();
    }

    [Fact]
    public void A_coordinator_tries_a_phone_of_somebody_on_shift_who_agreed()
    {
        using var s = new Scenario();
        s.Coordinator.Texts("TEST Peer 1").Gets("no test ring, a drill, to Peer 1");
        s.PeerA.WasRung(0).Texts("TEST ON").Gets("a coordinator may send you a test ring on your shift");
        s.Coordinator.Texts("TEST Peer 1").Gets("test ring, a drill, to Peer 1 now");
        s.PeerA.IsRung().Answers().Hears("This is a drill. SpotterBot, a test ring").Hears("Press 1").Presses("1").Hears("The drill worked").IsOffTheLine();
        s.Coordinator.Gets("Peer 1 pressed 1 after \\d+ s");
        s.PeerA.Is(Behaviour.NoAnswer);
        s.Coordinator.Texts("test peer 1").Gets("to Peer 1 now");
        s.PeerA.IsRung();
        s.Coordinator.Gets("Peer 1 did not press 1", within: 60);
        s.PeerA.Texts("OFF").Gets("you're off");
        s.Coordinator.Texts("TEST 0201").Gets("they're off, on a case");
        s.Coordinator.Texts("TEST Zed").Gets("nobody on the roster goes by Zed");
        s.PeerB.Texts("TEST Peer 1").Gets("that is for coordinators");
        s.PeerA.Texts("TEST OFF").Gets("no test rings");
        s.Silence();
    }
}
