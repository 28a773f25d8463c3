using Scenarios.Support;

namespace Scenarios;

/// <summary>No call and no text that nobody asked for. Promises 8, 9.</summary>
public sealed class SilenceTests
{
    [Fact]
    public void Nonsense_from_outside_gets_one_helpful_line_and_five_at_most_in_a_row()
    {
        using var s = new Scenario();
        for (var i = 0; i < 5; i++)
        {
            s.Friend.Texts($"qwerty {i}").Gets("I'm an automated spotter");
        }

        s.Friend.Texts("qwerty again");
        s.Friend.Texts("and again");
        s.RunSeconds(10);
        Assert.Equal(5, s.Friend.Phone.Inbox.Count);
        Assert.Empty(s.Sessions());
        s.Silence();
    }

    [Fact]
    [Trait("On", "zip")]
    public void An_auto_responder_does_not_loop()
    {
        using var s = new Scenario();
        s.Friend.Phone.RepliesToTexts(".", "I am driving and will see your message later.", TimeSpan.FromSeconds(2));
        s.Friend.MayGet("automated spotter").Texts("hello?");
        s.RunSeconds(600);
        Assert.Equal(5, s.Friend.Phone.Inbox.Count);
        s.Silence();
    }

    [Theory]
    [InlineData("1", "Nothing is running")]
    [InlineData("7", "Nothing is running")]
    [InlineData("WHERE", "Nothing is running")]
    [InlineData("HOW", "automated spotter")]
    [InlineData("FORGET", "erased")]
    public void A_word_without_a_session_starts_nothing(string word, string answer)
    {
        using var s = new Scenario();
        s.Friend.Texts(word).Gets(answer);
        Assert.Empty(s.Sessions());
        s.Silence(minutes: 10);
    }

    [Fact]
    public void A_text_from_one_of_our_own_numbers_is_not_answered()
    {
        using var s = new Scenario();
        var own = s.Network.Phone(Scenario.EmsLine);
        own.Texts("SPOT", Scenario.Line);
        s.RunSeconds(30);
        Assert.Empty(own.Inbox);
        Assert.Empty(s.Sessions());
        s.Silence();
    }

    [Fact]
    public void After_finishing_nobody_is_texted_or_called_for_an_hour()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Finishes();
        s.Silence(minutes: 60);
        Assert.False(s.Session.Open);
    }

    [Fact]
    public void A_call_that_presses_nothing_is_let_go_and_starts_nothing()
    {
        using var s = new Scenario();
        s.Friend.Calls().Hears("Press 1 and I start").Hears("I'm here again any time", within: 120).IsOffTheLine();
        Assert.Empty(s.Sessions());
        s.Silence();
    }

    [Fact]
    public void Peers_go_on_and_off_by_text_and_who_is_off_is_not_rung()
    {
        using var s = new Scenario();
        s.Coordinator.MayGet("nobody is on call from");
        s.PeerA.Texts("OFF").Gets("you're off");
        s.PeerB.Texts("WHO").Gets("1 on call");
        s.PeerB.Texts("BREAK 30").Gets("break for 30");
        s.WatchedByText();
        s.Caller.Gets("no person is on call");
        s.Misses(SpotterBot.Decisions.Sessions.Mode.TextMe);
        s.Coordinator.Gets("crew's line");
        s.Ems.TakesTheEmergency(within: 5).HangsUp();
        s.PeerA.Texts("ON").Gets("you're on");
        s.PeerA.WasRung(s.PeerA.RungUtc.Count).MayBeRung().MayGet("someone needs a person");
        s.PeerB.WasRung(0);
        s.RunSeconds(60);
        s.Silence();
    }
}
