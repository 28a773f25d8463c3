using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios;

public sealed class FirstWalkTests
{
    [Fact]
    [Trait("On", "zip")]
    public void A_text_starts_the_watch_a_check_in_is_answered_the_next_is_missed_a_peer_takes_it_and_brings_ems()
    {
        using var s = new Scenario();
        s.Caller.Texts("SPOT 2 at 12 Main St apt 4, Hamilton, buzzer 12");
        s.Caller.Gets("I'm with you").Gets("Got it: Hamilton");
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(5);
        s.Caller.Texts("1").Gets("Thanks. Next one in 2");
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Caller.Gets("Still with me");
        s.Caller.IsRung(within: 35).Is(Behaviour.NoAnswer);
        s.PeerA.IsRung(within: 60);
        s.PeerB.IsRung();
        Assert.InRange((s.Now - due).TotalSeconds, 74, 80);
        s.Caller.Gets("couldn't reach you");
        s.PeerA.Gets("someone needs a person");
        s.PeerB.Gets("someone needs a person");
        s.PeerA.Answers().Hears("Someone stopped answering").NeverHeard("Main").Presses("1").Hears("12 Main St").Hears("Star, then 1");
        s.PeerB.Gets("has it, thank you");
        s.Caller.IsRung().Answers().Hears("Here is a person");
        s.RunSeconds(8);
        s.PeerA.Says("Hey, are you there?");
        s.Caller.Hears("Hey, are you there");
        Assert.True((s.Now - due).TotalSeconds < Walks.BoundOf(SpotterBot.Decisions.Sessions.Mode.TextMe));
        Assert.Empty(s.Ems.RungUtc);
        s.PeerB.NeverHeard("Main").GetsNothingLike("Main");
        s.PeerA.GetsNothingLike("Main");
        s.PeerA.Presses("*").Hears("ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Ems.IsRung().Answers().Hears("Ambulance, please").Hears("12 Main St").Presses("1").Hears("confirmed");
        s.Coordinator.Gets("crew's line");
        s.Ems.Hears("Joining you to a person");
        s.RunSeconds(5);
        s.Ems.Says("Units are on the way");
        s.PeerA.Hears("Units are on the way");
        s.Caller.Hears("Units are on the way");
        s.Ems.HangsUp();
        s.PeerA.Presses("*").Hears("they are OK").Presses("1").Hears("Noted");
        s.Caller.HangsUp();
        s.PeerA.HangsUp();
        s.Caller.Texts("DONE").Gets("Done for now");
        s.Silence();
        string[] inOrder =
            ["SessionStarted", "PlaceKept", "CheckInAnswered", "CheckInLouder", "CheckInMissed", "Rang", "Accepted", "EmsWanted", "EmsAnswered", "EmsConfirmed", "StoodDown", "SessionClosed"];
        var history = s.History().ToList();
        var at = -1;
        Assert.All(inOrder, kind => Assert.True((at = history.IndexOf(kind, at + 1)) >= 0, $"{kind} is missing or too early in: {string.Join(' ', history)}"));
    }
}
