using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>What is texted while the line is up is heard on the line, and what it answers is not asked there any more. Design section 3; promise 6.</summary>
public sealed class TextsOnTheLineTests
{
    [Fact]
    public void More_time_at_a_check_in_is_heard_and_the_check_in_stops()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        s.RunSeconds(4);
        var mark = s.Caller.Phone.Mark;
        s.Caller.Texts("2").Gets("5 more min");
        s.RunSeconds(6);
        Assert.Equal("OK, 5 more minutes.", s.Caller.Phone.WordsSince(mark));
        Assert.False(s.Session.CheckIn.IsOpen);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("EVERY 3", "every 3 min", "OK, every 3 minutes")]
    [InlineData("NAME Sam", "OK, Sam", "OK, Sam")]
    [InlineData("FIRST CREW", "call the crew and people at once", "an ambulance and people at once")]
    [InlineData("FIRST PEER", "call people first", "people first, then an ambulance")]
    [InlineData("FIRST 905 555 0124", "call that number first", "I ring them first")]
    [InlineData("AT 9 King St, Hamilton", "Got it: Hamilton", "I got your text: Hamilton")]
    [InlineData("1", "Thanks. Next one", "I got your text, thanks")]
    public void What_is_changed_by_text_is_heard_at_once(string words, string answer, string heard)
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        var mark = s.Caller.Phone.Mark;
        s.Friend.MayGet("named you");
        s.Caller.Texts(words).Gets(answer);
        s.RunSeconds(4);
        Assert.Matches(heard, s.Caller.Phone.WordsSince(mark));
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_name_that_is_texted_is_not_asked_for()
    {
        using var s = new Scenario();
        s.Calling();
        s.Caller.Hears("May I record").Texts("NAME Jo").Gets("OK, Jo").Hears("OK, Jo.*May I record").Presses("4").Hears("keep this for next time").NeverHeard("What should I call you");
        Assert.Equal("Jo", s.Session.Handle);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void That_texts_reach_them_no_more_is_said_once_the_check_in_it_brings_is_answered()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        var mark = s.Caller.Phone.Mark;
        s.Caller.MayGet("unsubscribed|STOP|opted").Texts("STOP").Hears("Still with me\\? Press 1", within: 5);
        var asked = s.Caller.Phone.HeardSince(mark).Where(h => h.Kind == HeardKind.Speech).ToList();
        Assert.InRange(asked.Sum(h => h.Duration.TotalSeconds), 0, 4);
        Assert.Equal(TextChannel.OptedOut, s.Session.Texts);
        s.Caller.Presses("1").Hears("Thanks.*Texts don't reach this phone, so I call you").Presses("7").IsOffTheLine();
        s.Silence();
    }
}
