using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>Someone the caller named is rung at the miss, peers join 20 seconds later. Promises 2, 3, 5, 9.</summary>
public sealed class ChosenRungTests
{
    public static TheoryData<string> Ways =>
        ["rings out", "voicemail", "busy", "no such number", "dead air", "screener", "carrier recording", "hangs up", "wrong key", "declines"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Whatever_answers_their_phone_without_a_key_hears_no_place_and_peers_follow_within_twenty_seconds(string how)
    {
        using var s = new Scenario(peers: 1);
        Named(s);
        s.Friend.Is(Phones.Called(how)).MayGet("someone needs a person|has it, thank you");
        var due = s.Misses(Mode.TextMe);
        s.PeerA.TakesTheCase(within: 25);
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 75, 98);
        s.Friend.MayBeRung().NeverHeard("Main|Hamilton").VoicemailKept("Main|Hamilton");
        EndsWith(s, s.PeerA);
    }

    [Fact]
    public void They_accept_and_hear_the_place_and_no_peer_is_rung()
    {
        using var s = new Scenario();
        Named(s);
        var due = s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("someone needs a person").Answers().Hears("named you").NeverHeard("Main").Presses("1").Hears("They are at 12 Main");
        Assert.InRange(s.Friend.SecondsUntilRung(due), 75, 80);
        EndsWith(s, s.Friend);
    }

    [Fact]
    public void They_press_late_after_a_peer_took_it_and_are_thanked()
    {
        using var s = new Scenario(peers: 1);
        Named(s);
        s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("someone needs a person");
        s.PeerA.IsRung(within: 25).Gets("someone needs a person");
        s.Friend.Answers().Hears("Press 1 to take it");
        s.PeerA.Answers().Hears("Press 1 to take it").Presses("1").Hears("It's yours");
        s.Friend.Hears("Already taken").NeverHeard("Main|yours");
        EndsWith(s, s.PeerA);
    }

    [Fact]
    public void They_accept_then_are_lost_and_peers_are_rung_that_instant()
    {
        using var s = new Scenario(peers: 1);
        Named(s);
        s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("someone needs a person").Answers().Hears("Press 1").Presses("1").Hears("It's yours");
        s.RunSeconds(2);
        s.Friend.Is(Behaviour.NoAnswer).HangsUp();
        s.PeerA.TakesTheCase(within: 4);
        s.Friend.MayBeRung().MayGet("has it, thank you");
        EndsWith(s, s.PeerA);
    }

    [Fact]
    public void They_accept_by_text_with_their_letter_and_are_called_for_it()
    {
        using var s = new Scenario(peers: 1);
        Named(s);
        s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("text A1 to take it").Texts("A1").Gets("it's yours");
        s.Friend.Answers().Hears("You have a case. Press 1").NeverHeard("Main").Presses("1").Hears("They are at 12 Main");
        EndsWith(s, s.Friend);
    }

    [Fact]
    public void A_friend_who_is_also_a_peer_is_rung_once_on_the_earlier_rung()
    {
        using var s = new Scenario(peers: 2);
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0201").Gets("I call that number first");
        s.PeerA.Gets("named you");
        s.Misses(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.PeerB.TakesTheCase(within: 25);
        s.PeerA.Gets("has it, thank you");
        s.PeerA.WasRung(1);
        EndsWith(s, s.PeerB);
    }

    [Fact]
    public void Nobody_answers_on_any_rung_and_ems_is_rung_within_the_bound()
    {
        using var s = new Scenario(peers: 1);
        Named(s);
        foreach (var person in (Actor[])[s.Friend, s.PeerA])
        {
            person.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs a person");
        }

        var due = s.Misses(Mode.TextMe);
        s.Ems.IsRung(within: 60);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 118, 150);
        s.Coordinator.Gets("crew's line");
        s.Ems.Answers().Hears("12 Main", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.RunSeconds(60);
        s.Silence();
    }

    private static void Named(Scenario s)
    {
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first");
        s.Friend.Gets("someone who trusts you named you");
    }

    private static void EndsWith(Scenario s, Actor owner)
    {
        s.Caller.MayBeRung();
        owner.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted");
        s.Caller.Gets("stand down");
        owner.HangsUp();
        s.Finishes();
        s.Silence();
    }
}
