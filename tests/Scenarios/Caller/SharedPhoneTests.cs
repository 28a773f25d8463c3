using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Caller;

/// <summary>A phone can have several people and several roles. Design section 8; promises 2, 3, 4.</summary>
public sealed class SharedPhoneTests
{
    [Fact]
    public void A_second_spot_asks_same_or_second_and_same_goes_on_as_it_was()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.Texts("SPOT").Gets("SAME if it's still you");
        s.Caller.Texts("same").Gets("still with you");
        Assert.Single(s.Sessions());
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Two_people_on_one_phone_have_letters_and_a_bare_one_asks_which_and_stops_neither_clock()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.Texts("SPOT").Gets("SECOND");
        s.Caller.Texts("SECOND").Gets("I'm with you").Gets("Where are you");
        Assert.Equal(2, s.Sessions().Count(x => x.Open));
        s.Caller.Texts("1").Gets("Two people share this phone: A or B");
        s.RunUntil(() => s.Caller.Phone.Inbox.Any(t => t.Body.Contains("Reply A1", StringComparison.Ordinal)), TimeSpan.FromMinutes(3));
        s.Caller.Gets("Still with me. Reply A1");
        s.RunSeconds(4);
        s.Caller.Texts("1").Gets("Two people share this phone");
        Assert.True(s.Sessions().Single(x => x.Letter == 'A').CheckIn.IsOpen);
        s.Caller.Texts("A1").Gets("Thanks");
        s.Caller.Gets("Still with me. Reply B1", within: 60);
        s.RunSeconds(4);
        s.Caller.Texts("b 1").Gets("Thanks");
        s.Caller.Texts("A7").Gets("Done for now");
        s.Caller.Texts("7").Gets("Done for now");
        Assert.DoesNotContain(s.Sessions(), x => x.Open);
        s.Silence();
    }

    [Fact]
    public void A_peer_who_is_being_spotted_is_not_rung_and_their_bare_one_is_their_own()
    {
        using var s = new Scenario();
        s.PeerA.Texts("SPOT 2 at 1 King St, Hamilton").Gets("I'm with you").Gets("Got it");
        s.RunSeconds(20);
        s.Caller.Texts("SPOT 2 at " + Walks.Place).Gets("I'm with you").Gets("Got it");
        s.PeerA.Gets("Still with me", within: 130);
        s.RunSeconds(4);
        s.PeerA.Texts("1").Gets("Thanks");
        s.Caller.Gets("Still with me", within: 60).Is(Behaviour.NoAnswer).IsRung(within: 40).Gets("couldn't reach you", within: 60);
        s.PeerB.TakesTheCase();
        s.Caller.MayBeRung();
        s.PeerB.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.Gets("stand down");
        s.PeerA.MayGet("Still with me");
        s.Finishes();
        s.PeerA.Texts("DONE").Gets("Done for now");
        s.PeerA.WasRung(0);
        s.Silence();
    }

    [Fact]
    public void A_peer_who_starts_a_session_of_their_own_with_a_case_open_answers_it_bare_and_the_case_with_its_letter()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("text A1 to take it");
        s.PeerA.Texts("SPOT 5 at 1 King St, Hamilton").Gets("I'm with you").Gets("no person is on call right now").Gets("Got it");
        s.PeerA.Texts("1").Gets("Thanks");
        Assert.Null(s.Sessions().Single(x => x.Incident is not null).Incident!.Owner);
        s.PeerA.Texts("A1").Gets("it's yours");
        Assert.NotNull(s.Sessions().Single(x => x.Incident is not null).Incident!.Owner);
        s.PeerA.MayBeRung();
        s.Caller.MayBeRung();
        s.PeerA.Texts("A1").Gets("noted, A is OK").IsOffTheLine(within: 3);
        s.Caller.Gets("stand down").IsOffTheLine(within: 3);
        s.Caller.Texts("DONE").Gets("Done for now");
        s.PeerA.Texts("DONE").Gets("Done for now");
        s.Silence();
    }

    [Fact]
    public void A_caller_who_is_also_a_coordinator_is_not_rung_for_their_own_case()
    {
        using var s = new Scenario(peers: 1, settings: ("Roster:Coordinators:0:Phone", "+19055550123"));
        s.WatchedWithoutPlace();
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs");
        s.Caller.MayGet("no crew line or place");
        s.Misses(Mode.TextMe);
        s.RunSeconds(240);
        s.Caller.GetsNothingLike("someone needs a person");
        s.PeerA.Is(Behaviour.Manual);
        s.RunUntil(() => s.PeerA.Phone.IsRinging, TimeSpan.FromMinutes(3));
        s.PeerA.Answers().Hears("Press 1").Presses("1").Hears("It's yours");
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.Gets("stand down");
        s.Finishes();
        s.Silence();
    }
}
