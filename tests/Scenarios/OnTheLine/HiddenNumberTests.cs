using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Webhooks;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// A caller whose number is hidden: told the limit and the code whatever they begin with, in time though their line drops at the worst moment, and
/// the phone they lend to be called on learns and keeps nothing of theirs. Promises 1, 2, 5, 6, 10.
/// </summary>
public sealed class HiddenNumberTests
{
    private const string Limit = "hidden: I can't call you back|if it drops and you do not call back in two minutes, I will get help";

    [Fact]
    public void Who_first_talks_and_then_starts_hears_the_limit_and_the_code_twice()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls(callerId: "anonymous").Hears("0 for a person").Presses("0").Hears("ringing someone").HearsNothingLike("your code").Presses("1").Hears(Limit);
        Assert.True(s.Session.Watched);
        s.Caller.Hears("press 8 and key your code: \\d, \\d, \\d").Hears("Once more, your code: \\d, \\d, \\d").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Who_cries_for_help_hears_that_help_comes_then_the_limit_and_the_code()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls(callerId: "anonymous").Hears("9 for help").Presses("9").Hears("calling people for you now.*" + Limit).Hears("Once more, your code: \\d, \\d, \\d");
        s.IsOkAfterAll().FinishesAmidANumber();
        s.Silence();
    }

    [Fact]
    public void Keeping_and_forgetting_are_not_offered_where_only_a_lent_phone_could_keep_and_lose_anything()
    {
        using var s = new Scenario(peers: 1);
        HasAHome(s.Friend);
        s.CallingHidden("9055550124").SaysWhere();
        s.Caller.Hears("May I record").Presses("4").Hears("What should I call you").Says("Sam").Hears("OK, Sam").Hears("Your code").NeverHeard("keep this for next time");
        s.RunSeconds(3);
        s.Caller.Changes("erase it").Hears("didn't catch that").Presses("4").Hears("skipped");
        s.Caller.Changes("keep it").Hears("didn't catch that").Presses("4").Hears("skipped");
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(20);
        s.Friend.Calls().Hears("the place you call home").Presses("1").Hears("I'm with you from now");
        Assert.Equal("9 King St, Hamilton", s.Session.Place!.Verbatim);
        Assert.Null(s.Session.Handle);
        s.Friend.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("WHERE", "I keep that off this phone")]
    [InlineData("SAVE home", "I keep that off this phone")]
    [InlineData("FORGET", "When we finish I'll erase everything about this phone")]
    public void The_phone_that_was_lent_reads_and_keeps_nothing_of_theirs_by_text(string words, string answer)
    {
        using var s = new Scenario(peers: 1);
        s.CallingHidden("9055550124").SaysWhere();
        s.Friend.Texts(words).Gets(answer).GetsNothingLike("Main|Hamilton");
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(20);
        s.Friend.Texts("SPOT home").Gets("I'm with you").Gets("I kept: home. Which town").GetsNothingLike("Main|Hamilton");
        Assert.DoesNotContain("Main", $"{s.Session.Place}", StringComparison.Ordinal);
        s.Friend.Texts("DONE").Gets("Done for now");
        s.Silence();
    }

    [Fact]
    public void A_line_that_drops_while_their_one_is_taken_in_has_two_minutes_too()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.Calls(callerId: "anonymous").Hears("in two minutes, I will get help");
        s.Network.Faults.OnWebhook(w => w["Digits"] == "1", WebhookFault.Delay(TimeSpan.FromSeconds(2)), times: 1);
        s.Caller.Presses("1").HangsUp();
        var gone = s.Now;
        s.PeerA.IsRung(within: 140);
        Assert.InRange((s.Now - gone).TotalSeconds, 110, 135);
        s.Caller.KeysTheCode().Hears("You're back").Presses("1").Confirms().Hears("stand down").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Hanging_up_just_before_a_check_in_puts_its_ladder_off_by_nothing()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.CallingHidden().SaysWhere();
        s.Caller.Hears("May I record").Presses("4");
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(2));
        var due = s.DueUtc;
        s.Caller.HangsUp();
        s.PeerA.IsRung(within: 120);
        s.Ems.IsRung(within: 120);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 0, Walks.BoundOf(Mode.OnTheLine));
        s.Caller.KeysTheCode().Hears("You're back").Presses("1").Confirms().Hears("stand down").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_person_says_they_are_ok_and_there_is_no_way_to_reach_them_so_the_watch_rests_and_closes_after_two_hours()
    {
        using var s = new Scenario(peers: 1);
        OkByAPeerWithoutALine(s);
        Assert.NotNull(s.Session.RestsUtc);
        s.RunQuietly(TimeSpan.FromMinutes(115));
        Assert.True(s.Session.Open);
        s.PeerA.WasRung(1);
        s.Ems.WasRung(0);
        s.RunQuietly(TimeSpan.FromMinutes(6));
        Assert.False(s.Session.Open);
        s.Silence();
    }

    [Fact]
    public void A_watch_that_rests_goes_on_when_they_call_back_by_their_code()
    {
        using var s = new Scenario(peers: 1);
        OkByAPeerWithoutALine(s);
        s.RunQuietly(TimeSpan.FromMinutes(50));
        s.Caller.KeysTheCode().Hears("You're back");
        Assert.Null(s.Session.RestsUtc);
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("1").Hears("Thanks").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_peer_who_says_so_by_text_is_told_so_by_text()
    {
        using var s = new Scenario(peers: 1);
        s.CallingHidden().SaysWhere();
        s.Caller.HangsUp();
        s.PeerA.Is(Behaviour.NoAnswer).IsRung(within: 130).Gets("someone needs a person").Texts("A1").Gets("it's yours");
        s.PeerA.MayBeRung().Texts("A1").Gets("They gave no number, so I cannot check on them until they call me again");
        Assert.NotNull(s.Session.RestsUtc);
        s.Ems.WasRung(0);
        s.Caller.KeysTheCode().Hears("You're back").Presses("7").IsOffTheLine();
        s.Silence();
    }

    private static void OkByAPeerWithoutALine(Scenario s)
    {
        s.CallingHidden().SaysWhere();
        s.Caller.HangsUp();
        s.PeerA.IsRung(within: 130).Gets("someone needs a person").Answers().Hears("Press 1 to take it").Presses("1").Hears("Their line is not open").IsBriefed();
        s.PeerA.Presses("*").Hears("1 they are OK").Presses("1").Hears("They gave no number and their line is down, so I can't check on them until they call me again").HangsUp();
        s.RunSeconds(5);
    }

    /// <summary>Kept for a phone of its own.</summary>
    private static void HasAHome(Actor friend)
    {
        friend.Texts("SPOT 5 at 9 King St, Hamilton").Gets("I'm with you").Gets("Got it: Hamilton").Texts("SAVE home").Gets("Saved as").Texts("DONE").Gets("Done for now");
        friend.Scenario.RunSeconds(20);
    }
}
