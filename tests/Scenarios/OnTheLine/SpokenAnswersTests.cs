using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.OnTheLine;

/// <summary>What is said at a check-in: a listed phrase is an OK, anything else is asked again and stops no clock. Promises 2, 3.</summary>
public sealed class SpokenAnswersTests
{
    private const string Television = "and now the weather for the weekend with some sunshine in the south and heavy rain moving in from the west by Sunday evening, back to you in the studio";

    [Theory]
    [InlineData("I'm good thanks")]
    [InlineData("I'm OK")]
    [InlineData("okay")]
    [InlineData("still here")]
    [InlineData("I'm fine.")]
    public void A_listed_phrase_is_an_ok(string words)
    {
        using var s = OnTheLine();
        s.Caller.Says(words).Hears("Thanks. Next one in 2 minutes");
        Assert.False(s.Session.CheckIn.IsOpen);
        Ends(s);
    }

    [Theory]
    [InlineData("mm-hm", "mm-hmm")]
    [InlineData("mm-hm", "uh huh")]
    [InlineData("I'm sleepy", "I'm sleepy")]
    [InlineData("no I'm not ok", "no I'm not ok")]
    [InlineData("okay so", "okay so")]
    public void Anything_else_is_asked_for_a_key_and_the_clock_runs_on(string words, string heardAs)
    {
        using var s = OnTheLine();
        var due = s.DueUtc;
        s.Caller.Says(words, heardAs).Hears("I need a key: press 1");
        Assert.True(s.Session.CheckIn.IsOpen);
        s.PeerA.IsRung(within: 60).Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 48);
        s.Caller.MayGet("need to hear from you|couldn't reach you").Hears("calling people").Presses("1").Confirms().Hears("stand down");
        s.PeerA.Gets("Nothing is needed");
        Ends(s);
    }

    [Fact]
    public void A_phrase_the_phone_company_is_not_sure_of_is_no_ok()
    {
        using var s = OnTheLine();
        s.Caller.Says("mumble", "ok", confidence: 0.2).Hears("I need a key").Presses("1").Hears("Thanks");
        Ends(s);
    }

    [Fact]
    public void A_television_neither_answers_nor_keeps_a_key_from_being_heard()
    {
        using var s = OnTheLine();
        s.Caller.Says(Television).Hears("I need a key: press 1", within: 10);
        Assert.True(s.Session.CheckIn.IsOpen);

        // It talks on; the check-in listens for keys only now.
        s.Caller.Phone.Says(Television);
        s.RunSeconds(2);
        s.Caller.Presses("1").Hears("Thanks. Next one");
        Ends(s);
    }

    [Fact]
    public void A_television_alone_is_a_miss_on_time()
    {
        using var s = OnTheLine();
        var due = s.DueUtc;
        for (var i = 0; i < 6; i++)
        {
            s.Caller.Phone.Says(Television);
            s.RunSeconds(7);
        }

        s.PeerA.IsRung(within: 20).Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 48);
        s.Caller.MayGet("need to hear from you|couldn't reach you").Hears("calling people").Presses("1").Confirms().Hears("stand down");
        s.PeerA.Gets("Nothing is needed");
        Ends(s);
    }

    [Fact]
    public void Snoring_is_no_answer()
    {
        using var s = OnTheLine();
        var due = s.DueUtc;
        s.Caller.Says("hhhhrrrrr", "her").Hears("I need a key");
        s.Caller.Says("hhhhrrrrr", "[noise]");
        s.PeerA.IsRung(within: 60).Gets("someone needs a person");
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 48);
        s.PeerA.Answers().Hears("Press 1 to take it").Presses("1").Hears("Their line is open").IsBriefed();
        s.Caller.MayGet("need to hear from you|couldn't reach you").Hears("Here is a person");
        s.Caller.Says("hhhhrrrrr");
        s.PeerA.Hears("hhhhrrrrr").SaysTheyAreOk().HangsUp();
        s.Caller.Hears("Still with me|One moment", within: 150).Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Help_that_is_said_is_asked_back_and_a_nine_brings_it()
    {
        using var s = OnTheLine();
        s.Caller.Says("help").Hears("I heard help. Press 9").Presses("9").Hears("getting people to you").MayGet("getting people|need to hear");
        s.PeerA.IsRung().Gets("someone needs a person");
        s.Ems.IsRung(within: 5);
        s.Coordinator.Gets("crew's line");
        s.RunSeconds(8);
        s.Caller.Presses("1").Confirms().Hears("stand down");
        s.PeerA.Gets("Nothing is needed");
        Ends(s);
    }

    [Fact]
    public void Help_said_at_a_question_brings_the_check_in_at_once()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").Says("please help me").Hears("I heard help. Press 9 for it");
        Assert.True(s.Session.CheckIn.IsOpen);
        s.Caller.Presses("1").Hears("Thanks").Hears("where are you").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("he's not breathing call 911")]
    [InlineData("I took too much")]
    [InlineData("call an ambulance please")]
    public void A_cry_at_a_check_in_is_not_taken_for_dozing(string words)
    {
        using var s = OnTheLine();
        s.Caller.Says(words).Hears("I heard help. Press 9 for it, 1 if you're OK").HearsNothingLike("dozing").Presses("1").Hears("Thanks");
        Ends(s);
    }

    [Theory]
    [InlineData("right")]
    [InlineData("sure")]
    [InlineData("go ahead")]
    public void A_yes_that_is_said_to_a_question_answers_it_and_moves_no_clock(string words)
    {
        using var s = new Scenario(peers: 1);
        s.Calling();
        s.Caller.Hears("May I record");
        var due = s.DueUtc;
        s.Caller.Says(words).Hears("I'm recording after the tone");
        Assert.Equal(due, s.DueUtc);
        s.Caller.Presses("4").Hears("skipped");
        Ends(s);
    }

    [Fact]
    public void Nor_does_it_on_a_call_we_placed()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Texts("SPOT 10 at 12 Main St, Hamilton").Gets("I'm with you").Gets("Got it").Texts("DONE").Gets("Done");
        s.Caller.MayGet(".").Texts("STOP");
        s.RunSeconds(20);
        s.Caller.Texts("SPOT 10 at 12 Main St, Hamilton").IsRung(within: 20).Answers().Hears("My texts are blocked");
        s.Caller.Presses("3").Hears("Change where").Presses("3").Hears("Record how").Presses("1").Hears("May I record");
        var due = s.DueUtc;
        s.RunSeconds(2);
        s.Caller.Says("right");
        s.RunSeconds(2);
        Assert.Equal(due, s.DueUtc);
        s.Caller.Presses("4").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_yes_to_a_question_answers_no_check_in_that_opened_behind_it()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(8));
        s.Caller.Changes("record").Hears("May I record");
        s.Network.Faults.OnRest(r => r.Method == "POST" && r.Resource.StartsWith("Calls/", StringComparison.Ordinal) && r["Url"] is not null, RestFault.LostRequest(), times: 1);
        s.RunToCheckIn();
        Assert.True(s.Session.CheckIn.IsOpen);
        s.Caller.Says("right");
        s.RunSeconds(2);
        Assert.True(s.Session.CheckIn.IsOpen);
        s.Caller.Hears("Still with me|I need to hear", within: 25).Presses("1").Hears("Thanks").MayGet("need to hear from you");
        s.Caller.Presses("4").Presses("7").IsOffTheLine(within: 30);
        s.Silence();
    }

    [Theory]
    [InlineData("I'm OK")]
    [InlineData("I'm good thanks")]
    [InlineData("what was that")]
    public void Words_that_are_no_name_become_none(string words)
    {
        using var s = new Scenario(peers: 1);
        s.Calling();
        s.Caller.Hears("May I record").Presses("4").Hears("What should I call you").Says(words).Hears("didn't catch that");
        s.RunSeconds(2);
        Assert.Null(s.Session.Handle);
        Ends(s);
    }

    private static Scenario OnTheLine()
    {
        var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        return s;
    }

    private static void Ends(Scenario s)
    {
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }
}
