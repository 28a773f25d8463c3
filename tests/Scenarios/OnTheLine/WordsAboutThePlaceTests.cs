using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// What is said about a place once one is known: a yes in many words is one, a correction changes what it names, and nothing that a television says
/// takes the address from whoever comes. Promises 5, 6, 10.
/// </summary>
public sealed class WordsAboutThePlaceTests
{
    private const string Kept = "12 Main Street, apartment 4, Hamilton";

    [Theory]
    [InlineData("Yes, that's right, thank you.")]
    [InlineData("that is correct")]
    [InlineData("yes that is my place")]
    [InlineData("yeah that sounds right to me")]
    [InlineData("yep you got it right")]
    [InlineData("you got it")]
    public void A_yes_in_many_words_confirms_what_was_read_back(string words)
    {
        using var s = ReadBack();
        s.Caller.Says(words).Hears("Got it: Hamilton");
        Assert.Equal("12 Main Street, Hamilton", s.Session.Place!.Verbatim);
        Assert.False(s.Session.Place.Unconfirmed);
        Ends(s);
    }

    [Theory]
    [InlineData("no that's not it", "Say the number, the street and the town|where are you")]
    [InlineData("and now back to you in the studio", "didn't catch that")]
    [InlineData("what did you say", "didn't catch that")]
    [InlineData("yes but that's old", "didn't catch that")]
    [InlineData("I can't breathe", "I heard help. Press 9")]
    [InlineData("he's not breathing call 911", "I heard help. Press 9")]
    public void Other_words_leave_it_unconfirmed_and_where_it_was(string words, string heard)
    {
        using var s = ReadBack();
        s.Caller.Says(words).Hears(heard);
        Assert.Equal("12 Main Street, Hamilton", s.Session.Place!.Verbatim);
        Assert.True(s.Session.Place.Unconfirmed);
        Ends(s);
    }

    [Theory]
    [InlineData("my friend is not breathing at 12 Main Street Hamilton", "12 Main Street, Hamilton")]
    [InlineData("you can find me at 12 Main Street, Hamilton", "12 Main Street, Hamilton")]
    [InlineData("12 Main Street, Hamilton, please hurry", "12 Main Street, Hamilton")]
    [InlineData("he is on the floor at 12 Main Street apartment 4 Hamilton come quick", "12 Main Street, apartment 4, Hamilton")]
    [InlineData("uh I think it is the Royal Oak motel room 6 Hamilton", "the Royal Oak motel, room 6, Hamilton")]
    [InlineData("apartment 4 at 12 Main Street Hamilton please", "apartment 4 at 12 Main Street, Hamilton")]
    public void What_is_said_in_need_reaches_ems_as_an_address_and_nothing_else(string words, string place)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Ems.Is(Behaviour.Manual);
        s.Caller.Calls().Hears("9 for help now").Presses("9").Hears("Where are you").Says(words).Hears("Got it: Hamilton");
        Assert.Equal(place, s.Session.Place!.Verbatim);
        s.Ems.IsRung(within: 10).Answers().Hears($"address is {place.Split(", ")[0].Replace(" at ", ", ", StringComparison.Ordinal)}", within: 30).Presses("1");
        s.Caller.MayGet(".").HangsUp();
        s.RunSeconds(5);
        s.Finishes();
    }

    [Fact]
    public void A_town_alone_is_no_place_to_send_anybody_and_the_street_is_asked_for_until_there_is_one()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Ems.Is(Behaviour.Manual);
        s.Caller.Calls().Hears("9 for help now").Presses("9").Hears("Where are you").Says("Hamilton").Hears("Which street in Hamilton, and which number");
        s.Ems.IsRung(within: 10).Answers().Hears("The town is Hamilton").Hears("I know no street and no number").Hears("may not be breathing").NeverHeard("address is|That is H").Presses("1");
        s.Caller.Hears("Which street in Hamilton", within: 40).MayGet(".").HangsUp();
        s.RunSeconds(5);
        s.Finishes();
    }

    [Fact]
    public void The_street_that_is_asked_for_goes_to_ems_in_the_town_that_was_said_first()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Ems.Is(Behaviour.Manual);
        s.Caller.Calls().Hears("9 for help now").Presses("9").Hears("Where are you").Says("Hamilton").Hears("Which street in Hamilton").Says("Main Street").Hears("Got it: Hamilton");
        Assert.Equal(("Main Street", "Hamilton"), (s.Session.Place!.Verbatim, s.Session.Place.Town));
        s.Ems.IsRung(within: 10).Answers().Hears("The town is Hamilton").Hears("address is Main Street").Presses("1");
        s.Caller.MayGet(".").HangsUp();
        s.RunSeconds(5);
        s.Finishes();
    }

    [Fact]
    public void A_town_alone_is_read_back_as_such_and_the_street_completes_it()
    {
        using var s = new Scenario();
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says("Hamilton").Hears("I heard only the town: Hamilton. Say the number and the street");
        s.Caller.Says("12 Main Street").Hears("I heard: 12 Main Street. The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        Ends(s);
    }

    [Fact]
    public void A_television_at_the_read_back_and_then_silence_still_sends_ems_to_what_was_heard()
    {
        using var s = ReadBack();
        s.NobodyPicksUp();
        s.Ems.Is(Behaviour.Manual);
        s.Caller.MayGet("need to hear from you|couldn't reach you").Says("and now back to you in the studio");
        s.Ems.IsRung(within: 300).Answers().Hears("address is 12 Main Street", within: 30).Hears("not confirmed", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.HangsUp().MayBeRung();
        s.RunSeconds(3700);
        s.Silence();
    }

    [Theory]
    [InlineData("apartment 4", "12 Main Street, apartment 4, Hamilton")]
    [InlineData("it's unit 7", "12 Main Street, unit 7, Hamilton")]
    [InlineData("buzzer 12", "12 Main Street, Hamilton, buzzer 12")]
    [InlineData("the door is unlocked", "12 Main Street, Hamilton, the door is unlocked")]
    [InlineData("I have a dog", "12 Main Street, Hamilton, I have a dog")]
    [InlineData("no dogs", "12 Main Street, Hamilton, no dogs")]
    [InlineData("door code 4512", "12 Main Street, Hamilton, door code 4512")]
    [InlineData("I'm in the back bedroom", "12 Main Street, the back bedroom, Hamilton")]
    [InlineData("no it's 14", "14 Main Street, Hamilton")]
    [InlineData("14", "14 Main Street, Hamilton")]
    [InlineData("no, 14 Main Street", "14 Main Street, Hamilton")]
    [InlineData("no it's 9 King Street in Hamilton", "9 King Street, Hamilton")]
    public void A_correction_changes_what_it_names_and_is_read_back(string words, string place)
    {
        using var s = ReadBack();
        s.Caller.Says(words).Hears("I heard: " + place.Replace(", Hamilton", "") + "\\. The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        Assert.Equal(place, s.Session.Place!.WithTown);
        Ends(s);
    }

    [Fact]
    public void The_town_alone_is_put_right_and_the_street_stays()
    {
        using var s = new Scenario(peers: 1, settings:
        [
            ("Places:Areas:1:Name", "Burlington"), ("Places:Areas:1:Match", "Burlington"), ("Places:Areas:1:Dispatch", "+19055550921"), ("Places:Areas:1:VerifiedOn", "2026-01-01"),
        ]);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("12 Main Street Burlington").Hears("The town: Burlington").Says("no it's in Hamilton").Hears("I heard: 12 Main Street. The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        Assert.Equal("12 Main Street, Hamilton", s.Session.Place!.WithTown);
        Ends(s);
    }

    [Fact]
    public void What_they_once_said_is_right_is_given_up_for_a_landmark_only_when_that_is_right_too()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Changes("the place").Hears("where are you|Say the number").Says("behind the library in Hamilton").Hears("I heard: behind the library");
        Assert.Equal(Kept, s.Session.Place!.Verbatim);
        s.Caller.Presses("4").Hears("skipped");
        Assert.Equal(Kept, s.Session.Place!.Verbatim);
        Assert.False(s.Session.Place.Unconfirmed);
        s.Caller.Changes("the place").Hears("where are you|Say the number").Says("behind the library in Hamilton").Hears("I heard: behind the library").Presses("1").Hears("Got it: Hamilton");
        Assert.Equal("behind the library, Hamilton", s.Session.Place!.Verbatim);
        Ends(s);
    }

    [Theory]
    [InlineData("I don't want to tell you")]
    [InlineData("I don't know where I am")]
    [InlineData("I took too much")]
    [InlineData("he's not breathing call 911")]
    [InlineData("who is this")]
    [InlineData("and now the weather for the weekend")]
    [InlineData("I'm in my place right now")]
    public void Words_that_lead_nowhere_are_no_place(string words)
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says(words).Hears("didn't catch that|no ambulance can be sent|I heard help");
        Assert.Null(s.Session.Place);
        Ends(s);
    }

    [Theory]
    [InlineData("Hamilton Ontario")]
    [InlineData("Hamilton, Ontario")]
    [InlineData("downtown Hamilton")]
    [InlineData("Hamilton I think")]
    [InlineData("the city of Hamilton")]
    [InlineData("Hamilton please")]
    [InlineData("it's in Hamilton.")]
    [InlineData("12 Main Street Hamilton")]
    public void The_town_is_found_in_the_answer_to_which_town(string words)
    {
        using var s = WhichTown();
        s.Caller.Says(words).Hears("I heard: 12 Main Street. The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        Assert.Equal("12 Main Street, Hamilton", s.Session.Place!.WithTown);
        Ends(s);
    }

    [Theory]
    [InlineData("what do you mean")]
    [InlineData("which one")]
    [InlineData("and now the weather for the weekend")]
    public void What_names_no_town_is_asked_again(string words)
    {
        using var s = WhichTown();
        s.Caller.Says(words).Hears("didn't catch that. Which town");
        Assert.Null(s.Session.Place!.Town);
        s.Caller.Says("Hamilton").Hears("The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        Ends(s);
    }

    [Theory]
    [InlineData("I don't know the town")]
    [InlineData("4")]
    public void Who_does_not_know_the_town_hears_what_that_means(string answer)
    {
        using var s = WhichTown();
        (answer == "4" ? s.Caller.Presses("4") : s.Caller.Says(answer)).Hears("I heard: 12 Main Street. No town").Presses("1").Hears("I have no ambulance line for there");
        Assert.Equal("12 Main Street", s.Session.Place!.WithTown);
        Ends(s);
    }

    [Fact]
    public void A_town_with_its_province_leads_ems_to_the_street()
    {
        using var s = WhichTown();
        s.NobodyPicksUp();
        s.Caller.Says("Hamilton Ontario").Hears("The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        s.Ems.Is(Behaviour.Manual).IsRung(within: 300).Answers().Hears("town is Hamilton", within: 30).Hears("address is 12 Main Street", within: 30).Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.MayGet("need to hear from you|couldn't reach you").HangsUp().MayBeRung();
        s.RunSeconds(3700);
        s.Silence();
    }

    [Fact]
    public void A_house_number_of_naughts_is_asked_again_and_the_next_one_is_taken()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Caller.Says("40 Maple Street Hamilton").Hears("I heard: 40 Maple Street").Presses("3").Hears("Key the house number").Presses("00#").Hears("didn't catch that. Key the house number");
        Assert.Equal("40 Maple Street, Hamilton", s.Session.Place!.Verbatim);
        s.Caller.Presses("14#").Hears("I heard: 14 Maple Street").Presses("1").Hears("Got it: Hamilton");
        Ends(s);
    }

    [Theory]
    [InlineData("yes, Hamilton", "Got it: Hamilton")]
    [InlineData("Hamilton", "Got it: Hamilton")]
    [InlineData("I'm in Hamilton", "Got it: Hamilton")]
    [InlineData("I'm in the bathroom in Hamilton", "Got it: Hamilton")]
    [InlineData("police in Hamilton are looking for a man tonight", "didn't catch that")]
    public void In_need_a_town_alone_takes_no_street_away(string words, string heard)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.KeepsThePlace();
        CallsForHelp(s).Says(words).Hears(heard);
        Assert.Contains("12 Main Street", s.Session.Place!.WithTown, StringComparison.Ordinal);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("I'm at 44 King Street", "44 King Street, Hamilton")]
    [InlineData("12 Main Street unit 9", "12 Main Street, unit 9, Hamilton")]
    public void In_need_an_address_takes_the_place_of_the_kept_one_at_once(string words, string place)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.KeepsThePlace();
        CallsForHelp(s).Says(words).Hears("Got it: Hamilton");
        Assert.Equal(place, s.Session.Place!.WithTown);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("no")]
    [InlineData("no I'm not there")]
    public void In_need_a_no_asks_where_they_are_and_the_kept_place_goes_along_until_they_say(string words)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.KeepsThePlace();
        CallsForHelp(s).Says(words).Hears("Where are you\\? Say the address and the town").HearsNothingLike("Got it");
        Assert.Equal(Kept, s.Session.Place!.Verbatim);
        s.Caller.Says("behind the library in Hamilton").Hears("Got it: Hamilton");
        Assert.Equal("behind the library, Hamilton", s.Session.Place!.Verbatim);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void In_need_a_street_whose_town_a_television_talked_over_keeps_it_when_the_town_is_said()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls().Hears("9 for help").Presses("9").Hears("Where are you").MayGet("calling people|getting people");
        s.Caller.Says("12 main street").Hears("didn't catch that.*Where are you").Says("and now the weather");
        s.RunSeconds(12);
        s.Caller.Says("Hamilton").Hears("Got it: Hamilton");
        Assert.Equal("12 main street, Hamilton", s.Session.Place!.WithTown);
        s.Ems.IsRung(within: 5);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Ems_hears_no_television_in_the_address()
    {
        using var s = ReadBack();
        s.NobodyPicksUp();
        s.Ems.Is(Behaviour.Manual);
        s.Caller.Presses("9").Hears("If you are somewhere else, say where").MayGet("getting people");
        s.Ems.IsRung(within: 5).Answers().Hears("The address is 12 Main Street", within: 20);
        s.Caller.Says("police in Hamilton are looking for a man tonight");
        s.Ems.Hears("Press 1 or say", within: 90).NeverHeard("police|tonight").Presses("1").Hears("Confirmed").HangsUp();
        s.Caller.HangsUp().MayBeRung();
        s.RunSeconds(3700);
        s.Silence();
    }

    private static Scenario ReadBack()
    {
        var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says("12 Main Street Hamilton").Hears("I heard: 12 Main Street");
        return s;
    }

    private static Scenario WhichTown()
    {
        var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says("12 Main Street").Hears("Which town");
        return s;
    }

    /// <summary>Without waiting for the watch: the kept place goes along, as one they have not confirmed.</summary>
    private static Actor CallsForHelp(Scenario s) =>
        s.Caller.Calls().Hears("9 for help now").Presses("9").MayGet("getting people").Hears("I'm sending them to the place I have, in Hamilton. If you are somewhere else, say where");

    private static void Ends(Scenario s)
    {
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
        Assert.Equal(Outcome.Finished, s.Session.Outcome);
    }
}
