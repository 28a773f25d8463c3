using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios;

/// <summary>Whole conversations, as everybody on them heard them; they stand readable in <c>tests/Transcripts</c>.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public void A_missed_check_in_is_taken_by_a_peer()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerB.IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        s.PeerB.Gets("has it, thank you");
        s.Caller.PicksUp().Hears("Here is a person");
        s.PeerA.IsBriefed().Says("Hi Sam, it's me from the line. You with me?");
        s.Caller.Says("yeah. I nodded off. I'm all right");
        s.RunSeconds(4);
        s.PeerA.SaysTheyAreOk().Says("I'm glad. Shall I stay a while?");
        s.Caller.Says("no, I'm good. thank you");
        s.RunSeconds(3);
        s.Caller.HangsUp();
        s.PeerA.Hears("How did it go", within: 60).Presses("1").Hears("Noted, thank you").IsOffTheLine();
        s.Caller.MayGet("stand down|dropped").Texts("THANKS for picking up").Gets("May I pass it on").Texts("PASS").Gets("Passed on");
        s.PeerA.Gets("thanks from somebody you were there for");
        s.Finishes();
        s.RunSeconds(20);
        Conversation.Stands(s, "A missed check-in is taken by a peer", "The caller is watched by text. Two peers are rung; one takes it and is put through; both are OK, and thanks are passed on.");
    }

    [Fact]
    public void A_case_goes_to_ems_three_way_and_is_handed_over()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerB.IsRung().Gets("someone needs a person");
        s.PeerA.TakesTheCase();
        s.PeerB.Gets("has it, thank you");
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed().Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung().Answers().Hears("The address is 12 Main St", within: 40).Presses("1").Hears("Confirmed").Presses("0").Hears("Joining you");
        s.RunSeconds(4);
        s.PeerA.Says("I'm the peer on this. They stopped answering four minutes ago");
        s.Ems.Says("Understood. A crew is on its way");
        s.RunSeconds(4);
        s.PeerA.Presses("*").Hears("4 hand over").Presses("4").Hears("It stays yours until one takes it");
        s.PeerB.IsRung(within: 15).Answers().Hears("asks to hand over").Presses("1").Hears("They are at 12 Main");
        s.PeerA.Hears("Someone has taken over");
        s.PeerB.IsBriefed();
        s.PeerA.HangsUp();
        s.PeerB.Says("I have them now");
        s.RunSeconds(3);
        s.Ems.HangsUp();
        s.PeerB.SaysTheyAreOk().HangsUp();
        s.PeerB.Gets("that was a lot to carry", within: 60);
        s.Caller.MayGet(".");
        s.Finishes();
        s.RunSeconds(60);
        Conversation.Stands(s, "A case goes to EMS three-way and is handed over", "Nobody answers on the caller's phone. The peer brings EMS in, talks with the desk, hands over to another peer, and leaves.");
    }

    [Fact]
    public void A_talk_becomes_a_watch_and_a_talk_again()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("would like to talk").Presses("1").Hears("Nothing is known to be wrong");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed().Says("Hey. I'm here. No rush");
        s.Caller.Says("I just didn't want to be alone tonight");
        s.RunSeconds(5);
        s.PeerA.HangsUp();
        s.Caller.Hears("They have left the line").Hears("Press 1 and I do").Presses("1").Hears("Thanks");
        s.RunSeconds(5);
        s.Caller.Texts("TALK").Gets("just talking: I don't check on you any more");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("would like to talk").Presses("1").Hears("It's yours");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed().Says("Me again");
        s.RunSeconds(150);
        s.Caller.NeverHeard("Still with me");
        s.PeerA.HangsUp();
        s.Caller.Hears("Nobody is checking on you", within: 20).Presses("7").IsOffTheLine();
        s.RunSeconds(30);
        Conversation.Stands(s, "A talk becomes a watch and a talk again", "Somebody calls who only wants a person, is then checked on by their own key, and by their own word is not any more.");
    }

    [Fact]
    public void A_debrief_with_a_mentor()
    {
        using var s = new Scenario(settings: Walks.WithMentor);
        s.PeerA.Texts("DEBRIEF").Gets("talk it through");
        s.Mentor.IsRung().Gets("a peer would like to talk a case through").Answers().Hears("A peer would like to talk").Presses("1").Hears("Peer 1");
        s.PeerA.IsRung().Answers().Hears("Here is a person");
        s.Mentor.IsBriefed().Says("That was a hard one. What stays with you?");
        s.PeerA.Says("The silence before they came");
        s.RunSeconds(5);
        s.Mentor.HangsUp();
        s.PeerA.Hears("They have left the line").HangsUp();
        s.RunSeconds(20);
        Conversation.Stands(s, "A debrief with a mentor", "A peer texts one word; the mentor on shift is rung and bridged.");
    }

    [Fact]
    public void A_drill_that_ends_with_an_ambulance()
    {
        using var s = new Scenario();
        s.PeerA.Texts("DRILL 4").Gets("a drill");
        s.PeerA.IsRung().Answers().Hears("Press 1 to take the drill").Presses("1").Hears("1 Practice Street").Hears("Drill. The caller", within: 60);
        s.RunSeconds(12);
        s.PeerA.Presses("*").Hears("9 ambulance").Presses("9").Hears("what is the address", within: 20);
        s.RunSeconds(10);
        s.PeerA.Presses("*").Hears("7 leave").Presses("7").Hears("The drill is over").IsOffTheLine(within: 60).Gets("your drill");
        Conversation.Stands(s, "A drill that ends with an ambulance", "A rehearsal: the bot plays the caller and the desk, and says afterwards what happened when. Nobody else's phone rings.");
    }

    [Fact]
    public void A_caller_who_threatens()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("like to talk").Presses("1").Hears("It's yours");
        s.Caller.Hears("Here is a person");
        s.PeerA.IsBriefed();
        s.Caller.Says("I know where you live");
        s.PeerA.Presses("*").Hears("5 I was threatened").Presses("5").Hears("Noted for the coordinators");
        s.RunSeconds(65);
        s.Caller.Says("I mean it");
        s.PeerA.Presses("*").Hears("5 I was").Presses("5").Hears("for a time nobody is put through");
        s.RunSeconds(6);
        s.PeerA.Presses("*").Hears("7 leave").Presses("7").IsOffTheLine();
        s.Caller.Hears("I put no one from the team through to you");
        s.RunSeconds(3);
        s.Caller.Presses("0").Hears("I put no one from the team through to you");
        s.Caller.Presses("1").Hears("Thanks");
        s.RunSeconds(2);
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(60);
        Conversation.Stands(s, "A caller who threatens", "The peer marks it with one key: the caller is warned. The second time no peer is put through for a time, and the caller hears what still works.");
    }

    [Fact]
    public void A_peer_runs_a_case_by_text()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Gets("text A1 to take it").Texts("A1").Gets("it's yours. I'm calling you");
        s.Caller.MayBeRung();
        s.PeerA.Answers().Hears("You have a case. Press 1").Presses("1").Hears("They are at 12 Main").IsBriefed();
        s.PeerA.Texts("A2").Gets("12 Main St apt 4");
        s.PeerA.Texts("A6").Gets("crew held for 5 minutes");
        s.RunSeconds(30);
        s.PeerA.Texts("A1").Gets("noted, A is OK");
        s.Caller.Gets("stand down");
        s.PeerA.IsOffTheLine(within: 90).Gets("is over. How did it go", within: 60).Texts("A1").Gets("noted, thank you");
        s.Finishes();
        s.RunSeconds(20);
        Conversation.Stands(s, "A peer runs a case by text", "Somebody who cannot talk takes a case, asks for the place, holds the crew and says that they are OK, all with the case's letter.");
    }
}
