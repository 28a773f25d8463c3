using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Roster;

/// <summary>The roster from plain mobiles: who is on, for how long, who comes and goes. Promise 9: who has not said ON is neither rung nor texted.</summary>
public sealed class RosterByTextTests
{
    [Fact]
    public void Each_word_is_answered_with_what_is_true_from_then_on()
    {
        using var s = new Scenario();
        s.PeerA.Texts("WHO").Gets("2 on call right now: Peer 1, Peer 2. Coordinators: Coordinator 1");
        s.Coordinator.MayGet("nobody is on call from");
        s.PeerA.Texts("OFF").Gets("you're off until you text ON. Still on call: 1");
        s.PeerB.Texts("BREAK 30").Gets("break for 30 min, until 20:30. Then you're on again");
        s.PeerB.Texts("WHO").Gets("0 on call right now. Coordinators");
        s.PeerA.Texts("on.").Gets("you're on until you text OFF.* With you, 1 on call now");
        s.RunQuietly(TimeSpan.FromMinutes(31));
        s.PeerA.Texts("who").Gets("2 on call right now");
        s.PeerB.Texts("BREAK").Gets("break for 60 min");
        s.Silence();
    }

    /// <summary>Promises 9 and 10: rung in their own hours, and a gap behind these is told.</summary>
    [Fact]
    public void On_in_ones_hours_ends_a_break_and_the_hours_end_it()
    {
        using var s = new Scenario(peers: 1, settings: ("Roster:Peers:0:Hours", "Mon-Sun 18:00-22:00"));
        s.Coordinator.Gets("nobody is on call from Thu 22:00 to Fri 18:00", within: 90);
        s.PeerA.Texts("BREAK 5").Gets("until 20:0");
        s.Coordinator.MayGet("nobody is on call from");
        s.PeerA.Texts("ON").Gets("you're on until Thu 22:00, by your hours");
        s.RunQuietly(TimeSpan.FromHours(7));
        s.PeerA.Texts("WHO").Gets("0 on call right now");
        s.Caller.Texts("0").Gets("ringing someone to talk with you");
        s.Coordinator.IsRung().Answers().Hears("Press 1").Presses("2");
        Assert.Empty(s.PeerA.RungUtc);
    }

    [Fact]
    public void A_mentor_and_a_coordinator_hear_what_they_are_on_for_and_are_not_counted_with_the_peers()
    {
        using var s = new Scenario(settings: Walks.WithMentor);
        s.Mentor.Texts("ON").Gets("you're on until you text OFF, and rung when a peer wants to talk a case through. Peers on call now: 2");
        s.Mentor.Texts("OFF").Gets("Peers on call: 2");
        s.Coordinator.Texts("ON").Gets("you're on until you text OFF, told of what matters, and rung where nobody else comes. Peers on call now: 2");
        s.Silence();
    }

    [Fact]
    public void New_hours_of_somebody_who_is_on_by_hand_are_said_not_to_be_why()
    {
        using var s = new Scenario(peers: 1, settings: ("Roster:Peers:0:Hours", "Mon-Sun 10:00-12:00"));
        s.Coordinator.MayGet("nobody is on call from");
        s.PeerA.Texts("ON").Gets("you're on until you text OFF");
        s.Coordinator.Texts("HOURS Peer 1 Mon-Sun 10:00-11:00").Gets("Right now they're on by hand");
        s.PeerA.Texts("HOURS always").Gets("Right now that is on");
        s.Silence();
    }

    [Theory]
    [InlineData("OFF 30")]
    [InlineData("of")]
    public void Who_is_on_the_roster_and_is_not_understood_hears_the_rosters_words_and_their_own(string words)
    {
        using var s = new Scenario(peers: 1);
        s.PeerA.Texts(words).Gets("I don't know that. ON, OFF, BREAK 30, WHO.*For yourself: SPOT").GetsNothingLike("ADD");
        s.Coordinator.Texts(words).Gets("ADD, PAUSE, DROP, TEST");
        s.Friend.Texts(words).Gets("I'm an automated spotter").GetsNothingLike("BREAK");
        s.Silence();
    }

    [Fact]
    public void A_language_is_taken_before_anything_has_begun()
    {
        using var s = new Scenario(settings: [("Roster:RingWidth", "1"), ("Roster:Peers:1:Languages", "fr")]);
        s.Caller.Texts("FRENCH").Gets("I first ring who speaks French");
        s.Caller.Texts("0").Gets("ringing someone to talk with you");
        s.PeerB.IsRung().Gets("someone would like to talk").Texts("A2").Gets("passed");
        s.PeerA.IsRung().Gets("someone would like to talk").Texts("A2").Gets("passed");
        s.Coordinator.MayBeRung().MayGet(".");
        s.Caller.Texts("7").MayGet(".");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void After_a_break_that_outlasts_the_hours_they_are_off_and_told_so()
    {
        using var s = Shifts("Mon-Sun 08:00-21:30", "always");
        s.PeerA.Texts("BREAK 120").Gets("until 22:00. Then you're off, by your hours");
        s.Silence();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_a_coordinator_adds_is_neither_rung_nor_texted_until_they_text_on(bool saysOn)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Coordinator.Texts("ADD Cleo 905 555 0203 fr,en Mon-Sun 18:00-23:00").Gets("Cleo is on the roster as a peer: Mon-Sun 18:00-23:00. I don't ring or text them before they text ON");
        if (saysOn)
        {
            s.PeerC.Texts("ON").Gets("you're on until Thu 23:00, by your hours.*With you, 2 on call now");
        }

        s.WatchedByText().Misses(Mode.TextMe);
        s.RunSeconds(30);
        Assert.Equal(saysOn, s.PeerC.RungUtc.Count > 0);
        Assert.Equal(saysOn, s.PeerC.Phone.Inbox.Any(t => t.Body.Contains("someone needs a person", StringComparison.Ordinal)));
        s.Caller.Texts("1").Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Outside_the_hours_they_were_given_the_first_on_joins_and_the_second_puts_them_on()
    {
        using var s = new Scenario(peers: 1);
        s.Coordinator.Texts("add Cleo +1 905 555 0203 mentor Mon-Sun 10:00-16:00").Gets("Cleo is on the roster as a mentor");
        s.PeerC.Texts("ON").Gets("welcome. I ring you in your hours: Mon-Sun 10:00-16:00");
        s.PeerA.Texts("WHO").Gets("1 on call right now: Peer 1. Coordinators");
        s.PeerC.Texts("ON").Gets("you're on until you text OFF");
        s.PeerA.Texts("WHO").Gets("Mentors: Cleo");
        s.Silence();
    }

    [Fact]
    public void A_coordinator_pauses_changes_hours_and_removes_by_name_or_last_digits()
    {
        using var s = new Scenario(peers: 2);
        s.Coordinator.MayGet("nobody is on call from");
        s.Coordinator.Texts("PAUSE Peer 1 90").Gets("Peer 1 is off until 21:30 on their clock");
        s.PeerB.Texts("WHO").Gets("1 on call right now: Peer 2");
        s.Coordinator.Texts("HOURS Peer 2 Sat,Sun 10:00-22:00; 2026-12-25 off").Gets("hours of Peer 2: Sat,Sun 10:00-22:00; 2026-12-25 off. Right now that is off");
        s.Coordinator.Texts("DROP 0202").Gets("Peer 2 is off the roster, and their number is erased");
        s.PeerB.Texts("WHO").Gets("Nothing is running");
        s.Coordinator.Texts("REMOVE Nobody").Gets("nobody on the roster goes by Nobody");
        s.Coordinator.Texts("DROP Coordinator 1").Gets("that is the last coordinator");
        s.Coordinator.Texts("PAUSE 0201").Gets("Peer 1 is off until they text ON");
        s.Program.Dispose();
        s.Start(new Life());
        s.PeerB.Texts("ON").Gets("Nothing is running");
        s.Silence();
    }

    [Fact]
    public void A_peer_changes_their_own_hours_and_nobody_elses_life()
    {
        using var s = new Scenario(peers: 2);
        s.PeerA.Texts("HOURS Mon-Sun 08:00-13:00").Gets("hours of Peer 1: Mon-Sun 08:00-13:00. Right now that is off");
        s.PeerA.Texts("HOURS Peer 2 always").Gets("like this: HOURS Ana");
        s.PeerA.Texts("DROP Peer 2").Gets("that is for coordinators");
        s.PeerA.Texts("PAUSE Peer 2").Gets("that is for coordinators");
        s.PeerA.Texts("ADD Eve 905 555 0209").Gets("that is for coordinators");
        s.Friend.Texts("ADD Eve 905 555 0209").Gets("automated spotter|Nothing is running");
        s.Coordinator.Texts("ADD Eve 905 555 0911").Gets("that number is mine or a crew's line");
        s.Coordinator.Texts("ADD Eve").Gets("like this: ADD Ana");
        s.PeerB.Texts("WHO").Gets("1 on call right now: Peer 2");
        s.Silence();
    }

    [Fact]
    public void A_gap_ahead_is_told_hours_before_once_and_again_when_it_grows()
    {
        using var s = Shifts("Mon-Sun 08:00-01:00", "Mon-Sun 08:00-00:30");
        var begun = s.Now;
        s.Coordinator.Gets("nobody is on call from Fri 01:00 to Fri 08:00", within: 70 * 60);
        Assert.InRange((s.Now - begun).TotalMinutes, 60, 62);
        s.RunQuietly(TimeSpan.FromMinutes(30));
        s.PeerA.Texts("HOURS Mon-Sun 08:00-00:45").Gets("hours of");
        s.Coordinator.Gets("nobody is on call from Fri 00:45 to Fri 08:00", within: 90);
        s.RunQuietly(TimeSpan.FromHours(1));
        s.PeerA.Texts("HOURS always").Gets("hours of");
        s.RunSeconds(70);
        s.PeerA.Texts("HOURS Mon-Sun 08:00-00:45").Gets("hours of");
        s.Coordinator.Gets("nobody is on call from Fri 00:45 to Fri 08:00", within: 90);
        s.RunQuietly(TimeSpan.FromHours(8));
        s.Silence();
    }

    /// <summary>Promise 9: it has been said, and nothing about it changes.</summary>
    [Fact]
    public void A_gap_with_no_end_in_sight_is_told_once()
    {
        using var s = new Scenario(peers: 2);
        s.PeerA.Texts("OFF").Gets("Still on call: 1");
        s.PeerB.Texts("OFF").Gets("Nobody is on call now");
        s.Coordinator.Gets("nobody is on call from Thu 20:01 to further notice", within: 90);
        s.RunQuietly(TimeSpan.FromMinutes(30));
        s.Silence();
    }

    [Fact]
    public void Who_wants_a_person_when_nobody_is_on_hears_so_at_once_and_what_there_is()
    {
        using var s = new Scenario(peers: 1, coordinators: 0);
        s.PeerA.Texts("OFF").Gets("Nobody is on call now");
        s.Caller.Texts("0").Gets("Nobody is on call right now, I'm sorry. Nobody is checking on you: text SPOT and I do. 9 = help now", within: 5);
        s.Silence();
    }

    /// <summary>As no peer is, who is being spotted themselves.</summary>
    [Fact]
    public void A_coordinator_in_a_session_of_their_own_is_rung_for_nothing()
    {
        using var s = new Scenario(peers: 1);
        s.Coordinator.Texts("SPOT 30").Gets("I'm with you");
        s.PeerA.Texts("OFF").Gets("Nobody is on call now");
        s.Coordinator.MayGet(".");
        s.RunSeconds(5);
        s.Caller.Texts("0").Gets("Nobody is on call right now", within: 5);
        s.RunSeconds(60);
        Assert.Empty(s.Coordinator.RungUtc);
    }

    private static Scenario Shifts(string first, string second) => new(
        peers: 2, settings: [("Roster:Peers:0:Hours", first), ("Roster:Peers:1:Hours", second)]);
}
