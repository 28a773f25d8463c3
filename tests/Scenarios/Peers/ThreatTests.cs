using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.Peers;

/// <summary>A caller who threatens a peer is warned, then left to the bot for a time; check-ins, someone they chose and EMS still work. Promise 7.</summary>
public sealed class ThreatTests
{
    [Fact]
    public void One_key_warns_and_a_second_threat_puts_no_peer_through_for_a_time_while_everything_else_works()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.MayBeRung().MayGet("stand down");
        s.Ems.MayBeRung();
        s.Coordinator.MayGet("crew's line");
        s.WatchedByText().MissesAgain();
        s.PeerA.TakesAnotherCase().IsBriefed();
        s.PeerA.Presses("*").Hears("5 I was threatened").Presses("5").Hears("Noted for the coordinators");
        s.Coordinator.Gets("was threatened");
        s.Caller.Gets("The person felt threatened. Please don't");
        s.RunSeconds(20);
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Finishes();
        s.RunSeconds(90);

        s.WatchedByText().MissesAgain();
        s.PeerA.TakesAnotherCase().IsBriefed();
        s.PeerA.Texts("B5").Gets("nobody is put through to them for a time");
        s.Coordinator.Gets("was threatened");
        s.Caller.Gets("I still check on you, ring who you chose, and 9 brings a crew");
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Finishes();
        s.RunSeconds(90);
        var rung = s.PeerA.RungUtc.Count;
        s.PeerA.WasRung(rung);

        // Nobody is put through, and they hear so at once; asked and missed as ever; someone they chose, then EMS.
        s.WatchedByText();
        s.Caller.Gets("I put no one from the team through to you");
        s.Caller.Texts("0").Gets("I put no one from the team through to you");
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first");
        s.MissesAgain();
        s.Friend.IsRung(within: 5).MayGet(".");
        s.Ems.TakesTheEmergency(within: 60).HangsUp();
        s.Friend.MayBeRung();
        Assert.Equal(rung, s.PeerA.RungUtc.Count);
        s.Caller.MayGet("crew").Texts("1");
        s.Coordinator.MayBeRung().MayGet(".");
        s.Finishes();
        s.RunSeconds(120);

        // Later it is over.
        s.RunQuietly(TimeSpan.FromHours(24));
        s.PeerA.MayBeRung().MayGet("someone would like to talk|Nothing is needed|crew");
        s.Caller.Texts("0").Gets("ringing someone to talk with you");
        s.RunSeconds(5);
        Assert.True(s.PeerA.RungUtc.Count > rung);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void On_the_line_they_hear_it_when_the_peer_has_left_and_what_still_works()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("like to talk").Presses("1").Hears("It's yours");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed().Presses("*").Hears("5 I was threatened").Presses("5").Hears("Noted for the coordinators");
        s.Coordinator.Gets("was threatened");
        s.Caller.MayGet("felt threatened");
        s.RunSeconds(65);
        s.PeerA.Presses("*").Hears("5 I was").Presses("5").Hears("for a time nobody is put through");
        s.Coordinator.Gets("was threatened");
        s.Caller.MayGet("I put no one from the team");
        s.PeerA.Presses("*").Hears("7 leave").Presses("7").IsOffTheLine();
        s.Caller.Hears("I put no one from the team through to you. I still check on you, I ring who you chose, and 9 brings an ambulance");
        s.RunSeconds(3);
        s.Caller.Presses("0").Hears("I put no one from the team through to you");
        s.Caller.Presses("1").Hears("Thanks|I'm with you").HangsUp().MayGet("line dropped");
        s.PeerA.Gets("that was a lot to carry", within: 60);
        s.Finishes();
        s.Silence();
    }
}
