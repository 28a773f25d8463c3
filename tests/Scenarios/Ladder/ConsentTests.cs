using PhoneCompany.People;
using Scenarios.OnTheLine;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>Someone the caller names is asked once whether they may be rung, and their answer is kept and respected. Promises 2, 5, 6, 9, 10.</summary>
public sealed class ConsentTests
{
    private const string Asked = "someone who trusts you named you";

    /// <summary>At night nobody is called only to be asked.</summary>
    private static readonly DateTimeOffset Night = new(2026, 1, 11, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void They_are_asked_in_neutral_words_and_their_yes_is_told_and_kept_for_the_next_time()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names("I ask them once: no means no; until a yes they only hear someone named them");
        s.Friend.GetsNothingLike("905|0123|Sam|Main|Hamilton|check|watch").Texts("agree").Gets("thank you");
        s.Caller.Gets("said yes");
        s.Finishes();
        s.RunSeconds(30);

        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first").Gets("said yes");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Their_no_is_told_at_once_and_they_are_not_rung_and_peers_wait_for_nobody()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Friend.Texts("DECLINE A").Gets("I won't call you");
        s.Caller.Gets("said no, so I won't ring them");
        var due = s.Misses(Mode.TextMe);
        s.PeerA.TakesTheCase(within: 5);
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 75, 80);
        s.Friend.WasRung(0);
        EndsWith(s, s.PeerA);
    }

    [Fact]
    public void Their_no_is_respected_when_they_are_named_again_and_they_are_not_asked_again()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Friend.Texts("DECLINE").Gets("I won't call you");
        s.Caller.Gets("said no");
        s.Finishes();
        s.RunSeconds(30);
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first").Gets("said no, so I won't ring them");
        s.Misses(Mode.TextMe);
        s.PeerA.TakesTheCase(within: 5);
        s.Friend.WasRung(0);
        EndsWith(s, s.PeerA);
    }

    [Fact]
    public void A_no_taken_back_while_they_are_watched_has_them_rung_first_as_the_caller_is_told()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Friend.Texts("DECLINE").Gets("I won't call you");
        s.Caller.Gets("said no");
        s.Friend.Texts("AGREE").Gets("thank you");
        s.Caller.Gets("said yes: I may ring them first");
        s.Misses(Mode.TextMe);
        s.Friend.TakesTheCase(within: 20);
        EndsWith(s, s.Friend);
    }

    [Fact]
    public void Two_callers_who_were_agreed_to_one_after_the_other_have_letters_of_their_own_and_each_yes_can_be_taken_back()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Friend.Texts("AGREE").Gets("thank you");
        s.Caller.Gets("said yes");
        s.PeerC.Texts("SPOT 5").Gets("I'm with you").Gets("Where are you").Texts("FIRST 905 555 0124").Gets("I call that number first");
        s.Friend.Gets("AGREE B").Texts("AGREE").Gets("thank you");
        s.PeerC.Gets("said yes");
        s.RunSeconds(70);
        s.PeerC.MayGet("Still with me");
        s.Friend.Texts("DECLINE A").Gets("I won't call you");
        s.Caller.Gets("said no");
        s.Friend.Texts("DECLINE B").Gets("I won't call you");
        s.PeerC.Gets("said no");
    }

    [Theory]
    [InlineData("DECLINE", Consent.No)]
    [InlineData("AGREE", Consent.Yes)]
    public void Two_people_on_one_phone_who_name_the_same_person_both_go_by_the_answer(string answer, Consent said)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Caller.Texts("SPOT").Gets("SECOND").Texts("SECOND").MayGet(".");
        s.RunSeconds(10);
        s.Caller.Texts("B FIRST 905 555 0124");
        s.RunSeconds(10);
        s.Friend.MayGet(".").Texts(answer);
        s.RunSeconds(10);
        Assert.Equal([said, said], s.Sessions().Select(x => x.Consent));
    }

    [Fact]
    public void A_yes_that_was_forgotten_while_the_caller_is_watched_is_none_at_the_miss()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Caller.Texts("NAME Sam").Gets("OK, Sam");
        s.Names();
        s.Friend.Texts("AGREE").Gets("thank you");
        s.Caller.Gets("said yes");
        s.Friend.Texts("FORGET").Gets("is erased");
        s.Caller.Gets("no longer have a yes");
        s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("someone needs a person").Answers().Hears("Someone who trusts you named you.*Press 1").HearsNothingLike("Sam|you said yes").Presses("1").Hears("They are at");
        EndsWith(s, s.Friend);
    }

    [Fact]
    public void Without_an_answer_they_are_rung_and_hear_only_that_someone_named_them_and_after_accepting_the_place_and_they_bring_ems()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText();
        s.Caller.Texts("NAME Sam").Gets("OK, Sam");
        s.Names();
        s.Caller.Texts("FIRST").Gets("has not said yes yet");
        var due = s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("someone needs a person").Answers().Hears("Someone who trusts you named you.*Press 1").HearsNothingLike("Sam|Main|you said yes");
        Assert.InRange(s.Friend.SecondsUntilRung(due), 75, 80);
        s.Friend.Presses("1").Hears("goes by Sam").Hears("They are at 12 Main").IsBriefed();
        s.Friend.Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.TakesTheEmergency().HangsUp();
        s.Caller.MayBeRung();
        s.Friend.SaysTheyAreOk().HangsUp();
        s.Caller.MayGet("stand down|crew");
        s.PeerA.MayBeRung().MayGet(".");
        s.Finishes();
        s.RunSeconds(120);
        s.Ems.MayBeRung();
        s.Coordinator.MayGet(".").MayBeRung();
        s.Silence();
    }

    [Fact]
    public void With_a_yes_they_hear_who_needs_them_and_the_place_only_after_accepting()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Caller.Texts("NAME Sam").Gets("OK, Sam");
        s.Names();
        s.Friend.Texts("AGREE A").Gets("thank you");
        s.Caller.Gets("said yes");
        s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("someone needs a person").Answers().Hears("Sam named you, you said yes, and they need you. Press 1").NeverHeard("Main").Presses("1").Hears("They are at 12 Main");
        EndsWith(s, s.Friend);
    }

    [Theory]
    [InlineData("OK", "said yes")]
    [InlineData("1", "said yes")]
    [InlineData("No", "said no")]
    [InlineData("no thanks", "said no")]
    [InlineData("STOP", "said no")]
    public void Who_is_in_nothing_else_here_may_answer_in_words_of_their_own(string words, string told)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Friend.MayGet("thank you|no problem|unsubscribed").Texts(words);
        s.Caller.Gets(told);
        s.Finishes();
        s.Silence();
    }

    [Theory]
    [InlineData("YES")]
    [InlineData("who is this?")]
    [InlineData("not sure who that is")]
    public void A_carriers_word_and_words_nobody_understands_are_no_answer_and_they_hear_how_to_give_one(string words)
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Friend.MayGet("re-subscribed").Texts(words).Gets("Reply AGREE A or DECLINE A");
        Assert.Equal(Consent.Asked, s.Session.Consent);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void An_answer_after_the_end_is_told_to_nobody_then_and_is_known_the_next_time_without_asking()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Finishes();
        s.RunQuietly(TimeSpan.FromHours(2));
        s.Friend.Texts("AGREE").Gets("thank you");
        s.RunSeconds(30);
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first").Gets("said yes");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Who_never_answers_is_asked_once_and_a_late_yes_reaches_the_session_that_is_open_then()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Finishes();
        s.RunSeconds(30);
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first").Gets("was asked before and has not said yes yet");
        s.Friend.Texts("AGREE A").Gets("thank you");
        s.Caller.Gets("said yes");
        s.Friend.Texts("AGREE A").Gets("thank you");
        s.Friend.Texts("DECLINE").Gets("I won't call you");
        s.Caller.Gets("said no");
        s.Finishes();
        s.Silence();
    }

    [Theory]
    [InlineData(true, "AGREE", "said yes")]
    [InlineData(false, "AGREE", "said yes")]
    [InlineData(false, "DECLINE", "said no")]
    public void Either_of_the_two_can_have_it_forgotten(bool byCaller, string answer, string told)
    {
        using var s = Answered(answer, told);
        (byCaller ? s.Caller : s.Friend).Texts("FORGET").Gets("is erased");
        s.WatchedByText().Names();
        s.Finishes();
        s.Silence();
    }

    /// <summary>Promise 9: a caller does not get somebody asked again by forgetting that they said no.</summary>
    [Fact]
    public void A_no_is_not_the_callers_to_forget()
    {
        using var s = Answered("DECLINE", "said no");
        s.Caller.Texts("FORGET").Gets("is erased");
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("said no").Gets("no means no");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Whom_a_text_cannot_reach_is_called_by_day_and_answers_by_key()
    {
        using var s = new Scenario(peers: 1);
        s.Friend.MayGet("unsubscribed").Texts("STOP");
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first");
        s.Friend.IsRung().Answers().Hears("Someone who trusts you named you").Hears("Press 1 for yes, 2 for no").HearsNothingLike("905|Main").Presses("1").Hears("Thank you").IsOffTheLine();
        s.Caller.Gets("said yes");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_voicemail_is_no_answer_and_the_caller_hears_so()
    {
        using var s = new Scenario(peers: 1);
        s.Friend.MayGet("unsubscribed").Texts("STOP");
        s.Friend.Is(Phones.Called("voicemail"));
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first");
        s.Friend.IsRung();
        s.Caller.Gets("nobody said yes or no.*I still ring them", within: 60);
        s.Friend.VoicemailKept("Main|Hamilton");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Nobody_is_woken_to_be_asked_and_the_caller_hears_that_they_were_not()
    {
        using var s = new Scenario(Night, peers: 1, coordinators: 1);
        s.Friend.MayGet("unsubscribed").Texts("STOP");
        s.WatchedByText();
        s.Caller.Texts("FIRST 905 555 0124").Gets("I call that number first").Gets("so they were not asked. I still ring them");
        s.Misses(Mode.TextMe);
        s.Friend.IsRung().Answers().Hears("named you").Presses("1").Hears("They are at 12 Main");
        EndsWith(s, s.Friend);
    }

    [Fact]
    public void Two_callers_name_the_same_person_who_says_by_letter_whom_they_mean()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.PeerC.Texts("SPOT 5").Gets("I'm with you").Gets("Where are you").Texts("FIRST 905 555 0124").Gets("I call that number first");
        s.Friend.Gets(Asked + ".*AGREE B").Texts("AGREE").Gets("A or B").Texts("AGREE B").Gets("thank you");
        s.PeerC.Gets("said yes");
        s.Friend.Texts("DECLINE").Gets("I won't call you");
        s.Caller.Gets("said no");
        s.PeerC.Texts("DONE").Gets("Done");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Who_is_watched_themselves_answers_their_check_in_with_a_digit_and_this_with_its_word()
    {
        using var s = new Scenario(peers: 1);
        s.Friend.Texts("SPOT 5").Gets("I'm with you").Gets("Where are you");
        s.WatchedByText().Names();
        s.Friend.Texts("1").Gets("Thanks. Next one");
        Assert.Equal(Consent.Asked, s.Session.Consent);
        s.Friend.Texts("no").Gets("skipped|no place|calling you").MayBeRung();
        Assert.Equal(Consent.Asked, s.Session.Consent);
        s.Friend.Texts("AGREE").Gets("thank you");
        s.Caller.Gets("said yes");
        s.Friend.MayGet("Done").Texts("DONE");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_no_while_they_are_being_rung_ends_that_and_peers_come_at_once()
    {
        using var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Misses(Mode.TextMe);
        s.Friend.IsRung().Gets("someone needs a person");
        s.Friend.Texts("DECLINE").Gets("I won't call you").IsOffTheLine(within: 5);
        s.Caller.Gets("said no");
        s.PeerA.TakesTheCase(within: 5);
        s.Friend.WasRung(1);
        EndsWith(s, s.PeerA);
    }

    [Fact]
    public void Named_by_voice_they_are_asked_by_text_and_the_answer_is_heard_on_the_line()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("a friend").Hears("Key the number").Presses("9055550124#").Hears("Is that right").Presses("1").Hears("I ask them once: no means no; until a yes");
        s.Friend.Gets(Asked);
        s.RunSeconds(10);
        s.Friend.Texts("AGREE").Gets("thank you");
        s.Caller.Hears("said yes", within: 5);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Who_hides_their_number_has_nobody_asked_and_hears_so()
    {
        using var s = new Scenario(peers: 1);
        s.CallingHidden();
        s.Caller.Presses("4").Hears("no ambulance can be sent").Hears("What should I call you").Presses("4").Hears("Your code");
        s.RunSeconds(3);
        s.Caller.Changes("a friend").Hears("Key the number").Presses("9055550124#").Hears("Is that right").Presses("1").Hears("Your number is hidden, so I can't ask them");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("AGREE")]
    [InlineData("DECLINE B")]
    public void From_whom_nobody_named_it_is_a_word_like_any_other(string words)
    {
        using var s = new Scenario(peers: 1);
        s.Friend.Texts(words).Gets("I'm an automated spotter");
        s.Silence();
    }

    /// <summary>A first session in which the person named answered, and which is over.</summary>
    private static Scenario Answered(string answer, string told)
    {
        var s = new Scenario(peers: 1);
        s.WatchedByText().Names();
        s.Friend.Texts(answer).Gets("I");
        s.Caller.Gets(told);
        s.Finishes();
        s.RunSeconds(30);
        return s;
    }

    private static void EndsWith(Scenario s, Actor owner)
    {
        s.Caller.MayBeRung();
        owner.IsBriefed().SaysTheyAreOk();
        s.Caller.Gets("stand down");
        owner.HangsUp();
        s.Finishes();
        s.Silence();
    }
}

file static class Naming
{
    /// <summary>The caller names the friend, who is asked.</summary>
    public static Scenario Names(this Scenario s, string answer = "I call that number first")
    {
        s.Caller.Texts("FIRST 905 555 0124").Gets(answer);
        s.Friend.Gets("someone who trusts you named you");
        return s;
    }
}
