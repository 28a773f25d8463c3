using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// Whatever is being asked, a hang-up, a check-in, a text, a cry, and words that no answer was thought of for do what they do everywhere. Promises 1, 2, 3, 5, 6.
/// </summary>
public sealed class EachQuestionTests
{
    private const string Where = "12 Main Street Hamilton";

    /// <summary>By what is being asked, how a caller gets there from "where are you".</summary>
    private static readonly Dictionary<string, Action<Actor>> ByPhone = new()
    {
        ["where are you"] = _ => { },
        ["is that the place"] = c => c.Says(Where).Hears("I heard"),
        ["which town"] = c => c.Says("12 Main Street").Hears("Which town"),
        ["the house number"] = c => c.Says(Where).Hears("I heard").Presses("3").Hears("Key the house number"),
        ["may I record"] = c => Placed(c),
        ["before the tone"] = c => Placed(c).Presses("1").Hears("I'm recording after the tone"),
        ["after the tone"] = c => Recording(c),
        ["what to call you"] = c => Placed(c).Presses("4").Hears("What should I call you"),
        ["keep it for next time"] = c => Placed(c).Presses("4").Hears("call you").Presses("4").Hears("keep this"),
        ["a thing to change"] = c => Skipped(c).Presses("3").Hears("Change where"),
        ["the minutes"] = c => Skipped(c).Changes("the minutes").Hears("How many minutes"),
        ["someone first"] = c => Skipped(c).Changes("a friend").Hears("Key the number"),
        ["is that their number"] = c => Skipped(c).Changes("a friend").Hears("Key the number").Presses("9055550124#").Hears("Is that right"),
    };

    private static readonly Dictionary<string, Action<Actor>> ByHiddenPhone = new()
    {
        ["a number to call back"] = _ => { },
        ["is that your number"] = c => c.Presses("9055550124#").Hears("Is that right"),
    };

    public static TheoryData<string> Questions => [.. ByPhone.Keys];

    public static TheoryData<string> AllQuestions => [.. ByPhone.Keys, .. ByHiddenPhone.Keys];

    [Theory]
    [MemberData(nameof(Questions))]
    public void Hanging_up_brings_a_call_that_reads_out_nothing_and_leaves_nothing_recorded(string question)
    {
        using var s = Asked(question);
        s.Caller.HangsUp().IsRung(within: 66).Answers().Hears("Still with me");
        s.RunSeconds(15);
        s.Caller.HearsNothingLike("Main").Presses("7").IsOffTheLine();
        s.RunSeconds(10);
        Assert.Empty(s.Network.Recordings);
        Assert.False(s.Session.Open);
        s.Silence();
    }

    [Theory]
    [MemberData(nameof(AllQuestions))]
    public void A_check_in_that_falls_due_is_asked_on_time_and_its_ladder_keeps_its_clock(string question)
    {
        using var s = Asked(question, ("Spotting:FirstInterval", "00:01:10"));
        var due = s.DueUtc;
        s.RunToCheckIn();
        s.Caller.Hears("Still with me", within: 1);
        s.RunUntil(due + TimeSpan.FromSeconds(110));
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 44, 50);
        if (s.Session.Place is { } && question != "which town")
        {
            Assert.InRange(s.Ems.SecondsUntilRung(due), 85, Walks.BoundOf(Mode.OnTheLine));
        }

        Assert.True(s.Caller.Phone.IsInCall);
        Ends(s);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_text_changes_what_it_says_and_the_line_stays_up_and_asks_its_check_in(string question)
    {
        foreach (var text in (string[])["1", "AT 99 King St, Hamilton", "NAME Sam", "4", "no", "EVERY 1", "WHERE", "2", "SAVE home", "FIRST 905 555 0124", "hello there"])
        {
            using var s = Asked(question, ("Spotting:FirstInterval", "00:01:00"), ("Spotting:MoreTime", "00:01:00"));
            s.Caller.Texts(text);
            s.RunSeconds(6);
            s.RunToCheckIn();
            Assert.True(s.Session.CheckIn.IsOpen && s.Caller.Phone.IsInCall, $"{text}: the line is gone, or nothing was asked.\n{s.Transcript()}");
            s.Caller.Hears("Still with me").Presses("1").Hears("Thanks");
            s.Finishes();
            s.Caller.IsOffTheLine();
            Assert.False(s.Session.Open, $"{text}: still open.");
            s.Silence(minutes: 0.3);
        }
    }

    [Theory]
    [MemberData(nameof(AllQuestions))]
    public void A_nine_is_help_and_among_digits_it_is_asked_back_first(string question)
    {
        using var s = Asked(question);
        s.Caller.Presses("9");
        if (question is "the house number" or "the minutes" or "someone first" or "a number to call back")
        {
            s.Caller.Hears("Help now\\? Press 9 for help", within: 8).Presses("9");
        }

        s.Caller.Hears("getting people to you|calling people for you now", within: 3);
        Assert.Equal((Cause.HelpNow, Phase.Reaching), (s.Session.Incident!.Cause, s.Session.Incident.Phase));
        s.RunSeconds(8);
        Ends(s);
    }

    [Theory]
    [MemberData(nameof(AllQuestions))]
    public void A_zero_is_a_person(string question)
    {
        using var s = Asked(question);
        s.Caller.Presses("0").Hears("ringing someone for you", within: 8);
        Assert.Equal(Cause.PersonAsked, s.Session.Incident!.Cause);
        s.PeerA.IsRung();
        s.Caller.Presses("7").IsOffTheLine(within: 30);
        s.Silence();
    }

    [Theory]
    [MemberData(nameof(AllQuestions))]
    public void Words_that_nobody_thought_of_break_nothing_and_keep_no_check_in_from_being_asked(string question)
    {
        string[] heard =
            ["<Say>hi</Say> & \"quotes\" < ]]>", "o\u00f9 suis-je", "\ud83d\ude00 \ud83d", new string('a', 3000), "\u0418\u0432\u0430\u043d", ",", "12 34 56"];
        foreach (var words in heard)
        {
            using var s = Asked(question, ("Spotting:FirstInterval", "00:01:10"));
            s.Caller.Says("x", words);
            s.RunSeconds(8);
            s.Caller.Says("x", words);
            s.RunSeconds(8);
            s.Caller.NeverHeard("application error").MayBeRung();
            s.RunToCheckIn();
            Assert.True(s.Session.CheckIn.IsOpen && s.Caller.Phone.IsInCall, $"{words}: the line is gone, or nothing was asked.\n{s.Transcript()}");
            s.NoObjections();
        }
    }

    private static Scenario Asked(string question, params (string, string)[] settings)
    {
        var s = new Scenario(peers: 1, settings: settings).NobodyPicksUp();
        s.Caller.MayGet(".");
        s.Friend.MayGet(".");
        if (ByHiddenPhone.TryGetValue(question, out var hidden))
        {
            s.Caller.Calls(callerId: "anonymous").Hears("Press 1 and I start").Presses("1").Hears("number I can call you on", within: 60);
            hidden(s.Caller);
        }
        else
        {
            s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
            ByPhone[question](s.Caller);
        }

        return s;
    }

    private static Actor Placed(Actor caller) => caller.Says(Where).Hears("I heard").Presses("1").Hears("May I record");

    private static Actor Recording(Actor caller)
    {
        Placed(caller).Presses("1").Hears("I'm recording after the tone");
        var phone = caller.Phone;
        caller.Scenario.RunUntil(() => phone.Heard.Any(h => h.Kind == HeardKind.Beep), TimeSpan.FromSeconds(15));
        caller.Scenario.RunSeconds(0.8);
        phone.Says("the door is blue and it is round the back of the house");
        caller.Scenario.RunSeconds(1);
        return caller;
    }

    private static Actor Skipped(Actor caller)
    {
        caller.Presses("4").Hears("no ambulance can be sent").Hears("What should I call you").Presses("4").Hears("Your code");
        caller.Scenario.RunSeconds(3);
        return caller;
    }

    /// <summary>They are OK, and finished; where a number is being asked for again, the 7 is asked back.</summary>
    private static void Ends(Scenario s)
    {
        s.Caller.Presses("1").Confirms().Hears("stand down").Presses("7").Hears("any time|Finished\\?", within: 10);
        if (s.Session.Open)
        {
            s.Caller.Presses("7");
        }

        s.Caller.IsOffTheLine();
        s.Silence();
    }
}
