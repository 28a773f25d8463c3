using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Peers;

/// <summary>Thanks, on the line and by text, after help and after a talk; passed on only with a yes, and nobody is asked for them who had nobody. Promises 6, 7, 9, 10.</summary>
public sealed class ThanksTests
{
    [Fact]
    public void On_the_line_they_are_said_when_all_is_over_read_back_and_passed_on_with_a_one()
    {
        using var s = Talked();
        s.Caller.Presses("7").Hears("I'm here again any time").Hears("To leave a word of thanks for who was with you, say it now");
        Assert.False(s.Session.Open);
        s.Caller.Says("thank you for staying").Hears("I heard: thank you for staying. 1 and I pass it on", within: 20);
        s.PeerA.GetsNothingLike("thanks from");
        s.Caller.Presses("1").Hears("Passed on").IsOffTheLine();
        s.PeerA.Gets("thanks from somebody you were there for: thank you for staying", within: 60);
        Assert.Null(s.Session.Thanks);
        s.Silence();
    }

    [Theory]
    [InlineData("4")]
    [InlineData(null)]
    public void Without_a_one_they_go_nowhere(string? key)
    {
        using var s = Talked();
        s.Caller.Presses("7").Hears("say it now").Says("thank you for staying").Hears("I heard: thank you", within: 20);
        if (key is not null)
        {
            s.Caller.Presses(key);
        }

        s.Caller.Hears("it goes nowhere", within: 20).IsOffTheLine();
        Assert.Null(s.Session.Thanks);
        s.RunQuietly(TimeSpan.FromHours(1));
        s.PeerA.GetsNothingLike("thanks from");
        s.Silence();
    }

    [Fact]
    public void The_goodbye_comes_before_the_question_and_who_had_nobody_is_not_asked()
    {
        using var s = Talked();
        s.Caller.Presses("7").Hears("I'm here again any time. Bye.").Hears("say it now").IsOffTheLine();
        s.Silence();

        using var alone = new Scenario(peers: 1);
        alone.WatchedOnTheLine();
        alone.Caller.Presses("7").Hears("I'm here again any time").NeverHeard("thanks").IsOffTheLine();
        alone.Silence();
    }

    [Theory]
    [InlineData("9", "getting people to you|place I have|calling people")]
    [InlineData("0", "ringing someone for you")]
    public void A_nine_or_a_zero_there_is_what_it_always_is(string key, string heard)
    {
        using var s = Talked();
        s.NobodyPicksUp();
        s.Caller.Presses("7").Hears("say it now").Presses(key).Hears(heard).MayGet(".").MayBeRung();
        s.Caller.HangsUp();
        s.Finishes();
    }

    [Fact]
    public void After_a_talk_they_can_be_texted_for_three_days_and_the_words_are_kept_no_longer()
    {
        using var s = Talked();
        s.Caller.HangsUp();
        s.RunQuietly(TimeSpan.FromHours(71));
        s.Caller.Texts("THANKS for the talk").Gets("May I pass it on");
        Assert.Null(s.Session.CallerNumber);
        s.RunQuietly(TimeSpan.FromHours(2));
        Assert.Null(s.Session.Thanks);
        s.Caller.Texts("PASS").Gets("Nobody has taken a call of yours lately");
        s.PeerA.GetsNothingLike("thanks from");
        s.Silence();
    }

    [Fact]
    public void Said_on_the_line_and_hung_up_on_they_are_not_kept()
    {
        using var s = Talked();
        s.Caller.Presses("7").Hears("say it now").Says("thank you for staying").Hears("I heard", within: 20).HangsUp();
        s.RunSeconds(600);
        Assert.Null(s.Session.Thanks);
        s.Caller.Texts("PASS").Gets("Tell me first");
        s.PeerA.GetsNothingLike("thanks from");
    }

    [Fact]
    public void By_text_after_a_talk_they_come_to_whoever_took_it_once()
    {
        using var s = Talked();
        s.Caller.HangsUp();
        s.RunQuietly(TimeSpan.FromMinutes(30));
        s.Caller.Texts("THANKS for the talk").Gets("May I pass it on").Texts("PASS").Gets("Passed on");
        s.PeerA.Gets("thanks from somebody you were there for: for the talk", within: 30);
        s.RunQuietly(TimeSpan.FromMinutes(30));
        Assert.Single(s.PeerA.Phone.Inbox, t => t.Body.Contains("thanks from", StringComparison.Ordinal));
        s.Silence();
    }

    [Fact]
    public void While_they_are_watched_and_nobody_took_a_call_that_is_said_and_a_check_in_that_is_asked_comes_first()
    {
        using var s = new Scenario(peers: 1).WatchedByText();
        s.Caller.Texts("THANKS for being there").Gets("Nobody has taken a call of yours lately");
        s.RunSeconds(110);
        s.Caller.Gets("still with me").Texts("THANKS for being there").Gets("Reply 1 if you're OK");
        s.Caller.Texts("7").Gets("Done for now");
        s.Silence();
    }

    /// <summary>They called for a person, talked, and the peer has left the line.</summary>
    private static Scenario Talked()
    {
        var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("0 for a person").Presses("0").Hears("ringing someone for you");
        s.PeerA.IsRung().Gets("someone would like to talk").Answers().Hears("Press 1").Presses("1").Hears("It's yours").IsBriefed().HangsUp();
        s.Caller.Hears("They have left the line").Hears("Nobody is checking on you");
        return s;
    }
}
