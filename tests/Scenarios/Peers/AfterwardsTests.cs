using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Peers;

/// <summary>When the case is over: how it went, a debrief, a rest, thanks, who wants whom again. Promise 9.</summary>
public sealed class AfterwardsTests
{
    private const string HowItWent = "is over. How did it go";

    [Theory]
    [InlineData("A1")]
    [InlineData("a 1")]
    [InlineData("1")]
    public void Whoever_had_the_case_is_asked_once_and_one_digit_answers_with_the_letter_or_without(string answer)
    {
        using var s = new Scenario().HasACase();
        s.PeerA.Gets("A is over. How did it go. A1 they're fine", within: 40);
        s.PeerA.Texts(answer).Gets("noted, thank you");
        s.RunQuietly(TimeSpan.FromHours(3));
        Assert.Single(s.PeerA.Phone.Inbox, t => t.Body.Contains("How did it go", StringComparison.Ordinal));
        Assert.DoesNotContain(s.PeerB.Phone.Inbox, t => t.Body.Contains("How did it go", StringComparison.Ordinal));
        Assert.Contains("OutcomeTold", s.History());
        s.Silence();
    }

    [Fact]
    public void Unanswered_it_comes_once_more_an_hour_later_and_then_no_more()
    {
        using var s = new Scenario().HasACase();
        s.PeerA.Gets(HowItWent, within: 40);
        s.RunQuietly(TimeSpan.FromMinutes(58));
        Assert.Single(s.PeerA.Phone.Inbox, t => t.Body.Contains("How did it go", StringComparison.Ordinal));
        s.PeerA.Gets(HowItWent, within: 180);
        s.RunQuietly(TimeSpan.FromHours(8));
        Assert.Equal(2, s.PeerA.Phone.Inbox.Count(t => t.Body.Contains("How did it go", StringComparison.Ordinal)));
        s.Silence();
    }

    [Fact]
    public void A_peer_whose_hours_are_over_is_left_alone_until_their_day_and_one_who_wants_no_questions_gets_none()
    {
        using var s = new Scenario(peers: 2, settings: [("Roster:Peers:0:Hours", "Mon-Sun 08:00-20:04")]);
        s.HasACase();
        s.RunQuietly(TimeSpan.FromHours(13.5));
        Assert.DoesNotContain(s.PeerA.Phone.Inbox, t => t.Body.Contains("How did it go", StringComparison.Ordinal));
        s.PeerA.Gets(HowItWent, within: 3600);
        Assert.Equal(10, s.Now.Hour);
        s.Silence();

        using var quiet = new Scenario();
        quiet.PeerA.Texts("ASK OFF").Gets("I ask you nothing afterwards");
        quiet.HasACase();
        quiet.RunQuietly(TimeSpan.FromHours(3));
        Assert.DoesNotContain(quiet.PeerA.Phone.Inbox, t => t.Body.Contains("How did it go", StringComparison.Ordinal));
        quiet.Silence();
    }

    [Fact]
    public void By_key_it_is_given_before_the_call_ends()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.Caller.MayBeRung();
        s.PeerA.TakesTheCase().IsBriefed();
        s.PeerA.SaysTheyAreOk().Hears("How did it go. 1 they are fine", within: 60).Presses("1").Hears("Noted, thank you. Take a moment").IsOffTheLine();
        s.Caller.MayGet("stand down");
        s.Ems.MayBeRung();
        s.Finishes();
        s.RunQuietly(TimeSpan.FromHours(2));
        Assert.DoesNotContain(s.PeerA.Phone.Inbox, t => t.Body.Contains("How did it go", StringComparison.Ordinal));
        s.Silence();
    }

    [Fact]
    public void After_ems_a_debrief_is_offered_at_once_and_debrief_rings_the_mentor_on_shift_who_is_bridged()
    {
        using var s = new Scenario(settings: Walks.WithMentor).HasACase(ems: true);
        s.PeerA.Gets("that was a lot to carry. DEBRIEF", within: 40).Texts("debrief").Gets("I'm ringing somebody to talk it through");
        s.Mentor.IsRung().Gets("a peer would like to talk a case through").Answers().Hears("A peer would like to talk a case through").NeverHeard("Main").Presses("1").Hears("Peer 1 would like to talk a case through, and to be heard");
        s.PeerA.Is(Behaviour.Manual).IsRung().Answers().Hears("Here is a person");
        s.Mentor.IsBriefed().Says("How are you doing");
        s.PeerA.Hears("How are you doing");
        s.PeerB.WasRung(s.PeerB.RungUtc.Count);
        s.Mentor.NeverHeard("Main|Hamilton").HangsUp();
        s.PeerA.Hears("They have left the line").HangsUp();
        s.Silence();
    }

    [Fact]
    public void With_no_mentor_a_coordinator_is_rung_and_with_nobody_they_are_told()
    {
        using var s = new Scenario();
        s.PeerA.Texts("DEBRIEF").Gets("I'm ringing somebody to talk it through");
        s.Coordinator.IsRung().Gets("a peer would like to talk a case through").Answers().Hears("A peer would like to talk").Presses("1").Hears("It's yours");
        s.PeerA.IsRung().Answers().Hears("Here is a person");
        s.PeerB.IsNotRung(within: 30);
        s.Coordinator.IsBriefed().HangsUp();
        s.PeerA.HangsUp();
        s.Silence();

        using var alone = new Scenario(peers: 1, coordinators: 0);
        alone.PeerA.Texts("DEBRIEF").Gets("no mentor or coordinator can be reached right now");
        alone.Silence();
    }

    [Fact]
    public void A_yes_brings_it_up_again_the_next_day_by_day_and_a_break_is_one_word_away()
    {
        using var s = new Scenario().HasACase(ems: true);
        s.PeerA.Gets("LATER: I ask again tomorrow. BREAK: an hour off", within: 40).Texts("LATER").Gets("I ask you again tomorrow");
        s.PeerA.Texts("BREAK").Gets("break for 60 min");
        s.PeerB.Texts("WHO").Gets("1 on call right now: Peer 2");
        s.RunQuietly(TimeSpan.FromHours(13.5));
        s.PeerA.GetsNothingLike("how are you after yesterday");
        s.PeerA.Gets("how are you after yesterday", within: 1800);
        Assert.Equal(10, s.Now.Hour);
        s.RunQuietly(TimeSpan.FromHours(30));
        s.Silence();
    }

    [Fact]
    public void Three_hard_cases_within_a_week_are_told_to_a_coordinator_once()
    {
        using var s = new Scenario(peers: 1, settings: ("Roster:ExposureNudge", "2"));
        s.HasACase(ems: true);
        s.RunSeconds(60);
        s.Coordinator.GetsNothingLike("hard cases");
        s.HasACase(ems: true);
        s.Coordinator.Gets("Peer 1 has had 2 hard cases within a week", within: 30);
        s.RunSeconds(60);
        s.HasACase(ems: true);
        s.RunSeconds(60);
        s.Silence();
    }

    [Fact]
    public void Thanks_come_to_the_peer_who_took_the_call_when_the_caller_says_that_they_may()
    {
        using var s = new Scenario().HasACase();
        s.RunQuietly(TimeSpan.FromMinutes(30));
        s.Caller.Texts("Thank you, you stayed with me").Gets("May I pass it on");
        s.RunSeconds(60);
        s.PeerA.GetsNothingLike("thanks from somebody");
        s.Caller.Texts("PASS").Gets("Passed on");
        s.PeerA.Gets("thanks from somebody you were there for: you stayed with me");
        s.PeerB.GetsNothingLike("thanks from");
        s.Friend.Texts("thanks everybody").Gets("Nobody has taken a call of yours lately");
        s.Silence();
    }

    [Fact]
    public void Who_may_still_thank_somebody_keeps_no_letter_from_those_who_are_spotted_on_that_phone_next()
    {
        using var s = new Scenario().HasACase();
        s.RunQuietly(TimeSpan.FromMinutes(30));
        s.Caller.Texts("SPOT").Gets("I'm with you").Gets("Where are you");
        s.Caller.Texts("SPOT").Gets("SECOND");
        s.Caller.Texts("SECOND").Gets("I'm with you").Gets("Where are you");
        s.Caller.Texts("1").Gets("Two people share this phone: A or B");
        s.Caller.Texts("A7").Gets("Done for now");
        s.Caller.Texts("B7").Gets("Done for now");
        s.Caller.Texts("Thank you, you stayed with me").Gets("May I pass it on");
        s.Silence();
    }

    [Fact]
    public void Who_both_want_each_other_again_are_put_together_before_the_least_recently_rung()
    {
        using var s = new Scenario(settings: ("Roster:RingWidth", "1"));
        Talk(s, s.PeerA);
        s.RunSeconds(30);

        // Least recently rung: the other.
        Talk(s, s.PeerB, wantsAgain: true);
        s.RunSeconds(30);
        Talk(s, s.PeerB);
        s.Silence();
    }

    [Fact]
    public void A_peer_can_be_a_caller_and_nobody_on_the_roster_learns_it()
    {
        using var s = new Scenario();
        s.PeerA.Texts("SPOT 2 at " + Walks.Place).Gets("I'm with you").Gets("Got it");
        s.PeerB.Texts("WHO").Gets("2 on call right now: Peer 1, Peer 2");
        s.Friend.Texts("0").Gets("ringing someone to talk with you");
        s.PeerB.IsRung().Gets("someone would like to talk");
        s.PeerA.IsNotRung(within: 10);
        s.PeerB.Texts("A2").Gets("passed");
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone would like to talk|Nothing is needed");
        s.Friend.MayGet("could not reach anyone");
        s.RunSeconds(70);
        s.PeerA.Texts("7").Gets("Done for now");
        Assert.All((Actor[])[s.PeerB, s.Coordinator], a => a.GetsNothingLike("Peer 1 is|session of"));
        s.Silence();
    }

    /// <summary>The caller asks for a person by text; that peer is rung, and they talk.</summary>
    private static void Talk(Scenario s, Actor peer, bool wantsAgain = false)
    {
        s.Caller.Texts("0").Gets("ringing someone to talk with you");
        peer.IsRung().Gets("someone would like to talk").Answers().Hears("would like to talk").Presses("1").Hears("It's yours");
        s.Caller.IsRung().Answers().Hears("Here is a person");
        peer.IsBriefed();
        if (wantsAgain)
        {
            peer.Presses("*").Hears("8 this caller again").Presses("8").Hears("I ring you first for them");
            s.Caller.Texts("AGAIN").Gets("I ring them first for you next time");
        }

        peer.HangsUp();
        s.Caller.Hears("They have left the line").HangsUp();
    }
}
