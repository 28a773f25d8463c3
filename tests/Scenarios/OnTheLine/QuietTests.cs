using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.OnTheLine;

/// <summary>Between check-ins it is silent, or there is a calm tone by choice; never over a check-in. Few words, by choice fewer. Promise 6.</summary>
public sealed class QuietTests
{
    [Fact]
    public void Silence_between_check_ins_is_silence()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        s.RunSeconds(5);
        var mark = s.Caller.Phone.Mark;
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(0.5));
        Assert.Empty(s.Caller.Phone.HeardSince(mark));
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_calm_tone_is_played_when_chosen_and_no_check_in_has_it_under_its_words()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        Choose(s, "calm tone on the line").Hears("OK, a calm tone");
        for (var i = 0; i < 3; i++)
        {
            s.RunToCheckIn();
            s.Caller.Hears("Still with me").Presses("1").Hears("Thanks");
        }

        var tones = s.Caller.Phone.Heard.Where(h => h.Kind == HeardKind.Audio).ToList();
        Assert.True(tones.Count > 20, $"{tones.Count} tones");
        Assert.All(tones, t => Assert.EndsWith("/sounds/calm.wav", t.Text, StringComparison.Ordinal));
        foreach (var words in s.Caller.Phone.Heard.Where(h => h.Kind == HeardKind.Speech))
        {
            Assert.DoesNotContain(tones, t => t.Utc < words.Utc + words.Duration && words.Utc < t.Utc + t.Duration);
        }

        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void The_tone_stops_when_it_is_not_wanted_any_more()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        Choose(s, "calm tone on the line").Hears("OK, a calm tone");
        s.RunSeconds(15);
        Choose(s, "Silence on the line again").Hears("OK, silence");
        var mark = s.Caller.Phone.Mark;
        s.RunSeconds(20);
        Assert.DoesNotContain(s.Caller.Phone.HeardSince(mark), h => h.Kind == HeardKind.Audio);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void In_quiet_mode_a_check_in_and_its_thanks_are_as_short_as_can_be()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        Choose(s, "Fewer words from me").Hears("OK.");
        s.RunToCheckIn();
        s.Caller.Hears("Still with me. Press 1");
        s.RunSeconds(3);
        s.Caller.HearsNothingLike("more time").Presses("1").Hears("Thanks").HearsNothingLike("Next one");
        s.RunSeconds(5);
        s.Caller.HearsNothingLike("Next one").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Who_answers_at_once_never_hears_the_other_keys_and_who_does_not_hears_them_next()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        for (var i = 0; i < 3; i++)
        {
            s.RunToCheckIn();
            s.Caller.Hears("Still with me").Presses("1").Hears("Thanks").NeverHeard("2 more time");
        }

        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Hears("1 if you're OK, 2 more time, 9 help now", within: 10).Presses("1").Hears("Thanks");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void What_to_change_can_be_said_and_a_four_leaves_it()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        s.Caller.Presses("3").Hears("Change where you are").Says("the minutes").Hears("How many minutes").Presses("7#").Hears("every 7 minutes");
        s.Caller.Presses("3").Hears("Change where").Says("quiet please").Hears("OK");
        s.Caller.Presses("3").Hears("Change where").Presses("4").Hears("skipped");
        Assert.Equal(7, s.Session.EveryMinutes);
        Assert.True(s.Session.Quiet);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Someone_to_ring_first_is_keyed_and_read_back_and_the_ambulance_at_once_is_a_choice()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        Choose(s, "Name someone I ring first").Hears("Key the number of someone").Presses("9055550124#").Hears("I have: 1, 9, 0, 5, 5, 5, 5, 0, 1, 2, 4|I have: 9, 0, 5").Presses("1").Hears("I ring them first");
        Assert.Equal("+19055550124", s.Session.ChosenNumber);
        s.Friend.Gets("named you");
        Choose(s, "An ambulance at once").Hears("an ambulance and people at once");
        Assert.Equal(SpotterBot.Decisions.Sessions.LadderOrder.EmsAtOnce, s.Session.Order);
        Choose(s, "People first again").Hears("people first, then an ambulance");
        Assert.Equal(SpotterBot.Decisions.Sessions.LadderOrder.ChosenThenPeersThenEms, s.Session.Order);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Another_person_to_ring_first_is_read_back_again_after_the_first_was_rung_and_is_then_taken()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().SkipsTheRest();
        s.Caller.MayGet("need to hear from you|couldn't reach you").Texts("FIRST 905 555 0124").Gets("call that number first");
        s.Friend.Gets("named you");
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(14));
        s.Caller.Changes("a friend").Hears("Key the number").Presses("9055550202#").Hears("Is that right");
        s.RunToCheckIn();
        s.Friend.IsRung(within: 60).Gets("someone needs a person").Answers().Hears("Press 1 to take it").Presses("1").IsBriefed();
        Assert.Equal(s.Friend.Number, s.Session.ChosenNumber);
        s.Friend.SaysTheyAreOk().HangsUp();
        s.Caller.Hears("I have: 1, 9, 0, 5, 5, 5, 5, 0, 2, 0, 2. Is that right").Presses("1").Hears("I ring them first");
        Assert.Equal("+19055550202", s.Session.ChosenNumber);
        s.PeerB.Gets("named you");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    /// <summary>3 until the thing is offered, then 1.</summary>
    private static Actor Choose(Scenario s, string offer)
    {
        s.Caller.Presses("3").Hears("Change where you are");
        for (var i = 0; i < 10 && !s.Caller.Phone.HasHeard(offer, s.Caller.Phone.Mark - 2); i++)
        {
            s.Caller.Presses("3");
            s.RunSeconds(4);
        }

        return s.Caller.Presses("1");
    }
}
