using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Peers;

/// <summary>What somebody hears fits what they are there for: a case handed over, a talk, a debrief, a case taken by text. Promise 10.</summary>
public sealed class WordsThatFitTests
{
    [Fact]
    public void A_brief_at_a_hand_over_says_who_is_with_the_caller_and_that_the_ambulance_is_held()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerB.IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        s.PeerB.Gets("has it, thank you");
        s.Caller.PicksUp().Hears("Here is a person");
        s.PeerA.IsBriefed().Presses("*").Hears("6 hold").Presses("6").Hears("held for five minutes");
        s.RunSeconds(60);
        s.PeerA.Presses("*").Hears("4 hand over").Presses("4").Hears("It stays yours");
        s.PeerB.IsRung(within: 15).Answers().Hears("asks to hand over").Presses("1")
            .Hears("Peer 1 is on the line with them", within: 30).Hears("The ambulance is held for 4 minutes more").NeverHeard("in 0 seconds");
        s.PeerB.IsBriefed().SaysTheyAreOk();
        s.PeerA.HangsUp();
        s.Caller.HangsUp().MayGet("dropped");
        s.PeerB.HangsUp();
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_coordinator_who_passes_the_last_debrief_is_not_told_that_it_is_settled()
    {
        using var s = new Scenario(peers: 1);
        s.PeerA.Texts("DEBRIEF").Gets("I'm ringing somebody to talk it through");
        s.Coordinator.IsRung().Gets("a peer would like to talk a case through with you").Answers().Hears("Press 1").Presses("2").Hears("No problem").NeverHeard("settled").IsOffTheLine();
        s.PeerA.Gets("no mentor or coordinator can be reached");
        s.Silence();
    }

    [Fact]
    public void A_mentor_hears_no_key_about_ambulances_and_is_thanked_and_let_go_when_it_is_over()
    {
        using var s = new Scenario(peers: 1, settings: Walks.WithMentor);
        s.PeerA.Texts("DEBRIEF").Gets("talk it through");
        s.Mentor.IsRung().Gets("a peer would like to talk a case through").Answers().Hears("Press 1").Presses("1").Hears("Star, then 7: leave");
        s.PeerA.IsRung().Answers().Hears("Here is a person");
        s.Mentor.IsBriefed().Presses("*").Hears("7 leave. 0 a coordinator");
        s.RunSeconds(6);
        s.PeerA.HangsUp();
        s.Mentor.Hears("Thank you for being there").IsOffTheLine(within: 15).NeverHeard("ambulance|settled|they are OK");
        s.Silence();
    }

    [Fact]
    public void Who_talked_is_thanked_may_say_one_word_more_and_is_let_go()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("Press 1").Presses("1").Hears("Star, then 9: ambulance").NeverHeard("hold it");
        s.PeerA.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted: they are OK. Thank you").NeverHeard("Everyone is told");
        s.Caller.HangsUp();
        s.PeerA.Hears("Thank you for being there. 5 I was threatened. 8 this caller again", within: 20).Presses("8").Hears("I ring you first for them");
        s.PeerA.IsOffTheLine(within: 15).NeverHeard("settled");
        s.Silence();
    }

    [Fact]
    public void Who_has_a_case_and_texts_what_nobody_understands_hears_how_the_case_is_run()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("text A1 to take it");
        s.PeerA.Texts("who is it").Gets("someone needs a person. Answer my call and press 1, or text A1");
        s.PeerA.Texts("A1").Gets("A6 holds the crew and keeps it yours");
        foreach (var words in (string[])["A", "A they seem ok", "2", "hm"])
        {
            s.PeerA.Texts(words).Gets("A is yours. Text A1 they're OK");
        }

        s.PeerA.MayBeRung().Texts("A6").Gets("crew held");
        s.RunSeconds(5);
        s.PeerA.Texts("A1").Gets("noted, A is OK");
        s.Caller.Gets("A person tells me you're OK").MayBeRung();
        s.PeerA.MayGet("is over");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Who_took_it_by_text_and_comes_to_no_phone_is_told_that_it_is_open_again_and_not_that_they_left()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("text A1").Texts("A1").Gets("it's yours");
        s.Caller.MayBeRung();
        s.PeerA.Gets("no 1 on my call, so I'm ringing others for A. Text A1 to take it again", within: 60).GetsNothingLike("you've left");
        s.NobodyPicksUp();
        s.Caller.Texts("1").Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void No_person_is_promised_to_a_caller_to_whom_none_is_put_through()
    {
        using var s = new Scenario(peers: 1);
        s.NobodyPicksUp();
        s.PeerA.Is(Behaviour.Manual);
        Threatens(s);
        s.RunSeconds(70);
        Threatens(s);
        s.Caller.MayGet("I put no one from the team").Hears("They have left the line").NeverHeard("left the line. Press 0 for someone else, 9 for help now. For a while");
        s.Caller.Presses("7").Hears("I'm here again any time").NeverHeard("word of thanks").IsOffTheLine();
        s.Caller.Texts("THANKS I will find you").Gets("felt threatened, so I pass no words on").Texts("PASS").Gets("I put no one from the team");
        s.RunSeconds(60);
        s.PeerA.GetsNothingLike("thanks from");
        s.WatchedByText();
        s.Caller.Gets("I put no one from the team");
        s.Caller.Texts("TALK").Gets("I put no one from the team").GetsNothingLike("Nobody is on call to talk");
        s.Caller.Texts("9").Gets("I'm getting a crew to you now").GetsNothingLike("a person and a crew");
        s.Ems.MayBeRung();
        s.RunSeconds(3);
        s.Caller.Texts("1").Gets("stand down").MayBeRung();
        s.Finishes();
    }

    /// <summary>They call to talk, and the peer marks a threat and leaves.</summary>
    private static void Threatens(Scenario s)
    {
        if (s.Caller.Phone.IsIdle)
        {
            s.Caller.Calls().Hears("0 for a person");
        }

        s.Caller.Presses("0").Hears("ringing someone for you").MayGet("felt threatened");
        s.PeerA.IsRung().Answers().Hears("Press 1").Presses("1").Hears("It's yours").IsBriefed();
        s.PeerA.Presses("*").Hears("5 I was").Presses("5").Hears("oted for the coordinators");
        s.Coordinator.Gets("Peer 1 was threatened");
        s.PeerA.HangsUp();
        s.Caller.Hears("left the line");
    }
}
