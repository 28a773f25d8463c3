using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>Peers are rung at the miss; only a key or a text of theirs is a person. Promises 2, 3, 5, 8, 9.</summary>
public sealed class PeerRungTests
{
    public static TheoryData<Mode> Modes => [Mode.TextMe, Mode.CallMe, Mode.OnTheLine];

    public static MatrixTheoryData<Mode, string> NobodyThere => new(
        [Mode.TextMe, Mode.CallMe, Mode.OnTheLine],
        ["rings out", "voicemail", "busy", "no such number", "dead air", "screener", "carrier recording", "hangs up", "wrong key", "declines"]);

    [Theory]
    [MemberData(nameof(NobodyThere))]
    public void Whatever_answers_a_peers_phone_without_a_key_hears_no_place_and_ems_is_rung_within_the_bound(Mode mode, string how)
    {
        using var s = new Scenario();
        s.Watched(mode);
        foreach (var peer in (Actor[])[s.PeerA, s.PeerB])
        {
            peer.Is(Phones.Called(how)).MayGet("someone needs a person").MayGet("crew|settled");
        }

        var due = s.Misses(mode);
        s.Ems.IsRung(within: Walks.BoundOf(mode));
        Assert.InRange(s.PeerA.RungUtc.Concat(s.PeerB.RungUtc).Append(due + TimeSpan.FromSeconds(Walks.MissOf(mode))).Min(), due + TimeSpan.FromSeconds(Walks.MissOf(mode)), due + TimeSpan.FromSeconds(Walks.MissOf(mode) + 5));
        Assert.InRange(s.Ems.SecondsUntilRung(due), Walks.MissOf(mode), Walks.BoundOf(mode));
        s.Coordinator.Gets("crew's line");
        s.Ems.Answers().Hears("12 Main St", within: 60).Presses("1").Hears("confirmed");
        s.Ems.HangsUp();
        s.RunSeconds(60);
        var times = how is "no such number" or "declines" ? 1 : 2;
        s.PeerA.WasRung(times).NeverHeard("Main|Hamilton|buzzer").VoicemailKept(never: "Main|Hamilton|buzzer");
        s.PeerB.WasRung(times).NeverHeard("Main|Hamilton|buzzer").VoicemailKept(never: "Main|Hamilton|buzzer");
        if (mode == Mode.OnTheLine)
        {
            s.Caller.HangsUp();
        }

        s.Silence();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("On", "zip")]
    public void A_peer_who_accepts_hears_the_place_the_caller_is_joined_and_ems_waits_for_their_word(Mode mode)
    {
        using var s = new Scenario();
        var due = s.Watched(mode).Misses(mode);
        s.PeerB.IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        s.PeerB.Gets("has it, thank you").IsOffTheLine();
        Joins(s, mode);
        s.PeerA.IsBriefed();
        s.PeerA.Says("Are you with me?");
        s.Caller.Hears("Are you with me");
        s.PeerA.Presses("*").Hears("they are OK").Presses("1").Hears("Noted");
        s.Caller.MayGet("stand down");
        s.RunUntil(due + TimeSpan.FromMinutes(3));
        Assert.Empty(s.Ems.RungUtc);
        s.Caller.HangsUp();
        s.PeerA.HangsUp();
        s.Caller.MayGet("line dropped");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.Silence();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_peer_who_accepts_and_then_says_nothing_is_reminded_and_ems_is_rung_a_minute_after_the_acceptance(Mode mode)
    {
        using var s = new Scenario(peers: 1);
        s.Watched(mode).Misses(mode);
        s.PeerA.IsRung().Gets("someone needs a person");
        s.PeerA.Answers().Hears("Press 1").Presses("1");
        var accepted = s.Now;
        Joins(s, mode);
        s.PeerA.Hears("Are they OK. Star 1 for yes", within: 50);
        Assert.InRange((s.Now - accepted).TotalSeconds, 44, 56);
        s.Ems.IsRung(within: 30);
        Assert.InRange((s.Now - accepted).TotalSeconds, 59, 64);
        s.PeerA.Hears("ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Joining you to a person");
        s.PeerA.Hears("ambulance has confirmed");
        s.PeerA.Presses("*").Hears("they are OK").Presses("1").Hears("Noted");
        s.Ems.HangsUp();
        s.Caller.HangsUp();
        s.PeerA.HangsUp();
        s.Caller.MayGet("line dropped");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.Silence();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_peer_who_is_lost_undecided_leaves_nobody_in_charge_others_ring_and_ems_rings_at_once_once_its_time_has_passed(Mode mode)
    {
        using var s = new Scenario();
        var due = s.Watched(mode).Misses(mode);
        s.PeerB.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        s.PeerB.Gets("has it, thank you");
        Joins(s, mode);
        s.RunUntil(due + TimeSpan.FromSeconds(Walks.EmsOf(mode) + 2));
        Assert.Empty(s.Ems.RungUtc);
        s.PeerA.Is(Behaviour.NoAnswer).HangsUp();
        var lost = s.Now;
        s.Ems.IsRung(within: 5);
        s.PeerB.IsRung(within: 10);
        s.PeerA.IsRung(within: 40);
        Assert.InRange((s.Ems.RungUtc[0] - lost).TotalSeconds, 0, 4);
        s.Coordinator.Gets("crew's line");
        s.Caller.Hears("off the line").Presses("1").Confirms().Hears("stand down");
        s.PeerA.MayGet("Nothing is needed");
        s.PeerB.MayGet("Nothing is needed");
        s.Caller.HangsUp().MayGet("line dropped");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Two_peers_who_press_at_the_same_instant_one_has_it_and_the_other_is_thanked()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person").Answers();
        s.PeerB.IsRung().Gets("someone needs a person").Answers();
        s.PeerA.Hears("Press 1 to take it");
        s.PeerB.Hears("Press 1 to take it");
        s.PeerA.Phone.Presses("1");
        s.PeerB.Phone.Presses("1");
        s.RunSeconds(15);
        var first = s.PeerA.Phone.HasHeard("It's yours") ? s.PeerA : s.PeerB;
        var second = first == s.PeerA ? s.PeerB : s.PeerA;
        Assert.True(first.Phone.HasHeard("They are at 12 Main St"), s.Transcript());
        second.Hears("has it already, thank you").NeverHeard("yours|Main").IsOffTheLine();
        s.Caller.IsRung();
        first.IsBriefed();
        first.Presses("*").Hears("they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    /// <summary>The text has their line taken elsewhere, and the key is answered just before that: what that answer says is said again.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(15)]
    public void Whoever_texts_and_presses_in_the_same_instant_hears_where(int milliseconds)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("text A1 to take it").Answers().Hears("Press 1 to take it");
        s.PeerA.Phone.Texts("A1");
        s.Run(TimeSpan.FromMilliseconds(milliseconds));
        s.PeerA.Phone.Presses("1");
        s.PeerA.Gets("it's yours").Hears("They are at 12 Main St");
        s.Caller.IsRung();
        s.PeerA.IsBriefed();
        s.PeerA.Presses("*").Hears("they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Caller.Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    [Trait("On", "zip")]
    public void A_key_after_somebody_else_took_it_hears_already_taken_and_no_place()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person").Answers();
        s.PeerB.IsRung().Gets("someone needs a person").Answers();
        s.PeerA.Hears("Press 1 to take it").Presses("1").Hears("It's yours");
        s.PeerB.Hears("has it already, thank you").Phone.Presses("1");
        s.PeerB.IsOffTheLine().NeverHeard("Main|It's yours");
        s.Caller.PicksUp().Hears("Here is a person");
        s.PeerA.IsBriefed();
        s.PeerA.Presses("*").Hears("they are OK").Presses("1").Hears("Noted");
        s.Caller.MayGet("stand down").HangsUp();
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_key_cuts_the_brief_and_the_star_keyed_while_it_is_spoken_opens_the_menu()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person");
        s.PeerA.Answers().Hears("Press 1").Presses("1").Hears("No answer to a check-in").Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted: they are OK");
        s.Caller.Gets("stand down");
        s.PeerA.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Both_peers_pass_so_their_rung_is_empty_and_ems_is_rung_at_once()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("someone needs a person").Answers().Hears("2 to pass").Presses("2").Hears("No problem");
        s.PeerB.IsRung().Gets("someone needs a person");
        s.PeerB.Texts("A2").Gets("passed, no problem").IsOffTheLine();
        s.Ems.TakesTheEmergency(within: 5);
        s.Coordinator.Gets("crew's line");
        s.Ems.HangsUp();
        s.Silence();
    }

    private static void Joins(Scenario s, Mode mode)
    {
        if (mode == Mode.OnTheLine)
        {
            s.Caller.Hears("Here is a person");
        }
        else
        {
            s.Caller.PicksUp().Hears("Here is a person");
        }
    }
}
